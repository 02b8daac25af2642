//! Words about proof: kinds, states, what happened, what deserves a word.

use app::evidence::{Asked, State, Unfit, Visibility};
use documents::upload::Note;
use domain::deadline::Every;

use super::time;

/// Kinds of official documents that a form offers; any other may be typed by the reader of files.
pub const DOCUMENTS: [&str; 18] = [
    "Quyết định",
    "Kế hoạch",
    "Báo cáo",
    "Công văn",
    "Thông báo",
    "Biên bản",
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Tờ trình",
    "Giấy mời",
    "Hướng dẫn",
    "Chương trình",
    "Quy chế",
    "Hợp đồng",
    "Giấy chứng nhận",
    "Đề án",
    "Phương án",
];

/// A kind as stored, in words.
pub fn kind(code: &str) -> &str {
    match code {
        "document" => "văn bản",
        "article" => "Tin, bài",
        "link" => "Liên kết",
        "picture" => "Ảnh chụp",
        "video" => "Video",
        "broadcast" => "Lượt phát sóng",
        "list" => "Danh sách",
        "meeting" => "Cuộc họp",
        "class" => "Lớp tập huấn",
        "figures" => "Số liệu",
        other => other,
    }
}

/// Kinds that a requirement accepts: «Quyết định hoặc ảnh chụp»; empty: any.
pub fn accepts(codes: &str) -> String {
    let kinds: Vec<&str> = codes
        .split('|')
        .filter(|code| !code.is_empty())
        .map(kind)
        .collect();
    kinds.join(" hoặc ")
}

/// What is counted: «13/20 tin, bài», «2/4 (mỗi quý)».
pub fn progress(asked: &Asked) -> String {
    let what = match asked.accepts.as_str() {
        "article" => " tin, bài",
        "picture" => " ảnh",
        "video" => " video",
        "broadcast" => " lượt",
        "meeting" => " cuộc",
        "class" => " lớp",
        _ => "",
    };
    format!("{}/{}{what}", asked.done, asked.needed)
}

/// How it is counted: «mỗi quý», «từ 01/01/2026 đến 31/12/2026»; what does not count, and why.
pub fn counted(asked: &Asked) -> String {
    let mut parts = Vec::new();
    if let Some(every) = asked.per {
        parts.push(per(every).to_owned());
    }
    match (asked.from, asked.to) {
        (Some(from), Some(to)) => {
            parts.push(format!("từ {} đến {}", time::date(&from), time::date(&to)));
        }
        (Some(from), None) => parts.push(format!("từ {}", time::date(&from))),
        (None, Some(to)) => parts.push(format!("đến hết {}", time::date(&to))),
        (None, None) => {}
    }
    if asked.undated > 0 {
        parts.push(format!(
            "{} minh chứng chưa có ngày nên chưa được tính",
            asked.undated
        ));
    }
    if asked.outside > 0 {
        parts.push(format!("{} minh chứng ngoài thời gian này", asked.outside));
    }
    parts.join("; ")
}

fn per(every: Every) -> &'static str {
    match every {
        Every::Week => "mỗi tuần",
        Every::Month => "mỗi tháng",
        Every::Quarter => "mỗi quý",
        Every::HalfYear => "mỗi 6 tháng",
        Every::Year => "mỗi năm",
    }
}

/// What a proof serves, in the document's words.
pub fn serving(requirement: Option<&str>, is_named: bool) -> String {
    match requirement {
        Some(text) if is_named => format!("Đáp ứng «{text}»"),
        Some(text) => format!("Đáp ứng «{text}», phần mềm xếp theo loại"),
        None => "Chưa tính cho yêu cầu nào".to_owned(),
    }
}

/// A filter of the library.
pub fn state(state: State) -> &'static str {
    match state {
        State::All => "Tất cả",
        State::Waiting => "Chờ xác nhận",
        State::Incomplete => "Thiếu loại hoặc ngày",
        State::Used => "Đang dùng",
        State::Unused => "Chưa dùng ở đâu",
        State::Expiring => "Sắp hết hiệu lực",
        State::Expired => "Đã hết hiệu lực",
        State::Removed => "Đã cất",
    }
}

/// Who may open a proof.
pub fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Private => "Riêng: đầu mối, lãnh đạo, thẩm định và người làm việc này",
        Visibility::Unit => "Mọi người xem được đơn vị",
    }
}

/// What happened to a proof.
pub fn happened(kind: &str) -> &str {
    match kind {
        "evidence.added" => "Đưa vào kho",
        "evidence.used" => "Dùng thêm cho một dòng việc hoặc chỉ số",
        "evidence.use_ended" => "Gỡ khỏi một dòng việc hoặc chỉ số",
        "evidence.requirement_named" => "Đổi yêu cầu mà minh chứng đáp ứng",
        "evidence.confirmed" => "Xác nhận thông tin đề xuất",
        "evidence.changed" => "Sửa thông tin",
        "evidence.put_away" => "Cất đi",
        "evidence.restored" => "Khôi phục",
        "evidence.viewed" => "Xem nội dung",
        "evidence.downloaded" => "Mở hoặc tải tệp",
        other => other,
    }
}

/// A word on a file that was taken.
pub fn note(note: Note) -> &'static str {
    match note {
        Note::Renamed => "Đuôi tệp không đúng với nội dung nên đã đổi theo nội dung.",
        Note::Attachments => "Bên trong có tệp đính kèm khác; phần mềm chỉ hiện nội dung chính.",
        Note::ExternalLinks => "Tệp dẫn tới ảnh hoặc bảng tính ở nơi khác.",
        Note::DownloadOnly => "Loại tệp này chỉ tải về, không xem được trên trang.",
    }
}

/// «1,4 MB», «512 KB».
pub fn size(bytes: i32) -> String {
    let kilobytes = (bytes.max(0) + 1023) / 1024;
    if kilobytes < 1024 {
        return format!("{kilobytes} KB");
    }
    let tenths = kilobytes * 10 / 1024;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

/// What a file is.
pub fn media(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "image/png" | "image/jpeg" | "image/webp" | "image/heic" => "Ảnh",
        media if media.contains("wordprocessingml") => "Word",
        media if media.contains("spreadsheetml") => "Excel",
        media if media.contains("presentationml") => "PowerPoint",
        media if media.contains("opendocument.text") => "OpenDocument",
        media if media.contains("opendocument") => "Bảng tính OpenDocument",
        media if media.starts_with("text/csv") => "CSV",
        _ => "Văn bản thuần",
    }
}

/// Why a pasted line registers nothing.
pub fn unfit(unfit: &Unfit) -> String {
    match unfit {
        Unfit::NoLink => "không có đường dẫn bắt đầu bằng http:// hoặc https://".to_owned(),
        Unfit::BadDate { text } => format!("không có ngày «{text}»"),
        Unfit::Twice { line } => format!("trùng đường dẫn với dòng {line}"),
        Unfit::Known { title } => format!("đã có trong kho: «{title}»"),
    }
}

/// A date that cannot be read.
pub fn not_a_date(text: &str) -> String {
    format!("Không đọc được ngày «{text}»: cần đủ ngày, tháng, năm. Đề nghị nhập dạng 14/10/2026.")
}

/// A file past the limits of one sending.
pub fn beyond(limit: usize) -> String {
    format!("Không nhận tệp: một lần gửi nhiều nhất {limit} tệp. Đề nghị gửi tệp này ở lần sau.")
}

/// What came after the sending broke off.
pub const BROKEN_OFF: &str = "Không nhận hết các tệp: việc gửi bị ngắt hoặc tổng dung lượng vượt mức cho phép. Đề nghị gửi lại các tệp chưa có trong danh sách này.";
/// Nothing was chosen.
pub const NO_FILE: &str = "Không có gì để nhận: chưa chọn tệp nào. Đề nghị chọn ít nhất một tệp.";
/// Our fault at one file.
pub const FAULT: &str = "Không nhận tệp: hệ thống gặp sự cố khi đọc tệp này. Đề nghị gửi lại, hoặc báo quản trị nếu vẫn không được.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_file_managers_do() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(1_500_000), "1,4 MB");
        assert_eq!(size(50 << 20), "50,0 MB");
    }

    #[test]
    fn kinds_that_serve_are_joined_in_words() {
        assert_eq!(accepts("Biên bản|picture"), "Biên bản hoặc Ảnh chụp");
        assert_eq!(accepts(""), "");
    }
}

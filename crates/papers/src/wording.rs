//! Words that stand on every official paper, by Decree 30/2020/NĐ-CP, annex I.

use jiff::civil::Date;

use crate::paper::{Block, Head, Paper, Signatory};

/// Quốc hiệu.
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Over the list of whom it goes to.
pub const RECIPIENTS: &str = "Nơi nhận:";
/// Over a paper that is not issued.
pub const DRAFT: &str = "DỰ THẢO";

/// The agency as it stands at the top left: in capitals, a people's committee on two lines.
pub fn letterhead(agency: &str) -> String {
    let capitals = agency.to_uppercase();
    match capitals.strip_prefix("UBND ") {
        Some(place) => format!("ỦY BAN NHÂN DÂN\n{place}"),
        None => match capitals.strip_prefix("ỦY BAN NHÂN DÂN ") {
            Some(place) => format!("ỦY BAN NHÂN DÂN\n{place}"),
            None => capitals,
        },
    }
}

/// «Số: 36/KH-UBND», with a blank for the number of a draft.
pub fn number(head: &Head) -> String {
    match &head.reference {
        Some(reference) => format!("Số: {reference}"),
        None => format!("Số:        /{}", head.symbol),
    }
}

/// «Sơn Khê, ngày 05 tháng 3 năm 2026»: days below ten and the first two months with a zero.
pub fn place_and_date(head: &Head) -> String {
    format!("{}, {}", head.place, day(head.date, head.year))
}

/// «ngày 05 tháng 3 năm 2026», with blanks where there is no date yet.
pub fn day(date: Option<Date>, year: i16) -> String {
    match date {
        Some(date) => {
            let month = match date.month() {
                month @ 1..=2 => format!("0{month}"),
                month => month.to_string(),
            };
            format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
        }
        None => format!("ngày       tháng       năm {year}"),
    }
}

/// Kinds of papers by the first letters of what follows their number.
const KINDS: [(&str, &str); 14] = [
    ("KH", "Kế hoạch"),
    ("QĐ", "Quyết định"),
    ("NQ", "Nghị quyết"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("CT", "Chỉ thị"),
    ("CTR", "Chương trình"),
    ("CTr", "Chương trình"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("BC", "Báo cáo"),
    ("BB", "Biên bản"),
    ("KL", "Kết luận"),
    ("ĐA", "Đề án"),
];

/// «Kế hoạch» of «15/KH-UBND» and «Nghị định» of «30/2020/NĐ-CP»; `None`: the letters tell nothing,
/// as those of official letters.
pub fn kind_of(reference: &str) -> Option<&'static str> {
    let letters = reference.rsplit('/').next()?;
    let letters = letters.split('-').next()?;
    KINDS
        .iter()
        .find(|(known, _)| *known == letters)
        .map(|(_, kind)| *kind)
}

/// What follows the number of such a paper of a people's committee: «KH-UBND».
pub fn symbol_of(kind: &str) -> String {
    match KINDS.iter().find(|(_, known)| *known == kind) {
        Some((letters, _)) => format!("{letters}-UBND"),
        None => "UBND".to_owned(),
    }
}

/// A legal basis as a sentence: «Căn cứ Kế hoạch số 15/KH-UBND ngày 12/02/2026 của … về …;».
pub fn basis(
    reference: &str,
    date: Option<Date>,
    issuer: Option<&str>,
    subject: Option<&str>,
) -> String {
    let kind = kind_of(reference).unwrap_or("Văn bản");
    let mut out = format!("Căn cứ {kind} số {reference}");
    if let Some(date) = date {
        out.push_str(&format!(
            " ngày {:02}/{:02}/{}",
            date.day(),
            date.month(),
            date.year()
        ));
    }
    if let Some(issuer) = issuer {
        out.push_str(" của ");
        out.push_str(issuer);
    }
    if let Some(subject) = subject {
        let led = ["về ", "Về ", "ban hành ", "quy định ", "phê duyệt "]
            .iter()
            .any(|opener| subject.starts_with(opener));
        out.push_str(if led { " " } else { " về " });
        out.push_str(subject.trim_end_matches([';', '.', ',']));
    }
    out.push(';');
    out
}

/// Whom it goes to, one line each: «- Sở Khoa học và Công nghệ (để b/c);».
pub fn recipients<'a>(
    all: impl ExactSizeIterator<Item = (&'a str, Option<&'a str>)>,
) -> Vec<String> {
    let last = all.len().saturating_sub(1);
    all.enumerate()
        .map(|(at, (name, purpose))| {
            let end = if at == last { '.' } else { ';' };
            match purpose {
                Some(purpose) => format!("- {name} ({purpose}){end}"),
                None => format!("- {name}{end}"),
            }
        })
        .collect()
}

/// Posts and name of the one who signs, from the lines in which they are kept: the name is the
/// last line that is not in capitals.
pub fn signatory(lines: &str) -> Signatory {
    let mut lines: Vec<String> = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let is_name = |line: &String| line.chars().any(char::is_lowercase);
    let name = match lines.last() {
        Some(line) if is_name(line) => lines.pop().unwrap_or_default(),
        _ => String::new(),
    };
    Signatory { posts: lines, name }
}

/// «mục 3.2 Phụ lục 01».
pub fn place_of_row(code: Option<&str>, annex: &str) -> String {
    match code {
        Some(code) => format!("mục {code} {annex}").trim().to_owned(),
        None => annex.to_owned(),
    }
}

/// Why a row is in a plan: «Thực hiện mục 3.2 Phụ lục 01, Kế hoạch số 15/KH-UBND».
pub fn carries_out(place: &str, kind: &str, reference: Option<&str>) -> String {
    match reference {
        Some(reference) => format!("Thực hiện {place}, {kind} số {reference}"),
        None => format!("Thực hiện {place}, {kind} của cấp trên"),
    }
}

/// «Trước ngày 15/10/2026».
pub fn by_day(day: Date) -> String {
    format!(
        "Trước ngày {:02}/{:02}/{}",
        day.day(),
        day.month(),
        day.year()
    )
}

/// The last line of whom a paper goes to.
pub const ARCHIVE: &str = "Lưu: VT";

/// What a figure is, by its key and the document's words for it.
pub fn figure(key: &str, label: &str) -> String {
    let name = match key {
        "yes" => "Có hay không",
        "num" => "Tử số",
        "den" => "Mẫu số",
        "ratio" => "Tỷ lệ",
        "option" => "Mức đạt được",
        "parts" => "Nội dung đạt được",
        "target" => "Chỉ tiêu",
        "previous" => "Giá trị kỳ trước",
        _ => "Giá trị",
    };
    match label.trim() {
        "" => name.to_owned(),
        label => format!("{name}: {label}"),
    }
}

/// A figure as papers write it, from what a person would type.
pub fn value(key: &str, typed: &str) -> String {
    match (key, typed) {
        ("ratio", typed) => format!("{typed} %"),
        ("yes", "true") => "Có".to_owned(),
        ("yes", "false") => "Không".to_owned(),
        (_, typed) => typed.to_owned(),
    }
}

/// What a report is about.
pub const REPORT_TITLE: &str = "Kết quả thực hiện công tác chuyển đổi số [[kỳ]]";

/// The text that a report begins with; names in double brackets stand for figures.
pub const REPORT: &str = "\
[[đơn vị]] báo cáo kết quả thực hiện công tác chuyển đổi số [[kỳ]] (số liệu đến ngày [[ngày số liệu]]) như sau:
I. KẾT QUẢ THỰC HIỆN
1. Tiến độ thực hiện nhiệm vụ
Tổng số việc phải thực hiện trong năm: [[số việc]]; đã hoàn thành: [[số việc hoàn thành]] ([[tỷ lệ hoàn thành]]); quá hạn: [[số việc quá hạn]].
2. Kết quả tự chấm điểm
Đã có kết quả của [[số chỉ số có kết quả]]/[[số chỉ số]] chỉ số, trong đó [[số chỉ số có minh chứng]] chỉ số có minh chứng. Tổng điểm tự chấm: [[điểm]]/[[điểm tối đa]] điểm, đạt [[tỷ lệ điểm]]. Kết quả theo từng nhóm chỉ số:
[[bảng điểm]]
[[so với năm trước]]
II. TỒN TẠI, HẠN CHẾ
[[nhận xét quá hạn]]
[[bảng việc quá hạn]]
[[nhận xét điểm còn thiếu]]
[[bảng điểm còn thiếu]]
III. NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI
1. Hoàn thành dứt điểm các việc quá hạn; đơn vị chủ trì báo cáo nguyên nhân, cam kết thời hạn hoàn thành.
2. Cập nhật đầy đủ số liệu, minh chứng của các chỉ số chưa có kết quả trước hạn của kỳ.
3. Ưu tiên nguồn lực cho các chỉ số còn thiếu nhiều điểm.
Trên đây là báo cáo kết quả thực hiện công tác chuyển đổi số [[kỳ]] của [[đơn vị]]./.";

/// What a notice of results is about.
pub const NOTICE_TITLE: &str = "Kết quả đánh giá, xếp hạng chuyển đổi số [[kỳ]]";

/// The text that a notice of results begins with.
pub const NOTICE: &str = "\
[[đơn vị]] thông báo kết quả đánh giá, xếp hạng chuyển đổi số [[kỳ]] theo [[bộ chỉ số]] như sau:
I. KẾT QUẢ CHUNG
Có [[số đơn vị]] đơn vị được đánh giá. Điểm cao nhất: [[điểm cao nhất]] ([[đơn vị dẫn đầu]]); điểm thấp nhất: [[điểm thấp nhất]]; điểm bình quân: [[điểm bình quân]].
[[nhận xét tạm tính]]
[[bảng xếp loại]]
II. KẾT QUẢ XẾP HẠNG
Thứ hạng và điểm của từng đơn vị nêu tại phụ lục kèm theo Thông báo này.
III. ĐỀ NGHỊ
1. Các đơn vị căn cứ kết quả, rà soát các chỉ số đạt thấp và có giải pháp khắc phục trong kỳ sau.
2. Các đơn vị dẫn đầu chia sẻ cách làm, kinh nghiệm để các đơn vị khác tham khảo.
[[đơn vị]] thông báo để các đơn vị biết, thực hiện./.";

/// What a letter that urges is about; «V/v» stands before it.
pub const URGING_TITLE: &str = "đôn đốc thực hiện nhiệm vụ chuyển đổi số [[kỳ]]";

/// The text that a letter that urges begins with.
pub const URGING: &str = "\
Qua theo dõi việc thực hiện nhiệm vụ chuyển đổi số [[kỳ]], đến ngày [[ngày số liệu]] còn [[số việc quá hạn]]/[[số việc]] việc quá hạn và [[số chỉ số chưa có kết quả]]/[[số chỉ số]] chỉ số chưa có kết quả.
[[đơn vị]] đề nghị các cơ quan, đơn vị, cá nhân được giao chủ trì thực hiện các nội dung sau:
1. Hoàn thành ngay các việc quá hạn, cập nhật tiến độ và sản phẩm; báo cáo nguyên nhân và thời hạn hoàn thành đối với việc chưa thể hoàn thành.
[[nhận xét quá hạn]]
[[bảng việc quá hạn]]
2. Cập nhật số liệu, minh chứng của các chỉ số chưa có kết quả.
[[nhận xét điểm còn thiếu]]
[[bảng điểm còn thiếu]]
Đề nghị các cơ quan, đơn vị, cá nhân khẩn trương thực hiện./.";

/// What an explanation sheet is about.
pub const EXPLANATION_TITLE: &str = "Chỉ số [[mã]] [[chỉ số]]";

/// The text that an explanation sheet begins with.
pub const EXPLANATION: &str = "\
I. CHỈ SỐ
Chỉ số [[mã]]: [[chỉ số]], thuộc [[bộ chỉ số]], [[kỳ]]. Điểm tối đa: [[điểm tối đa]].
Cách tính điểm: [[cách tính]]
II. SỐ LIỆU VÀ ĐIỂM TỰ CHẤM
[[nhận xét số liệu]]
[[bảng số liệu]]
Điểm tự chấm: [[điểm]].
III. NỘI DUNG GIẢI TRÌNH
[[giải trình]]
IV. MINH CHỨNG
[[nhận xét minh chứng]]
[[bảng minh chứng]]
[[đơn vị]] chịu trách nhiệm về tính chính xác của số liệu, minh chứng nêu trên./.";

/// What minutes of an appraisal are about.
pub const MINUTES_TITLE: &str =
    "Thẩm định kết quả tự chấm điểm chuyển đổi số [[kỳ]] của [[đơn vị]]";

/// The text that minutes of an appraisal begin with.
pub const MINUTES: &str = "\
Ngày [[ngày số liệu]], tại ……………, tổ thẩm định làm việc với [[đơn vị]] về kết quả tự chấm điểm chuyển đổi số [[kỳ]] theo [[bộ chỉ số]].
I. THÀNH PHẦN
1. Đại diện tổ thẩm định: ……………;
2. Đại diện [[đơn vị]]: ……………;
II. KẾT QUẢ
Điểm tự chấm: [[điểm tự chấm]]/[[điểm tối đa]]; điểm thẩm định: [[điểm thẩm định]]; chênh lệch: [[chênh lệch]].
[[bảng điểm]]
[[nhận xét điều chỉnh]]
[[bảng điều chỉnh]]
III. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC THẨM ĐỊNH
[[nhận xét ý kiến]]
[[bảng ý kiến]]
Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản, đã đọc lại cho các thành phần cùng nghe và thống nhất./.";

/// The text of a plan that has none of its own: what there is, and where.
pub fn plan_text(agency: &str, title: &str, annexes: &[&str]) -> Vec<Block> {
    let agency = sentence_case(agency);
    let annexes = annexes.join(", ");
    let heading = |text: &str| Block::Heading(1, text.to_owned());
    let paragraph = |text: String| Block::Paragraph(text);
    vec![
        paragraph(format!("{agency} ban hành Kế hoạch {title}, cụ thể như sau:")),
        heading("I. MỤC ĐÍCH, YÊU CẦU"),
        paragraph("Giao việc rõ người, rõ hạn, rõ sản phẩm cho từng nội dung; lấy kết quả thực hiện làm căn cứ đánh giá cuối năm.".to_owned()),
        heading("II. NỘI DUNG"),
        paragraph(format!("Nội dung, phân công và thời hạn thực hiện nêu tại {annexes} kèm theo Kế hoạch này.")),
        heading("III. TỔ CHỨC THỰC HIỆN"),
        paragraph("Các đơn vị, cá nhân được giao chủ trì triển khai thực hiện đúng thời hạn; đơn vị phối hợp cung cấp số liệu, minh chứng theo đề nghị của đơn vị chủ trì. Trong quá trình thực hiện, nếu có vướng mắc, kịp thời phản ánh để xem xét, giải quyết./.".to_owned()),
    ]
}

/// «(Kèm theo Kế hoạch số 36/KH-UBND ngày 05 tháng 3 năm 2026 của UBND phường Sơn Khê)».
pub fn attached(paper: &Paper) -> String {
    let head = &paper.head;
    let number = match &head.reference {
        Some(reference) => reference.clone(),
        None => format!("      /{}", head.symbol),
    };
    let kind = if paper.kind.is_empty() {
        "Công văn"
    } else {
        &paper.kind
    };
    let agency = sentence_case(&head.agency.replace('\n', " "));
    format!(
        "(Kèm theo {kind} số {number} {} của {agency})",
        day(head.date, head.year)
    )
}

/// «ỦY BAN NHÂN DÂN PHƯỜNG SƠN KHÊ» as running text. Names of places keep their capitals: only
/// the words for kinds of bodies are known to be common.
fn sentence_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    const COMMON: [&str; 20] = [
        "NHÂN",
        "DÂN",
        "PHƯỜNG",
        "XÃ",
        "TỈNH",
        "THÀNH",
        "PHỐ",
        "HUYỆN",
        "QUẬN",
        "PHÒNG",
        "BAN",
        "ĐẶC",
        "KHU",
        "VÀ",
        "TRUNG",
        "TÂM",
        "ĐẠO",
        "CỦA",
        "VỤ",
        "CÔNG",
    ];
    let mut out = String::new();
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let lower = at > 0 && COMMON.contains(&word);
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !lower => out.push(first),
            Some(first) => out.extend(first.to_lowercase()),
            None => {}
        }
        out.extend(letters.flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_below_ten_and_the_first_two_months_have_a_zero() {
        assert_eq!(
            day(Some(date(2026, 2, 5)), 2026),
            "ngày 05 tháng 02 năm 2026"
        );
        assert_eq!(
            day(Some(date(2026, 3, 15)), 2026),
            "ngày 15 tháng 3 năm 2026"
        );
    }

    #[test]
    fn an_agency_in_capitals_is_named_as_in_running_text() {
        assert_eq!(
            sentence_case("ỦY BAN NHÂN DÂN PHƯỜNG SƠN KHÊ"),
            "Ủy ban nhân dân phường Sơn Khê"
        );
        assert_eq!(sentence_case("UBND phường Sơn Khê"), "UBND phường Sơn Khê");
    }
}

//! Sentences of the API: what programs are refused, for the people who write them.

use axum::http::StatusCode;

use crate::web::Problem;

/// A token that does not work.
pub const INVALID_TOKEN: &str = "Không nhận được yêu cầu: mã truy cập sai, đã hết hạn hoặc đã bị thu hồi. Đề nghị tạo mã mới ở trang Tài khoản.";
/// A token for reading only.
pub const READ_ONLY_TOKEN: &str =
    "Không thay đổi được dữ liệu: mã truy cập này chỉ được đọc. Đề nghị dùng mã có quyền ghi.";
/// A token where only a person signed in may.
pub const SESSION_ONLY: &str = "Không thực hiện được bằng mã truy cập: việc cấp tài khoản, vai trò, liên kết và mã truy cập chỉ làm được khi đăng nhập bằng mật khẩu. Đề nghị đăng nhập và làm trên trang.";
/// No `If-Match`.
pub const NO_PRECONDITION: &str = "Không thay đổi được: yêu cầu chưa cho biết đang sửa phiên bản nào. Đề nghị gửi tiêu đề If-Match với giá trị ETag đã nhận khi đọc.";
/// `If-Match` names another version.
pub const STALE: &str = "Không thay đổi được: nội dung đã được người khác sửa sau khi đọc. Đề nghị đọc lại, xem khác biệt rồi gửi với ETag mới.";
/// A key that cannot be one.
pub const BAD_KEY: &str = "Không nhận được yêu cầu: Idempotency-Key phải dài từ 1 đến 200 ký tự ASCII nhìn thấy được. Đề nghị dùng một UUID.";
/// A key of another request.
pub const OTHER_REQUEST: &str = "Không nhận được yêu cầu: khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Đề nghị dùng khóa mới.";
/// A key whose work runs or was cut off.
pub const UNFINISHED: &str = "Chưa trả lời được: yêu cầu mang khóa này đang được thực hiện hoặc đã bị ngắt giữa chừng. Đề nghị chờ rồi đọc lại dữ liệu trước khi gửi với khóa mới.";
/// A body of another kind.
pub const NOT_JSON: &str = "Không đọc được nội dung gửi lên: Content-Type phải là application/json. Đề nghị gửi lại dưới dạng JSON.";
/// A file that came in no way we know.
pub const NOT_A_FILE: &str = "Không đọc được tệp gửi lên: cần multipart/form-data có trường «file», hoặc nội dung tệp với tham số «name». Đề nghị gửi lại theo một trong hai cách.";
/// A query that cannot be read.
pub const BAD_QUERY: &str =
    "Không đọc được tham số trên địa chỉ. Đề nghị kiểm tra tên và giá trị tham số.";
/// A page that begins after nothing.
pub const BAD_AFTER: &str =
    "Không mở được trang tiếp theo: mục đứng trước nó không còn. Đề nghị đọc lại danh sách từ đầu.";

/// How many items a page may have.
pub fn bad_limit(most: usize) -> String {
    format!("phải từ 1 đến {most}")
}

/// How many days may be asked for together.
pub fn bad_days(most: i32) -> String {
    format!("phải từ ngày đầu trở đi, nhiều nhất {most} ngày")
}

/// A part of a file that begins after its end.
pub fn beyond(size_bytes: u64) -> String {
    format!(
        "Không gửi được phần tệp đã yêu cầu: phần đó bắt đầu sau byte cuối, tệp dài {size_bytes} byte. Đề nghị tải lại từ đầu."
    )
}

/// A method that an address does not have.
pub fn no_such_method() -> Problem {
    let sentence = "Không thực hiện được: địa chỉ này không nhận phương thức đã gửi. Đề nghị xem tiêu đề Allow hoặc tài liệu API.";
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        sentence,
    )
}

/// A body that is no JSON.
pub fn no_json(line: usize, column: usize) -> String {
    format!(
        "Không đọc được nội dung gửi lên: sai cú pháp JSON tại dòng {line}, cột {column}. Đề nghị kiểm tra lại."
    )
}

/// A body with a wrong field.
pub fn wrong_field(pointer: &str, why: &str) -> String {
    let place = if pointer.is_empty() {
        "toàn bộ nội dung".to_owned()
    } else {
        format!("trường {pointer}")
    };
    format!(
        "Không đọc được nội dung gửi lên: {place} {why}. Đề nghị xem mô tả ở /api/openapi.json."
    )
}

/// A field's value that nothing has: an id, a word, a date.
pub fn unknown_value(value: &str) -> String {
    let short: String = value.chars().take(60).collect();
    format!("không có giá trị «{short}»")
}

/// What kind of failure a status is.
pub fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "Yêu cầu không đọc được",
        StatusCode::UNAUTHORIZED => "Chưa đăng nhập",
        StatusCode::FORBIDDEN => "Không được phép",
        StatusCode::NOT_FOUND => "Không tìm thấy",
        StatusCode::METHOD_NOT_ALLOWED => "Phương thức không dùng được",
        StatusCode::CONFLICT => "Có thay đổi khác",
        StatusCode::PRECONDITION_FAILED => "Phiên bản đã cũ",
        StatusCode::PAYLOAD_TOO_LARGE => "Nội dung quá lớn",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Định dạng không nhận",
        StatusCode::UNPROCESSABLE_ENTITY => "Yêu cầu bị từ chối",
        StatusCode::RANGE_NOT_SATISFIABLE => "Phần tệp không có",
        StatusCode::PRECONDITION_REQUIRED => "Thiếu phiên bản",
        _ => "Sự cố hệ thống",
    }
}

/// What the reader of JSON says about a field, in Vietnamese. Its sentences are few and begin with
/// fixed English words; one that is new is given as a value that does not fit.
pub fn json_fault(said: &str) -> String {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    let (expected, found) = match said.split_once(", expected ") {
        Some((found, expected)) => (kind(expected), found),
        None => (String::new(), said),
    };
    if let Some(rest) = said.strip_prefix("missing field ") {
        return format!("thiếu «{}»", quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("unknown field ") {
        return format!("có «{}» là trường không dùng", quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("duplicate field ") {
        return format!("ghi «{}» hai lần", quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        return format!(
            "không nhận giá trị «{}», chỉ nhận: {}",
            quoted(rest),
            variants(said)
        );
    }
    if found.starts_with("invalid type") || found.starts_with("invalid length") {
        return format!("không đúng kiểu, cần {expected}");
    }
    "có giá trị không dùng được".to_owned()
}

fn variants(said: &str) -> String {
    let all: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
    all.join(", ")
}

fn kind(expected: &str) -> String {
    let expected = expected.split(" at line ").next().unwrap_or(expected);
    let word = match expected {
        "a string" | "a borrowed string" => "chuỗi ký tự",
        "a boolean" => "true hoặc false",
        "a sequence" => "danh sách",
        "a map" => "đối tượng",
        number if number.starts_with(['i', 'u']) && number.len() <= 5 => "số nguyên",
        list if list.starts_with("a sequence") => "danh sách",
        _ => "đối tượng như đã mô tả",
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        assert_eq!(json_fault(said), expected);
    }

    #[test]
    fn what_the_reader_of_json_says_is_said_in_vietnamese() {
        check("missing field `title` at line 1 column 2", "thiếu «title»");
        check(
            "unknown field `titel`, expected `title` or `year`",
            "có «titel» là trường không dùng",
        );
        check("duplicate field `title`", "ghi «title» hai lần");
        check(
            "unknown variant `leed`, expected `lead` or `supporting`",
            "không nhận giá trị «leed», chỉ nhận: lead, supporting",
        );
        check(
            "invalid type: integer `3`, expected a string at line 1 column 9",
            "không đúng kiểu, cần chuỗi ký tự",
        );
        check(
            "invalid type: string \"x\", expected i32",
            "không đúng kiểu, cần số nguyên",
        );
        check(
            "invalid type: null, expected struct New",
            "không đúng kiểu, cần đối tượng như đã mô tả",
        );
        check("number out of range", "có giá trị không dùng được");
    }
}

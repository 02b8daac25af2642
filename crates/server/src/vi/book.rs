//! Sentences about an entry workbook that came back.

use app::figure::book::{NotTaken, Trouble};
use reading::words::figure::unclear;

use super::{figure, refused};

/// Why a workbook as a whole is not taken.
pub fn not_taken(why: &NotTaken) -> String {
    match why {
        NotTaken::NotOurs => "Không đọc được sổ nhập liệu: tệp này không phải sổ do phần mềm xuất ra, hoặc phần ẩn của sổ đã bị xóa. Đề nghị tải sổ mới rồi chép số liệu sang.".to_owned(),
        NotTaken::OtherUnit { name } => format!("Không nhận sổ nhập liệu: sổ này của đơn vị «{name}». Đề nghị mở đúng đơn vị rồi tải lên."),
        NotTaken::OtherPeriod { name } => format!("Không nhận sổ nhập liệu: sổ này của kỳ «{name}». Đề nghị mở đúng kỳ rồi tải lên."),
        NotTaken::OtherFramework { name } => format!("Không nhận sổ nhập liệu: sổ này của bộ chỉ số «{name}». Đề nghị chọn đúng bộ chỉ số rồi tải lên."),
        NotTaken::OtherEdition => "Không nhận sổ nhập liệu: bộ chỉ số đã được sửa sau khi xuất sổ này. Đề nghị tải sổ mới rồi chép số liệu sang.".to_owned(),
    }
}

/// Why a row is not taken.
pub fn trouble(why: &Trouble) -> String {
    match why {
        Trouble::Added => "dòng được thêm bằng tay, không có trong sổ đã xuất".to_owned(),
        Trouble::Unknown => "khóa của dòng không thuộc đơn vị và kỳ này".to_owned(),
        Trouble::Moved => {
            "khóa ẩn của dòng không đúng với mã chỉ số ghi bên cạnh: dòng đã bị đổi chỗ hoặc sửa mã"
                .to_owned()
        }
        Trouble::Twice => "chỉ số này có hai dòng".to_owned(),
        Trouble::Formula(key) => format!("ô «{}» là công thức. Đề nghị dán giá trị", column(key)),
        Trouble::Barred(key) => format!("ô «{}» không nhập được ở chỉ số này", column(key)),
        Trouble::NotYours => {
            "chỉ số này không thuộc phần việc được nhập, hoặc không còn trong thời hạn nhập"
                .to_owned()
        }
        Trouble::Unread(why) => unclear(why),
        Trouble::State(word) => format!("«{word}» không phải là mức độ của số liệu"),
        Trouble::Refused(refusal) => refused(&refusal.clone().into()),
    }
}

fn column(key: &str) -> String {
    match key {
        "source" => "Nguồn số liệu".to_owned(),
        "as_of" => "Ngày số liệu".to_owned(),
        "state" => "Mức độ".to_owned(),
        "explanation" => "Giải trình".to_owned(),
        key => figure::key(key),
    }
}

//! What was found, in words.

use app::search::Kind;
use reading::search::Why;

/// Sorts of things, as a filter names them.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "Kế hoạch",
        Kind::Row => "Dòng kế hoạch",
        Kind::Indicator => "Chỉ số",
        Kind::Party => "Người, đơn vị",
        Kind::Evidence => "Minh chứng",
        Kind::Comment => "Ý kiến",
        Kind::Other => "Khác",
    }
}

/// Why it was found though it was not typed like that.
pub fn why(why: &Why) -> String {
    match why {
        Why::SpelledOut { typed, full } => format!("«{typed}» được hiểu là «{full}»"),
        Why::Abbreviated { written, full } => format!("Ghi tắt «{written}» là «{full}»"),
        Why::Corrected { typed, read } => format!("Tìm «{read}» thay cho «{typed}»"),
        Why::SomeWords { held, asked } => format!("Có {held} trong {asked} từ"),
    }
}

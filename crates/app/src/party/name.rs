//! Names: what is kept of them, and the key under which their spellings agree.

use reading::party::canonical;
use reading::text::{fold, squash};

use super::Refusal;

/// Longest name, in characters.
pub const NAME_MAX: usize = 200;

/// What stands before a name and is not part of it; folded.
const BEFORE: [&str; 6] = ["uy ban nhan dan", "dong chi", "d c", "ong", "ba", "ubnd"];

/// The key under which the spellings of a name agree: abbreviations spelled out, «UBND» before a
/// place and «đ/c» before a person left out.
///
/// ```
/// use app::party::name_key;
/// assert_eq!(name_key("UBND phường Hạ Khê"), name_key("Phường Hạ Khê"));
/// assert_eq!(name_key("Đ/c Lê Thị Hạnh"), name_key("Lê Thị Hạnh"));
/// assert_ne!(name_key("UBND phường"), name_key("Phường Hạ Khê"));
/// ```
pub fn name_key(name: &str) -> String {
    const ENOUGH: usize = 2;
    let whole = canonical(name);
    let rest = BEFORE
        .iter()
        .find_map(|before| whole.strip_prefix(before)?.strip_prefix(' '));
    match rest {
        Some(rest) if rest.split(' ').count() >= ENOUGH => rest.to_owned(),
        _ if whole.is_empty() => fold(name),
        _ => whole,
    }
}

/// A name as it is kept, or why it cannot be.
pub(super) fn kept(typed: &str) -> Result<String, Refusal> {
    let name = squash(typed);
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    let length = name.chars().count();
    if length > NAME_MAX {
        return Err(Refusal::NameLong { length });
    }
    Ok(name)
}

//! What kind of party a name means, as a proposal: a person confirms it before anyone is entered.

use super::lexicon::Kind;
use super::start::{Start, Starts};
use super::words::cut;

/// What a name probably means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// «UBND phường», «Phòng Văn hoá - Xã hội».
    Unit,
    /// «Chủ tịch UBND», «CC VP-TK».
    Post,
    /// «Đ/c Dương».
    Person,
    /// «Các cơ quan, đơn vị có liên quan».
    Group,
    /// Nothing that is known opens it: a firm, perhaps.
    Unknown,
}

/// What the name probably means.
///
/// ```
/// use reading::party::{PartyKind, kind};
/// assert_eq!(kind("Các thôn"), PartyKind::Group);
/// assert_eq!(kind("Chủ tịch UBND xã"), PartyKind::Post);
/// assert_eq!(kind("Phòng Văn hoá - Xã hội"), PartyKind::Unit);
/// ```
pub fn kind(name: &str) -> PartyKind {
    let words = cut(name);
    match Starts::new(name, &words).at(0) {
        Some(Start::Person) => PartyKind::Person,
        Some(Start::Group) => PartyKind::Group,
        Some(Start::Head(Kind::Organ | Kind::Unit)) => PartyKind::Unit,
        Some(Start::Head(Kind::Post | Kind::Staff)) => PartyKind::Post,
        None => PartyKind::Unknown,
    }
}

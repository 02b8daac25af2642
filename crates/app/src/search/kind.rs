//! What sort of thing was found, and what a person must be allowed to see it.

use reading::search::Kind as Number;

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Kế hoạch.
    Plan,
    /// Dòng của kế hoạch.
    Row,
    /// Chỉ số.
    Indicator,
    /// Người, chức danh, đơn vị, nhóm.
    Party,
    /// Minh chứng.
    Evidence,
    /// Ý kiến.
    Comment,
    /// Anything else that a use case makes findable.
    Other,
}

impl Kind {
    /// All, in the order shown.
    pub const ALL: [Kind; 7] = [
        Kind::Plan,
        Kind::Row,
        Kind::Indicator,
        Kind::Party,
        Kind::Evidence,
        Kind::Comment,
        Kind::Other,
    ];

    /// The table of its subjects.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Row => "plan_row",
            Kind::Indicator => "indicator",
            Kind::Party => "party",
            Kind::Evidence => "evidence",
            Kind::Comment => "comment",
            Kind::Other => "other",
        }
    }

    /// The kind of that table.
    pub fn of_subject(kind: &str) -> Kind {
        Kind::ALL
            .into_iter()
            .find(|known| known.name() == kind)
            .unwrap_or(Kind::Other)
    }

    /// The kind of that name, in an address.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// Who may see it, beside those who may read its unit at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sight {
    /// Whoever may read the unit.
    Readers,
    /// Whoever may open the unit's proof, or works on what it proves.
    Proof,
}

impl Sight {
    /// Of a proof by whether it was opened to the unit's readers; of a remark by what it is about.
    pub(super) fn of(kind: Kind, visibility: Option<&str>, about: Option<&str>) -> Sight {
        match (kind, visibility, about) {
            (Kind::Evidence, Some("unit"), _) => Sight::Readers,
            (Kind::Evidence, _, _) | (Kind::Comment, _, Some("evidence")) => Sight::Proof,
            _ => Sight::Readers,
        }
    }
}

/// Kind and sight in the one number that the index keeps.
pub(super) fn number(kind: Kind, sight: Sight) -> Number {
    Number(kind as u8 * 2 + sight as u8)
}

/// The kind in a number.
pub(super) fn kind(number: Number) -> Kind {
    Kind::ALL
        .get(usize::from(number.0 / 2))
        .copied()
        .unwrap_or(Kind::Other)
}

/// The sight in a number.
pub(super) fn sight(number: Number) -> Sight {
    if number.0.is_multiple_of(2) {
        Sight::Readers
    } else {
        Sight::Proof
    }
}

/// Both numbers of a kind.
pub(super) fn numbers(kind: Kind) -> [Number; 2] {
    [number(kind, Sight::Readers), number(kind, Sight::Proof)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_gives_back_what_was_put_into_it() {
        for each in Kind::ALL {
            for look in [Sight::Readers, Sight::Proof] {
                assert_eq!(
                    (kind(number(each, look)), sight(number(each, look))),
                    (each, look)
                );
            }
        }
    }

    #[test]
    fn proof_is_private_unless_someone_opened_it() {
        assert_eq!(
            Sight::of(Kind::Evidence, Some("private"), None),
            Sight::Proof
        );
        assert_eq!(Sight::of(Kind::Evidence, None, None), Sight::Proof);
        assert_eq!(
            Sight::of(Kind::Evidence, Some("unit"), None),
            Sight::Readers
        );
        assert_eq!(
            Sight::of(Kind::Comment, None, Some("evidence")),
            Sight::Proof
        );
        assert_eq!(
            Sight::of(Kind::Comment, None, Some("plan_row")),
            Sight::Readers
        );
    }
}

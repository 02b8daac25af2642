//! Codes and names as they stand in a sheet, against those that are known.
//!
//! Keys grow looser one by one and the first that fits decides, so «Xã Hòa An» is never «Xã Hoa An»
//! where both are known; a key that fits two leaves two.

use std::collections::BTreeMap;

use super::{Column, Header};
use crate::party::canonical;
use crate::text::fold;

/// What the rows may speak of.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// Codes of indicators, in [`Column::Code`].
    Codes(&'a [&'a str]),
    /// Names of units, in [`Column::Unit`].
    Units(&'a [&'a str]),
    /// Units with their codes, in [`Column::UnitCode`] or [`Column::Code`], and with the names that
    /// they or what they were made of had.
    Places(&'a [Place<'a>]),
}

/// A unit as sheets may speak of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// Mã đơn vị hành chính.
    pub code: Option<&'a str>,
    /// Its name today.
    pub name: &'a str,
    /// Names of before; a name of today is meant first.
    pub former: Vec<&'a str>,
}

/// How a name was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same, but for case, spaces and where the tone mark stands.
    Same,
    /// The same without marks: «Xa An Binh».
    WithoutMarks,
    /// The same once abbreviations are spelled out: «Phòng VH&TT».
    SpelledOut,
    /// The same without the kind of unit or «UBND» before it: «An Bình».
    WithoutKind,
    /// By a name that it, or a unit that went into it, had before.
    Former,
}

/// What makes spellings of one name equal.
type Key = fn(&str) -> String;

/// A key of the known names, the key of the text that must equal it, and what that forgives.
struct Forgiving {
    known: Key,
    text: Key,
    likeness: Likeness,
}

const fn forgiving(known: Key, text: Key, likeness: Likeness) -> Forgiving {
    Forgiving {
        known,
        text,
        likeness,
    }
}

const CODES: &[Forgiving] = &[forgiving(code_key, code_key, Likeness::Same)];

const UNITS: &[Forgiving] = &[
    forgiving(marked_key, marked_key, Likeness::Same),
    forgiving(fold, fold, Likeness::WithoutMarks),
    forgiving(canonical, canonical, Likeness::SpelledOut),
    forgiving(place_key, place_key, Likeness::WithoutKind),
    // Bare names are known by what they lack: the text must lack it too.
    forgiving(bare_key, fold, Likeness::WithoutKind),
];

/// The known ones by ever looser keys; the first key that any of them has decides.
pub(super) struct Index {
    /// Where the names stand.
    column: Column,
    /// How many there are.
    pub(super) count: usize,
    /// Whether the last row of a sheet may hold its totals.
    pub(super) has_totals: bool,
    names: Names,
    former: Names,
    codes: BTreeMap<String, Vec<usize>>,
}

/// Names by ever looser keys.
struct Names {
    keys: &'static [Forgiving],
    maps: Vec<BTreeMap<String, Vec<usize>>>,
}

impl Names {
    fn new<'n>(
        keys: &'static [Forgiving],
        names: impl Iterator<Item = (usize, &'n str)> + Clone,
    ) -> Names {
        let map = |key: &Forgiving| {
            let mut map: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, name) in names.clone() {
                let all = map.entry((key.known)(name)).or_default();
                if all.last() != Some(&at) {
                    all.push(at);
                }
            }
            map.remove("");
            map
        };
        Names {
            keys,
            maps: keys.iter().map(map).collect(),
        }
    }

    fn find(&self, text: &str) -> Option<(Likeness, Vec<usize>)> {
        let mut found = self.keys.iter().zip(&self.maps);
        found.find_map(|(key, map)| Some((key.likeness, map.get(&(key.text)(text))?.clone())))
    }
}

/// What a row speaks of.
pub(super) struct Found {
    /// The code or name as it stands; empty when the row has none.
    pub(super) text: String,
    pub(super) likeness: Likeness,
    /// Several when it could be several, none when it is nothing known.
    pub(super) known: Vec<usize>,
}

impl Index {
    pub(super) fn new(known: Known<'_>) -> Index {
        let none = || Names::new(UNITS, std::iter::empty());
        let of = |column, names: &[&str], keys| Index {
            column,
            count: names.len(),
            has_totals: false,
            names: Names::new(keys, names.iter().copied().enumerate()),
            former: none(),
            codes: BTreeMap::new(),
        };
        match known {
            Known::Codes(codes) => of(Column::Code, codes, CODES),
            Known::Units(units) => of(Column::Unit, units, UNITS),
            Known::Places(places) => Index::of_places(places),
        }
    }

    fn of_places(places: &[Place<'_>]) -> Index {
        let numbered = || places.iter().enumerate();
        let former =
            numbered().flat_map(|(at, place)| place.former.iter().map(move |name| (at, *name)));
        let mut codes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, place) in numbered() {
            if let Some(code) = place.code.map(unit_code).filter(|code| !code.is_empty()) {
                codes.entry(code).or_default().push(at);
            }
        }
        Index {
            column: Column::Unit,
            count: places.len(),
            has_totals: true,
            names: Names::new(UNITS, numbered().map(|(at, place)| (at, place.name))),
            former: Names::new(UNITS, former),
            codes,
        }
    }

    /// What a row speaks of, by its code and its name. Two that disagree leave two.
    pub(super) fn of_row(&self, header: &Header, cells: &[String]) -> Found {
        let cell = |column| {
            let text = header.place(column).and_then(|at| cells.get(at));
            text.map_or("", |text| text.trim())
        };
        let name = cell(self.column);
        let (likeness, mut known) = self.find(name);
        if self.codes.is_empty() {
            let text = name.to_owned();
            return Found {
                text,
                likeness,
                known,
            };
        }
        let code = [Column::UnitCode, Column::Code].map(cell);
        let code = code
            .iter()
            .find(|code| !code.is_empty())
            .copied()
            .unwrap_or_default();
        let text = if name.is_empty() { code } else { name }.to_owned();
        // «Đơn vị: 00004» is a code too.
        let by_code = self
            .codes
            .get(&unit_code(code))
            .or_else(|| self.codes.get(&unit_code(name)));
        let Some(by_code) = by_code else {
            return Found {
                text,
                likeness,
                known,
            };
        };
        // A name that several have is settled by the code; another one contradicts it.
        if known.is_empty() || by_code.iter().any(|at| known.contains(at)) {
            known.clone_from(by_code);
        } else {
            known.extend(by_code);
        }
        Found {
            text,
            likeness,
            known,
        }
    }

    /// Which it is; several when the loosest key that fits leaves several, none when none fits.
    fn find(&self, text: &str) -> (Likeness, Vec<usize>) {
        if text.is_empty() || text.chars().nth(NAME_CHARS_MAX).is_some() {
            return (Likeness::Same, Vec::new());
        }
        if let Some(found) = self.names.find(text) {
            return found;
        }
        let former = self.former.find(text);
        former.map_or((Likeness::Same, Vec::new()), |(_, known)| {
            (Likeness::Former, known)
        })
    }
}

/// Worksheets drop the zeros before a code: «00004» is «4».
fn unit_code(code: &str) -> String {
    let digits = code.trim();
    let is_code = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if is_code {
        digits.trim_start_matches('0').to_owned()
    } else {
        fold(digits)
    }
}

/// What sheets call the row of their totals.
pub(super) fn is_total(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "tong",
        "tong cong",
        "cong",
        "tong so",
        "toan tinh",
        "toan thanh pho",
        "toan huyen",
        "toan xa",
    ];
    let folded = fold(text);
    WORDS.contains(&folded.trim_end_matches([':', '.']).trim())
}

/// Longer than the name of any unit.
const NAME_CHARS_MAX: usize = 200;

/// «1.2.», «Chỉ số 1.2», «1,2» as worksheets make of it.
fn code_key(code: &str) -> String {
    let folded = fold(code).replace(',', ".");
    let own = folded.strip_prefix("chi so ").unwrap_or(&folded);
    let own: String = own.chars().filter(|c| !c.is_whitespace()).collect();
    own.trim_matches('.').to_owned()
}

/// Lower case with all marks, but wherever the tone mark stands: «Hoà» is «Hòa», «Hoa» is not.
fn marked_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let squashed = crate::text::squash(name).to_lowercase();
    let words: Vec<String> = squashed
        .split(' ')
        .map(|word| {
            let tone =
                |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            let (tones, letters): (Vec<char>, Vec<char>) = word.nfd().partition(tone);
            letters.into_iter().chain(tones).collect()
        })
        .collect();
    words.join(" ")
}

/// Kinds of units that people leave out before a name.
const KINDS: [&str; 12] = [
    "ubnd",
    "uy ban nhan dan",
    "phuong",
    "xa",
    "dac khu",
    "thi tran",
    "thi xa",
    "thanh pho",
    "tp",
    "huyen",
    "quan",
    "tinh",
];

/// «phường An Bình» for «UBND phường An Bình».
fn place_key(name: &str) -> String {
    let folded = fold(name);
    let own = ["ubnd ", "uy ban nhan dan "]
        .iter()
        .find_map(|office| folded.strip_prefix(office));
    own.map_or_else(|| folded.clone(), str::to_owned)
}

/// The name without its kind: «An Bình» for «UBND phường An Bình».
fn bare_key(name: &str) -> String {
    let folded = fold(name);
    let mut rest = folded.as_str();
    while let Some(after) = KINDS
        .iter()
        .find_map(|kind| rest.strip_prefix(kind)?.strip_prefix([' ', '.']))
    {
        rest = after.trim_start();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 7] = [
        "Phường An Bình",
        "Xã Tân Lập",
        "Phường Tân Lập",
        "Phòng Văn hóa và Thông tin",
        "Xã Hòa An",
        "Xã Hoa An",
        "UBND phường Kim Long",
    ];

    #[track_caller]
    fn unit(text: &str, expected: &[usize]) {
        let (_, found) = Index::new(Known::Units(&NAMES)).find(text);
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn like(text: &str, likeness: Likeness, expected: usize) {
        let found = Index::new(Known::Units(&NAMES)).find(text);
        assert_eq!(found, (likeness, vec![expected]), "{text}");
    }

    #[test]
    fn units_are_known_by_any_spelling_that_leaves_one() {
        like("PHƯỜNG AN BÌNH", Likeness::Same, 0);
        like("phuong an binh", Likeness::WithoutMarks, 0);
        like("An Bình", Likeness::WithoutKind, 0);
        like("UBND phường An Bình", Likeness::WithoutKind, 0);
        like("phuong kim long", Likeness::WithoutKind, 6);
        like("Kim Long", Likeness::WithoutKind, 6);
        like("Phòng VH&TT", Likeness::SpelledOut, 3);
        like("Phòng Văn hoá và Thông tin", Likeness::Same, 3);
        like("Xã Hoà An", Likeness::Same, 4);
        like("Xã Hoa An", Likeness::Same, 5);
        let decomposed: String =
            unicode_normalization::UnicodeNormalization::nfd("Xã Hòa An").collect();
        like(&decomposed, Likeness::Same, 4);
    }

    #[test]
    fn a_name_that_could_be_two_or_none_is_not_guessed() {
        unit("Tân Lập", &[1, 2]);
        unit("xa hoa an", &[4, 5]);
        unit("Thị trấn Tân Lập", &[]);
        unit("Xã An Bình", &[]);
        unit("", &[]);
    }

    #[test]
    fn codes_are_known_however_a_worksheet_prints_them() {
        let index = Index::new(Known::Codes(&["1.2", "5.11.1", "A.1"]));
        for (text, expected) in [("1,2", 0), ("1.2.", 0), ("Chỉ số 5.11.1", 1), ("a.1", 2)] {
            assert_eq!(index.find(text).1, [expected], "{text}");
        }
        assert!(index.find("1.20").1.is_empty());
    }

    #[track_caller]
    fn place(cells: [&str; 2], expected: &[usize]) {
        let places = [
            Place {
                code: Some("00004"),
                name: "Phường An Bình",
                former: vec!["Xã Cũ"],
            },
            Place {
                code: Some("00008"),
                name: "Xã Tân Lập",
                former: vec!["Phường An Bình"],
            },
            Place {
                code: Some("00013"),
                name: "Xã Tân Lập",
                former: Vec::new(),
            },
        ];
        let columns = vec![Some(Column::UnitCode), Some(Column::Unit)];
        let cells = cells.map(str::to_owned);
        let found = Index::new(Known::Places(&places)).of_row(&Header::chosen(columns), &cells);
        assert_eq!(found.known, expected, "{cells:?}");
    }

    #[test]
    fn units_are_known_by_their_code_and_by_their_former_names() {
        place(["", "phuong an binh"], &[0]);
        place(["", "Cũ"], &[0]);
        place(["", "Tân Lập"], &[1, 2]);
        place(["13", "Tân Lập"], &[2]);
        place(["00013", ""], &[2]);
        place(["", "00008"], &[1]);
        place(["99", "An Bình"], &[0]);
        place(["8", "An Bình"], &[0, 1]);
        place(["", "Xã Lạ"], &[]);
    }
}

//! Codes and names as they stand in a sheet, against those that are known.
//!
//! Keys grow looser one by one and the first that fits decides, so «Xã Hòa An» is never «Xã Hoa An»
//! where both are known; a key that fits two leaves two.

use std::collections::BTreeMap;

use super::Column;
use crate::party::canonical;
use crate::text::fold;

/// What the rows may speak of.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// Codes of indicators, in [`Column::Code`].
    Codes(&'a [&'a str]),
    /// Names of units, in [`Column::Unit`].
    Units(&'a [&'a str]),
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
    pub(super) column: Column,
    /// How many there are.
    pub(super) count: usize,
    keys: &'static [Forgiving],
    maps: Vec<BTreeMap<String, Vec<usize>>>,
}

impl Index {
    pub(super) fn new(known: Known<'_>) -> Index {
        let (column, names, keys) = match known {
            Known::Codes(codes) => (Column::Code, codes, CODES),
            Known::Units(units) => (Column::Unit, units, UNITS),
        };
        let map = |key: &Forgiving| {
            let mut map: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, name) in names.iter().enumerate() {
                map.entry((key.known)(name)).or_default().push(at);
            }
            map.remove("");
            map
        };
        Index {
            column,
            count: names.len(),
            keys,
            maps: keys.iter().map(map).collect(),
        }
    }

    /// Which it is; several when the loosest key that fits leaves several, none when none fits.
    pub(super) fn find(&self, text: &str) -> (Likeness, Vec<usize>) {
        if text.is_empty() || text.chars().nth(NAME_CHARS_MAX).is_some() {
            return (Likeness::Same, Vec::new());
        }
        for (key, map) in self.keys.iter().zip(&self.maps) {
            if let Some(found) = map.get(&(key.text)(text)) {
                return (key.likeness, found.clone());
            }
        }
        (Likeness::Same, Vec::new())
    }
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
}

//! Danh mục đơn vị hành chính: the 34 provinces and 3,321 communes from 1 July 2025 on, the 10,040
//! communes until then, and what became of them.
//!
//! Two generated tables compiled into the program (`docs/unit-registry.md` names their sources), so
//! a machine without a network has them. They are a list to fill the tree of units from and to find
//! an old name by; what an office makes of its own units is in the database.

mod fill;
mod former;
mod refusal;
pub(crate) mod sql;

pub use fill::{Filled, Parts, Plan, fill, last_fill, preview, undo};
pub(crate) use former::former_names;
pub use former::{FormerHit, FormerUnits, find_former, load_former, undo_former, waiting};
pub use refusal::Refusal;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use reading::text::fold;

/// The first day of the units of today: Nghị quyết 202/2025/QH15.
pub const FROM: Date = date(2025, 7, 1);
/// The last day of the units before.
pub const UNTIL: Date = date(2025, 6, 30);

const PRESENT: &str = include_str!("present.tsv");
const FORMER: &str = include_str!("former.tsv");

/// A province or a commune of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Two digits for a province, five for a commune.
    pub code: &'static str,
    /// «Phường Ba Đình».
    pub name: &'static str,
    /// What it is called.
    pub rank: Rank,
    /// The code of its province; its own for a province.
    pub province: &'static str,
}

/// What a unit of the list is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
}

impl Rank {
    fn of(letter: &str) -> Option<Rank> {
        Some(match letter {
            "t" => Rank::Province,
            "T" => Rank::City,
            "x" => Rank::Commune,
            "p" => Rank::Ward,
            "d" => Rank::SpecialZone,
            _ => return None,
        })
    }

    /// Whether it is a province or a city of that level.
    pub fn is_province(self) -> bool {
        matches!(self, Rank::Province | Rank::City)
    }
}

/// A commune until 30 June 2025, or one of five island districts that had none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Its code then; a code may be another unit's today.
    pub code: &'static str,
    /// «Xã Ia Mơ».
    pub name: &'static str,
    /// Its district.
    pub district: &'static str,
    /// Its province then.
    pub province: &'static str,
    /// Codes of what it became; the one that got most of it first.
    pub became: Vec<&'static str>,
}

/// The whole list.
#[derive(Debug)]
pub struct Registry {
    /// By code.
    present: BTreeMap<&'static str, Present>,
    /// In the order of codes within provinces.
    former: Vec<Former>,
    /// Old provinces with their names and the code of what each became.
    former_provinces: Vec<(&'static str, &'static str, &'static str)>,
    /// Places in `former` by the code of what they became.
    into: BTreeMap<&'static str, Vec<usize>>,
}

/// The list, read once.
pub fn registry() -> &'static Registry {
    static READ: LazyLock<Registry> = LazyLock::new(read);
    &READ
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn read() -> Registry {
    let mut present = BTreeMap::new();
    let mut province = "";
    for line in lines(PRESENT) {
        let mut cells = line.split('\t');
        let (Some(code), Some(rank), Some(name)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let Some(rank) = Rank::of(rank) else {
            continue;
        };
        if rank.is_province() {
            province = code;
        }
        present.insert(
            code,
            Present {
                code,
                name,
                rank,
                province,
            },
        );
    }
    let (mut former, mut former_provinces) = (Vec::new(), Vec::new());
    let (mut province, mut district) = ("", "");
    for line in lines(FORMER) {
        let mut cells = line.split('\t');
        let (code, name) = (
            cells.next().unwrap_or_default(),
            cells.next().unwrap_or_default(),
        );
        let became = cells.next().unwrap_or_default();
        if let Some(code) = code.strip_prefix('=') {
            province = name;
            former_provinces.push((code, name, became));
        } else if code.starts_with('-') {
            district = name;
        } else {
            former.push(Former {
                code,
                name,
                district,
                province,
                became: became.split(' ').collect(),
            });
        }
    }
    let mut into: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in former.iter().enumerate() {
        for code in &one.became {
            into.entry(code).or_default().push(at);
        }
    }
    Registry {
        present,
        former,
        former_provinces,
        into,
    }
}

impl Registry {
    /// A province or commune of today.
    pub fn by_code(&self, code: &str) -> Option<&Present> {
        self.present.get(code)
    }

    /// The 34 provinces, by code.
    pub fn provinces(&self) -> impl Iterator<Item = &Present> {
        self.present.values().filter(|unit| unit.rank.is_province())
    }

    /// The communes of a province, by code.
    pub fn communes<'r>(&'r self, province: &'r str) -> impl Iterator<Item = &'r Present> {
        self.present
            .values()
            .filter(move |unit| unit.province == province && !unit.rank.is_province())
    }

    /// Everything until 30 June 2025.
    pub fn former(&self) -> &[Former] {
        &self.former
    }

    /// Old provinces: code, name, and the code of what each became.
    pub fn former_provinces(&self) -> &[(&'static str, &'static str, &'static str)] {
        &self.former_provinces
    }

    /// What a commune of today was made of.
    pub fn made_of<'r>(&'r self, code: &str) -> impl Iterator<Item = &'r Former> {
        let places = self.into.get(code).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.former.get(*at))
    }

    /// The province of that name, with or without «Tỉnh», «Thành phố» and marks.
    pub fn province_named(&self, name: &str) -> Option<&Present> {
        let wanted = bare(name);
        self.provinces().find(|unit| bare(unit.name) == wanted)
    }
}

/// The name without what kind of unit it is, folded.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let kinds = ["uy ban nhan dan ", "ubnd "];
    let folded = kinds
        .iter()
        .find_map(|kind| folded.strip_prefix(kind))
        .unwrap_or(&folded);
    let kinds = ["thanh pho ", "tp. ", "tp ", "tinh "];
    let rest = kinds.iter().find_map(|kind| folded.strip_prefix(kind));
    rest.unwrap_or(folded).to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::registry;
    use reading::text::{fold, squash};

    #[test]
    fn there_are_34_provinces_and_3321_communes() {
        let registry = registry();
        assert_eq!(registry.provinces().count(), 34);
        let codes: Vec<&str> = registry.provinces().map(|unit| unit.code).collect();
        let communes: usize = codes
            .iter()
            .map(|code| registry.communes(code).count())
            .sum();
        assert_eq!(communes, 3_321, "every commune has a province");
        assert_eq!(
            registry.present.len(),
            34 + 3_321,
            "no code is given to two"
        );
        for unit in registry.present.values() {
            let digits = if unit.rank.is_province() { 2 } else { 5 };
            assert!(
                unit.code.len() == digits && unit.code.bytes().all(|byte| byte.is_ascii_digit())
            );
            assert_eq!(unit.name, squash(unit.name), "{}", unit.code);
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_unit() {
        assert_eq!(super::lines(super::PRESENT).count(), 34 + 3_321);
    }

    #[test]
    fn every_old_commune_became_one_of_today_and_every_one_of_today_was_one() {
        let registry = registry();
        assert_eq!(registry.former().len(), 10_035 + 5);
        let mut codes = BTreeSet::new();
        let mut reached = BTreeSet::new();
        for old in registry.former() {
            assert!(codes.insert(old.code), "{} twice", old.code);
            assert!(!old.became.is_empty(), "{}", old.code);
            for code in &old.became {
                let new = registry.by_code(code).unwrap();
                assert!(!new.rank.is_province());
                reached.insert(*code);
            }
        }
        assert_eq!(reached.len(), 3_321);
        let split = registry.former().iter().filter(|old| 1 < old.became.len());
        assert_eq!(split.count(), 471);
    }

    #[test]
    fn sixty_three_provinces_became_thirty_four() {
        let registry = registry();
        assert_eq!(registry.former_provinces().len(), 63);
        let today: BTreeSet<&str> = registry
            .former_provinces()
            .iter()
            .map(|(_, _, became)| *became)
            .collect();
        assert_eq!(today.len(), 34);
        assert!(today.iter().all(|code| registry.by_code(code).is_some()));
    }

    #[test]
    fn a_name_repeats_in_the_country_and_never_in_a_province() {
        let (mut country, mut province) = (BTreeMap::new(), BTreeSet::new());
        for unit in registry().present.values() {
            if unit.rank.is_province() {
                continue;
            }
            *country.entry(unit.name).or_insert(0) += 1;
            assert!(province.insert((unit.province, unit.name)), "{}", unit.name);
        }
        assert_eq!(country.values().filter(|count| 1 < **count).count(), 246);
    }

    #[test]
    fn the_one_code_in_dispute_is_the_one_that_the_commune_always_had() {
        let registry = registry();
        assert_eq!(registry.by_code("23938").unwrap().name, "Xã Ia Mơ");
        let before = registry.former().iter().find(|old| old.code == "23938");
        assert_eq!(before.unwrap().became, ["23938"]);
        assert!(registry.by_code("23737").is_none());
    }

    #[test]
    fn a_province_is_found_by_its_name_however_written() {
        let code = |name| registry().province_named(name).map(|unit| unit.code);
        assert_eq!(code("UBND tỉnh Lâm Đồng"), Some("68"));
        assert_eq!(code("TP. Hồ Chí Minh"), Some("79"));
        assert_eq!(code("Thành phố Đông Lĩnh"), None);
        assert_eq!(fold("Tỉnh Đắk Lắk"), "tinh dak lak");
    }
}

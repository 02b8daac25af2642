//! Who is named in a plan: each name once, with the party it means, or with parties that it may
//! mean. Nobody is entered before a person says so.

use std::collections::{BTreeMap, BTreeSet};

use domain::plan::{Field, Row};
use reading::party::canonical;

use super::decisions::PartyChoice;
use super::draft::Opened;
use super::settled::repaired;
use super::sql;
use crate::database::Conn;
use crate::party::{self, Party, PartyKind};
use crate::unit::Unit;
use crate::{App, Error, Fault, PartyId, UnitId, bind};

/// Parties proposed for a name.
const PROPOSED: usize = 4;
/// Less alike than this, in thousandths, and it is someone else.
const LEAST: usize = 500;
/// Parties of the directory that are looked at.
const DIRECTORY_MAX: i64 = 5_000;

/// A name with everything known of it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its canonical form.
    pub key: String,
    /// As it is first written.
    pub name: String,
    /// Every way it is written.
    pub spellings: Vec<String>,
    /// Rows that it leads.
    pub leads: usize,
    /// Rows that it supports.
    pub supports: usize,
    /// The party that the directory means by it.
    pub matched: Option<Party>,
    /// Parties that it may mean, the likeliest first.
    pub proposals: Vec<Party>,
    /// What a new party of this name would be.
    pub kind: PartyKind,
    /// What a person said.
    pub choice: Option<PartyChoice>,
    /// Whether it belongs to the unit, as far as it is known who it is.
    pub is_own: Option<bool>,
}

impl Named {
    /// The party that is there and will do the rows.
    pub fn party(&self) -> Option<PartyId> {
        match &self.choice {
            Some(choice) => choice.existing(),
            None => self.matched.as_ref().map(|party| party.id.clone()),
        }
    }

    /// Whether nobody knows or said who it is.
    pub fn is_open(&self) -> bool {
        self.choice.is_none() && self.matched.is_none()
    }
}

/// Who leads or supports a row, damage repaired.
pub(super) fn names(row: &Row, field: Field) -> Vec<String> {
    let row = if row.corrected.is_empty() {
        row
    } else {
        &repaired(row)
    };
    match field {
        Field::Lead => row.lead.clone(),
        _ => row.supporting.clone(),
    }
}

/// Every name of the plan, in the order of the document.
pub async fn parties(app: &App, opened: &Opened) -> Result<Vec<Named>, Error> {
    let mut conn = app.read().await?;
    let mut named = gather(opened);
    let spellings: Vec<String> = named
        .iter()
        .flat_map(|one| one.spellings.iter().cloned())
        .collect();
    let mut found = party::find_by_name(&mut conn, &opened.unit.id, &spellings)
        .await?
        .into_iter();
    for one in &mut named {
        let matches: Vec<Option<Party>> = found.by_ref().take(one.spellings.len()).collect();
        one.matched = matches.into_iter().flatten().next();
        one.choice = opened.draft.decisions.parties.get(&one.key).cloned();
    }
    let directory = Directory::load(&mut conn, &opened.unit).await?;
    for one in &mut named {
        if one.matched.is_none() {
            one.proposals = directory.like(&one.key);
        }
        one.is_own = directory.is_own(one);
    }
    Ok(named)
}

fn gather(opened: &Opened) -> Vec<Named> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<Named> = Vec::new();
    for (_, row) in opened.settled.rows() {
        for field in [Field::Lead, Field::Supporting] {
            for name in names(row, field) {
                let key = canonical(&name);
                let place = *at.entry(key.clone()).or_insert(out.len());
                if place == out.len() {
                    out.push(new(key, &name));
                }
                let one = &mut out[place];
                if !one.spellings.contains(&name) {
                    one.spellings.push(name);
                }
                match field {
                    Field::Lead => one.leads += 1,
                    _ => one.supports += 1,
                }
            }
        }
    }
    out
}

fn new(key: String, name: &str) -> Named {
    Named {
        key,
        name: name.to_owned(),
        spellings: Vec::new(),
        leads: 0,
        supports: 0,
        matched: None,
        proposals: Vec::new(),
        kind: kind(name),
        choice: None,
        is_own: None,
    }
}

/// An organ that is not in the tree is somebody else's, unless it is called as an office's own
/// parts are and does not name a level above.
fn kind(name: &str) -> PartyKind {
    match reading::party::kind(name) {
        reading::party::PartyKind::Post => PartyKind::Post,
        reading::party::PartyKind::Person => PartyKind::Person,
        reading::party::PartyKind::Group => PartyKind::Group,
        reading::party::PartyKind::Unit if is_part(name) => PartyKind::Unit,
        reading::party::PartyKind::Unit | reading::party::PartyKind::Unknown => PartyKind::Outsider,
    }
}

/// «Phòng Kinh tế», «Văn phòng HĐND và UBND», but not «Văn phòng UBND tỉnh».
fn is_part(name: &str) -> bool {
    const PARTS: [&str; 7] = [
        "bo phan ",
        "phong ",
        "van phong",
        "ban ",
        "tram ",
        "trung tam ",
        "to ",
    ];
    const ABOVE: [&str; 4] = [" tinh", " thanh pho", " trung uong", " bo "];
    let folded = reading::text::fold(name);
    let is_above = ABOVE.iter().any(|level| folded.contains(level));
    PARTS.iter().any(|part| folded.starts_with(part)) && !is_above
}

/// The parties that a unit may mean, with what decides whether they are its own.
struct Directory {
    unit: Unit,
    parties: BTreeMap<PartyId, Known>,
    groups: BTreeSet<PartyId>,
}

struct Known {
    party: Party,
    unit_path: String,
    words: Vec<String>,
}

impl Directory {
    async fn load(conn: &mut Conn, unit: &Unit) -> Result<Directory, Fault> {
        let known = conn
            .all(sql::DIRECTORY, bind![&unit.path, DIRECTORY_MAX], |row| {
                let party = party::read(row)?;
                let unit_path = row.text("unit_path")?;
                Ok(Known {
                    words: words(&canonical(&party.name)),
                    party,
                    unit_path,
                })
            })
            .await?;
        let groups = conn
            .all(sql::GROUPS_OF_UNIT, bind![unit.id.as_str()], |row| {
                row.text("group_id")
            })
            .await?;
        Ok(Directory {
            unit: unit.clone(),
            parties: known
                .into_iter()
                .map(|known| (known.party.id.clone(), known))
                .collect(),
            groups: groups.into_iter().map(PartyId::stored).collect(),
        })
    }

    /// Parties whose names share most words with the key.
    fn like(&self, key: &str) -> Vec<Party> {
        let own = words(key);
        let mut weighed: Vec<(usize, &Party)> = self
            .parties
            .values()
            .map(|known| (likeness(&own, &known.words), &known.party))
            .filter(|(weight, _)| *weight >= LEAST)
            .collect();
        weighed.sort_by(|one, other| {
            other
                .0
                .cmp(&one.0)
                .then_with(|| one.1.name.cmp(&other.1.name))
        });
        weighed
            .into_iter()
            .take(PROPOSED)
            .map(|(_, party)| party.clone())
            .collect()
    }

    fn is_own(&self, named: &Named) -> Option<bool> {
        let party = match &named.choice {
            Some(PartyChoice::Leave) => return None,
            Some(PartyChoice::Create { kind, .. }) => return Some(kind != "outsider"),
            _ => named.party()?,
        };
        let Some(known) = self.parties.get(&party) else {
            return Some(false);
        };
        let here = known.unit_path.starts_with(&self.unit.path);
        Some(match known.party.kind {
            PartyKind::Outsider => false,
            PartyKind::Group => here || self.groups.contains(&party),
            PartyKind::Unit => {
                here || known.party.unit_ref.as_ref().map(UnitId::as_str)
                    == Some(self.unit.id.as_str())
            }
            PartyKind::Post | PartyKind::Person => here,
        })
    }
}

fn words(canonical: &str) -> Vec<String> {
    let mut words: Vec<String> = canonical.split(' ').map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Shared words in thousandths of both.
fn likeness(one: &[String], other: &[String]) -> usize {
    let shared = one.iter().filter(|word| other.contains(word)).count();
    (2000 * shared)
        .checked_div(one.len() + other.len())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_proposed_as_parts_and_others_as_outsiders() {
        for (name, expected) in [
            ("Phòng Văn hoá - Xã hội", PartyKind::Unit),
            ("Văn phòng UBND tỉnh", PartyKind::Outsider),
            ("Công an phường", PartyKind::Outsider),
            ("Chủ tịch UBND phường", PartyKind::Post),
            ("Các thôn", PartyKind::Group),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn names_alike_share_most_words() {
        let key = |name: &str| words(&canonical(name));
        let asked = key("Phòng Văn hoá - Xã hội");
        assert!(likeness(&asked, &key("Phòng Văn hóa, Xã hội và Thông tin")) >= LEAST);
        assert!(likeness(&asked, &key("Công an phường")) < LEAST);
        assert_eq!(likeness(&[], &[]), 0);
    }
}

//! The library of a unit's proof, searched without marks, a page at a time.

use jiff::ToSpan as _;
use jiff::civil::Date;
use reading::text::fold;

use super::access::limit;
use super::{Evidence, read, sql};
use crate::database::Row;
use crate::unit::Unit;
use crate::{Actor, App, Error, Fault, bind};
use domain::authority::Action;

/// Days before the last in force that a proof counts as soon expiring.
pub const SOON_DAYS: i32 = 30;
/// Proofs on a page.
pub const PAGE: i64 = 50;

/// Which proofs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// All that are not put away.
    #[default]
    All,
    /// What was read from the file waits for a person.
    Waiting,
    /// Kind or date is not known.
    Incomplete,
    /// Serves something.
    Used,
    /// Serves nothing.
    Unused,
    /// In force for [`SOON_DAYS`] days or less.
    Expiring,
    /// No longer in force.
    Expired,
    /// Put away.
    Removed,
}

impl State {
    /// All, in the order of the filter.
    pub const ALL: [State; 8] = [
        State::All,
        State::Waiting,
        State::Incomplete,
        State::Unused,
        State::Used,
        State::Expiring,
        State::Expired,
        State::Removed,
    ];

    /// As in queries.
    pub fn name(self) -> &'static str {
        match self {
            State::All => "all",
            State::Waiting => "waiting",
            State::Incomplete => "incomplete",
            State::Used => "used",
            State::Unused => "unused",
            State::Expiring => "expiring",
            State::Expired => "expired",
            State::Removed => "removed",
        }
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of title, number, issuer, file name; with or without marks.
    pub words: String,
    /// See [`super::kind`].
    pub kind: Option<String>,
    /// Which.
    pub state: State,
    /// From 1.
    pub page: u32,
}

/// A proof and how many things it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The proof.
    pub evidence: Evidence,
    /// Rows and entries that it serves.
    pub uses: i64,
}

/// A page of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The page's proofs, newest first; where the last day is asked for, the nearest first.
    pub items: Vec<Item>,
    /// How many there are on all pages.
    pub total: i64,
    /// Kinds to filter by.
    pub kinds: Vec<String>,
    /// All that are not put away.
    pub whole: i64,
    /// Of them, waiting for a person.
    pub waiting: i64,
    /// Of them, soon expiring.
    pub expiring: i64,
    /// Of them, no longer in force.
    pub expired: i64,
}

/// The last day that counts as soon.
pub(super) fn soon(today: Date) -> Date {
    today.saturating_add(SOON_DAYS.days())
}

/// A page of a unit's proof, of those that the actor may open.
pub async fn list(app: &App, actor: &Actor, unit: &Unit, filter: &Filter) -> Result<Listed, Error> {
    actor.require(Action::Read, &unit.path)?;
    let limit = limit(actor, &unit.path);
    let (today, soon) = (app.today(), soon(app.today()));
    let (today, soon) = (today.to_string(), soon.to_string());
    let words = patterns(&filter.words);
    let mut conn = app.read().await?;
    let unit = unit.id.as_str();
    let person = limit.person.as_ref();
    let found = conn
        .all(
            sql::LIST,
            bind![
                unit,
                person,
                &limit.account,
                words.first(),
                words.get(1),
                words.get(2),
                &filter.kind,
                filter.state.name(),
                &today,
                &soon,
                PAGE,
                i64::from(filter.page.saturating_sub(1)).saturating_mul(PAGE),
            ],
            read_item,
        )
        .await?;
    let total = found.first().map_or(0, |(_, total)| *total);
    let mut kinds = conn
        .all(sql::KINDS, bind![unit], |row| row.text("document_kind"))
        .await?;
    kinds.sort_by_key(|kind| fold(kind));
    let tally = conn
        .one(
            sql::TALLY,
            bind![unit, person, &limit.account, &today, &soon],
            read_tally,
        )
        .await?;
    Ok(Listed {
        items: found.into_iter().map(|(item, _)| item).collect(),
        total,
        kinds,
        ..tally
    })
}

fn read_tally(row: &Row) -> Result<Listed, Fault> {
    Ok(Listed {
        whole: row.count("whole")?,
        waiting: row.count("waiting")?,
        expiring: row.count("expiring")?,
        expired: row.count("expired")?,
        ..Listed::default()
    })
}

fn read_item(row: &Row) -> Result<(Item, i64), Fault> {
    let item = Item {
        evidence: read(row)?,
        uses: row.count("uses")?,
    };
    Ok((item, row.count("total")?))
}

/// The first three words, as patterns; what follows is searched with the third.
fn patterns(words: &str) -> Vec<String> {
    let folded = fold(words);
    let folded = folded.trim();
    folded
        .splitn(3, ' ')
        .filter(|word| !word.is_empty())
        .map(pattern)
        .collect()
}

/// A pattern for a text that may hold the signs of patterns.
pub(super) fn pattern(text: &str) -> String {
    let plain = text
        .trim()
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn words_are_searched_each_by_itself() {
        assert_eq!(patterns("Quyết  định"), ["%quyet%", "%dinh%"]);
        assert_eq!(patterns("100% a b c"), ["%100!%%", "%a%", "%b c%"]);
        assert!(patterns("  ").is_empty());
    }
}

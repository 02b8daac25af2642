//! Changing the words of a draft, and gathering its figures anew.

use reading::text::squash;
use serde_json::json;

use super::kept::{self, SheetOfPaper};
use super::{Figures, Kind, Refusal, begin, of_plan, sql};
use crate::audit::Event;
use crate::{Actor, App, Error, Noun, PaperId, bind, period, unit};

/// Letters of a text at most: many times the longest paper known.
const CHARS_MAX: usize = 200_000;

/// What a person can change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Trích yếu.
    pub title: String,
    /// Cơ quan ban hành.
    pub agency: String,
    /// Địa danh.
    pub place: String,
    /// Kính gửi, one line each.
    pub addressed: String,
    /// Căn cứ, one line each.
    pub bases: String,
    /// Nơi nhận, one line each.
    pub recipients: String,
    /// Người ký, one line each.
    pub signatory: String,
    /// One paragraph a line; names in double brackets stand for figures.
    pub body: String,
}

impl Words {
    fn all(&self) -> [(&'static str, &str); 8] {
        [
            ("title", &self.title),
            ("agency", &self.agency),
            ("place", &self.place),
            ("addressed", &self.addressed),
            ("bases", &self.bases),
            ("recipients", &self.recipients),
            ("signatory", &self.signatory),
            ("body", &self.body),
        ]
    }
}

/// Changes the words of a draft.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: &PaperId,
    (version, words): (i32, Words),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let before = kept::load_to_edit(&mut tx, actor, id).await?;
    let words = Words {
        title: squash(&words.title),
        ..words
    };
    check(&before, &words)?;
    let done = tx
        .run(
            sql::EDIT,
            bind![
                id.as_str(),
                version,
                &words.title,
                &words.agency,
                &words.place,
                &words.addressed,
                &words.bases,
                &words.recipients,
                &words.signatory,
                &words.body,
            ],
        )
        .await?;
    if done == 0 {
        return Err(Error::Stale(Noun::Paper));
    }
    let (mut was, mut is) = (serde_json::Map::new(), serde_json::Map::new());
    for ((name, old), (_, new)) in before.words.all().into_iter().zip(words.all()) {
        if old != new {
            was.insert(name.to_owned(), json!(old));
            is.insert(name.to_owned(), json!(new));
        }
    }
    let event = Event::new("paper.edited", "paper", id.as_str(), &before.name())
        .within(&before.unit)
        .before(was)
        .after(is);
    Ok(tx.commit(event).await?)
}

fn check(before: &SheetOfPaper, words: &Words) -> Result<(), Error> {
    if words.title.is_empty() {
        return Err(Refusal::NoTitle.into());
    }
    let chars: usize = words
        .all()
        .iter()
        .map(|(_, text)| text.chars().count())
        .sum();
    if chars > CHARS_MAX {
        return Err(Refusal::TooLong {
            chars_max: CHARS_MAX,
        }
        .into());
    }
    let after = SheetOfPaper {
        words: words.clone(),
        ..before.clone()
    };
    after.paper()?;
    Ok(())
}

/// Gathers the figures of a draft anew.
pub async fn gather(app: &App, actor: &Actor, id: &PaperId, version: i32) -> Result<(), Error> {
    let mut conn = app.read().await?;
    let paper = kept::load_to_edit(&mut conn, actor, id).await?;
    let figures = match (paper.kind, &paper.plan, &paper.period) {
        (Kind::Plan, Some(plan), _) => {
            drop(conn);
            Figures {
                annexes: of_plan(app, actor, plan).await?.annexes,
                ..Figures::default()
            }
        }
        (_, _, Some(id)) => {
            let unit = unit::load(&mut conn, &paper.unit).await?;
            let period = period::load(&mut conn, id).await?;
            drop(conn);
            let what = (paper.kind, paper.entry.as_ref());
            begin::figures(app, actor, (&unit, &period), what).await?
        }
        _ => return Err(Error::NotFound(Noun::Paper)),
    };
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    let json = figures.to_json()?;
    let done = tx
        .run(sql::SET_FIGURES, bind![id.as_str(), version, &json, &now])
        .await?;
    if done == 0 {
        return Err(Error::Stale(Noun::Paper));
    }
    let event = Event::new(
        "paper.figures_gathered",
        "paper",
        id.as_str(),
        &paper.name(),
    )
    .within(&paper.unit)
    .before(json!({ "values": paper.figures.fields.values }))
    .after(json!({ "values": figures.fields.values }));
    Ok(tx.commit(event).await?)
}

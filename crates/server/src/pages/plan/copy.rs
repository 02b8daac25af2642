//! `/ke-hoach/chep`: last year's plan as this year's draft, shown row by row before it is written.

use app::plan::{self, Copied, Listed, RowFields, Wanted};
use app::{Error, PlanId};
use askama::Template;
use axum::extract::{Query, State};
use reading::words;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/copy.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    plans: Vec<(String, String)>,
    copy: Option<Proposed>,
    refusal: String,
}

struct Proposed {
    from: String,
    title: String,
    rows: usize,
    changed: Vec<Change>,
    gone: Vec<String>,
}

struct Change {
    name: String,
    fields: Vec<(&'static str, String, String)>,
    due: String,
    gone: String,
}

/// Which plan, for which year.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tu: String,
    nam: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut page = page(&web, &visitor, asked).await?;
    if page.asked.tu.is_empty() {
        return shown(&page);
    }
    match propose(&web, &visitor, &page.asked).await {
        Ok(copy) => {
            page.copy = Some(copy);
            shown(&page)
        }
        Err(error) => again(page, error),
    }
}

fn again(mut page: Page, error: Error) -> Answer {
    match error {
        Error::Refused(why) => {
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        error => Err(error.into()),
    }
}

async fn page(web: &Web, visitor: &Visitor, mut asked: Asked) -> Result<Page, Failure> {
    if asked.nam.is_empty() {
        asked.nam = web.app.today().year().to_string();
    }
    let all = plan::list(&web.app, &visitor.actor, &Wanted::default()).await?;
    let mine = all
        .into_iter()
        .filter(|one: &Listed| one.plan.is_editable_by(&visitor.actor));
    let plans = mine.map(|one| {
        (
            one.plan.id.to_string(),
            format!(
                "{} – {} ({})",
                one.plan.name(),
                one.plan.unit_name,
                one.plan.year
            ),
        )
    });
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        plans: plans.collect(),
        asked,
        copy: None,
        refusal: String::new(),
    })
}

fn wanted(asked: &Asked) -> Result<(PlanId, i16), Error> {
    let id = PlanId::parse(&asked.tu).ok_or(Error::NotFound(app::Noun::Plan))?;
    Ok((id, asked.nam.trim().parse().unwrap_or(0)))
}

async fn propose(web: &Web, visitor: &Visitor, asked: &Asked) -> Result<Proposed, Error> {
    let (id, year) = wanted(asked)?;
    let copy = plan::propose_copy(&web.app, &visitor.actor, &id, year).await?;
    let new_year = plan::Plan {
        year,
        issued_on: None,
        ..copy.from.clone()
    };
    let mut gone: Vec<String> = copy.rows.iter().flat_map(|row| row.gone.clone()).collect();
    gone.sort_by_cached_key(|name| reading::text::fold(name));
    gone.dedup();
    Ok(Proposed {
        from: copy.from.name(),
        title: copy.title,
        rows: copy.rows.len(),
        changed: copy
            .rows
            .iter()
            .filter(|row| row.is_changed())
            .map(|row| change(row, &new_year))
            .collect(),
        gone,
    })
}

fn change(row: &Copied, plan: &plan::Plan) -> Change {
    let (old, new) = (RowFields::of(&row.from.row), &row.fields);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day =
        |date: &Option<jiff::civil::Date>| date.as_ref().map(vi::time::date).unwrap_or_default();
    let pairs = [
        ("Nội dung", old.title.clone(), new.title.clone()),
        (
            "Thời hạn",
            text(&old.deadline_text),
            text(&new.deadline_text),
        ),
        (
            "Ngày hạn áp dụng",
            day(&old.effective_due),
            day(&new.effective_due),
        ),
        ("Chỉ tiêu", text(&old.target_text), text(&new.target_text)),
        ("Cách tính điểm", text(&old.rule_text), text(&new.rule_text)),
        (
            "Minh chứng",
            text(&old.evidence_text),
            text(&new.evidence_text),
        ),
        ("Ghi chú", text(&old.note), text(&new.note)),
    ];
    let due = plan::as_read(new, plan).deadline.map(|reading| {
        let first = reading
            .due
            .first()
            .map(|due| format!(", hạn đầu {}", vi::time::date(due)));
        format!(
            "{}{}",
            words::deadline::in_words(&reading.deadline),
            first.unwrap_or_default()
        )
    });
    Change {
        name: row.from.row.name(),
        fields: pairs
            .into_iter()
            .filter(|(_, old, new)| old != new)
            .collect(),
        due: due.unwrap_or_default(),
        gone: row.gone.join("; "),
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(asked): Typed<Asked>,
) -> Answer {
    let (id, year) = wanted(&asked)?;
    match plan::copy(&web.app, &visitor.actor, &id, year).await {
        Ok(id) => on_to(&format!("/ke-hoach/{id}")),
        Err(error) => again(page(&web, &visitor, asked).await?, error),
    }
}

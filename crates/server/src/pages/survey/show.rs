//! A survey as whoever asks sees it: who has answered, who is late, what; reminding; a table for
//! spreadsheets; the steps from draft to closed.

use std::collections::BTreeMap;

use app::survey::{self, Part, State as Stand, Step, Survey, Whole};
use app::{Error, SurveyId, workday};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use serde::Deserialize;

use crate::pages::csv::cell;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

/// Units on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "survey/show.html")]
struct Page {
    frame: Frame,
    base: String,
    survey: Survey,
    state: (&'static str, &'static str),
    due_if_today: String,
    questions: Vec<String>,
    rows: Vec<Row>,
    late: usize,
    missing: usize,
    from: usize,
    until: usize,
    total: usize,
    previous: Option<usize>,
    next: Option<usize>,
    asked: Asked,
    may_edit: bool,
    may_issue: bool,
    refusal: String,
}

struct Row {
    name: String,
    state: (&'static str, &'static str),
    when: String,
    answers: Vec<(String, String)>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `chua`: only who has not answered; `cham`: only who is late.
    loc: String,
    trang: String,
    #[serde(rename = "da-nhac")]
    reminded: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    id: &SurveyId,
    (asked, refusal): (Asked, String),
) -> Result<Page, Failure> {
    let whole = survey::show(&web.app, &visitor.actor, id).await?;
    let words = (&whole.survey.slug, &whole.survey.period_code);
    let here = Here::at(web, visitor, words.0, Some(words.1)).await?;
    let due_on = whole.survey.due_on;
    let is_late = |part: &&Part| part.is_late(due_on, here.today);
    let late = whole.parts.iter().filter(is_late).count();
    let missing = whole
        .parts
        .iter()
        .filter(|part| part.sent.is_none())
        .count();
    let chosen: Vec<&Part> = whole
        .parts
        .iter()
        .filter(|part| match asked.loc.as_str() {
            "chua" => part.sent.is_none(),
            "cham" => is_late(part),
            _ => true,
        })
        .collect();
    let pages = chosen.len().div_ceil(PAGE).max(1);
    let at = asked.trang.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let from = (at - 1) * PAGE;
    let until = (from + PAGE).min(chosen.len());
    let drafted = whole.survey.state == Stand::Draft;
    let day = whole.survey.document_on.unwrap_or(here.today);
    let calendar = workday::counting_from(&web.app, day).await?;
    let due = survey::due(&whole.survey.term, (day, here.period.year), &calendar);
    Ok(Page {
        rows: chosen[from..until]
            .iter()
            .map(|part| row(part, &whole, here.today))
            .collect(),
        due_if_today: due
            .ok()
            .filter(|_| drafted)
            .map(|due| vi::time::date(&due))
            .unwrap_or_default(),
        from: from + 1,
        until,
        total: chosen.len(),
        previous: (at > 1).then(|| at - 1),
        next: (at < pages).then(|| at + 1),
        questions: whole.questions.iter().map(vi::survey::question).collect(),
        base: here.path(),
        frame: Frame::of(visitor, Section::Surveys, here),
        state: vi::survey::state(whole.survey.state),
        may_edit: whole.may_edit,
        may_issue: whole.may_issue,
        survey: whole.survey,
        late,
        missing,
        asked,
        refusal,
    })
}

fn state(part: &Part, survey: &Survey, today: Date) -> (&'static str, &'static str) {
    match (part.sent.is_some(), part.is_late(survey.due_on, today)) {
        (true, false) => ("done", "Đã trả lời"),
        (true, true) => ("returned", "Trả lời chậm"),
        (false, true) => ("overdue", "Quá hạn, chưa trả lời"),
        (false, false) => ("not-started", "Chưa trả lời"),
    }
}

fn row(part: &Part, whole: &Whole, today: Date) -> Row {
    let answer = |position: i32| {
        let given = part.sent.as_ref().and_then(|sent| sent.get(&position));
        let file = given.and_then(app::survey::Given::evidence);
        let text = given.map(|one| one.text.clone()).unwrap_or_default();
        let link = file.map(|id| format!("/minh-chung/{id}"));
        (text, link.unwrap_or_default())
    };
    Row {
        name: part.name.clone(),
        state: state(part, &whole.survey, today),
        when: part
            .sent_at
            .as_deref()
            .map(vi::time::instant)
            .unwrap_or_default(),
        answers: whole
            .questions
            .iter()
            .map(|one| answer(one.position))
            .collect(),
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, &super::parse(&id)?, (asked, String::new())).await?)
}

pub(super) async fn remind(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = super::parse(&id)?;
    match survey::remind(&web.app, &visitor.actor, &id).await {
        Ok(count) => on_to(&format!("/khao-sat/{id}?da-nhac={count}")),
        Err(Error::Refused(why)) => {
            let said = (Asked::default(), vi::refused(&why));
            refused(&page(&web, &visitor, &id, said).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn step(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(pairs): Typed<BTreeMap<String, String>>,
) -> Answer {
    let id = super::parse(&id)?;
    let said = |key: &str| pairs.get(key).map(String::as_str).unwrap_or_default();
    let step = match said("step") {
        "phat-hanh" => Step::Issue,
        "dong" => Step::Close,
        "thu-hoi" => Step::Withdraw,
        "mo-lai" => Step::Reopen,
        _ => return Err(Failure::Unreadable),
    };
    let version = said("version").parse().unwrap_or_default();
    match survey::step(&web.app, &visitor.actor, (&id, version), step).await {
        Ok(()) => on_to(&format!("/khao-sat/{id}")),
        Err(Error::Refused(why)) => {
            let said = (Asked::default(), vi::refused(&why));
            refused(&page(&web, &visitor, &id, said).await?)
        }
        Err(Error::Stale(noun)) => {
            let said = (Asked::default(), vi::failure::stale(noun));
            stale(&page(&web, &visitor, &id, said).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Every answer, a row a unit.
pub(super) async fn export(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let whole = survey::show(&web.app, &visitor.actor, &super::parse(&id)?).await?;
    let today = web.app.today();
    // Spreadsheets take the file for UTF-8 by its mark.
    let mut file = String::from("\u{feff}");
    let mut columns: Vec<String> = ["Mã", "Đơn vị", "Trạng thái", "Trả lời lúc"]
        .map(cell)
        .into();
    columns.extend(
        whole
            .questions
            .iter()
            .map(|one| cell(&vi::survey::question(one))),
    );
    file.push_str(&format!("{}\r\n", columns.join(",")));
    for part in &whole.parts {
        let row = row(part, &whole, today);
        let code = part.code.as_deref().unwrap_or_default();
        let mut cells = vec![
            cell(code),
            cell(&row.name),
            cell(row.state.1),
            cell(&row.when),
        ];
        cells.extend(row.answers.iter().map(|(answer, _)| cell(answer)));
        file.push_str(&format!("{}\r\n", cells.join(",")));
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"khao-sat.csv\""),
    ];
    Ok((headers, file).into_response())
}

//! `/ky/2026/don-vi/ha-khe/tham-dinh/chi-so/1.3`: one line in a split view: rule, figures, proof and
//! what the unit says on the left; the decision, and decisions on equal cases, on the right.

use app::appraisal::{self, Answer as Reply, Decision, Desk, Like, Stage, Step, Verdict};
use app::{EntryId, Error, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use scoring::Exact;
use serde::Deserialize;

use super::work::{address, calls};
use super::{Asked, assessment};
use crate::pages::choice::{NO_DAY, day};
use crate::pages::framework::Reading;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/line.html")]
struct Page {
    frame: Frame,
    base: String,
    here_at: String,
    desk: Desk,
    code: String,
    title: String,
    rule: Reading,
    because: String,
    outcome: &'static str,
    inputs: Vec<(String, String)>,
    limits: String,
    evidence_text: String,
    conflict: &'static str,
    step: (&'static str, &'static str),
    typed: Form,
    refusal: String,
}

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    entry: String,
    version: i32,
    quyet_dinh: String,
    points: String,
    reason: String,
    due_on: String,
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (here, code, typed): (Here, &str, Form),
    ) -> Result<Page, Failure> {
        let own = assessment(web, visitor, (&here, &typed.bo)).await?;
        let desk = appraisal::line(&web.app, &visitor.actor, (&own.id, code)).await?;
        let line = &desk.edition.lines[desk.at];
        let base = here.path();
        let shown = |ask: &app::framework::Ask| {
            let value = desk.claimed.inputs.get(&ask.key)?;
            Some((vi::figure::label(ask), vi::figure::shown(ask.kind, value)))
        };
        let (least, most) = appraisal::limits(&desk.edition, desk.at);
        let limits = match most {
            Some(most) => format!(
                "Từ {} đến {} điểm.",
                vi::number::points(&least, 2),
                vi::number::points(&most, 2)
            ),
            None => String::new(),
        };
        Ok(Page {
            here_at: format!("{base}/tham-dinh/chi-so/{}", app::address::part(code)),
            code: line.code.clone(),
            title: line.title.clone(),
            rule: Reading::of(line),
            because: desk
                .because
                .as_ref()
                .map(reading::words::rule::because)
                .unwrap_or_default(),
            outcome: vi::figure::outcome(desk.outcome()),
            inputs: line.asks.iter().filter_map(shown).collect(),
            limits,
            evidence_text: line.evidence_text.clone().unwrap_or_default(),
            conflict: desk.conflict.map_or("", vi::appraisal::conflict),
            step: vi::appraisal::step(desk.step),
            typed,
            refusal: String::new(),
            desk,
            base,
            frame: Frame::of(visitor, Section::Appraisal, here),
        })
    }

    fn claimed(&self) -> Option<Exact> {
        self.desk.claimed.points.as_deref()?.parse().ok()
    }

    fn may_decide(&self) -> bool {
        let free = self.desk.conflict.is_none() && self.desk.case.stage == Stage::Submitted;
        let second = self.desk.second.as_ref().is_some_and(Decision::stands);
        free && matches!(
            self.desk.step,
            Step::First | Step::Done | Step::AtUnit | Step::Waits
        ) && !second
    }

    fn may_second(&self) -> bool {
        self.desk.conflict.is_none() && self.desk.step == Step::Second
    }

    fn may_settle(&self) -> bool {
        self.desk.conflict.is_none()
            && self.desk.case.stage == Stage::Submitted
            && self.desk.step == Step::Settle
    }

    fn may_answer(&self) -> bool {
        let waits = |one: &appraisal::Objection| one.answer.is_none();
        self.desk.conflict.is_none()
            && self.desk.case.stage == Stage::Appraised
            && self.desk.objection.as_ref().is_some_and(waits)
    }

    fn version(&self) -> i32 {
        self.desk.first.as_ref().map_or(0, |first| first.version)
    }

    fn said(&self, decision: &Decision) -> String {
        let word = vi::appraisal::decided(decision.decided);
        match &decision.points {
            Some(points) => format!("{word}: {} điểm", vi::number::points(points, 2)),
            None => word.to_owned(),
        }
    }

    fn inputs_of(&self, like: &Like) -> String {
        let line = &self.desk.edition.lines[self.desk.at];
        let shown = |ask: &app::framework::Ask| {
            let value = like.inputs.get(&ask.key)?;
            let name = vi::figure::key(&ask.key);
            Some(format!("{name} {}", vi::figure::shown(ask.kind, value)))
        };
        let all: Vec<String> = line.asks.iter().filter_map(shown).collect();
        all.join(", ")
    }

    /// Points as typed again, so that taking the same decides the same.
    fn retyped(&self, points: &Exact) -> String {
        app::figure::retyped(reading::figure::InputKind::Value, &points.to_string())
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let typed = Form {
        bo: asked.bo,
        ..Form::default()
    };
    shown(&Page::of(&web, &visitor, (here, &code, typed)).await?)
}

/// On to the next line that calls, or the page with why not and what was typed.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (here, code, form): (Here, String, Form),
    outcome: Result<(), Error>,
) -> Answer {
    let (sentence, is_stale) = match outcome {
        Ok(()) => return on_to(&next(web, visitor, (&here, &code, &form.bo)).await?),
        Err(Error::Refused(refusal)) => (vi::refused(&refusal), false),
        Err(Error::Stale(noun)) => (vi::failure::stale(noun), true),
        Err(error) => return Err(error.into()),
    };
    let mut page = Page::of(web, visitor, (here, &code, form)).await?;
    page.refusal = sentence;
    if is_stale {
        stale(&page)
    } else {
        refused(&page)
    }
}

/// The line after this one that has something to do; else the unit's list.
async fn next(
    web: &Web,
    visitor: &Visitor,
    (here, code, framework): (&Here, &str, &str),
) -> Result<String, Failure> {
    let own = assessment(web, visitor, (here, framework)).await?;
    let work = appraisal::work(&web.app, &visitor.actor, &own.id).await?;
    let base = here.path();
    let at = work.lines.iter().position(|line| line.code == code);
    let (before, after) = work.lines.split_at(at.map_or(0, |at| at + 1));
    let next = after.iter().chain(before).find(|line| calls(line));
    Ok(match next {
        Some(line) => address(&base, &line.code, &own.framework),
        None => format!("{base}/tham-dinh?bo={}", own.framework),
    })
}

/// What was decided; `Err`: the sentence.
fn verdict(form: &Form) -> Result<Verdict, Failure> {
    Ok(match form.quyet_dinh.as_str() {
        "chap-nhan" => Verdict::Accept {
            remark: form.reason.clone(),
        },
        "dieu-chinh" => Verdict::Adjust {
            points: form.points.clone(),
            reason: form.reason.clone(),
        },
        "tra-lai" => Verdict::SendBack {
            asked: form.reason.clone(),
            due_on: day(&form.due_on),
        },
        _ => return Err(Failure::Unreadable),
    })
}

fn entry(form: &Form) -> Result<EntryId, Failure> {
    EntryId::parse(&form.entry).ok_or(Failure::NotFound(Noun::Entry))
}

pub(super) async fn first(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let (verdict, entry) = (verdict(&form)?, entry(&form)?);
    let typed_day = form.due_on.trim();
    if form.quyet_dinh == "tra-lai" && !typed_day.is_empty() && day(typed_day).is_none() {
        let mut page = Page::of(&web, &visitor, (here, &code, form)).await?;
        page.refusal = NO_DAY.to_owned();
        return refused(&page);
    }
    let shown = (&entry, form.version);
    let outcome = appraisal::decide(&web.app, &visitor.actor, shown, &verdict).await;
    done(&web, &visitor, (here, code, form), outcome).await
}

pub(super) async fn second(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let (verdict, entry) = (verdict(&form)?, entry(&form)?);
    let outcome = appraisal::second(&web.app, &visitor.actor, &entry, &verdict).await;
    done(&web, &visitor, (here, code, form), outcome).await
}

pub(super) async fn settle(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let entry = entry(&form)?;
    let (shown, said) = (
        (&entry, form.version),
        (form.points.as_str(), form.reason.as_str()),
    );
    let outcome = appraisal::settle(&web.app, &visitor.actor, shown, said).await;
    done(&web, &visitor, (here, code, form), outcome).await
}

pub(super) async fn answer(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let entry = entry(&form)?;
    let reply = match form.quyet_dinh.as_str() {
        "giu-nguyen" => Reply::Kept,
        "dieu-chinh" => Reply::Changed {
            points: form.points.clone(),
        },
        _ => return Err(Failure::Unreadable),
    };
    let (shown, said) = ((&entry, form.version), (&reply, form.reason.as_str()));
    let outcome = appraisal::answer(&web.app, &visitor.actor, shown, said).await;
    done(&web, &visitor, (here, code, form), outcome).await
}

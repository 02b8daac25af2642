//! Frameworks written in the browser: drafts, editions, rows. What every test here begins with.

mod charge;
mod check;
mod crosswalk;
mod declared;
mod edition;
mod impact;
mod rows;

use app::framework::draft::{self, Declared, Fields, NewDraft, Place, RowKind, Sheet, TypedGrade};
use app::framework::{self, Refusal};
use app::testing::Trial;
use app::{Actor, Error, FrameworkId, IndicatorId, Noun, Refusal as Any};

use crate::figure::{City, small};

const WARDS: [&str; 2] = ["Phường Hạ Khê", "Phường Sơn Khê"];

async fn issued(trial: &Trial) -> City {
    let city = City::with(trial, &small(), &WARDS).await;
    let (edition, _) = framework::show(&trial.app, &city.focal, &city.framework)
        .await
        .unwrap();
    framework::issue(&trial.app, &city.focal, &city.framework, edition.version)
        .await
        .unwrap();
    city
}

async fn new(trial: &Trial, city: &City, follows: Option<&FrameworkId>) -> FrameworkId {
    let new = NewDraft {
        unit: city.whole.id.clone(),
        name: "DTI cấp xã 2027".to_owned(),
        legal_basis: "Quyết định 12/QĐ-UBND".to_owned(),
        follows: follows.cloned(),
    };
    draft::create(&trial.app, &city.focal, new).await.unwrap()
}

async fn sheet(trial: &Trial, actor: &Actor, id: &FrameworkId) -> Sheet {
    draft::sheet(&trial.app, actor, id).await.unwrap()
}

fn codes(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(|row| row.code.clone()).collect()
}

fn fields(code: &str, title: &str) -> Fields {
    Fields {
        code: code.to_owned(),
        title: title.to_owned(),
        ..Fields::default()
    }
}

fn indicator(code: &str, title: &str, rule: &str) -> Fields {
    Fields {
        max_points: "10".to_owned(),
        rule_text: rule.to_owned(),
        evidence_text: "Báo cáo".to_owned(),
        ..fields(code, title)
    }
}

pub(crate) fn of(row: &draft::DraftRow) -> Fields {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = |name: Option<&str>| name.unwrap_or_default().to_owned();
    Fields {
        code: row.code.clone(),
        title: row.title.clone(),
        max_points: row
            .max_points
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        counts: row.counts.clone(),
        mandatory: row.mandatory,
        rule_text: text(&row.rule_text),
        evidence_text: text(&row.evidence_text),
        source_text: text(&row.source_text),
        legal_basis: text(&row.legal_basis),
        kinds: row
            .kinds
            .iter()
            .map(|kind| kind.name().to_owned())
            .collect(),
        note: text(&row.note),
        provider: name(row.charge.provider_name()),
        verifier: name(row.charge.verifier_name()),
    }
}

async fn add(
    trial: &Trial,
    city: &City,
    id: &FrameworkId,
    (kind, parent): (RowKind, Option<&IndicatorId>),
    fields: &Fields,
) -> Result<IndicatorId, Error> {
    let place = Place {
        kind,
        parent: parent.cloned(),
    };
    draft::add(&trial.app, &city.focal, id, (&place, fields)).await
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Framework(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn stale<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    assert!(
        matches!(outcome, Err(Error::Stale(Noun::Indicator))),
        "{outcome:?}"
    );
}

fn declared(grades: &[(&str, &str)]) -> Declared {
    Declared {
        name: "DTI cấp xã 2027".to_owned(),
        total_digits: "1".to_owned(),
        how: "half_up".to_owned(),
        ties: "dense".to_owned(),
        not_applicable: "reduce".to_owned(),
        cohort: "block".to_owned(),
        grades: grades
            .iter()
            .map(|(name, floor)| TypedGrade {
                name: (*name).to_owned(),
                floor: (*floor).to_owned(),
                floor_in: "share".to_owned(),
                ..TypedGrade::default()
            })
            .collect(),
        ..Declared::default()
    }
}

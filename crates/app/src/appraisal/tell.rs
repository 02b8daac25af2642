//! Messages of the judging: to the unit's leader and focal officers when something is asked of them
//! or a scorecard is out, to the appraisers above when the unit has handed in or objects.
//!
//! What a panel answers to objections is told with the final scorecard: until then the unit does not
//! read it.

use jiff::civil::Date;
use serde_json::json;

use super::case::Case;
use super::sql;
use crate::database::Tx;
use crate::notice::{self, NoticeKind, Tell};
use crate::{AccountId, Actor, Error, address, bind};

/// What happened.
pub(super) enum Told<'a> {
    /// The unit handed in.
    HandedIn,
    /// The unit objects on the line of that code and title.
    Objected(&'a str, &'a str),
    /// The line is asked for again until that day.
    SentBack {
        code: &'a str,
        title: &'a str,
        asked: &'a str,
        due: Option<Date>,
    },
    /// The appraised scorecard is out; so many lines count with other points.
    Appraised { adjusted: usize, until: &'a str },
    /// The final scorecard is out; so many objections are answered.
    Closed { answered: usize },
}

impl Told<'_> {
    fn topic(&self) -> &'static str {
        match self {
            Told::HandedIn => "handed_in",
            Told::Objected(..) => "objected",
            Told::SentBack { .. } => "sent_back",
            Told::Appraised { .. } => "appraised",
            Told::Closed { .. } => "closed",
        }
    }
}

/// Tells those whom it concerns, within the change itself.
pub(super) async fn tell(
    tx: &mut Tx,
    (actor, case): (&Actor, &Case),
    told: Told<'_>,
) -> Result<(), Error> {
    let (slug, period) = tx
        .one(sql::PLACE, bind![case.assessment.as_str()], |row| {
            Ok((row.text("slug")?, row.text("code")?))
        })
        .await?;
    let account = |row: &crate::database::Row| Ok(AccountId::stored(row.text("id")?));
    let to = match told {
        Told::HandedIn | Told::Objected(..) => {
            tx.all(sql::JUDGES, bind![&case.unit_path], account).await?
        }
        _ => {
            tx.all(sql::UNIT_HEADS, bind![case.unit.as_str()], account)
                .await?
        }
    };
    let framework = case.framework.as_str();
    let address = match told {
        Told::SentBack { code, .. } => {
            format!(
                "{}?bo={framework}",
                address::indicator(&period, &slug, code)
            )
        }
        Told::HandedIn => address::appraisal(&period, &slug, framework),
        Told::Objected(code, _) => address::appraised_line(&period, &slug, (code, framework)),
        Told::Appraised { .. } | Told::Closed { .. } => {
            address::scorecards(&period, &slug, framework)
        }
    };
    let mut detail = json!({ "topic": told.topic(), "unit": case.unit_name,
        "what": case.framework_name });
    match told {
        // The unit's people are named; who judges is not told.
        Told::HandedIn => detail["by"] = actor.name.as_str().into(),
        Told::Objected(code, title) => {
            detail["by"] = actor.name.as_str().into();
            detail["what"] = format!("{code} {title}").into();
        }
        Told::SentBack {
            code,
            title,
            asked,
            due,
        } => {
            detail["what"] = format!("{code} {title}").into();
            detail["text"] = asked.into();
            detail["due"] = due.map(|day| day.to_string()).into();
        }
        Told::Appraised { adjusted, until } => {
            detail["count"] = adjusted.into();
            detail["due"] = until.into();
        }
        Told::Closed { answered } => detail["count"] = answered.into(),
    }
    let message = Tell {
        to,
        kind: match told {
            Told::SentBack { .. } => NoticeKind::Returned,
            _ => NoticeKind::Request,
        },
        subject_kind: "assessment",
        subject_id: case.assessment.to_string(),
        detail,
        address,
        once: None,
    };
    notice::tell(tx, message).await
}

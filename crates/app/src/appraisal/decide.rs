//! A line decided: by the first appraiser, blindly by a second one, and settled where they differ.

use jiff::civil::Date;
use reading::figure::{InputKind, Typed, typed};
use scoring::Exact;
use serde_json::json;

use super::case::Case;
use super::decision::{self, Decided, Decision, Rounds};
use super::line::{is_decided, limits};
use super::refusal::Refusal;
use super::tell::{Told, tell};
use super::{TEXT_MAX, limited, sql};
use crate::database::Tx;
use crate::figure::rollup;
use crate::framework::{self, Edition};
use crate::scorecard::{self, Line};
use crate::{Actor, App, EntryId, Error, Noun, any_id, bind};

/// What an appraiser decides, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As claimed.
    Accept {
        /// A word about it; may be empty.
        remark: String,
    },
    /// With other points.
    Adjust {
        /// As typed: «7,5».
        points: String,
        /// Why.
        reason: String,
    },
    /// Back to the unit.
    SendBack {
        /// What is asked.
        asked: String,
        /// The last day; `None`: by the terms.
        due_on: Option<Date>,
    },
}

/// A verdict that holds.
struct Firm {
    decided: Decided,
    points: Option<Exact>,
    remark: Option<String>,
    due_on: Option<Date>,
}

/// The line at hand.
struct Bench {
    case: Case,
    edition: std::sync::Arc<Edition>,
    at: usize,
    claimed: Line,
    rounds: Rounds,
}

impl Bench {
    async fn open(
        app: &App,
        tx: &mut Tx,
        (actor, entry): (&Actor, &EntryId),
    ) -> Result<Bench, Error> {
        let (case, indicator) = Case::of_entry(tx, entry).await?;
        case.require_judge(tx, actor).await?;
        case.require_firm()?;
        case.require_deciding()?;
        let edition = framework::scoring(app, tx, &case.framework).await?;
        let at = edition
            .line(&indicator)
            .ok_or(Error::NotFound(Noun::Indicator))?;
        if !is_decided(&edition, at) {
            let code = edition.lines[at].code.clone();
            return Err(Refusal::NothingToDecide { code }.into());
        }
        let claimed = scorecard::claimed_line(tx, &case.assessment, at).await?;
        let rounds = decision::of_assessment(tx, &case.assessment)
            .await?
            .remove(&indicator)
            .unwrap_or_default();
        Ok(Bench {
            case,
            edition,
            at,
            claimed,
            rounds,
        })
    }

    fn code(&self) -> String {
        self.edition.lines[self.at].code.clone()
    }

    fn firm(&self, app: &App, verdict: &Verdict) -> Result<Firm, Refusal> {
        match verdict {
            Verdict::Accept { remark } => Ok(Firm {
                decided: Decided::Accepted,
                points: self.claimed.earned().points,
                remark: limited(remark, TEXT_MAX)?,
                due_on: None,
            }),
            Verdict::Adjust { points, reason } => Ok(Firm {
                decided: Decided::Adjusted,
                points: Some(points_within(&self.edition, self.at, points)?),
                remark: Some(limited(reason, TEXT_MAX)?.ok_or(Refusal::NoReason)?),
                due_on: None,
            }),
            Verdict::SendBack { asked, due_on } => {
                let asked = limited(asked, TEXT_MAX)?.ok_or(Refusal::NothingAsked)?;
                let today = app.today();
                let usual = || super::finish::after(today, self.case.terms.return_days);
                let due_on = due_on.unwrap_or_else(usual);
                if due_on < today {
                    return Err(Refusal::DuePassed { due_on });
                }
                Ok(Firm {
                    decided: Decided::SentBack,
                    points: None,
                    remark: Some(asked),
                    due_on: Some(due_on),
                })
            }
        }
    }

    /// Writes it in place of the one that was shown, or as a new one (version 0).
    async fn write(
        &self,
        tx: &mut Tx,
        (entry, round): (&EntryId, &str),
        (firm, before, version): (&Firm, Option<&Decision>, i32),
    ) -> Result<String, Error> {
        let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
        let points = firm.points.as_ref().map(ToString::to_string);
        let due_on = firm.due_on.map(|day| day.to_string());
        let inputs = serde_json::to_string(&self.claimed.inputs).map_err(crate::Fault::from)?;
        let (decided, remark) = (firm.decided.name(), &firm.remark);
        let (id, kept) = match before {
            None if version == 0 => {
                let id = any_id();
                let kept = tx
                    .run_unique(
                        sql::DECIDE,
                        bind![
                            &id,
                            entry.as_str(),
                            round,
                            decided,
                            &points,
                            remark,
                            &due_on,
                            &inputs,
                            &now,
                            &by
                        ],
                    )
                    .await?;
                (id, kept)
            }
            Some(before) if before.version == version => {
                let kept = tx
                    .run(
                        sql::DECIDE_AGAIN,
                        bind![
                            &before.id, version, decided, &points, remark, &due_on, &inputs, &now,
                            &by
                        ],
                    )
                    .await?
                    > 0;
                (before.id.clone(), kept)
            }
            _ => return Err(Error::Stale(Noun::Decision)),
        };
        if !kept {
            return Err(Error::Stale(Noun::Decision));
        }
        Ok(id)
    }

    /// Tells the audit, and the unit where it is asked something.
    async fn commit(
        self,
        mut tx: Tx,
        (actor, entry, round): (&Actor, &EntryId, &str),
        (firm, id): (Firm, String),
    ) -> Result<(), Error> {
        let name = format!("{} {}", self.code(), self.edition.lines[self.at].title);
        let fields = json!({
            "entry": entry.as_str(),
            "round": round,
            "decided": firm.decided.name(),
            "points": firm.points.as_ref().map(ToString::to_string),
            "remark": firm.remark,
            "due_on": firm.due_on.map(|day| day.to_string()),
        });
        if firm.decided == Decided::SentBack {
            let told = json!({ "remark": firm.remark, "due_on": fields["due_on"] });
            let event = crate::audit::Event::new("entry.sent_back", "entry", entry.as_str(), &name)
                .within(&self.case.unit)
                .after(told);
            tx.record(event);
            rollup::gather_one(&mut tx, &self.case.assessment).await?;
            let line = &self.edition.lines[self.at];
            let happened = Told::SentBack {
                code: &line.code,
                title: &line.title,
                asked: firm.remark.as_deref().unwrap_or_default(),
                due: firm.due_on,
            };
            tell(&mut tx, (actor, &self.case), happened).await?;
        }
        let event = self
            .case
            .judges_event("decision.made", &id, &name)
            .after(fields);
        tx.commit(event).await?;
        Ok(())
    }
}

/// Points as typed, within what the line can give.
pub(super) fn points_within(edition: &Edition, at: usize, text: &str) -> Result<Exact, Refusal> {
    let read = typed(InputKind::Signed, text).map_err(|why| Refusal::PointsUnread { why })?;
    let Typed::Number(number) = read else {
        return Err(Refusal::NoPoints);
    };
    let (least, most) = limits(edition, at);
    let is_outside = number.value < least || most.as_ref().is_some_and(|most| number.value > *most);
    if is_outside {
        return Err(Refusal::PointsOutside {
            most: most.unwrap_or_default(),
            least,
        });
    }
    Ok(number.value)
}

/// The first decision on a line; `version` is that of the decision shown, 0 where there was none.
pub async fn decide(
    app: &App,
    actor: &Actor,
    (entry, version): (&EntryId, i32),
    verdict: &Verdict,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let bench = Bench::open(app, &mut tx, (actor, entry)).await?;
    let firm = bench.firm(app, verdict)?;
    let second = bench.rounds.second.as_ref();
    if let Some(second) = Rounds::standing(second) {
        if second.by == actor.account {
            return Err(Refusal::SamePerson.into());
        }
        return Err(Refusal::SecondGiven.into());
    }
    let before = bench.rounds.first.as_ref();
    let id = bench
        .write(&mut tx, (entry, "first"), (&firm, before, version))
        .await?;
    bench.commit(tx, (actor, entry, "first"), (firm, id)).await
}

/// A second, blind decision on a line of the share.
pub async fn second(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    verdict: &Verdict,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let bench = Bench::open(app, &mut tx, (actor, entry)).await?;
    let first = Rounds::standing(bench.rounds.first.as_ref());
    let Some(first) = first.filter(|_| bench.case.terms.asks_second(entry)) else {
        return Err(Refusal::NoSecond { code: bench.code() }.into());
    };
    if first.by == actor.account {
        return Err(Refusal::SamePerson.into());
    }
    let firm = bench.firm(app, verdict)?;
    if firm.decided == Decided::SentBack {
        return Err(Refusal::NoPoints.into());
    }
    let before = bench.rounds.second.as_ref();
    if Rounds::standing(before).is_some() {
        return Err(Refusal::SecondGiven.into());
    }
    let version = before.map_or(0, |before| before.version);
    let id = bench
        .write(&mut tx, (entry, "second"), (&firm, before, version))
        .await?;
    bench.commit(tx, (actor, entry, "second"), (firm, id)).await
}

/// The last word where two people differ.
pub async fn settle(
    app: &App,
    actor: &Actor,
    (entry, version): (&EntryId, i32),
    (points, reason): (&str, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let bench = Bench::open(app, &mut tx, (actor, entry)).await?;
    if !bench.rounds.differ() {
        return Err(Refusal::NothingToSettle { code: bench.code() }.into());
    }
    let verdict = Verdict::Adjust {
        points: points.to_owned(),
        reason: reason.to_owned(),
    };
    let mut firm = bench.firm(app, &verdict)?;
    // The claimed points confirmed are no adjustment.
    if firm.points == bench.claimed.earned().points {
        firm.decided = Decided::Accepted;
    }
    let before = bench.rounds.settled.as_ref();
    let id = bench
        .write(&mut tx, (entry, "settled"), (&firm, before, version))
        .await?;
    bench
        .commit(tx, (actor, entry, "settled"), (firm, id))
        .await
}

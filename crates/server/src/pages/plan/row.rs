//! `/ke-hoach/{id}/dong/{row}`: everything of a row: texts and how they are read, who does it, its
//! history; its fields are edited here, and two versions are shown when someone else was quicker.

use app::comment::Subject;
use app::evidence::Serves;
use app::plan::{self, Assigned, Plan, PlanRow, Role, RowSheet, Seen, State as PlanState, Triage};
use app::{Error, PartyId};
use askama::Template;
use axum::extract::{Path, State};
use jiff::civil::Date;
use reading::words;

use super::history::Shown;
use super::typed::{Difference, TypedRow, differences};
use crate::pages::comment::Discussion;
use crate::pages::evidence::Panel;
use crate::pages::tasks::Work;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/row.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    /// Whether the visitor may open the plan, not only this row.
    sees_plan: bool,
    entry: Option<(String, String)>,
    item: PlanRow,
    may_edit: bool,
    needs_reason: bool,
    badge: (&'static str, String),
    readings: Readings,
    groups: Vec<(&'static str, Vec<Group>)>,
    /// Who did it: name, part, until when.
    ended: Vec<(String, &'static str, String)>,
    parties: Vec<(PartyId, String, String)>,
    list: Vec<Shown>,
    row: TypedRow,
    /// How far it is, when it falls due; `None`: a heading, or not the visitor's to see.
    work: Option<Work>,
    /// What was said about it.
    discussion: Option<Discussion>,
    /// Its proof.
    panel: Option<Panel>,
    problems: Problems,
    theirs: Vec<Difference>,
    refusal: String,
    open: bool,
}

/// Someone who does the row; members of a group together.
struct Group {
    name: String,
    named: String,
    members: Vec<(String, &'static str, String)>,
    badge: &'static str,
    status: String,
    id: String,
    version: i32,
}

/// How the texts are understood.
struct Readings {
    rule: String,
    rule_notes: Vec<String>,
    deadline: String,
    dues: Vec<Date>,
    target: String,
    corrected: Vec<(String, String)>,
    /// Whom the document names and nobody is assigned for: part, names.
    named: Vec<(String, String)>,
}

impl Readings {
    fn of(row: &PlanRow, plan: &Plan) -> Readings {
        let rule = row.rule();
        let in_words = rule.as_ref().map(|rule| match &rule.rule {
            Some(known) => words::rule::in_words(known, rule.max.as_ref(), &rule.labels),
            None => "Chưa hiểu được cách tính, cần người chọn cách hiểu".to_owned(),
        });
        let notes = rule
            .iter()
            .flat_map(|rule| &rule.findings)
            .map(words::finding::sentence);
        let deadline = row.deadline(plan);
        let corrected = row.corrected.iter();
        Readings {
            rule: in_words.unwrap_or_default(),
            rule_notes: notes.collect(),
            dues: deadline
                .as_ref()
                .map(|reading| reading.due.clone())
                .unwrap_or_default(),
            deadline: vi::planning::capital(
                &deadline
                    .map(|reading| words::deadline::in_words(&reading.deadline))
                    .unwrap_or_default(),
            ),
            target: row
                .target()
                .as_ref()
                .map(super::add::target)
                .unwrap_or_default(),
            corrected: corrected
                .map(|(field, text)| (vi::planning::field(field).to_owned(), text.clone()))
                .collect(),
            named: row
                .named
                .iter()
                .map(|(field, names)| (vi::planning::field(field).to_owned(), names.clone()))
                .collect(),
        }
    }
}

impl Page {
    fn kinds(&self) -> [(&'static str, &'static str); 5] {
        [
            ("indicator", "Chỉ số"),
            ("task", "Nhiệm vụ"),
            ("target", "Chỉ tiêu"),
            ("heading", "Nhóm"),
            ("banner", "Tiêu đề bảng"),
        ]
    }

    fn triages(&self) -> Vec<(&'static str, &'static str)> {
        Triage::ALL
            .iter()
            .map(|one| (one.name(), vi::planning::triage(*one)))
            .collect()
    }

    fn kind(&self) -> &'static str {
        vi::planning::kind(self.item.kind)
    }

    fn triage(&self) -> &'static str {
        vi::planning::triage(self.item.triage)
    }

    fn party_kind(&self, kind: &str) -> &'static str {
        vi::planning::party_kind(kind)
    }

    /// The document's own words, by column.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        let texts = [
            ("Cách tính điểm", &self.item.rule_text),
            ("Minh chứng", &self.item.evidence_text),
            ("Nguồn dữ liệu", &self.item.source_text),
            ("Thời hạn", &self.item.deadline_text),
            ("Chỉ tiêu", &self.item.target_text),
            ("Đơn vị tính", &self.item.measure),
            ("Ghi chú", &self.item.note),
        ];
        texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, text.as_deref()?)))
            .collect()
    }

    /// Where the figures of the row's indicator are entered.
    fn entry(&self) -> Option<String> {
        let (period, code) = self.entry.as_ref()?;
        let unit = &self.plan.unit_slug;
        Some(app::address::indicator(period, unit, code))
    }
}

/// The page of a row, as asked for or as refused; also for forms that stand on it.
pub(super) struct Wanted {
    pub(super) ids: (String, String),
    pub(super) refusal: String,
}

async fn page(web: &Web, visitor: &Visitor, wanted: Wanted) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let (plan_id, row_id) = super::ids(&wanted.ids)?;
    let RowSheet {
        plan,
        sees_plan,
        row,
        assigned,
        entry,
        history,
    } = plan::row_sheet(&web.app, actor, (&plan_id, &row_id)).await?;
    let may_edit = plan.is_editable_by(actor) && plan.state != PlanState::Withdrawn;
    let parties = if may_edit && row.is_work() {
        plan::parties(&web.app, actor, &plan).await?
    } else {
        Vec::new()
    };
    let (now, ended): (Vec<Assigned>, Vec<Assigned>) =
        assigned.into_iter().partition(|one| one.ended_at.is_none());
    let groups = Role::ALL
        .iter()
        .map(|role| (vi::planning::role(*role), groups(&now, *role)));
    let frame = Frame::at_home(web, visitor, Section::Plans).await?;
    let serves = Serves::Row(row_id.clone());
    let period = frame.here.period.code.clone();
    Ok(Page {
        frame,
        may_edit,
        needs_reason: plan.state == PlanState::Issued,
        badge: vi::planning::standing(&row, web.app.today()),
        readings: Readings::of(&row, &plan),
        groups: groups.filter(|(_, groups)| !groups.is_empty()).collect(),
        ended: ended
            .into_iter()
            .map(|one| {
                (
                    one.name,
                    vi::planning::role(one.role),
                    one.ended_at.unwrap_or_default(),
                )
            })
            .collect(),
        parties,
        list: history.iter().map(Shown::of).collect(),
        work: allowed(Work::of(web, visitor, &row_id).await, row.is_work())?,
        discussion: allowed(
            Discussion::of(web, visitor, &Subject::Row(row_id.clone())).await,
            row.is_work(),
        )?,
        panel: allowed(
            Panel::of(web, visitor, (&serves, &period)).await,
            row.is_work(),
        )?,
        row: TypedRow::of(&row),
        item: row,
        plan,
        sees_plan,
        entry,
        problems: Problems::default(),
        theirs: Vec::new(),
        refusal: wanted.refusal,
        open: false,
    })
}

/// A panel of the page, where there is one and the visitor may see it.
fn allowed<T>(panel: Result<T, Failure>, wanted: bool) -> Result<Option<T>, Failure> {
    match panel {
        Ok(panel) => Ok(wanted.then_some(panel)),
        Err(Failure::NotAllowed(_) | Failure::NotFound(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn groups(now: &[Assigned], role: Role) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in now.iter().filter(|one| one.role == role) {
        let (badge, status) = (
            vi::planning::badge(one.status),
            vi::planning::status(one.status),
        );
        let name = one.via.as_ref().map_or(&one.name, |(_, group)| group);
        let member = (one.name.clone(), badge, status.clone());
        if let Some(group) = groups
            .iter_mut()
            .find(|group| one.via.is_some() && group.name == *name)
        {
            group.members.push(member);
            continue;
        }
        groups.push(Group {
            name: name.clone(),
            named: if one.named == *name {
                String::new()
            } else {
                one.named.clone()
            },
            members: if one.via.is_some() {
                vec![member]
            } else {
                Vec::new()
            },
            badge,
            status,
            id: one.id.to_string(),
            version: one.version,
        });
    }
    groups
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ids): Path<(String, String)>,
) -> Answer {
    shown(
        &page(
            &web,
            &visitor,
            Wanted {
                ids,
                refusal: String::new(),
            },
        )
        .await?,
    )
}

/// The page again with the sentence that says why something on it was not done.
pub(super) async fn again(
    web: &Web,
    visitor: &Visitor,
    (ids, error): ((String, String), Error),
) -> Answer {
    match error {
        Error::Refused(why) => refused(
            &page(
                web,
                visitor,
                Wanted {
                    ids,
                    refusal: vi::refused(&why),
                },
            )
            .await?,
        ),
        Error::Stale(noun) => stale(
            &page(
                web,
                visitor,
                Wanted {
                    ids,
                    refusal: vi::failure::stale(noun),
                },
            )
            .await?,
        ),
        error => Err(error.into()),
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ids): Path<(String, String)>,
    Typed(typed): Typed<TypedRow>,
) -> Answer {
    let (plan, row) = super::ids(&ids)?;
    let mut problems = Problems::default();
    let fields = typed.fields(&mut problems);
    let seen = Seen {
        version: typed.version.parse().unwrap_or(0),
        reason: typed.reason.clone(),
    };
    let error = if problems.none() {
        match plan::edit_row(&web.app, &visitor.actor, (&plan, &row), (seen, fields)).await {
            Ok(()) => return on_to(&format!("/ke-hoach/{plan}/dong/{row}")),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    let mut page = page(
        &web,
        &visitor,
        Wanted {
            ids,
            refusal: String::new(),
        },
    )
    .await?;
    let now = std::mem::replace(&mut page.row, typed);
    page.problems = problems;
    page.open = true;
    match error {
        Some(Error::Stale(noun)) => {
            page.theirs = differences(&now, &page.row);
            page.row.version = now.version;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Some(Error::Refused(why)) => {
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Some(error) => Err(error.into()),
        None => refused(&page),
    }
}

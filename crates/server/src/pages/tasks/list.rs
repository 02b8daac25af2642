//! `/viec-cua-toi`: what one owes, by when, with which proof, and how many points it is worth.

use app::assignment::{self, Agenda, Colleague, Filter, Task, Whose};
use app::survey::{self, Duty as Survey};
use app::{PersonId, PlanId};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Duty;
use domain::work::{self, Bucket, Standing};
use reading::words;
use scoring::Exact;
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "tasks/list.html")]
struct Page {
    frame: Frame,
    /// Whose list, by name; `None`: one's own.
    of: Option<String>,
    /// Whether a whole unit's list is shown.
    whole_unit: bool,
    groups: Vec<Group>,
    done: Vec<Line>,
    open: usize,
    at_stake: Exact,
    plans: Vec<(PlanId, String)>,
    colleagues: Vec<Colleague>,
    asked: Asked,
    filtered: bool,
    /// What presses, as a text for a group chat; empty: nothing.
    urging: String,
    /// Surveys that wait for an answer, with how time stands.
    surveys: Vec<(Survey, String, bool)>,
}

struct Group {
    id: &'static str,
    words: &'static str,
    urgent: bool,
    lines: Vec<Line>,
}

struct Line {
    task: Task,
    duty: &'static str,
    standing: String,
    late: bool,
    steps: Vec<(&'static str, &'static str)>,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A person's id, or `don-vi`: everyone at home.
    nguoi: String,
    #[serde(rename = "ke-hoach")]
    ke_hoach: String,
    #[serde(rename = "vai-tro")]
    vai_tro: String,
}

impl Asked {
    fn whose(&self, visitor: &Visitor) -> Whose {
        match (self.nguoi.as_str(), &visitor.actor.home) {
            ("don-vi", Some(home)) => Whose::Unit(home.id.clone()),
            (id, _) => PersonId::parse(id).map_or(Whose::Mine, Whose::Person),
        }
    }

    fn filter(&self) -> Filter {
        Filter {
            plan: PlanId::parse(&self.ke_hoach),
            duty: match self.vai_tro.as_str() {
                "chu-tri" => Some(Duty::Lead),
                "phoi-hop" => Some(Duty::Supporting),
                _ => None,
            },
        }
    }

    fn is(&self, plan: &PlanId) -> bool {
        self.ke_hoach == plan.as_str()
    }

    fn of(&self, person: &PersonId) -> bool {
        self.nguoi == person.as_str()
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let (whose, filter) = (asked.whose(&visitor), asked.filter());
    let agenda = assignment::tasks(&web.app, &visitor.actor, &whose, &filter).await?;
    let frame = Frame::at_home(&web, &visitor, Section::Tasks).await?;
    let home = visitor.actor.home.as_ref().map(|home| home.name.as_str());
    let of = match whose {
        Whose::Unit(_) => home,
        _ => agenda.of.as_deref(),
    };
    let urging = vi::urging::text(of, &agenda.tasks, web.app.today());
    let mut page = page(frame, agenda, asked, &whose, &filter);
    page.urging = urging;
    if whose == Whose::Mine && !page.filtered {
        let today = web.app.today();
        let waiting = survey::duties(&web.app, &visitor.actor).await?;
        page.surveys = waiting
            .into_iter()
            .map(|one| {
                let left = (one.due_on - today).get_days();
                let said = match left {
                    ..0 => format!("Quá hạn {} ngày", -left),
                    0 => "Đến hạn hôm nay".to_owned(),
                    _ => format!("Còn {left} ngày"),
                };
                (one, said, left < 0)
            })
            .collect();
    }
    shown(&page)
}

fn page(frame: Frame, agenda: Agenda, asked: Asked, whose: &Whose, filter: &Filter) -> Page {
    let Agenda {
        of,
        tasks,
        plans,
        colleagues,
    } = agenda;
    let own = of.is_none();
    let mut groups: Vec<Group> = Vec::new();
    let mut done = Vec::new();
    // Several parts of a unit in one row bring its points once.
    let mut counted = std::collections::BTreeSet::new();
    let (mut open, mut at_stake) = (0, Exact::ZERO);
    for task in tasks {
        let bucket = task.bucket;
        if bucket == Bucket::Done {
            done.push(line(task, own));
            continue;
        }
        open += 1;
        if counted.insert(task.row.clone()) {
            at_stake = at_stake + task.at_stake.clone().unwrap_or(Exact::ZERO);
        }
        match groups.last_mut() {
            Some(group) if group.id == anchor(bucket) => group.lines.push(line(task, own)),
            _ => groups.push(Group {
                id: anchor(bucket),
                words: words::work::bucket(bucket),
                urgent: bucket == Bucket::Overdue,
                lines: vec![line(task, own)],
            }),
        }
    }
    Page {
        frame,
        of,
        whole_unit: matches!(whose, Whose::Unit(_)),
        groups,
        done,
        open,
        at_stake,
        plans,
        colleagues,
        asked,
        filtered: *filter != Filter::default(),
        urging: String::new(),
        surveys: Vec::new(),
    }
}

fn line(task: Task, own: bool) -> Line {
    let by = if task.duty == Duty::Lead {
        work::Duty::Lead
    } else {
        work::Duty::Supporting
    };
    let steps = if own {
        task.status.open_to(by)
    } else {
        Vec::new()
    };
    Line {
        duty: vi::work::duty(task.duty),
        standing: vi::work::standing(task.standing),
        late: matches!(task.standing, Standing::Overdue { .. }),
        steps: steps
            .into_iter()
            .map(|to| (to.name(), vi::work::step(task.status, to)))
            .collect(),
        task,
    }
}

fn anchor(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Overdue => "qua-han",
        Bucket::Today => "hom-nay",
        Bucket::Week => "trong-7-ngay",
        Bucket::Month => "trong-30-ngay",
        Bucket::Later => "sau-do",
        Bucket::WaitingEvent => "cho-su-kien",
        Bucket::Continuous => "thuong-xuyen",
        Bucket::Done => "da-xong",
    }
}

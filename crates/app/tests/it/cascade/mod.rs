//! A city's plan carried out by its wards. What every test here begins with: a city with two wards.

mod answer;
mod link;
mod status;
mod take;

use app::account::{self, FirstAdministrator};
use app::cascade::{self, Answer, Picked, Proposal, Refusal, Sheet, Wish};
use app::party::{NewParty, What};
use app::plan::{self, Line, NewAssignment, Role, RowFields, Seen, Triage, TypedRow};
use app::testing::Trial;
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, App, Error, HomeUnit, PartyId, PlanId, Refusal as Any, UnitId, notice};
use domain::authority::{Grant, Role as Held};
use domain::cascade::{Ahead, Kind, Lead, Why};
use domain::plan::{OfficialDocument, RowKind};
use jiff::civil::{Date, date};

use crate::office::officer;

/// A city with two wards, and who is focal where.
struct Land {
    app: App,
    city: Unit,
    ward: Unit,
    other: Unit,
    over: Actor,
    focal: Actor,
    stranger: Actor,
}

impl Land {
    async fn new(trial: &Trial) -> Land {
        let app = trial.app.clone();
        let link = account::first_link(&app).await.unwrap();
        let first = FirstAdministrator {
            unit_name: "Thành phố Đông Lĩnh".to_owned(),
            unit_kind: UnitKind::City,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: "mot mat khau dai".to_owned(),
        };
        account::create_first(&app, &link, first).await.unwrap();
        let over = account::sign_in(&app, "hanh", "mot mat khau dai")
            .await
            .unwrap()
            .actor;
        let home = over.home.clone().unwrap();
        let city = unit::by_id(&app, &over, &home.id).await.unwrap();
        let ward = ward(&app, &over, (&city.id, "Phường Hạ Khê")).await;
        let other = ward_named(&app, &over, &city.id).await;
        let focal = focal(trial, &ward, ("Trần Văn Bình", "binh")).await;
        let stranger = focal_of(trial, &other).await;
        Land {
            app,
            city,
            ward,
            other,
            over,
            focal,
            stranger,
        }
    }

    async fn party(&self, unit: &UnitId, name: &str, what: What) -> PartyId {
        let new = NewParty {
            unit: unit.clone(),
            name: name.to_owned(),
            what,
        };
        app::party::create(&self.app, &self.over, new)
            .await
            .unwrap()
            .id
    }

    async fn party_of(&self, unit: &Unit) -> PartyId {
        let directory = app::party::directory(&self.app, &self.over, &unit.id)
            .await
            .unwrap();
        let mut units = directory.of(app::party::PartyKind::Unit);
        units
            .find(|one| one.party.unit_ref.as_ref() == Some(&unit.id))
            .unwrap()
            .party
            .id
            .clone()
    }

    /// A plan of these rows, issued.
    async fn plan(&self, (actor, unit, year): (&Actor, &Unit, i16), rows: Vec<TypedRow>) -> PlanId {
        let document = OfficialDocument {
            title: Some("Kế hoạch nâng cao chỉ số DTI".to_owned()),
            reference: Some(format!("39/KH-UBND-{year}")),
            date: Some(date(year, 2, 5)),
            ..OfficialDocument::default()
        };
        let id = plan::create(&self.app, actor, unit.id.clone(), (year, document))
            .await
            .unwrap();
        plan::add_rows(&self.app, actor, (&id, "Phụ lục", None), (rows, ""))
            .await
            .unwrap();
        self.issue(actor, &id).await;
        id
    }

    async fn issue(&self, actor: &Actor, id: &PlanId) {
        let version = plan::head(&self.app, actor, id).await.unwrap().version;
        plan::issue(&self.app, actor, id, version).await.unwrap();
    }

    /// The city's plan: rows that name the ward, its level, others, nobody.
    async fn above(&self) -> PlanId {
        let ward = self.party_of(&self.ward).await;
        let office = self
            .party(&self.city.id, "Phòng Nội vụ", What::Outsider)
            .await;
        let post = self
            .party(
                &self.city.id,
                "Công chức Văn phòng – Thống kê",
                What::Post { holder: None },
            )
            .await;
        let rows = vec![
            typed(("1", "Nhận thức số"), "", &[]),
            typed(
                ("1.1", "Kế hoạch chuyển đổi số năm của đơn vị"),
                "Trước ngày 31/10/2026",
                &[(Role::Lead, &ward)],
            ),
            typed(
                ("1.2", "Họp Ban Chỉ đạo chuyển đổi số"),
                "Ít nhất 1 cuộc/quý",
                &[(Role::Lead, &office), (Role::Supporting, &ward)],
            ),
            typed(("2", "Hạ tầng số"), "", &[]),
            typed(
                ("2.1", "Tỷ lệ thuê bao băng rộng di động"),
                "Trước ngày 20/10/2026",
                &[(Role::Lead, &office)],
            ),
            typed(
                ("2.2", "Tỷ lệ hồ sơ dịch vụ công trực tuyến toàn trình"),
                "Trước ngày 10/10/2026",
                &[(Role::Lead, &post)],
            ),
        ];
        self.plan((&self.over, &self.city, 2026), rows).await
    }

    async fn propose(&self, above: &PlanId) -> Proposal {
        let lead = Lead::default();
        cascade::propose(&self.app, &self.focal, (&self.ward, above), lead)
            .await
            .unwrap()
    }

    async fn make(&self, above: &PlanId, wish: &Wish) -> Result<PlanId, Error> {
        cascade::make(&self.app, &self.focal, (&self.ward, above), wish).await
    }

    async fn lines(&self, actor: &Actor, id: &PlanId) -> Vec<Line> {
        let head = plan::head(&self.app, actor, id).await.unwrap();
        plan::rows(&self.app, actor, &head).await.unwrap()
    }
}

async fn ward(app: &App, over: &Actor, (city, name): (&UnitId, &str)) -> Unit {
    let new = NewUnit {
        parent: Some(city.clone()),
        kind: UnitKind::Commune,
        name: name.to_owned(),
        code: None,
        valid_from: date(2025, 7, 1),
    };
    unit::create(app, over, new).await.unwrap()
}

async fn ward_named(app: &App, over: &Actor, city: &UnitId) -> Unit {
    ward(app, over, (city, "Phường Bến Lội")).await
}

async fn focal(trial: &Trial, unit: &Unit, (name, login): (&str, &str)) -> Actor {
    let home = HomeUnit {
        id: unit.id.clone(),
        slug: unit.slug.clone(),
        name: unit.name.clone(),
        path: unit.path.clone(),
    };
    let mut actor = officer(trial, &home, name, login).await;
    trial
        .meddle("update role_grant set role = 'focal' where role = 'officer'")
        .await;
    actor.authority.grants = vec![Grant {
        role: Held::Focal,
        unit_path: unit.path.clone(),
    }];
    actor
}

async fn focal_of(trial: &Trial, unit: &Unit) -> Actor {
    focal(trial, unit, ("Phạm Thị Cúc", "cuc")).await
}

fn typed((code, title): (&str, &str), when: &str, who: &[(Role, &PartyId)]) -> TypedRow {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let is_heading = !code.contains('.');
    TypedRow {
        fields: RowFields {
            kind: if is_heading {
                RowKind::Heading
            } else {
                RowKind::Indicator
            },
            code: text(code),
            title: title.to_owned(),
            max_points: None,
            rule_text: None,
            evidence_text: None,
            source_text: None,
            deadline_text: text(when),
            effective_due: None,
            measure: None,
            target_text: None,
            note: None,
            triage: Triage::Leads,
        },
        assignments: who
            .iter()
            .map(|(role, party)| NewAssignment {
                role: *role,
                party: (*party).clone(),
                named: String::new(),
            })
            .collect(),
    }
}

async fn reminders(app: &App, actor: &Actor) -> i64 {
    let shown = notice::Shown {
        kind: Some(notice::NoticeKind::Reminder),
        ..notice::Shown::default()
    };
    notice::list(app, actor, shown).await.unwrap().total
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Cascade(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

fn as_seen(proposal: &Proposal) -> Wish {
    Wish {
        lead: proposal.lead,
        seen: proposal.seen.clone(),
        past: true,
        ..Wish::default()
    }
}

/// Of each row of work: its code, whose it is and why, the day proposed.
fn said(proposal: &Proposal) -> Vec<(&str, Triage, Why, Option<Date>)> {
    let work = proposal.rows.iter().filter(|one| one.row.is_work());
    work.map(|one| {
        let code = one.row.code.as_deref().unwrap_or_default();
        (code, one.triage, one.why, one.day.map(Ahead::day))
    })
    .collect()
}

impl Land {
    async fn sheet(&self, id: &PlanId) -> Sheet {
        cascade::sheet(&self.app, &self.focal, id).await.unwrap()
    }

    /// Takes the city's plan over as it is proposed.
    async fn taken(&self, above: &PlanId) -> PlanId {
        let wish = as_seen(&self.propose(above).await);
        self.make(above, &wish).await.unwrap()
    }

    async fn amend(&self, plan: &PlanId, code: &str, with: impl Fn(&mut RowFields)) {
        let lines = self.lines(&self.over, plan).await;
        let line = lines
            .into_iter()
            .find(|line| line.row.path == code)
            .unwrap();
        let mut fields = RowFields::of(&line.row);
        with(&mut fields);
        let seen = Seen {
            version: line.row.version,
            reason: "Công văn 12/UBND".to_owned(),
        };
        plan::edit_row(&self.app, &self.over, (plan, &line.row.id), (seen, fields))
            .await
            .unwrap();
    }

    async fn answer(
        &self,
        id: &PlanId,
        (accept, picked): (bool, Picked),
        reason: &str,
    ) -> Result<usize, Error> {
        let given = Answer {
            accept,
            picked,
            reason: reason.to_owned(),
            seen: self.sheet(id).await.seen,
        };
        cascade::answer(&self.app, &self.focal, id, &given).await
    }

    /// The city moves a day, rewords a row, adds one, puts one away.
    async fn change(&self, above: &PlanId) {
        self.amend(above, "1.1", |row| {
            row.deadline_text = Some("Trước ngày 28/10/2026".to_owned());
        })
        .await;
        self.amend(above, "1.2", |row| {
            row.title = "Họp Ban Chỉ đạo chuyển đổi số hằng quý".to_owned();
        })
        .await;
        let lines = self.lines(&self.over, above).await;
        let ward = self.party_of(&self.ward).await;
        let row = typed(
            ("1.3", "Chuyên mục trên trang thông tin"),
            "",
            &[(Role::Lead, &ward)],
        );
        let after = Some(&lines[2].row.id);
        plan::add_rows(
            &self.app,
            &self.over,
            (above, "Phụ lục", after),
            (vec![row], "Công văn 13/UBND"),
        )
        .await
        .unwrap();
        let seen = Seen {
            version: lines[5].row.version,
            reason: "Công văn 14/UBND".to_owned(),
        };
        plan::remove(&self.app, &self.over, (above, &lines[5].row.id), seen)
            .await
            .unwrap();
    }
}

async fn told(app: &App, actor: &Actor) -> i64 {
    let shown = notice::Shown {
        kind: Some(notice::NoticeKind::System),
        ..notice::Shown::default()
    };
    notice::list(app, actor, shown).await.unwrap().total
}

fn kinds(sheet: &Sheet) -> Vec<(Kind, &str)> {
    let all = sheet.differences.iter();
    all.map(|one| (one.kind, one.name.split(' ').next().unwrap_or_default()))
        .collect()
}

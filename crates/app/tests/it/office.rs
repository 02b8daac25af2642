//! An office with people and a plan of a few rows, for tests of the work.

use app::account::{self, FirstAdministrator};
use app::audit::Event;
use app::testing::Trial;
use app::unit::UnitKind;
use app::{AccountId, Actor, HomeUnit, PersonId, RowId, assignment, bind};
use domain::authority::{Authority, Grant, Role};

/// The office: its focal officer, a lead, a supporting officer and someone without work.
pub(crate) struct Office {
    pub(crate) unit: HomeUnit,
    pub(crate) focal: Actor,
    pub(crate) lead: Actor,
    pub(crate) supporting: Actor,
    pub(crate) other: Actor,
    pub(crate) rows: Vec<RowId>,
    pub(crate) plan: String,
}

/// Deadlines of the rows, in their order.
pub(crate) const DEADLINES: [&str; 5] = [
    "Ít nhất 1 cuộc/quý",
    "Trước ngày 21/10/2026",
    "Thường xuyên",
    "15 ngày kể từ ngày phát hành văn bản khảo sát",
    "Trước ngày 10/10/2026",
];

impl Office {
    pub(crate) async fn begun(trial: &Trial) -> Office {
        let app = &trial.app;
        let link = account::first_link(app)
            .await
            .expect("the office is set up");
        let first = FirstAdministrator {
            unit_name: "Phường Hạ Khê".to_owned(),
            unit_kind: UnitKind::Commune,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: "mot mat khau dai".to_owned(),
        };
        account::create_first(app, &link, first)
            .await
            .expect("the office is set up");
        let focal = account::sign_in(app, "hanh", "mot mat khau dai")
            .await
            .expect("the office is set up")
            .actor;
        let unit = focal.home.clone().expect("the office is set up");
        let lead = officer(trial, &unit, "Trần Văn Bình", "binh").await;
        let supporting = officer(trial, &unit, "Phạm Thị Cúc", "cuc").await;
        let other = officer(trial, &unit, "Trần Thị Dung", "dung").await;
        let mut office = Office {
            unit,
            focal,
            lead,
            supporting,
            other,
            rows: Vec::new(),
            plan: app::PlanId::new().to_string(),
        };
        office.write_plan(trial).await;
        office
    }

    async fn write_plan(&mut self, trial: &Trial) {
        let mut tx = trial
            .app
            .begin(&Actor::program())
            .await
            .expect("the office is set up");
        let unit = self.unit.id.as_str();
        tx.run(
            "insert into plan (id, unit_id, year, kind, reference, issued_on, title, title_folded,
             state, origin, created_at, created_by, version)
             values ($1, $2, 2026, 'plan', '41/KH-UBND', '2026-02-10', 'Kế hoạch chuyển đổi số',
             'ke hoach chuyen doi so', 'issued', 'typed', '2026-02-10T00:00:00Z', 'x', 1)",
            bind![&self.plan, unit],
        )
        .await
        .expect("the office is set up");
        for (at, text) in (1..).zip(DEADLINES) {
            let row = RowId::new();
            let code = format!("1.{at}");
            tx.run(
                "insert into plan_row (id, plan_id, annex, position, kind, code, path, title,
                 title_folded, max_points, deadline_text, triage, status, version)
                 values ($1, $2, '', $3, 'task', $4, $4, $5, 'viec', '10', $6, 'leads',
                 'not_started', 1)",
                bind![
                    row.as_str(),
                    &self.plan,
                    at,
                    &code,
                    &format!("Việc thứ {at}"),
                    text
                ],
            )
            .await
            .expect("the office is set up");
            assign(&mut tx, &row, "lead", &self.lead).await;
            assign(&mut tx, &row, "supporting", &self.supporting).await;
            let reading = reading::deadline::read(text, 2026, None);
            assignment::plan_work(&mut tx, &row, Some(&reading), 2026)
                .await
                .expect("the office is set up");
            self.rows.push(row);
        }
        tx.commit(Event::new("plan.written", "plan", &self.plan, ""))
            .await
            .expect("the office is set up");
    }
}

async fn assign(tx: &mut app::database::Tx, row: &RowId, role: &str, to: &Actor) {
    tx.run(
        "insert into assignment (id, row_id, role, party_id, named, status, version)
         values ($1, $2, $3, $4, $5, 'not_started', 1)",
        bind![
            app::AssignmentId::new().as_str(),
            row.as_str(),
            role,
            to.person.as_ref().expect("the office is set up").as_str(),
            &to.name,
        ],
    )
    .await
    .expect("the office is set up");
}

/// A person with an account, the role of an officer, and a party of the same id.
pub(crate) async fn officer(trial: &Trial, unit: &HomeUnit, name: &str, login: &str) -> Actor {
    let (person, account) = (PersonId::new(), AccountId::new());
    let folded = reading::text::fold(name);
    let mut tx = trial
        .app
        .begin(&Actor::program())
        .await
        .expect("the office is set up");
    let (person_id, account_id, unit_id) = (person.as_str(), account.as_str(), unit.id.as_str());
    for (sql, params) in [
        (
            "insert into person (id, unit_id, name, name_folded, version) values ($1, $2, $3, $4, 1)",
            bind![person_id, unit_id, name, &folded],
        ),
        (
            "insert into account (id, person_id, login, state, failed_count, version)
             values ($1, $2, $3, 'active', 0, 1)",
            bind![account_id, person_id, login],
        ),
        (
            "insert into role_grant (id, account_id, role, unit_id, granted_at)
             values ($1, $1, 'officer', $2, '2026-01-01T00:00:00Z')",
            bind![account_id, unit_id],
        ),
        (
            "insert into party (id, unit_id, kind, person_ref, name, name_folded, name_key, version)
             values ($1, $2, 'person', $1, $3, $4, $4, 1)",
            bind![person_id, unit_id, name, &folded],
        ),
        (
            "insert into party_holder (party_id, person_id) values ($1, $1)",
            bind![person_id],
        ),
    ] {
        tx.run(sql, params).await.expect("the office is set up");
    }
    tx.commit(Event::new("person.created", "person", person_id, name))
        .await
        .expect("the office is set up");
    Actor {
        account: Some(account),
        person: Some(person),
        name: name.to_owned(),
        home: Some(unit.clone()),
        authority: Authority {
            grants: vec![Grant {
                role: Role::Officer,
                unit_path: unit.path.clone(),
            }],
        },
    }
}

//! A city's plan carried out by its wards.

use std::collections::BTreeSet;

use app::account::{self, FirstAdministrator};
use app::cascade::{
    self, Answer, Compared, Pairs, Picked, Proposal, Refusal, RowWish, Sheet, Standing, Tie, Wish,
};
use app::party::{NewParty, What};
use app::plan::{self, Line, NewAssignment, Role, RowFields, Seen, Triage, TypedRow};
use app::testing::{Trial, on_both};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, App, Error, HomeUnit, PartyId, PlanId, Refusal as Any, UnitId, import, notice};
use domain::authority::{Grant, Role as Held};
use domain::cascade::{Ahead, Counted, Kind, Lead, Why};
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

#[test]
fn a_ward_takes_its_citys_plan_over_as_it_was_shown() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let post = What::Post { holder: None };
        land.party(&land.ward.id, "Công chức Văn phòng – Thống kê", post)
            .await;
        let above = land.above().await;

        let proposal = land.propose(&above).await;
        assert_eq!(
            said(&proposal),
            [
                // Five working days before Friday 30/10 is Friday 23/10; 31/10 is a Saturday.
                ("1.1", Triage::Leads, Why::Named, Some(date(2026, 10, 23))),
                ("1.2", Triage::Supports, Why::Named, None),
                // 19/10 is too near for five working days: the day above stands.
                (
                    "2.1",
                    Triage::NotOurs,
                    Why::OnlyOthers,
                    Some(date(2026, 10, 19))
                ),
                // Named by a post of which the ward has one too; the day has passed.
                ("2.2", Triage::Leads, Why::Named, Some(date(2026, 10, 9))),
            ]
        );
        assert_eq!(proposal.rows[5].leads(), "Công chức Văn phòng – Thống kê");
        assert!(matches!(proposal.rows[4].day, Some(Ahead::AsAbove(_))));
        assert!(matches!(proposal.rows[5].day, Some(Ahead::Past(_))));

        let mut wish = as_seen(&proposal);
        wish.past = false;
        assert_eq!(
            refused(land.make(&above, &wish).await),
            Refusal::Past { count: 1 }
        );
        wish.past = true;
        let id = land.make(&above, &wish).await.unwrap();

        let head = plan::head(&land.app, &land.focal, &id).await.unwrap();
        assert_eq!((head.parent, head.year), (Some(above.clone()), 2026));
        assert_eq!(head.state, plan::State::Draft);
        let lines = land.lines(&land.focal, &id).await;
        let kept: Vec<(&str, Option<Date>)> = lines
            .iter()
            .map(|line| (line.row.path.as_str(), line.row.next_due))
            .collect();
        assert_eq!(
            kept,
            [
                ("1", None),
                ("1.1", Some(date(2026, 10, 23))),
                ("1.2", Some(date(2026, 3, 31))),
                ("2", None),
                ("2.2", Some(date(2026, 10, 9))),
            ]
        );
        assert_eq!(
            lines[4].names(Role::Lead),
            ["Công chức Văn phòng – Thống kê"]
        );
        let letter = plan::letter(&land.app, &land.focal, &id).await.unwrap();
        assert_eq!(letter.bases[0].reference, "39/KH-UBND-2026");
        let mut conn = land.app.read().await.unwrap();
        let links = conn
            .all(
                "select a.path as above, coalesce(r.path, '') as own from cascade_row c
                 join plan_row a on a.id = c.above_row_id left join plan_row r on r.id = c.row_id
                 order by a.path",
                &[],
                |row| Ok(format!("{}→{}", row.text("above")?, row.text("own")?)),
            )
            .await
            .unwrap();
        assert_eq!(links, ["1.1→1.1", "1.2→1.2", "2.1→", "2.2→2.2"]);
        drop(conn);

        let again = refused(land.make(&above, &wish).await);
        assert!(matches!(again, Refusal::AlreadyMade { .. }));
        let seen = Seen {
            version: plan::head(&land.app, &land.focal, &id)
                .await
                .unwrap()
                .version,
            reason: "Lập nhầm".to_owned(),
        };
        plan::withdraw(&land.app, &land.focal, &id, seen)
            .await
            .unwrap();
        land.make(&above, &wish).await.unwrap();
        app::audit::verify(&land.app).await.unwrap();
    });
}

#[test]
fn the_ward_changes_what_is_proposed_within_what_the_city_allows() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        land.party(&land.ward.id, "Văn phòng phường", What::Outsider)
            .await;
        let proposal = land.propose(&above).await;
        let row = |code: &str| {
            let mut rows = proposal.rows.iter();
            let found = rows.find(|one| one.row.code.as_deref() == Some(code));
            found.unwrap().row.id.clone()
        };
        let with = |code: &str, wanted: RowWish| {
            let mut wish = as_seen(&proposal);
            wish.rows.insert(row(code), wanted);
            wish
        };
        let late = with(
            "1.1",
            RowWish {
                due: Some(Some(date(2026, 10, 31))),
                ..RowWish::default()
            },
        );
        let later = Refusal::LaterThanAbove {
            row: "1.1 Kế hoạch chuyển đổi số năm của đơn vị".to_owned(),
            due: date(2026, 10, 31),
            above: date(2026, 10, 30),
        };
        assert_eq!(refused(land.make(&above, &late).await), later);
        let nobody = with(
            "1.1",
            RowWish {
                lead: Some("Phòng Không Có".to_owned()),
                ..RowWish::default()
            },
        );
        let unknown = refused(land.make(&above, &nobody).await);
        assert!(matches!(unknown, Refusal::UnknownParty { name, .. } if name == "Phòng Không Có"));
        let mut none = as_seen(&proposal);
        for one in &proposal.rows {
            let not_ours = RowWish {
                triage: Some(Triage::NotOurs),
                ..RowWish::default()
            };
            none.rows.insert(one.row.id.clone(), not_ours);
        }
        assert_eq!(
            refused(land.make(&above, &none).await),
            Refusal::NothingTaken
        );
        let long = Wish {
            lead: Lead {
                days: 500,
                counted: Counted::Calendar,
            },
            ..as_seen(&proposal)
        };
        assert_eq!(
            refused(land.make(&above, &long).await),
            Refusal::LeadDays { days: 500 }
        );
    });
}

#[test]
fn the_ward_names_its_own_people_and_days() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        land.party(&land.ward.id, "Văn phòng phường", What::Outsider)
            .await;
        let proposal = land.propose(&above).await;
        let row = |code: &str| {
            let mut rows = proposal.rows.iter();
            let found = rows.find(|one| one.row.code.as_deref() == Some(code));
            found.unwrap().row.id.clone()
        };
        let mut wish = as_seen(&proposal);
        wish.whole = true;
        wish.rows.insert(
            row("1.1"),
            RowWish {
                lead: Some(" Văn phòng phường ;".to_owned()),
                due: Some(Some(date(2026, 10, 16))),
                ..RowWish::default()
            },
        );

        wish.rows.insert(
            row("2.2"),
            RowWish {
                due: Some(None),
                ..RowWish::default()
            },
        );
        let id = land.make(&above, &wish).await.unwrap();
        let lines = land.lines(&land.focal, &id).await;
        assert_eq!(lines.len(), proposal.rows.len(), "all rows are there");
        assert_eq!(lines[1].row.effective_due, Some(date(2026, 10, 16)));
        assert_eq!(lines[1].names(Role::OutsideLead), ["Văn phòng phường"]);
        assert_eq!(lines[5].row.effective_due, None);
        assert_eq!(lines[4].row.triage, Triage::NotOurs);
    });
}

#[test]
fn a_plan_above_that_changed_since_it_was_seen_is_shown_again() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let wish = as_seen(&land.propose(&above).await);
        let line = land.lines(&land.over, &above).await.remove(1);
        let seen = Seen {
            version: line.row.version,
            reason: "Công văn 12/UBND".to_owned(),
        };
        let fields = RowFields {
            title: "Kế hoạch khác".to_owned(),
            ..RowFields::of(&line.row)
        };
        plan::edit_row(
            &land.app,
            &land.over,
            (&above, &line.row.id),
            (seen, fields),
        )
        .await
        .unwrap();
        let stale = land.make(&above, &wish).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let mut conn = land.app.read().await.unwrap();
        let plans = conn
            .one(
                "select count(*) as n from plan where parent_plan_id is not null",
                &[],
                |row| row.count("n"),
            )
            .await
            .unwrap();
        assert_eq!(plans, 0, "all or nothing");
    });
}

#[test]
fn only_plans_in_force_of_units_above_are_opened_and_only_by_who_plans() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let listed = cascade::above(&land.app, &land.focal, &land.ward)
            .await
            .unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((&listed[0].plan.id, &listed[0].own), (&above, &None));
        let lead = Lead::default();
        let (app, ward) = (&land.app, &land.ward);

        let elsewhere = cascade::propose(app, &land.stranger, (ward, &above), lead).await;
        assert!(matches!(elsewhere, Err(Error::NotAllowed(_))));
        let mut reader = land.focal.clone();
        reader.authority.grants[0].role = Held::Reader;
        let reads = cascade::propose(app, &reader, (ward, &above), lead).await;
        assert!(matches!(reads, Err(Error::NotAllowed(_))));
        let made = cascade::make(app, &reader, (ward, &above), &Wish::default()).await;
        assert!(matches!(made, Err(Error::NotAllowed(_))));

        let own = land
            .plan(
                (&land.stranger, &land.other, 2026),
                vec![typed(("1.1", "Việc riêng"), "", &[])],
            )
            .await;
        let beside = cascade::propose(app, &land.focal, (ward, &own), lead).await;
        assert!(
            matches!(beside, Err(Error::NotFound(_))),
            "a neighbour's plan"
        );
        let seen = Seen {
            version: plan::head(app, &land.over, &above).await.unwrap().version,
            reason: "Thay thế".to_owned(),
        };
        plan::withdraw(app, &land.over, &above, seen).await.unwrap();
        let gone = cascade::propose(app, &land.focal, (ward, &above), lead).await;
        assert!(
            matches!(gone, Err(Error::NotFound(_))),
            "nothing is told of it"
        );
        let gone = cascade::propose(app, &land.over, (ward, &above), lead).await;
        assert!(matches!(refused(gone), Refusal::NotIssued { .. }));
    });
}

#[test]
fn last_years_plan_proposes_whose_work_it_is_and_who_does_it() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let own = What::Post { holder: None };
        let post = land.party(&land.ward.id, "Công chức Địa chính", own).await;
        let before = vec![
            typed(
                ("3.4", "Tỷ lệ thuê bao băng rộng di động của phường"),
                "Quý III/2025",
                &[(Role::Lead, &post)],
            ),
            typed(("3.5", "Việc chỉ có ở năm trước"), "", &[]),
        ];
        let earlier = land.plan((&land.focal, &land.ward, 2025), before).await;
        let above = land.above().await;
        let proposal = land.propose(&above).await;
        assert_eq!(
            proposal.before.as_ref().map(|plan| &plan.id),
            Some(&earlier)
        );
        let row = &proposal.rows[4];
        assert_eq!((row.triage, row.why), (Triage::Leads, Why::Before));
        assert_eq!(row.leads(), "Công chức Địa chính");
        assert_eq!(
            row.before.as_deref(),
            Some("3.4 Tỷ lệ thuê bao băng rộng di động của phường")
        );
        trial
            .meddle("update post set closed_on = '2026-01-01' where name = 'Công chức Địa chính'")
            .await;
        let proposal = land.propose(&above).await;
        assert_eq!(proposal.rows[4].leads(), "", "who is gone is not proposed");
    });
}

#[test]
fn the_city_sees_who_has_a_plan_and_reminds_who_has_none() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let third = ward(&land.app, &land.over, (&land.city.id, "Xã Thượng Khê")).await;
        let standing = async || {
            let (_, units) = cascade::status(&land.app, &land.over, &above)
                .await
                .unwrap();
            units
                .iter()
                .map(|unit| (unit.name.clone(), unit.standing))
                .collect::<Vec<_>>()
        };
        let expected = |ward: Standing| {
            [
                ("Phường Bến Lội".to_owned(), Standing::Nothing),
                ("Phường Hạ Khê".to_owned(), ward),
                ("Xã Thượng Khê".to_owned(), Standing::Nothing),
            ]
        };
        assert_eq!(standing().await, expected(Standing::Nothing));
        let wish = as_seen(&land.propose(&above).await);
        let id = land.make(&above, &wish).await.unwrap();
        assert_eq!(standing().await, expected(Standing::Draft));
        trial
            .meddle(
                "update plan set reference = '5/KH-UBND', issued_on = '2026-10-15'
                where parent_plan_id is not null",
            )
            .await;
        land.issue(&land.focal, &id).await;
        assert_eq!(standing().await, expected(Standing::Sent));

        let all: BTreeSet<UnitId> = [&land.ward, &land.other, &third]
            .map(|unit| unit.id.clone())
            .into();
        let remind = async |actor: &Actor| cascade::remind(&land.app, actor, &above, &all).await;
        let reminded = remind(&land.over).await.unwrap();
        assert_eq!(reminded.units, ["Phường Bến Lội"]);
        assert_eq!(reminded.nobody, ["Xã Thượng Khê"]);
        remind(&land.over).await.unwrap();
        assert_eq!(reminders(&land.app, &land.stranger).await, 1, "once a day");
        let own = reminders(&land.app, &land.focal).await;
        assert_eq!(own, 0, "who has sent is left alone");
        let below = remind(&land.focal).await;
        assert!(matches!(below, Err(Error::NotFound(_))), "{below:?}");
        let nobody = cascade::remind(&land.app, &land.over, &above, &BTreeSet::new()).await;
        assert_eq!(refused(nobody), Refusal::NobodyToRemind);
        let stranger = cascade::status(&land.app, &land.stranger, &above).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
    });
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

#[test]
fn an_answer_to_nothing_without_reason_or_by_others_is_refused() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        land.change(&above).await;
        let silent = land
            .answer(&id, (false, Picked::All(Kind::Changed)), " ")
            .await;
        let no_reason = Error::Refused(Any::Plan(plan::Refusal::NoReason));
        assert_eq!(
            format!("{:?}", silent.unwrap_err()),
            format!("{no_reason:?}")
        );
        let nothing = land
            .answer(&id, (true, Picked::Rows(BTreeSet::new())), "")
            .await;
        assert_eq!(refused(nothing), Refusal::NothingPicked);
        let given = Answer {
            accept: true,
            picked: Picked::All(Kind::Moved),
            reason: String::new(),
            seen: "another".to_owned(),
        };
        let stale = cascade::answer(&land.app, &land.focal, &id, &given).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let stranger = cascade::answer(&land.app, &land.stranger, &id, &given).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
        assert_eq!(land.sheet(&id).await.answers.len(), 0);
    });
}

#[test]
fn what_changes_above_is_taken_over_or_declined_and_both_are_kept() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let post = What::Post { holder: None };
        land.party(&land.ward.id, "Công chức Văn phòng – Thống kê", post)
            .await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        assert_eq!(kinds(&land.sheet(&id).await), []);
        assert_eq!(told(&land.app, &land.focal).await, 0);
        land.change(&above).await;
        assert_eq!(
            told(&land.app, &land.focal).await,
            1,
            "told once until they look"
        );
        let sheet = land.sheet(&id).await;
        let expected = [
            (Kind::Moved, "1.1"),
            (Kind::Changed, "1.2"),
            (Kind::Added, "1.3"),
            (Kind::Removed, "2.2"),
        ];
        assert_eq!(kinds(&sheet), expected);
        assert_eq!(
            sheet.differences[0].day,
            Some(Ahead::Earlier(date(2026, 10, 20)))
        );

        let moved = land.answer(&id, (true, Picked::All(Kind::Moved)), "").await;
        assert_eq!(moved.unwrap(), 1);
        let reworded = (false, Picked::All(Kind::Changed));
        land.answer(&id, reworded, "Phường họp hằng tháng")
            .await
            .unwrap();
        land.answer(&id, (true, Picked::All(Kind::Added)), "")
            .await
            .unwrap();
        land.answer(&id, (true, Picked::All(Kind::Removed)), "")
            .await
            .unwrap();

        let sheet = land.sheet(&id).await;
        assert_eq!(kinds(&sheet), [], "everything is answered");
        let said: Vec<(Kind, bool, Option<&str>)> = sheet
            .answers
            .iter()
            .map(|one| (one.kind, one.accepted, one.reason.as_deref()))
            .collect();
        assert_eq!(said.len(), 4);
        assert!(said.contains(&(Kind::Changed, false, Some("Phường họp hằng tháng"))));
        let lines = land.lines(&land.focal, &id).await;
        let rows: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (line.row.path.as_str(), line.row.title.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("1", "Nhận thức số"),
                ("1.1", "Kế hoạch chuyển đổi số năm của đơn vị"),
                ("1.2", "Họp Ban Chỉ đạo chuyển đổi số"),
                ("1.3", "Chuyên mục trên trang thông tin"),
                ("2", "Hạ tầng số"),
            ]
        );
        assert_eq!(lines[1].row.next_due, Some(date(2026, 10, 20)));
        assert_eq!(lines[3].row.triage, Triage::Leads);
        app::audit::verify(&land.app).await.unwrap();
    });
}

#[test]
fn a_row_left_out_comes_back_when_it_changes_and_a_later_day_is_told() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        land.amend(&above, "2.1", |row| {
            row.note = Some("Phường thống kê".to_owned());
        })
        .await;
        let sheet = land.sheet(&id).await;
        assert_eq!(kinds(&sheet), [(Kind::Added, "2.1")]);
        let row = Picked::Rows([sheet.differences[0].above.clone()].into());
        land.answer(&id, (false, row), "Không thuộc phường")
            .await
            .unwrap();
        assert_eq!(kinds(&land.sheet(&id).await), []);

        let line = land.lines(&land.focal, &id).await.remove(1);
        let due = Some(date(2026, 11, 30));
        app::assignment::set_due(&land.app, &land.focal, &line.row.id, due, line.row.version)
            .await
            .unwrap();
        let later = land.sheet(&id).await.later;
        assert_eq!((later.len(), later[0].above), (1, date(2026, 10, 30)));
        // A day set above alone, without a word changed, is a change as well.
        let line = land.lines(&land.over, &above).await.remove(1);
        let due = Some(date(2026, 10, 29));
        app::assignment::set_due(&land.app, &land.over, &line.row.id, due, line.row.version)
            .await
            .unwrap();
        assert_eq!(kinds(&land.sheet(&id).await), [(Kind::Moved, "1.1")]);
        let seen = Seen {
            version: plan::head(&land.app, &land.over, &above)
                .await
                .unwrap()
                .version,
            reason: "Thay thế".to_owned(),
        };
        plan::withdraw(&land.app, &land.over, &above, seen)
            .await
            .unwrap();
        let gone = land.answer(&id, (true, Picked::All(Kind::Moved)), "").await;
        assert!(matches!(refused(gone), Refusal::NotIssued { .. }));
    });
}

const SAMPLE: &str = include_str!("../../../../samples/son-khe/ke-hoach.txt");

/// A plan from a file, nobody entered in the directory.
async fn imported(
    (trial, actor, unit): (&Trial, &Actor, &Unit),
    (text, year): (&str, i16),
    amends: Option<&PlanId>,
) -> PlanId {
    let app = &trial.app;
    let new = import::NewImport {
        unit: unit.id.clone(),
        year,
        file_name: "ke-hoach.txt".to_owned(),
        file: app.files().arrived(text.as_bytes()).await.unwrap(),
    };
    let id = import::start(app, actor, new).await.unwrap();
    let mut version = import::open(app, actor, &id).await.unwrap().draft.version;
    if let Some(amends) = amends {
        let amends = vec![import::Decision::Amends(Some(amends.clone()))];
        version = import::decide(app, actor, &id, version, amends)
            .await
            .unwrap();
    }
    import::write(app, actor, &id, version).await.unwrap()
}

/// Tally of what is the same, similar, only here, only above, moved.
fn counts(compared: &Compared) -> [usize; 5] {
    let tally = compared.tally;
    [
        tally.same,
        tally.similar,
        tally.added,
        tally.removed,
        tally.moved,
    ]
}

#[test]
fn a_new_version_above_is_followed_and_so_is_one_of_ones_own() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let city = (&trial, &land.over, &land.city);
        let above = imported(city, (SAMPLE, 2026), None).await;
        land.issue(&land.over, &above).await;
        let own = imported((&trial, &land.focal, &land.ward), (SAMPLE, 2026), None).await;
        let first = cascade::compared(&land.app, &land.focal, (&own, Some(&above)))
            .await
            .unwrap();
        let all = first.tally.same;
        assert!(all >= 10 && first.pairs.len() == all, "{all}");
        let wanted = (&Pairs::Same, first.seen.as_str());
        let linked = cascade::link(&land.app, &land.focal, (&own, &above), wanted).await;
        assert_eq!(linked.unwrap(), all);

        let code = "1.2";
        let line = land.lines(&land.over, &above).await;
        let line = line.iter().find(|line| line.row.path == code).unwrap();
        let was = line.row.deadline_text.clone().unwrap();
        let text = SAMPLE.replacen(&was, "Trước ngày 20/11/2026", 1);
        assert_ne!(text, SAMPLE);
        let next = imported(city, (&text, 2026), Some(&above)).await;
        assert!(
            land.sheet(&own).await.differences.is_empty(),
            "not in force yet"
        );
        land.issue(&land.over, &next).await;
        let sheet = land.sheet(&own).await;
        assert_eq!(sheet.above.as_ref().map(|plan| &plan.id), Some(&next));
        assert_eq!(kinds(&sheet), [(Kind::Moved, code)]);
        assert_eq!(
            (sheet.carried_out, told(&land.app, &land.focal).await),
            (all, 1)
        );

        let own_next = imported(
            (&trial, &land.focal, &land.ward),
            (SAMPLE, 2026),
            Some(&own),
        )
        .await;
        let sheet = land.sheet(&own_next).await;
        assert_eq!(sheet.above.as_ref().map(|plan| &plan.id), Some(&next));
        assert_eq!(
            (sheet.carried_out, kinds(&sheet)),
            (all, vec![(Kind::Moved, code)])
        );
    });
}

#[test]
fn links_are_made_once_and_taken_back() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let rows = vec![
            typed(("1.1", "Kế hoạch chuyển đổi số năm"), "", &[]),
            typed(("9.9", "Việc riêng của phường"), "", &[]),
        ];
        let own = land.plan((&land.focal, &land.ward, 2026), rows).await;
        let app = &land.app;
        let compare = async || {
            cascade::compared(app, &land.focal, (&own, Some(&above)))
                .await
                .unwrap()
        };
        let compared = compare().await;
        let seen = compared.seen.as_str();
        assert_eq!(counts(&compared), [1, 0, 1, 3, 0]);
        let link = async |pairs: &Pairs, seen: &str| {
            cascade::link(app, &land.focal, (&own, &above), (pairs, seen)).await
        };
        let none = link(&Pairs::These(Vec::new()), seen).await;
        assert_eq!(refused(none), Refusal::NothingPicked);
        let (mine, theirs) = (&compared.own_only[0].row, &compared.above_only[0].row);
        let other = &compared.above_only[1].row;
        let twice = Pairs::These(vec![
            (mine.clone(), theirs.clone()),
            (mine.clone(), other.clone()),
        ]);
        let twice = refused(link(&twice, seen).await);
        assert!(matches!(twice, Refusal::LinkedTwice { .. }));
        let wrong = Pairs::These(vec![(theirs.clone(), mine.clone())]);
        assert!(matches!(link(&wrong, seen).await, Err(Error::NotFound(_))));
        let by_hand = Pairs::These(vec![(mine.clone(), theirs.clone())]);
        assert_eq!(link(&by_hand, seen).await.unwrap(), 1);
        assert!(matches!(link(&by_hand, seen).await, Err(Error::Stale(_))));
        assert_eq!(link(&Pairs::Same, &compare().await.seen).await.unwrap(), 1);
        // What stands only above waits for an answer now.
        let expected = [(Kind::Added, "2.1"), (Kind::Added, "2.2")];
        assert_eq!(kinds(&land.sheet(&own).await), expected);

        let head = plan::head(app, &land.focal, &own).await.unwrap();
        let unset = plan::Head {
            title: head.title.clone(),
            reference: head.reference.clone(),
            issued_on: head.issued_on,
            year: head.year,
            ..plan::Head::default()
        };
        let seen = Seen {
            version: head.version,
            reason: "Gỡ".to_owned(),
        };
        let held = plan::edit_head(app, &land.focal, &own, (seen, unset)).await;
        assert!(matches!(
            held,
            Err(Error::Refused(Any::Plan(plan::Refusal::Linked)))
        ));
        let rows = [mine.clone()].into();
        let seen = compare().await.seen;
        let by = &land.stranger;
        let stranger = cascade::unlink(app, by, &own, (Some(&rows), &seen)).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
        let one = cascade::unlink(app, &land.focal, &own, (Some(&rows), &seen)).await;
        assert_eq!(one.unwrap(), 1);
        let seen = compare().await.seen;
        cascade::unlink(app, &land.focal, &own, (None, &seen))
            .await
            .unwrap();
        assert_eq!(
            plan::head(app, &land.focal, &own).await.unwrap().parent,
            None
        );
    });
}

/// The plan of a real city and that of its ward, as received.
fn real(file: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans/");
    let text = std::fs::read_to_string(format!("{folder}{file}")).ok();
    if text.is_none() {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the shared folder is needed"
        );
        eprintln!("skipped: {file} is not here");
    }
    text
}

#[test]
fn a_real_ward_plan_is_linked_to_its_citys() {
    let files = ["004_1dd271de583fd2ec.txt", "000_da130e82f681c5de.txt"].map(real);
    let [Some(city), Some(ward)] = files else {
        return;
    };
    on_both(move |trial| {
        let (city, ward) = (city.clone(), ward.clone());
        async move {
            let land = Land::new(&trial).await;
            let above = imported((&trial, &land.over, &land.city), (&city, 2024), None).await;
            trial
                .meddle("update plan set reference = '39/KH-UBND', issued_on = '2024-02-05'")
                .await;
            land.issue(&land.over, &above).await;
            // R-004-5, R-000-34: the ward's plan came by file.
            let own = imported((&trial, &land.focal, &land.ward), (&ward, 2024), None).await;
            let app = &land.app;
            let first = cascade::compared(app, &land.focal, (&own, Some(&above)))
                .await
                .unwrap();
            assert_eq!(counts(&first), [66, 5, 0, 8, 13]);
            let similar = first.pairs.iter().filter(|pair| pair.tie == Tie::Similar);
            let similar: Vec<_> = similar
                .map(|pair| (pair.own.row.clone(), pair.above.row.clone()))
                .collect();
            let ids = (&own, &above);
            let wanted = (&Pairs::Same, first.seen.as_str());
            let linked = cascade::link(app, &land.focal, ids, wanted).await;
            assert_eq!(linked.unwrap(), 66);
            let next = cascade::compared(app, &land.focal, (&own, None))
                .await
                .unwrap();
            let wanted = (&Pairs::These(similar), next.seen.as_str());
            let linked = cascade::link(app, &land.focal, ids, wanted).await;
            assert_eq!(linked.unwrap(), 5);
            let sheet = land.sheet(&own).await;
            assert_eq!(sheet.carried_out, 71);
            let added = sheet
                .differences
                .iter()
                .filter(|one| one.kind == Kind::Added);
            assert_eq!((added.count(), sheet.differences.len()), (8, 8));

            // The same plan opened as a draft: every row of work is there or left out.
            let proposal = land.propose(&above).await;
            let work = proposal.rows.iter().filter(|one| one.row.is_work());
            assert_eq!(work.count(), 79);
            let named = proposal.rows.iter().filter(|one| one.why == Why::Named);
            assert!(named.count() > 20, "«UBND phường, xã» means the ward");
        }
    });
}

//! A ward takes its city's plan over: what is proposed, what it may change, what is refused.

use app::Error;
use app::cascade::{self, Refusal, RowWish, Wish};
use app::party::What;
use app::plan::{self, Role, RowFields, Seen, Triage};
use app::testing::on_both;
use domain::authority::Role as Held;
use domain::cascade::{Ahead, Counted, Lead, Why};
use jiff::civil::{Date, date};

use super::{Land, as_seen, refused, said, typed};

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

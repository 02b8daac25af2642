//! Opening: what is asked, what is unread, who sees it.

use std::collections::BTreeMap;

use app::audit::Event;
use app::evidence::{self, NewLink, NewUse, Serves};
use app::figure::{self, Opening, Outcome};
use app::framework::{self, Adoption, Choice};
use app::testing::on_both;
use app::unit::UnitKind;
use app::{Error, Noun, Refusal as Any, period};
use domain::authority::{Grant, Role};
use jiff::civil::{Date, date};

use super::{City, annex, check, refused, row, small};

#[test]
fn an_unread_rule_gives_no_points_until_somebody_says_what_it_means() {
    on_both(|trial| async move {
        let mut annex = small();
        let row_of = annex.rows.iter_mut().find(|row| row.path == "1.1").unwrap();
        let text = "Theo hướng dẫn của cấp trên";
        row_of.rule_lines = Some(text.to_owned());
        row_of.rule_text = Some(text.to_owned());
        row_of.rule = Some(reading::rule::read(reading::rule::RuleText {
            text,
            max: row_of.max_points.as_ref(),
            title: row_of.title.as_deref(),
        }));
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        assert_eq!(entry.earned.outcome, Outcome::Unread);
        let nothing = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        check(refused(nothing.err().unwrap()), "NothingAsked");
        let indicator = grid.edition.lines[entry.line].indicator.clone();
        let version = (&city.framework, grid.edition.version);
        let words = Choice::Words("Có: 10 điểm; không: 0 điểm".to_owned());
        framework::choose(&trial.app, &city.focal, version, &indicator, &words)
            .await
            .unwrap();
        let stale = framework::choose(&trial.app, &city.focal, version, &indicator, &words).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        let now = city.grid(&trial, 0).await.edition.version;
        let better = Choice::Words("Có: 8 điểm; không: 0 điểm".to_owned());
        framework::choose(
            &trial.app,
            &city.focal,
            (&city.framework, now),
            &indicator,
            &better,
        )
        .await
        .unwrap();
        assert_eq!(
            city.points(&trial, 0, "1.1").await.as_deref(),
            Some("8"),
            "the figure stayed"
        );
        let now = city.grid(&trial, 0).await.edition.version;
        framework::issue(&trial.app, &city.focal, &city.framework, now)
            .await
            .unwrap();
        let late = framework::choose(
            &trial.app,
            &city.focal,
            (&city.framework, now + 1),
            &indicator,
            &words,
        )
        .await;
        assert!(matches!(
            late,
            Err(Error::Refused(Any::Framework(
                framework::Refusal::Issued { .. }
            )))
        ));
    });
}

#[test]
fn opening_again_opens_nothing_twice() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Xã Vân Hạ"]).await;
        let opening = Opening {
            framework: city.framework.clone(),
            period: period::by_code(&trial.app, "2026").await.unwrap().id,
            under: city.whole.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        let again = figure::open_for_units(&trial.app, &city.focal, &opening).await;
        assert!(matches!(
            again,
            Err(Error::Refused(Any::Framework(
                framework::Refusal::NothingToOpen
            )))
        ));
        assert_eq!(city.grid(&trial, 1).await.entries.len(), 4);
    });
}

#[test]
fn an_indicator_asks_for_the_proof_that_its_annex_names() {
    on_both(|trial| async move {
        let annex = annex(
            "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
             1\tNhận thức số\t10\t\t\n\
             1.1\tTuyên truyền\t10\tCó: 10 điểm; không: 0 điểm\tÍt nhất 20 tin, bài trước ngày 15/6/2026; Quyết định phân công\n",
        );
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        let (app, focal, ward) = (&trial.app, &city.focal, &city.wards[0]);
        let grid = city.grid(&trial, 0).await;
        let serves = Serves::Entry(figure::by_code(&grid, "1.1").unwrap().id.clone());
        let asked = evidence::asked(app, focal, &serves).await.unwrap();
        let needed: Vec<(u32, u32)> = asked.iter().map(|one| (one.done, one.needed)).collect();
        assert_eq!(needed, [(0, 20), (0, 1)], "{asked:?}");

        let article = |number: i8, on: Option<Date>| NewLink {
            title: format!("Tin {number}"),
            link: format!("https://hakhe.example/{number}"),
            issued_on: on,
            ..NewLink::default()
        };
        let mut links: Vec<NewLink> = (1..=13)
            .map(|number| article(number, Some(date(2026, 3, number))))
            .collect();
        links.push(article(14, Some(date(2026, 7, 1))));
        links.push(article(15, None));
        let named = |at: usize| NewUse {
            requirement: Some(asked[at].id.clone()),
            page: None,
        };
        evidence::register(app, focal, ward, (&links, Some(&serves), &named(0)))
            .await
            .unwrap();
        let decision = [article(16, None)];
        evidence::register(app, focal, ward, (&decision, Some(&serves), &named(1)))
            .await
            .unwrap();
        let now = evidence::asked(app, focal, &serves).await.unwrap();
        assert_eq!(
            (now[0].done, now[0].outside, now[0].undated),
            (13, 1, 1),
            "what is out of time or undated does not count"
        );
        assert!(now[1].is_met(), "a person said what the link meets");

        let period = period::by_code(app, "2026").await.unwrap();
        let mut conn = app.read().await.unwrap();
        let lacks = evidence::missing(&mut conn, focal, (ward, &period), false)
            .await
            .unwrap();
        let missing: Vec<(&str, u32, u32)> = lacks
            .iter()
            .flat_map(|lack| &lack.asked)
            .map(|one| (one.text.as_str(), one.done, one.needed))
            .collect();
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!((missing[0].1, missing[0].2), (13, 20));
    });
}

#[test]
fn a_framework_is_seen_where_it_is_kept_and_where_it_is_used() {
    on_both(|trial| async move {
        let wards = ["Phường Hạ Khê", "Phường Sơn Khê"];
        let city = City::with(&trial, &small(), &wards).await;
        let app = &trial.app;
        let annex = small();
        let mut tx = app.begin(&city.focal).await.unwrap();
        let adoption = Adoption {
            unit: city.wards[1].id.clone(),
            name: "Bộ chỉ số riêng".to_owned(),
            legal_basis: None,
            annex: &annex,
            chosen: BTreeMap::new(),
            year: 2026,
        };
        let own = framework::adopt(&mut tx, &city.focal, adoption)
            .await
            .unwrap();
        tx.commit(Event::new("test.done", "framework", "", ""))
            .await
            .unwrap();
        let reader = |ward: usize| {
            let mut actor = city.focal.clone();
            actor.authority.grants = vec![Grant {
                role: Role::Reader,
                unit_path: city.wards[ward].path.clone(),
            }];
            actor
        };
        for (ward, expected) in [(0, 1), (1, 2)] {
            let listed = framework::list(app, &reader(ward)).await.unwrap();
            assert_eq!(listed.len(), expected, "{listed:?}");
            assert!(
                listed.iter().all(|one| one.assessments <= 1),
                "units elsewhere are not counted: {listed:?}"
            );
            let open = framework::open_in(app, &reader(ward), &city.framework).await;
            assert_eq!(open.unwrap()[0].units, 1);
        }
        let hidden = framework::show(app, &reader(0), &own.framework).await;
        assert!(matches!(hidden, Err(Error::NotFound(Noun::Framework))));
        let shown = framework::show(app, &reader(1), &own.framework).await;
        assert_eq!(shown.unwrap().1.id, city.wards[1].id);
        let all = framework::list(app, &city.focal).await.unwrap();
        assert_eq!((all.len(), all[1].assessments), (2, 2));
    });
}

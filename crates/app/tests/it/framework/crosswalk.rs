//! From old codes to new: figures, proof and points carry over.

use std::collections::BTreeMap;

use app::evidence::{self, NewLink, NewUse, Serves};
use app::framework::{self, Refusal, draft};
use app::testing::{Trial, on_both};
use app::{Error, FrameworkId, IndicatorId, Noun, figure};

use super::{issued, refused};
use crate::figure::{City, annex, row};

/// This year's framework as another office wrote it: codes moved, one line new.
fn rewritten() -> domain::plan::Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tHạ tầng số\t30\t\t\n\
         1.1\tTỷ lệ hộ có cáp quang\t20\ta = Số hộ gia đình có cáp quang; b = Tổng số hộ gia đình; điểm = a/b × 20 điểm\tBáo cáo\n\
         1.2\tSố trạm phát sóng mới\t10\tCó: 10 điểm; không: 0 điểm\tBáo cáo\n\
         2\tNhận thức số\t10\t\t\n\
         2.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n",
    )
}

async fn adopted(trial: &Trial, city: &City) -> FrameworkId {
    let mut tx = trial.app.begin(&city.focal).await.unwrap();
    let annex = rewritten();
    let adoption = framework::Adoption {
        unit: city.whole.id.clone(),
        name: "DTI cấp xã 2027".to_owned(),
        legal_basis: None,
        annex: &annex,
        chosen: std::collections::BTreeMap::new(),
        year: 2027,
    };
    let made = framework::adopt(&mut tx, &city.focal, adoption)
        .await
        .unwrap();
    tx.commit(app::audit::Event::new("test.done", "framework", "", ""))
        .await
        .unwrap();
    made.framework
}

#[test]
fn old_codes_are_proposed_and_figures_proof_and_points_carry_over() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let typed = row(&[("num", "100"), ("den", "300")]);
        city.save(&trial, (0, "2.1"), &typed).await.unwrap();
        let id = adopted(&trial, &city).await;
        let version = draft::crosswalk(app, actor, &id).await.unwrap().version;
        let confirmed = draft::confirm(app, actor, (&id, version), &BTreeMap::new()).await;
        assert_eq!(refused(confirmed), Refusal::FollowsNothing);
        draft::follow(app, actor, (&id, version), &city.framework)
            .await
            .unwrap();
        let walk = draft::crosswalk(app, actor, &id).await.unwrap();
        let old = |from: &Option<IndicatorId>| {
            let found = walk.old.iter().find(|old| Some(&old.id) == from.as_ref());
            found.map(|old| old.code.as_str())
        };
        let proposed: Vec<(&str, Option<&str>)> = walk
            .pairs
            .iter()
            .map(|pair| (pair.row.code.as_str(), old(&pair.from)))
            .collect();
        let expected = [("1.1", Some("2.1")), ("1.2", None), ("2.1", Some("1.1"))];
        assert_eq!(proposed, expected);
        assert_eq!(walk.open(), 3);
        let left: Vec<&str> = walk.left().iter().map(|old| old.code.as_str()).collect();
        assert_eq!(left, ["1.2", "2.2"]);

        let line = |code: &str| {
            let pair = walk.pairs.iter().find(|pair| pair.row.code == code);
            pair.unwrap().row.id.clone()
        };
        let key = (&id, walk.version);
        let wrong = [(line("1.1"), "9.9".to_owned())].into();
        let no_line = Refusal::NoSuchLine {
            code: "1.1".to_owned(),
            from: "9.9".to_owned(),
        };
        assert_eq!(
            refused(draft::confirm(app, actor, key, &wrong).await),
            no_line
        );
        let chosen = [
            (line("1.1"), "2.1".to_owned()),
            (line("1.2"), String::new()),
            (line("2.1"), "1.1".to_owned()),
        ]
        .into();
        draft::confirm(app, actor, key, &chosen).await.unwrap();
        let stale = draft::confirm(app, actor, key, &chosen).await;
        assert!(matches!(stale, Err(Error::Stale(Noun::Framework))));
        assert_eq!(draft::crosswalk(app, actor, &id).await.unwrap().open(), 0);
        carries_over(&trial, &city, &id).await;
    });
}

/// What was entered in the one is there in the other; last year's points and proof stand beside.
async fn carries_over(trial: &Trial, city: &City, id: &FrameworkId) {
    let (app, actor) = (&trial.app, &city.focal);
    let version = draft::settled(app, actor, id).await.unwrap().version;
    framework::issue(app, actor, id, version).await.unwrap();
    let period = app::period::by_code(app, "2026").await.unwrap();
    let opening = figure::Opening {
        framework: id.clone(),
        period: period.id.clone(),
        under: city.wards[0].id.clone(),
        kind: None,
    };
    figure::open_for_units(app, actor, &opening).await.unwrap();
    let ward = &city.wards[0];
    let all = figure::assessments(app, actor, ward, &period)
        .await
        .unwrap();
    let grid = figure::grid(app, actor, ward, &all[1]).await.unwrap();
    let entry = figure::by_code(&grid, "1.1").unwrap();
    assert_eq!(entry.earned.points.as_ref().unwrap().to_string(), "20/3");
    // Last year's points stand beside this year's, and so does its proof.
    let next = app::period::NewPeriod {
        year: 2027,
        part: app::period::Part::Year,
        closes_on: None,
    };
    let next = app::period::create(app, actor, next).await.unwrap();
    let old = figure::grid(app, actor, ward, &all[0]).await.unwrap();
    let proven = figure::by_code(&old, "2.1").unwrap().id.clone();
    let proof = link(trial, city, &proven).await;
    let opening = figure::Opening {
        period: next.id.clone(),
        ..opening
    };
    figure::open_for_units(app, actor, &opening).await.unwrap();
    let all = figure::assessments(app, actor, ward, &next).await.unwrap();
    let grid = figure::grid(app, actor, ward, &all[0]).await.unwrap();
    let entry = figure::by_code(&grid, "1.1").unwrap();
    let around = figure::around(app, actor, (ward, &next), entry)
        .await
        .unwrap();
    let mut past: Vec<(&str, String)> = around
        .points
        .iter()
        .map(|past| {
            let points = past.earned.points.as_ref();
            (past.line_code.as_str(), points.unwrap().to_string())
        })
        .collect();
    past.sort();
    let expected = [("1.1", "20/3".to_owned()), ("2.1", "10/3".to_owned())];
    assert_eq!(past, expected);
    let proofs: Vec<_> = around.proofs.iter().map(|proof| &proof.id).collect();
    assert_eq!(proofs, [&proof]);
}

async fn link(trial: &Trial, city: &City, entry: &app::EntryId) -> app::EvidenceId {
    let links = [NewLink {
        title: "Báo cáo cáp quang".to_owned(),
        link: "https://son-khe.example/cap-quang".to_owned(),
        ..NewLink::default()
    }];
    let serves = Serves::Entry(entry.clone());
    let new = (&links[..], Some(&serves), &NewUse::default());
    let made = evidence::register(&trial.app, &city.focal, &city.wards[0], new);
    made.await.unwrap()[0].id.clone()
}

//! Scorecards: frozen as they stood, counted up to new numbers, read back for rankings.

use app::audit::Event;
use app::bind;
use app::period;
use app::scorecard::{self, Card, Kind};
use app::testing::on_both;

use super::figure::{City, row, small};

#[test]
fn a_frozen_scorecard_keeps_what_stood_then() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let rate = row(&[("num", "2"), ("den", "3")]);
        city.save(&trial, (0, "2.1"), &rate).await.unwrap();
        let assessment = city.grid(&trial, 0).await.assessment.id;
        let mut tx = trial.app.begin(&city.focal).await.unwrap();
        let first = scorecard::freeze(&mut tx, &assessment, Kind::Claimed)
            .await
            .unwrap();
        tx.run(
            "update assessment set state = 'submitted' where id = $1",
            bind![assessment.as_str()],
        )
        .await
        .unwrap();
        tx.commit(Event::new("test.done", "assessment", "", ""))
            .await
            .unwrap();
        assert_eq!(first.number, 1);
        assert_eq!(first.card.points, "20/3");
        assert_eq!(first.card.max_points, "40");
        assert_eq!(first.card.pillars[1].points, "20/3");
        let line = first.card.line("2.1").unwrap();
        assert_eq!(line.inputs["num"], "2");
        assert_eq!(line.points.as_deref(), Some("20/3"));
        assert_eq!(first.sha256, Card::sha256(&first.card.text().unwrap()));

        let period = period::by_code(&trial.app, "2026").await.unwrap();
        let mut conn = trial.app.read().await.unwrap();
        let latest = scorecard::latest(&mut conn, &city.framework, &period.id)
            .await
            .unwrap();
        let (kind, card) = &latest[&city.wards[0].id];
        assert_eq!((*kind, card), (Kind::Claimed, &first.card));
    });
}

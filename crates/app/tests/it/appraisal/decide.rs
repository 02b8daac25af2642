//! From the leader's check list through decisions, with everything that is refused on the way.

use app::appraisal::{self, Conflict, Refusal, Verdict};
use app::testing::on_both;
use app::{Error, Noun, Refusal as Any, figure};
use domain::authority::Role;
use jiff::civil::date;

use super::{Panel, WORD, accept, adjust, at, check, holding, home, send_back};
use crate::figure::row;

#[test]
fn what_is_missing_is_handed_in_only_with_a_word_about_it() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let lacking = Refusal::NoExplanation {
            count: 1,
            points: scoring::Exact::whole(10),
        };
        check(panel.submit(&trial, " ").await, &lacking);
        let first = panel.submit(&trial, WORD).await.unwrap();
        assert_eq!(first.number, 1);
        check(panel.submit(&trial, WORD).await, &Refusal::SubmittedAlready);
        let typed = row(&[("yes", "Không")]);
        let refused = panel.city.save(&trial, (0, "1.1"), &typed).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(Any::Figure(figure::Refusal::HandedIn)))
        ));
        let (id, version, _) = panel.versions(&trial).await;
        let app = &trial.app;
        appraisal::withdraw(app, &panel.leader, &id, version)
            .await
            .unwrap();
        panel.city.save(&trial, (0, "1.1"), &typed).await.unwrap();
        let again = panel.submit(&trial, WORD).await.unwrap();
        assert_eq!(again.number, 2);
        assert_ne!(again.sha256, first.sha256);
        panel.decide(&trial, ("1.1", 0), &accept()).await.unwrap();
        let (id, version, _) = panel.versions(&trial).await;
        let late = appraisal::withdraw(app, &panel.leader, &id, version).await;
        check(late, &Refusal::Begun);
    });
}

#[test]
fn what_the_leader_did_not_see_is_not_handed_in() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let (app, ward) = (&trial.app, &panel.city.wards[0]);
        let all = figure::assessments(app, &panel.leader, ward, &panel.period)
            .await
            .unwrap();
        let (case, grid) = appraisal::before_submitting(app, &panel.leader, (ward, &all[0]))
            .await
            .unwrap();
        let typed = row(&[("yes", "Không")]);
        panel.city.save(&trial, (0, "1.1"), &typed).await.unwrap();
        let shown = (&grid, case.version);
        let stale = appraisal::submit(app, &panel.leader, shown, WORD).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let refused = appraisal::submit(app, &panel.first, shown, WORD).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
    });
}

#[test]
fn nobody_judges_a_unit_that_is_their_own() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let entry = panel.entry(&trial, "1.1").await;
        let app = &trial.app;
        let early = appraisal::decide(app, &panel.first, (&entry, 0), &accept()).await;
        check(early, &Refusal::NotSubmitted);
        panel.submit(&trial, WORD).await.unwrap();
        let judge = holding(Role::Appraiser, &panel.city.whole.path);
        for (who, why) in [
            (&panel.leader, Conflict::OwnUnit),
            (&panel.city.focal, Conflict::Entered),
        ] {
            let mut who = who.clone();
            who.authority = judge.clone();
            let done = appraisal::decide(app, &who, (&entry, 0), &accept()).await;
            check(done, &Refusal::Conflict { why });
        }
        // Whoever handed in and then moved to the city stays out.
        let mut moved = panel.leader.clone();
        moved.authority = judge;
        moved.home = Some(home(&panel.city.whole));
        let done = appraisal::decide(app, &moved, (&entry, 0), &accept()).await;
        let why = Conflict::Submitted;
        check(done, &Refusal::Conflict { why });
        let refused = appraisal::decide(app, &panel.leader, (&entry, 0), &accept()).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
    });
}

#[test]
fn decisions_hold_within_the_line_and_lose_nobodys_work() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        panel.submit(&trial, WORD).await.unwrap();
        let outside = Refusal::PointsOutside {
            least: scoring::Exact::ZERO,
            most: scoring::Exact::whole(10),
        };
        let line = ("1.1", 0);
        check(
            panel.decide(&trial, line, &adjust("10,5", "x")).await,
            &outside,
        );
        check(
            panel.decide(&trial, line, &adjust("-1", "x")).await,
            &outside,
        );
        check(
            panel.decide(&trial, line, &adjust("5", " ")).await,
            &Refusal::NoReason,
        );
        check(
            panel.decide(&trial, line, &adjust("", "x")).await,
            &Refusal::NoPoints,
        );
        let passed = Verdict::SendBack {
            asked: "x".to_owned(),
            due_on: Some(date(2026, 10, 1)),
        };
        let due_on = date(2026, 10, 1);
        check(
            panel.decide(&trial, line, &passed).await,
            &Refusal::DuePassed { due_on },
        );
        let code = "1".to_owned();
        let pillar = panel.city.grid(&trial, 0).await;
        assert!(figure::by_code(&pillar, &code).is_err());
        panel
            .decide(&trial, line, &adjust("7,5", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        let entry = panel.entry(&trial, "1.1").await;
        let second = appraisal::decide(&trial.app, &panel.second, (&entry, 0), &accept()).await;
        assert!(matches!(second, Err(Error::Stale(Noun::Decision))));
        let desk = appraisal::line(
            &trial.app,
            &panel.first,
            (&panel.versions(&trial).await.0, "1.1"),
        )
        .await
        .unwrap();
        assert_eq!(desk.first.unwrap().points, "7.5".parse().ok());
        panel.decide(&trial, ("1.1", 1), &accept()).await.unwrap();
    });
}

#[test]
fn only_what_was_sent_back_opens_again() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        panel.submit(&trial, WORD).await.unwrap();
        panel.decide(&trial, ("1.1", 0), &accept()).await.unwrap();
        panel
            .decide(&trial, ("2.1", 0), &send_back())
            .await
            .unwrap();
        let rate = row(&[("num", "150"), ("den", "200")]);
        let saved = panel.city.save(&trial, (0, "2.1"), &rate).await.unwrap();
        assert_eq!(saved.earned.points, "7.5".parse().ok());
        let other = panel
            .city
            .save(&trial, (0, "1.1"), &row(&[("yes", "Không")]))
            .await;
        assert!(matches!(
            other,
            Err(Error::Refused(Any::Figure(figure::Refusal::HandedIn)))
        ));
        at(&trial, "2026-10-21T02:00:00Z");
        let late = panel.city.save(&trial, (0, "2.1"), &rate).await;
        let until = date(2026, 10, 20);
        assert!(matches!(
            late,
            Err(Error::Refused(Any::Figure(figure::Refusal::SentBackOver { until: own }))) if own == until
        ));
        let again = panel.submit(&trial, WORD).await.unwrap();
        assert_eq!(again.number, 2);
        assert_eq!(
            again.card.line("2.1").unwrap().points.as_deref(),
            Some("7.5")
        );
        let (id, _, _) = panel.versions(&trial).await;
        let work = appraisal::work(&trial.app, &panel.first, &id)
            .await
            .unwrap();
        let step = |code: &str| {
            work.lines
                .iter()
                .find(|line| line.code == code)
                .unwrap()
                .step
        };
        assert_eq!(step("1.1"), appraisal::Step::Done);
        assert_eq!(step("2.1"), appraisal::Step::First);
        // It shares the number of households, which is another now.
        assert_eq!(step("2.2"), appraisal::Step::First);
    });
}

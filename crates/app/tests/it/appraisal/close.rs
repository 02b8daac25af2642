//! From what was appraised to what is final: objections, second people, who reads what.

use app::appraisal::{self, Refusal, Stage, Terms};
use app::audit::Filter;
use app::scorecard::Kind;
use app::testing::on_both;
use app::{Error, Refusal as Any, account, figure, period};
use domain::authority::Role;
use jiff::civil::date;

use super::{Panel, WORD, accept, adjust, at, check, person, send_back};
use crate::figure::row;

#[test]
fn from_claimed_to_final_nothing_is_overwritten_and_the_log_gives_the_same() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        panel.submit(&trial, WORD).await.unwrap();
        check(panel.object(&trial, "1.1").await, &Refusal::NotEnded);
        panel
            .decide(&trial, ("1.1", 0), &adjust("4", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        panel
            .decide(&trial, ("2.1", 0), &send_back())
            .await
            .unwrap();
        let rate = row(&[("num", "150"), ("den", "200")]);
        panel.city.save(&trial, (0, "2.1"), &rate).await.unwrap();
        let left = appraisal::Left {
            undecided: 2,
            sent_back: 1,
            ..appraisal::Left::default()
        };
        check(panel.finish(&trial).await, &Refusal::Unfinished { left });
        panel.submit(&trial, WORD).await.unwrap();
        panel.accept_rest(&trial).await;
        let appraised = panel.finish(&trial).await.unwrap();
        assert_eq!(
            appraised.card.line("1.1").unwrap().points.as_deref(),
            Some("4")
        );
        check(
            panel.decide(&trial, ("1.1", 1), &accept()).await,
            &Refusal::Ended,
        );
        panel.object(&trial, "1.1").await.unwrap();
        let code = "1.1".to_owned();
        check(
            panel.object(&trial, "1.1").await,
            &Refusal::ObjectedAlready { code },
        );
        let until = date(2026, 10, 20);
        check(panel.close(&trial).await, &Refusal::ObjectionRuns { until });
        at(&trial, "2026-10-21T02:00:00Z");
        check(
            panel.object(&trial, "2.1").await,
            &Refusal::ObjectionOver { until },
        );
        check(panel.close(&trial).await, &Refusal::Unanswered { count: 1 });
        let outside = Refusal::PointsOutside {
            least: scoring::Exact::ZERO,
            most: scoring::Exact::whole(10),
        };
        check(panel.answer(&trial, "1.1", Some("11")).await, &outside);
        panel.answer(&trial, "1.1", Some("9")).await.unwrap();
        check(
            panel.answer(&trial, "1.1", None).await,
            &Refusal::AnsweredAlready,
        );
        let last = panel.close(&trial).await.unwrap();
        assert_eq!(last.card.line("1.1").unwrap().points.as_deref(), Some("9"));
        check(
            panel.decide(&trial, ("1.1", 1), &accept()).await,
            &Refusal::Closed,
        );
        check(panel.close(&trial).await, &Refusal::Closed);

        let kept = panel.kept(&trial).await;
        let kinds: Vec<(Kind, i32)> = kept.iter().map(|one| (one.kind, one.number)).collect();
        let expected = [
            (Kind::Claimed, 1),
            (Kind::Claimed, 2),
            (Kind::Appraised, 1),
            (Kind::Final, 1),
        ];
        assert_eq!(kinds, expected);
        let of = |at: usize| kept[at].card.line("1.1").unwrap().points.clone().unwrap();
        assert_eq!([of(0), of(1), of(2), of(3)], ["10", "10", "4", "9"]);
        panel.replays(&trial, &kept).await;
    });
}

#[test]
fn a_second_person_decides_blindly_and_differences_are_settled() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let app = &trial.app;
        let all = Terms {
            second_share: 100,
            ..Terms::default()
        };
        let key = (&panel.city.framework, &panel.period.id);
        let mut far = all;
        far.objection_days = 0;
        check(
            appraisal::set_terms(app, &panel.first, key, far).await,
            &Refusal::BadTerms,
        );
        appraisal::set_terms(app, &panel.first, key, all)
            .await
            .unwrap();
        let stale = appraisal::set_terms(app, &panel.first, key, all).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        panel.submit(&trial, WORD).await.unwrap();
        let entry = panel.entry(&trial, "1.1").await;
        let code = "1.1".to_owned();
        let early = appraisal::second(app, &panel.second, &entry, &accept()).await;
        check(early, &Refusal::NoSecond { code: code.clone() });
        panel
            .decide(&trial, ("1.1", 0), &adjust("6", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        let same = appraisal::second(app, &panel.first, &entry, &accept()).await;
        check(same, &Refusal::SamePerson);
        let desk = appraisal::line(app, &panel.second, (&panel.versions(&trial).await.0, "1.1"))
            .await
            .unwrap();
        assert_eq!(desk.step, appraisal::Step::Second);
        assert_eq!(desk.first, None, "the second one is blind");
        appraisal::second(app, &panel.second, &entry, &accept())
            .await
            .unwrap();
        let again = appraisal::second(app, &panel.second, &entry, &accept()).await;
        check(again, &Refusal::SecondGiven);
        check(
            panel.decide(&trial, ("1.1", 1), &accept()).await,
            &Refusal::SecondGiven,
        );
        let agreement = appraisal::agreement(app, &panel.first, &panel.period.id)
            .await
            .unwrap();
        assert_eq!((agreement.count, agreement.equal), (1, 0));
        assert_eq!(agreement.mean_difference, "4".parse().ok());
        assert_eq!(agreement.differing[0].code, "1.1");
        let word = ("8", "Hai người cùng xem lại");
        appraisal::settle(app, &panel.first, (&entry, 0), word)
            .await
            .unwrap();
        let (id, _, _) = panel.versions(&trial).await;
        let work = appraisal::work(app, &panel.first, &id).await.unwrap();
        assert_eq!(work.left.differing, 0);
        assert_eq!(
            work.lines[0].decision.as_ref().unwrap().points,
            "8".parse().ok()
        );
    });
}

#[test]
fn equal_cases_are_shown_with_what_was_decided() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let app = &trial.app;
        panel.submit(&trial, WORD).await.unwrap();
        panel
            .decide(&trial, ("1.1", 0), &adjust("6", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        let other = ("Lê Văn Em", "em", Role::Leader);
        let leader = person(&trial, &panel.city.wards[1], other).await;
        let ward = &panel.city.wards[1];
        let all = figure::assessments(app, &leader, ward, &panel.period)
            .await
            .unwrap();
        let (case, grid) = appraisal::before_submitting(app, &leader, (ward, &all[0]))
            .await
            .unwrap();
        appraisal::submit(app, &leader, (&grid, case.version), WORD)
            .await
            .unwrap();
        let desk = appraisal::line(app, &panel.second, (&grid.assessment.id, "1.1"))
            .await
            .unwrap();
        assert_eq!(desk.likes.len(), 1);
        assert!(desk.likes[0].is_same);
        assert_eq!(desk.likes[0].remark.as_deref(), Some("Thiếu ảnh chụp"));
    });
}

#[test]
fn what_is_not_released_is_not_read_by_the_unit() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let app = &trial.app;
        panel.submit(&trial, WORD).await.unwrap();
        panel
            .decide(&trial, ("1.1", 0), &adjust("6", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        let (id, _, _) = panel.versions(&trial).await;
        let sheet = appraisal::sheet(app, &panel.leader, &id).await.unwrap();
        assert!(sheet.notes.is_empty());
        assert_eq!(sheet.case.stage, Stage::Submitted);
        let desk = appraisal::line(app, &panel.leader, (&id, "1.1")).await;
        assert!(matches!(desk, Err(Error::NotAllowed(_))));
        let part = app::audit::Part {
            before: None,
            most: 100,
        };
        let filter = Filter::of(panel.city.wards[0].clone());
        let read = app::audit::list(app, &panel.leader, &filter, part)
            .await
            .unwrap();
        let told = format!("{read:?}");
        assert!(told.contains("assessment.submitted"), "{told}");
        assert!(!told.contains("Thiếu ảnh chụp"), "{told}");
        panel.accept_rest(&trial).await;
        panel.finish(&trial).await.unwrap();
        let sheet = appraisal::sheet(app, &panel.leader, &id).await.unwrap();
        assert_eq!(sheet.notes.len(), 1);
    });
}

#[test]
fn nothing_is_judged_in_a_locked_period_or_over_a_draft() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let app = &trial.app;
        panel.submit(&trial, WORD).await.unwrap();
        let session = account::sign_in(app, "hanh", "mot mat khau dai")
            .await
            .unwrap();
        let key = (&panel.period.id, panel.period.version);
        period::lock(app, &session.actor, key.0, key.1)
            .await
            .unwrap();
        let done = panel.decide(&trial, ("1.1", 0), &accept()).await;
        assert!(matches!(
            done,
            Err(Error::Refused(Any::Appraisal(Refusal::Locked { .. })))
        ));
    });
}

//! Handing in, appraisal, objection: from the leader's check list to what is final, with everything
//! that is refused on the way.

use app::account;
use app::appraisal::{self, Answer, Conflict, Refusal, Stage, Terms, Verdict};
use app::audit::Filter;
use app::figure;
use app::framework;
use app::period::{self, Period};
use app::scorecard::{self, Kept, Kind};
use app::testing::{Trial, on_both};
use app::unit::Unit;
use app::{Actor, EntryId, Error, HomeUnit, Noun, Refusal as Any};
use domain::authority::{Authority, Grant, Role};
use jiff::civil::date;

use super::figure::{City, row, small};
use super::office::officer;

/// A city whose first ward has figures, its leader, and two appraisers of the city.
struct Panel {
    city: City,
    leader: Actor,
    first: Actor,
    second: Actor,
    period: Period,
}

fn home(unit: &Unit) -> HomeUnit {
    HomeUnit {
        id: unit.id.clone(),
        slug: unit.slug.clone(),
        name: unit.name.clone(),
        path: unit.path.clone(),
    }
}

async fn person(trial: &Trial, unit: &Unit, (name, login, role): (&str, &str, Role)) -> Actor {
    let mut actor = officer(trial, &home(unit), name, login).await;
    actor.authority = holding(role, &unit.path);
    actor
}

fn holding(role: Role, path: &str) -> Authority {
    Authority {
        grants: vec![Grant {
            role,
            unit_path: path.to_owned(),
        }],
    }
}

impl Panel {
    /// What the log gives again is what was kept, to the byte.
    async fn replays(&self, trial: &Trial, kept: &[Kept]) {
        let (id, _, _) = self.versions(trial).await;
        let mut conn = trial.app.read().await.unwrap();
        let replayed = scorecard::replay(&mut conn, &id).await.unwrap();
        let replayed = replayed
            .iter()
            .map(|one| (one.kind, one.number, &one.sha256));
        assert!(replayed.eq(kept.iter().map(|one| (one.kind, one.number, &one.sha256))));
    }

    async fn gathered(trial: &Trial) -> Panel {
        let app = &trial.app;
        let wards = ["Phường Hạ Khê", "Phường Sơn Khê"];
        let city = City::with(trial, &small(), &wards).await;
        let mut conn = app.read().await.unwrap();
        let version = framework::scoring(app, &mut conn, &city.framework)
            .await
            .unwrap()
            .version;
        drop(conn);
        framework::issue(app, &city.focal, &city.framework, version)
            .await
            .unwrap();
        let leader = ("Trần Văn Bình", "binh", Role::Leader);
        let first = ("Phạm Thị Cúc", "cuc", Role::Appraiser);
        let second = ("Trần Thị Dung", "dung", Role::Appraiser);
        let panel = Panel {
            leader: person(trial, &city.wards[0], leader).await,
            first: person(trial, &city.whole, first).await,
            second: person(trial, &city.whole, second).await,
            period: period::by_code(app, "2026").await.unwrap(),
            city,
        };
        let yes = row(&[("yes", "Có")]);
        let rate = |num: &str| row(&[("num", num), ("den", "300")]);
        for ward in [0, 1] {
            panel.city.save(trial, (ward, "1.1"), &yes).await.unwrap();
            let count = row(&[("value", if ward == 0 { "6" } else { "9" })]);
            panel.city.save(trial, (ward, "1.2"), &count).await.unwrap();
            panel
                .city
                .save(trial, (ward, "2.1"), &rate("200"))
                .await
                .unwrap();
        }
        panel
    }

    async fn submit(&self, trial: &Trial, word: &str) -> Result<scorecard::Frozen, Error> {
        let app = &trial.app;
        let ward = &self.city.wards[0];
        let all = figure::assessments(app, &self.leader, ward, &self.period).await?;
        let place = (ward, &all[0]);
        let (case, grid) = appraisal::before_submitting(app, &self.leader, place).await?;
        appraisal::submit(app, &self.leader, (&grid, case.version), word).await
    }

    async fn entry(&self, trial: &Trial, code: &str) -> EntryId {
        let grid = self.city.grid(trial, 0).await;
        figure::by_code(&grid, code).unwrap().id.clone()
    }

    async fn decide(
        &self,
        trial: &Trial,
        (code, version): (&str, i32),
        verdict: &Verdict,
    ) -> Result<(), Error> {
        let entry = self.entry(trial, code).await;
        appraisal::decide(&trial.app, &self.first, (&entry, version), verdict).await
    }

    async fn versions(&self, trial: &Trial) -> (app::AssessmentId, i32, i32) {
        let id = self.city.grid(trial, 0).await.assessment.id;
        let case = appraisal::case(&trial.app, &self.first, &id).await.unwrap();
        (id, case.version, case.stage_version)
    }

    async fn kept(&self, trial: &Trial) -> Vec<Kept> {
        let (id, _, _) = self.versions(trial).await;
        let sheet = appraisal::sheet(&trial.app, &self.leader, &id).await;
        sheet.unwrap().kept
    }

    async fn finish(&self, trial: &Trial) -> Result<scorecard::Frozen, Error> {
        let (id, _, version) = self.versions(trial).await;
        appraisal::finish(&trial.app, &self.first, &id, version).await
    }

    async fn close(&self, trial: &Trial) -> Result<scorecard::Frozen, Error> {
        let (id, _, version) = self.versions(trial).await;
        appraisal::close(&trial.app, &self.first, &id, version).await
    }

    async fn object(&self, trial: &Trial, code: &str) -> Result<(), Error> {
        let entry = self.entry(trial, code).await;
        let said = ("Đã có báo cáo bổ sung", None);
        appraisal::object(&trial.app, &self.leader, &entry, said).await
    }

    async fn answer(&self, trial: &Trial, code: &str, points: Option<&str>) -> Result<(), Error> {
        let entry = self.entry(trial, code).await;
        let answer = points.map_or(Answer::Kept, |points| Answer::Changed {
            points: points.to_owned(),
        });
        let said = (&answer, "Báo cáo bổ sung đầy đủ");
        appraisal::answer(&trial.app, &self.first, (&entry, 1), said).await
    }

    async fn accept_rest(&self, trial: &Trial) {
        let (id, _, _) = self.versions(trial).await;
        let work = appraisal::work(&trial.app, &self.first, &id).await.unwrap();
        for line in &work.lines {
            if line.step == appraisal::Step::First {
                let version = line.decision.as_ref().map_or(0, |one| one.version);
                self.decide(trial, (&line.code, version), &accept())
                    .await
                    .unwrap();
            }
        }
    }
}

fn accept() -> Verdict {
    Verdict::Accept {
        remark: String::new(),
    }
}

fn adjust(points: &str, reason: &str) -> Verdict {
    Verdict::Adjust {
        points: points.to_owned(),
        reason: reason.to_owned(),
    }
}

fn send_back() -> Verdict {
    Verdict::SendBack {
        asked: "Đề nghị bổ sung số hộ".to_owned(),
        due_on: Some(date(2026, 10, 20)),
    }
}

#[track_caller]
fn check<T>(done: Result<T, Error>, expected: &Refusal) {
    match done {
        Err(Error::Refused(Any::Appraisal(refusal))) => assert_eq!(refusal, *expected),
        Err(other) => panic!("{other:?} in place of {expected:?}"),
        Ok(_) => panic!("done in place of {expected:?}"),
    }
}

fn at(trial: &Trial, instant: &str) {
    trial.clock.set(instant.parse().unwrap());
}

const WORD: &str = "Chưa có số liệu 2.2 của viễn thông";

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

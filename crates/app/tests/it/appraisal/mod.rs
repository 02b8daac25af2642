//! Handing in, appraisal, objection. What every test here begins with: a ward with figures, its
//! leader and two appraisers.

mod close;
mod decide;
mod papers;
mod replay;
mod told;

use app::appraisal::{self, Answer, Refusal, Verdict};
use app::period::{self, Period};
use app::scorecard::{self, Kept};
use app::testing::Trial;
use app::unit::Unit;
use app::{Actor, EntryId, Error, HomeUnit, Refusal as Any, figure, framework};
use domain::authority::{Authority, Grant, Role};
use jiff::civil::date;

use crate::figure::{City, row, small};
use crate::office::officer;

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

    /// The people who judge the wards of a city.
    async fn of(trial: &Trial, city: City) -> Panel {
        let app = &trial.app;
        let leader = ("Trần Văn Bình", "binh", Role::Leader);
        let first = ("Phạm Thị Cúc", "cuc", Role::Appraiser);
        let second = ("Trần Thị Dung", "dung", Role::Appraiser);
        Panel {
            leader: person(trial, &city.wards[0], leader).await,
            first: person(trial, &city.whole, first).await,
            second: person(trial, &city.whole, second).await,
            period: period::by_code(app, "2026").await.unwrap(),
            city,
        }
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
        let panel = Panel::of(trial, city).await;
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

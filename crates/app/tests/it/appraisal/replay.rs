//! The log gives every frozen scorecard again, to the byte, whichever way its figures came; and
//! whatever was forged shows.

use app::PartyId;
use app::appraisal::{self, Terms};
use app::figure::desk::{self, Choice, Place, Sheet};
use app::figure::{self, Row};
use app::framework::{
    self,
    draft::{self, Fields},
};
use app::scorecard::{self, Kind, Unlike};
use app::testing::{Trial, on_both};
use domain::authority::Role;

use super::{Panel, WORD, accept, adjust, at, person, send_back};
use crate::figure::{City, row, small};
use crate::framework::of;

/// What does not agree with the log.
async fn unlike(trial: &Trial) -> Vec<(Kind, i32, Unlike)> {
    let found = scorecard::recheck(&trial.app).await.unwrap();
    let all = found.differing.iter();
    all.map(|one| (one.kind, one.number, one.what)).collect()
}

impl Panel {
    /// Both wards' number of stations, by the police of the city, locked.
    async fn provided(&self, trial: &Trial) {
        let app = &trial.app;
        let who = ("Hoàng Minh Phúc", "phuc", Role::Provider);
        let police = person(trial, &self.city.whole, who).await;
        let place = || Place {
            unit: &self.city.whole,
            period: &self.period,
            framework: &self.city.framework,
            code: "1.2",
        };
        let party = PartyId::parse(police.person.as_ref().unwrap().as_str()).unwrap();
        let named = (&Choice::Party(party), &Choice::Nobody);
        desk::name_provider(app, &self.city.focal, place(), named)
            .await
            .unwrap();
        let sheet = Sheet {
            text: "Đơn vị\tGiá trị\nPhường Hạ Khê\t7\nPhường Sơn Khê\t10\nTổng cộng\t17".to_owned(),
            source: "Cơ sở dữ liệu quốc gia".to_owned(),
            as_of: "30/09/2026".to_owned(),
            state: "provisional".to_owned(),
            ..Sheet::default()
        };
        let look = desk::look(app, &police, place(), &sheet).await.unwrap().1;
        let seen = look.unwrap().seen;
        desk::write(app, &police, place(), (&sheet, &seen))
            .await
            .unwrap();
    }

    /// A block pasted over what the first ward had saved.
    async fn pasted(&self, trial: &Trial) {
        let grid = self.city.grid(trial, 0).await;
        let rows: Vec<Row> = [
            ("1.1", row(&[("yes", "Không")])),
            ("2.1", row(&[("num", "210"), ("den", "300")])),
        ]
        .into_iter()
        .map(|(code, typed)| {
            let entry = figure::by_code(&grid, code).unwrap();
            Row {
                entry: entry.id.clone(),
                version: entry.version,
                typed,
            }
        })
        .collect();
        figure::save_all(&trial.app, &self.city.focal, &rows)
            .await
            .unwrap();
    }

    /// From entry to what is final: saved, pasted, provided, sent back, adjusted, objected to.
    async fn judged(&self, trial: &Trial) {
        self.provided(trial).await;
        self.pasted(trial).await;
        let yes = row(&[("yes", "Có")]);
        self.city.save(trial, (0, "1.1"), &yes).await.unwrap();
        self.submit(trial, WORD).await.unwrap();
        self.decide(trial, ("2.1", 0), &send_back()).await.unwrap();
        let fixed = row(&[("num", "240"), ("den", "300")]);
        self.city.save(trial, (0, "2.1"), &fixed).await.unwrap();
        // What others have by now is nothing of a scorecard that was handed in.
        let more = row(&[("yes", "Không")]);
        self.city.save(trial, (1, "1.1"), &more).await.unwrap();
        self.submit(trial, WORD).await.unwrap();
        self.decide(trial, ("1.1", 0), &adjust("4", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        self.decide(trial, ("1.2", 0), &adjust("1", "Trạm chưa phát sóng"))
            .await
            .unwrap();
        self.accept_rest(trial).await;
        self.finish(trial).await.unwrap();
        self.object(trial, "1.1").await.unwrap();
        self.answer(trial, "1.1", Some("9")).await.unwrap();
        at(trial, "2026-10-21T02:00:00Z");
        self.close(trial).await.unwrap();
    }
}

#[test]
fn whichever_way_figures_came_the_log_gives_the_same_scorecards() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        panel.judged(&trial).await;
        let found = scorecard::recheck(&trial.app).await.unwrap();
        assert_eq!((found.assessments, found.cards), (1, 4));
        assert_eq!(found.differing, []);
        let kept = panel.kept(&trial).await;
        assert_eq!(kept[3].card.line("1.2").unwrap().inputs["value"], "7");
        panel.replays(&trial, &kept).await;
    });
}

#[test]
fn what_was_forged_shows_where_it_was() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        panel.judged(&trial).await;
        let (claimed, appraised, last) = (Kind::Claimed, Kind::Appraised, Kind::Final);
        // Figures of today are nothing of what was frozen.
        trial
            .meddle("update figure_value set value = '999' where value = '240'")
            .await;
        assert_eq!(unlike(&trial).await, []);

        trial.meddle("update audit_event set after_json = replace(after_json, '\"num\":\"240\"', '\"num\":\"241\"')").await;
        let forged = [(claimed, 2), (appraised, 1), (last, 1)];
        let forged = forged.map(|(kind, number)| (kind, number, Unlike::Replayed));
        assert_eq!(unlike(&trial).await, forged, "a value in the log");
        assert!(
            app::audit::verify(&trial.app)
                .await
                .unwrap()
                .broken
                .is_some()
        );
        trial.meddle("update audit_event set after_json = replace(after_json, '\"num\":\"241\"', '\"num\":\"240\"')").await;

        trial.meddle("update audit_event set after_json = replace(after_json, '\"points\":\"4\"', '\"points\":\"6\"') where kind = 'decision.made'").await;
        let decided = [(appraised, 1, Unlike::Replayed)];
        assert_eq!(
            unlike(&trial).await,
            decided,
            "what an objection changed is not the decision's"
        );
        trial.meddle("update audit_event set after_json = replace(after_json, '\"points\":\"6\"', '\"points\":\"4\"') where kind = 'decision.made'").await;

        trial.meddle("update scorecard set body_json = replace(body_json, 'Trạm chưa', 'Trạm đã') where kind = 'appraised'").await;
        assert_eq!(unlike(&trial).await, [(appraised, 1, Unlike::Text)]);
        trial.meddle("update scorecard set body_json = replace(body_json, 'Trạm đã', 'Trạm chưa') where kind = 'appraised'").await;

        trial.meddle("update audit_event set after_json = replace(after_json, '\"sha256\":\"', '\"sha256\":\"0') where kind = 'assessment.closed'").await;
        assert_eq!(unlike(&trial).await, [(last, 1, Unlike::Noted)]);
        trial
            .meddle("delete from audit_event where kind = 'assessment.closed'")
            .await;
        assert_eq!(unlike(&trial).await, [(last, 1, Unlike::Unknown)]);
        trial
            .meddle("delete from scorecard where kind = 'final'")
            .await;
        trial
            .meddle("delete from scorecard where kind = 'appraised'")
            .await;
        assert_eq!(unlike(&trial).await, [(appraised, 1, Unlike::Gone)]);

        trial
            .meddle("update indicator set max_points = '11' where code = '1.1'")
            .await;
        let all = [
            (claimed, 1, Unlike::Replayed),
            (claimed, 2, Unlike::Replayed),
            (appraised, 1, Unlike::Gone),
        ];
        assert_eq!(unlike(&trial).await, all, "a rule of the issued framework");
    });
}

#[test]
fn what_two_people_settled_and_what_is_for_other_units_are_told_again() {
    on_both(|trial| async move {
        let wards = ["Phường Hạ Khê", "Phường Sơn Khê"];
        let city = City::with(&trial, &small(), &wards).await;
        let (app, id) = (&trial.app, city.framework.clone());
        // One line is not for wards, though figures of theirs were there before.
        city.save(&trial, (0, "2.1"), &row(&[("num", "200"), ("den", "300")]))
            .await
            .unwrap();
        let drawn = draft::sheet(app, &city.focal, &id).await.unwrap();
        let line = drawn.rows.iter().find(|row| row.code == "2.1").unwrap();
        let typed = Fields {
            kinds: vec!["city".to_owned()],
            ..of(line)
        };
        let key = (&id, &line.id, line.version);
        draft::change(app, &city.focal, key, (line.parent.as_ref(), &typed))
            .await
            .unwrap();
        let version = draft::settled(app, &city.focal, &id).await.unwrap().version;
        let panel = Panel::of(&trial, city).await;
        framework::issue(app, &panel.city.focal, &id, version)
            .await
            .unwrap();
        let terms = Terms {
            second_share: 100,
            ..Terms::default()
        };
        let place = (&id, &panel.period.id);
        appraisal::set_terms(app, &panel.first, place, terms)
            .await
            .unwrap();
        let yes = row(&[("yes", "Có")]);
        panel.city.save(&trial, (0, "1.1"), &yes).await.unwrap();
        panel.submit(&trial, WORD).await.unwrap();
        panel
            .decide(&trial, ("1.1", 0), &adjust("6", "Thiếu ảnh chụp"))
            .await
            .unwrap();
        panel.accept_rest(&trial).await;
        let (assessment, _, _) = panel.versions(&trial).await;
        let work = appraisal::work(app, &panel.second, &assessment)
            .await
            .unwrap();
        for line in &work.lines {
            if line.step == appraisal::Step::Second {
                let entry = panel.entry(&trial, &line.code).await;
                appraisal::second(app, &panel.second, &entry, &accept())
                    .await
                    .unwrap();
            }
        }
        let entry = panel.entry(&trial, "1.1").await;
        let word = ("8", "Hai người cùng xem lại");
        appraisal::settle(app, &panel.first, (&entry, 0), word)
            .await
            .unwrap();
        panel.finish(&trial).await.unwrap();
        let kept = panel.kept(&trial).await;
        let line = kept[1].card.line("2.1").unwrap();
        assert!(!line.applicable && line.points.is_none());
        assert_eq!(
            kept[1].card.line("1.1").unwrap().points.as_deref(),
            Some("8")
        );
        assert_eq!(unlike(&trial).await, []);
    });
}

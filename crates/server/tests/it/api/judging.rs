//! Handing in, appraisal, objections, days granted, ranking and publication by programs.

use app::account::Scope;
use app::testing::{Trial, on_sqlite};
use serde_json::Value;
use server::demo::{self, City, Size};

use super::{Answer, Program};
use crate::support::{PASSWORD, TestSite};

const WARD: &str = "/api/v1/units/son-khe/periods/2026";

async fn city(trial: Trial) -> (TestSite, City) {
    let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    (TestSite::new(trial), city)
}

impl Program {
    /// Sends it for the version that stands there.
    async fn act(&self, (place, at): (&str, &str), body: &str) -> Answer {
        let tag = self.get(place).await.header("etag").to_owned();
        let headers = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        self.send("POST", at, &headers, body.to_owned()).await
    }
}

fn framework(answer: &Answer) -> String {
    answer.json["framework"].as_str().unwrap().to_owned()
}

#[test]
fn a_program_hands_in_and_another_judges() {
    on_sqlite(|trial| async move {
        let (site, _) = city(trial).await;
        let leader = Program::by(&site, ("chutich.sonkhe", Scope::Write)).await;
        let judge = Program::by(&site, ("thamdinh", Scope::Write)).await;
        let place = format!("{WARD}/assessment");
        let open = leader.get(&place).await;
        assert_eq!(open.json["stage"], "open", "{}", open.json);
        let submit = format!("{place}/submit");
        let silent = leader.act((&place, &submit), "{}").await;
        silent.problem(422, "appraisal.no_explanation");
        let said = r#"{"explanation": "Số liệu viễn thông chưa có"}"#;
        leader
            .send(
                "POST",
                &submit,
                &[("content-type", "application/json")],
                said,
            )
            .await
            .problem(428, "if_match_required");
        let done = leader.act((&place, &submit), said).await;
        assert_eq!(
            (done.status.as_u16(), &done.json["stage"]),
            (200, &"submitted".into())
        );

        let queue = judge.get("/api/v1/periods/2026/appraisals").await;
        assert_eq!(queue.json["items"][0]["unit"], "son-khe");
        let all = judge.get(&format!("{WARD}/appraisal")).await;
        let waits = |line: &&Value| line["step"] == "first" && line["max_points"].is_string();
        let line = all.json["lines"].as_array().unwrap().iter().find(waits);
        let code = line.unwrap()["code"].as_str().unwrap();
        let own = format!("{WARD}/appraisal/lines/{code}");
        let decide = format!("{own}/decision");
        leader.get(&own).await.problem(403, "not_allowed");
        let wild = r#"{"decide": "adjust", "points": "10000", "reason": "Thử"}"#;
        judge
            .act((&own, &decide), wild)
            .await
            .problem(422, "appraisal.points_outside");
        let adjust = r#"{"decide": "adjust", "points": "0", "reason": "Ảnh chụp không có ngày"}"#;
        let before = judge.get(&own).await.header("etag").to_owned();
        let decided = judge.act((&own, &decide), adjust).await;
        assert_eq!(
            decided.json["first"]["decided"], "adjusted",
            "{}",
            decided.json
        );
        let headers = [
            ("content-type", "application/json"),
            ("if-match", before.as_str()),
        ];
        let late = judge.send("POST", &decide, &headers, adjust).await;
        late.problem(412, "stale");
        // Nothing of it is the unit's to read before it is released.
        let cards = leader.get(&format!("{WARD}/scorecards")).await;
        assert_eq!(cards.json["items"][0]["kind"], "claimed");
        let told = String::from_utf8(cards.bytes).unwrap();
        assert!(!told.contains("Ảnh chụp không có ngày"));
        let begun = leader.act((&place, &format!("{place}/withdraw")), "").await;
        begun.problem(422, "appraisal.begun");
        let finish = format!("{WARD}/appraisal/finish");
        let place = format!("{WARD}/appraisal");
        judge
            .act((&place, &finish), "")
            .await
            .problem(422, "appraisal.unfinished");

        let reader = Program::by(&site, ("thamdinh", Scope::Read)).await;
        let headers = [("content-type", "application/json"), ("if-match", "\"0\"")];
        let refused = reader.send("POST", &decide, &headers, adjust).await;
        refused.problem(403, "read_only_token");
    });
}

#[test]
fn a_program_objects_and_is_answered() {
    on_sqlite(|trial| async move {
        let (site, city) = city(trial).await;
        let slug = &city.wards[1].slug;
        let login = format!("chutich.{}", slug.replace('-', ""));
        let leader = Program::by(&site, (&login, Scope::Write)).await;
        let judge = Program::by(&site, ("thamdinh", Scope::Write)).await;
        let place = format!("/api/v1/units/{slug}/periods/2026-9t");
        let cards = leader.get(&format!("{place}/scorecards")).await;
        let lines = cards.json["items"][1]["lines"].as_array().unwrap();
        let adjusted = lines
            .iter()
            .find(|line| line["adjusted_because"].is_string());
        let code = adjusted.unwrap()["code"].as_str().unwrap();
        let body = format!(r#"{{"code": "{code}", "reason": "Báo cáo đã gửi ngày 20/9"}}"#);
        let made = leader.post(&format!("{place}/objections"), &body).await;
        assert_eq!(made.status.as_u16(), 201, "{}", made.json);
        let own = made.header("location").to_owned();
        assert_eq!(leader.get(&own).await.json["answer"], Value::Null);
        let answer = format!("{own}/answer");
        let kept = r#"{"answer": "kept", "reason": "Báo cáo không có chữ ký"}"#;
        leader
            .act((&own, &answer), kept)
            .await
            .problem(403, "not_allowed");
        let said = judge.act((&own, &answer), kept).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.json);
        judge
            .act((&own, &answer), kept)
            .await
            .problem(422, "appraisal.answered_already");
    });
}

#[test]
fn what_was_published_is_read_and_verified_by_programs() {
    on_sqlite(|trial| async move {
        let (site, _) = city(trial).await;
        let program = Program::by(&site, ("lanhdao", Scope::Write)).await;
        let list = program.get("/api/v1/publications").await;
        let one = &list.json["items"][0];
        assert_eq!(
            (&one["period"], &one["state"]),
            (&"2025".into(), &"published".into())
        );
        let place = format!("/api/v1/publications/{}", one["id"].as_str().unwrap());
        let units = program.get(&format!("{place}/units")).await;
        assert_eq!(units.json["items"].as_array().unwrap().len(), 2);
        let file = program.get(&format!("{place}/file")).await;
        let report = app::publication::verify(&file.bytes).unwrap();
        assert_eq!(report.differences, []);
        assert_eq!(one["sha256"], report.file_sha256);

        let id = framework(&program.get(&place).await);
        let year = "/api/v1/units/dong-linh/periods/2025";
        let ranking = program.get(&format!("{year}/ranking?framework={id}")).await;
        assert_eq!(ranking.json["items"][0]["rank"], 1, "{}", ranking.json);
        assert_eq!(ranking.json["items"][0]["basis"], "final");
        let seen = program
            .get(&format!("{year}/publications/preview?framework={id}"))
            .await;
        assert_eq!(seen.json["units"], 2);
        let body = |seen: &str, reason: &str| {
            format!(
                r#"{{"title": "Kết quả 2025, đính chính", "reason": "{reason}", "without_others": true, "seen": "{seen}"}}"#
            )
        };
        let at = format!("{year}/publications?framework={id}");
        program
            .post(&at, &body("khác", "Đính chính"))
            .await
            .problem(412, "stale");
        let seen = seen.json["seen"].as_str().unwrap();
        program
            .post(&at, &body(seen, ""))
            .await
            .problem(422, "publication.no_reason");
        let made = program.post(&at, &body(seen, "Sửa tiêu đề")).await;
        assert_eq!(made.status.as_u16(), 201, "{}", made.json);
        assert_eq!(program.get(&place).await.json["state"], "replaced");
        let own = made.header("location").to_owned();
        let note = r#"{"note": "Sai tiêu đề"}"#;
        let gone = program.act((&own, &format!("{own}/withdraw")), note).await;
        assert_eq!(gone.json["state"], "withdrawn");
        program
            .get(&format!("{own}/file"))
            .await
            .problem(404, "not_found");
    });
}

#[test]
fn days_are_asked_for_and_granted_by_programs() {
    on_sqlite(|trial| async move {
        let (site, _) = city(trial).await;
        let focal = Program::by(&site, ("daumoi.sonkhe", Scope::Write)).await;
        let over = Program::by(&site, ("quantri", Scope::Write)).await;
        let at = format!("{WARD}/exceptions");
        let asked = r#"{"wanted_on": "2026-12-20", "reason": "Chờ số liệu viễn thông"}"#;
        let made = focal.post(&at, asked).await;
        // The period is open still: there is nothing to grant.
        made.problem(422, "period.still_open");
        site.trial
            .clock
            .set("2026-12-16T02:00:00Z".parse().unwrap());
        let focal = Program::by(&site, ("daumoi.sonkhe", Scope::Write)).await;
        let over_later = Program::by(&site, ("quantri", Scope::Write)).await;
        drop(over);
        let made = focal.post(&at, asked).await;
        assert_eq!(made.status.as_u16(), 201, "{}", made.json);
        let own = made.header("location").to_owned();
        let grant = r#"{"answer": "grant", "until_on": "2026-12-18"}"#;
        let answer = format!("{own}/answer");
        focal
            .act((&own, &answer), grant)
            .await
            .problem(403, "not_allowed");
        let granted = over_later.act((&own, &answer), grant).await;
        assert_eq!(granted.json["until_on"], "2026-12-18", "{}", granted.json);
        let phases = focal.get("/api/v1/periods/2026/phases").await;
        assert_eq!(phases.status.as_u16(), 200);
        let lineage = focal.get("/api/v1/units/son-khe/lineage").await;
        assert_eq!(lineage.json["items"], Value::Array(Vec::new()));
    });
}

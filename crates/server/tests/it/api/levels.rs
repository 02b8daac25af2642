//! Two levels by programs: computed figures and impact of a draft, the desk, readiness, plans above.

use app::account::Scope;
use app::testing::{Trial, on_sqlite};
use serde_json::{Value, json};
use server::demo::{self, Size};

use super::{Program, put};
use crate::support::{PASSWORD, TestSite};

const CITY: &str = "/api/v1/units/dong-linh/periods/2026";

async fn city(trial: Trial) -> (TestSite, Program, Program) {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let focal = Program::by(&site, ("daumoi", Scope::Write)).await;
    let ward = Program::by(&site, ("daumoi.sonkhe", Scope::Write)).await;
    (site, focal, ward)
}

fn items(answer: &super::Answer) -> &Vec<Value> {
    let items = answer.json["items"].as_array();
    items.unwrap_or_else(|| panic!("{}", answer.json))
}

#[test]
fn a_draft_is_measured_on_last_years_figures_and_computes_from_below() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let all = focal.get("/api/v1/frameworks").await;
        let mut measured = 0;
        for one in items(&all).iter().filter(|one| one["state"] == "draft") {
            let place = format!("/api/v1/frameworks/{}/draft", one["id"].as_str().unwrap());
            ward.get(&place).await.problem(403, "not_allowed");
            let grounds = focal.get(&format!("{place}/grounds")).await;
            for ground in items(&grounds) {
                let (edition, period) = (&ground["edition"], &ground["period"]);
                let at = format!(
                    "{place}/impact?edition={}&period={}&limit=1",
                    edition.as_str().unwrap(),
                    period.as_str().unwrap()
                );
                let impact = focal.get(&at).await;
                assert!(
                    items(&impact)[0]["after_rank"].is_number(),
                    "{}",
                    impact.json
                );
                measured += 1;
            }
        }
        assert!(measured > 0, "{}", all.json);

        let body = json!({ "unit": "dong-linh", "name": "Bộ chỉ số thử 2027" });
        let made = focal.post("/api/v1/frameworks", &body.to_string()).await;
        let place = made.header("location").to_owned();
        let line = json!({ "kind": "indicator", "code": "B.1", "title": "Tỷ lệ phường, xã đạt",
            "max_points": "10", "rule_text": "Tỷ lệ × điểm tối đa" });
        let line = focal
            .post(&format!("{place}/lines"), &line.to_string())
            .await;
        let own = line.header("location").to_owned();
        let sources = focal
            .get(&format!("{place}/roll-up-sources?limit=500"))
            .await;
        let rate = items(&sources).iter().find(|one| one["shape"] == "rate");
        let key = rate.unwrap()["key"].as_str().unwrap();
        let tag = focal
            .get(&format!("{own}/roll-ups"))
            .await
            .header("etag")
            .to_owned();
        let one = format!("{own}/roll-ups/rate");
        let mut how =
            json!({ "how": "share", "source": key, "for_kinds": ["commune"], "bound": "70" });
        put(&focal, ("PUT", &one, &tag), how.clone())
            .await
            .problem(422, "framework.no_roll_test");
        how["test"] = json!("at_least");
        let said = put(&focal, ("PUT", &one, &tag), how.clone()).await;
        assert_eq!(
            said.json["rolled"][0]["bound_exact"], "0.7",
            "{}",
            said.json
        );
        put(&focal, ("PUT", &one, &tag), how)
            .await
            .problem(412, "stale");
        let tag = said.header("etag").to_owned();
        let again = put(&focal, ("DELETE", &one, &tag), json!({})).await;
        assert_eq!(again.json["rolled"], json!([]), "{}", again.json);

        let rolled = focal.get(&format!("{CITY}/entries/A.2/roll-ups")).await;
        let one = &items(&rolled)[0];
        assert_eq!(one["units"], 2, "{}", rolled.json);
        let target = one["target"].as_str().unwrap();
        let at = format!("{CITY}/entries/A.2/roll-ups/{target}/units");
        assert_eq!(items(&focal.get(&at).await).len(), 2);
        ward.get(&at).await.problem(403, "not_allowed");
    });
}

#[test]
fn a_figure_of_all_units_is_looked_at_written_disputed_and_released() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let list = focal.get(&format!("{CITY}/desk")).await;
        assert!(
            items(&list).iter().any(|line| line["code"] == "6.3"),
            "{}",
            list.json
        );
        let desk = format!("{CITY}/desk/6.3");
        ward.get(&desk).await.problem(403, "not_allowed");
        let mut sheet = json!({ "text": "Đơn vị\tTử số\tMẫu số\nSon Khe\t70\t100\nPhường Lạ\t1\t2",
            "source": "Cổng Dịch vụ công quốc gia", "as_of": "2026-09-30", "state": "provisional",
            "totals": { "num": "71" } });
        let paste = format!("{desk}/paste");
        let look = focal.post(&paste, &sheet.to_string()).await;
        assert_eq!(look.json["changes"][0]["unit"], "son-khe", "{}", look.json);
        assert_eq!(
            (&look.json["written"], &look.json["agrees"]),
            (&Value::Null, &json!(false))
        );
        assert_eq!(look.json["unmatched"][0]["row"], 3);
        sheet["seen"] = look.json["seen"].clone();
        let refused = focal.post(&paste, &sheet.to_string()).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        assert!(
            refused.json["detail"]
                .as_str()
                .unwrap()
                .starts_with("Không")
        );
        sheet["totals"] = json!({});
        sheet["skip"] = json!(true);
        sheet["seen"] = Value::Null;
        let look = focal.post(&paste, &sheet.to_string()).await;
        sheet["seen"] = look.json["seen"].clone();
        let done = focal.post(&paste, &sheet.to_string()).await;
        assert_eq!(done.json["written"], 1, "{}", done.json);
        focal
            .post(&paste, &sheet.to_string())
            .await
            .problem(412, "stale");
        let units = focal.get(&format!("{desk}/units")).await;
        let own = items(&units).iter().find(|unit| unit["unit"] == "son-khe");
        assert_eq!(own.unwrap()["values"][0]["locked"], true, "{}", units.json);

        let entry = "/api/v1/units/son-khe/periods/2026/entries/6.3";
        let said = r#"{"key": "num", "said": "Sổ của phường là 72"}"#;
        let disputed = ward.post(&format!("{entry}/disputes"), said).await;
        assert_eq!(disputed.status, 200, "{}", disputed.json);
        ward.post(&format!("{entry}/disputes"), said)
            .await
            .problem(422, "figure.dispute_waits");
        let waiting = focal.get(&format!("{CITY}/desk-disputes")).await;
        let is_own = |one: &&Value| one["unit"] == "son-khe" && one["code"] == "6.3";
        let own = items(&waiting).iter().find(is_own);
        let id = own.unwrap()["id"].as_str().unwrap().to_owned();
        let answer = format!("{CITY}/desk-disputes/{id}/answer");
        focal
            .post(&answer, r#"{"said": " "}"#)
            .await
            .problem(422, "figure.nothing_said");
        let released = focal
            .post(
                &format!("{CITY}/desk-disputes/{id}/release"),
                r#"{"said": "Phường đúng"}"#,
            )
            .await;
        assert_eq!(released.status, 204, "{}", released.json);
        let shown = ward.get(entry).await;
        let num = shown.json["inputs"].as_array().unwrap();
        let num = num.iter().find(|input| input["key"] == "num").unwrap();
        assert_eq!(num["locked"], false, "{}", shown.json);
        drop(site);
    });
}

#[test]
fn a_provider_is_named_as_seen_and_readiness_counts_what_lacks() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let list = focal.get(&format!("{CITY}/desk")).await;
        let desk = format!("{CITY}/desk/{}", items(&list)[0]["code"].as_str().unwrap());
        let before = focal.get(&desk).await;
        let named = before.json["named"].as_str().unwrap().to_owned();
        let wanted = if named == "own" { "" } else { "own" };
        let body = json!({ "provider": wanted, "seen": named }).to_string();
        let done = focal.post(&format!("{desk}/provider"), &body).await;
        assert_eq!(done.json["named"], wanted, "{}", done.json);
        focal
            .post(&format!("{desk}/provider"), &body)
            .await
            .problem(412, "stale");

        let statements = site.trial.app.statements();
        let of = before.json["framework"].as_str().unwrap();
        let ready = focal.get(&format!("{CITY}/readiness?framework={of}")).await;
        assert!(site.trial.app.statements() - statements <= 16);
        assert!(
            ready.json["no_proof"].as_i64().unwrap() > 0,
            "{}",
            ready.json
        );
        let lines = ready.json["lines"].as_array().unwrap();
        let lacking = lines.iter().find(|line| line["no_proof"] != 0).unwrap();
        let code = lacking["code"].as_str().unwrap();
        let at = format!("{CITY}/readiness/{code}/units");
        let units = focal.get(&format!("{at}?lack=proof&framework={of}")).await;
        assert_eq!(lacking["no_proof"], items(&units).len());
        focal
            .get(&format!("{at}?lack=x&framework={of}"))
            .await
            .problem(422, "bad_field");
        ward.get(&format!("{CITY}/readiness"))
            .await
            .problem(403, "not_allowed");
        let nobody = r#"{"providers": [], "due_on": "2026-11-01"}"#;
        focal
            .post(&format!("{CITY}/figure-requests"), nobody)
            .await
            .problem(422, "figure.nobody_asked");
    });
}

#[test]
fn a_ward_takes_a_plan_above_over_and_the_city_sees_it() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let units = "/api/v1/units/son-khe/higher-plans";
        let list = ward.get(units).await;
        let open = items(&list).iter().find(|one| one["own"].is_null());
        let above = open.unwrap()["plan"]["id"].as_str().unwrap().to_owned();
        let place = format!("{units}/{above}");
        let statements = site.trial.app.statements();
        let proposal = ward.get(&format!("{place}/proposal?days=3")).await;
        assert!(site.trial.app.statements() - statements <= 16);
        assert!(
            proposal.json["rows"].as_array().unwrap().len() > 3,
            "{}",
            proposal.json
        );
        ward.get(&format!("{place}/proposal?counted=x"))
            .await
            .problem(422, "bad_field");
        let neighbour = Program::by(&site, ("daumoi.hakhe", Scope::Write)).await;
        neighbour
            .get(&format!("{place}/proposal"))
            .await
            .problem(403, "not_allowed");
        let draft = format!("{place}/draft");
        let mut wish = json!({ "days": 3, "past": true, "seen": "khác" });
        ward.post(&draft, &wish.to_string())
            .await
            .problem(412, "stale");
        wish["seen"] = proposal.json["seen"].clone();
        let made = ward.post(&draft, &wish.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        ward.post(&draft, &wish.to_string())
            .await
            .problem(422, "cascade.already_made");

        let own = made.header("location").to_owned();
        let sheet = ward.get(&format!("{own}/above")).await;
        assert_eq!(sheet.json["above"]["id"], above, "{}", sheet.json);
        assert_eq!(sheet.json["differences"], json!([]));
        let links = ward.get(&format!("{own}/links")).await;
        let pairs = links.json["pairs"].as_array().unwrap();
        assert!(
            pairs.iter().any(|pair| pair["tie"] == "linked"),
            "{}",
            links.json
        );
        let seen = &links.json["seen"];
        let all = json!({ "rows": null, "seen": seen }).to_string();
        let apart = ward.post(&format!("{own}/links/removals"), &all).await;
        assert_eq!(apart.status, 200, "{}", apart.json);
        ward.post(&format!("{own}/links/removals"), &all)
            .await
            .problem(422, "cascade.no_plan_above");
        let again = ward.get(&format!("{own}/links?above={above}")).await;
        let same = json!({ "above": above, "seen": again.json["seen"] }).to_string();
        let tied = ward.post(&format!("{own}/links"), &same).await;
        assert_eq!(tied.status, 200, "{}", tied.json);

        let below = format!("/api/v1/plans/{above}/below");
        let drafts = focal.get(&format!("{below}?standing=draft")).await;
        assert_eq!(items(&drafts)[0]["unit"], "son-khe", "{}", drafts.json);
        ward.get(&below).await.problem(404, "not_found");
        let remind = format!("{below}/reminders");
        let reminded = focal.post(&remind, r#"{"units": ["son-khe"]}"#).await;
        assert_eq!(
            reminded.json["units"][0], "Phường Sơn Khê",
            "{}",
            reminded.json
        );
        focal
            .post(&remind, r#"{"units": []}"#)
            .await
            .problem(422, "cascade.nobody_to_remind");
    });
}

#[test]
fn a_change_above_is_answered_by_a_program() {
    on_sqlite(|trial| async move {
        let (site, ..) = city(trial).await;
        let ward = Program::by(&site, ("daumoi.hakhe", Scope::Write)).await;
        let list = ward.get("/api/v1/units/ha-khe/higher-plans").await;
        let own = items(&list).iter().find_map(|one| one["own"].as_str());
        let at = format!("/api/v1/plans/{}/above", own.unwrap());
        let sheet = ward.get(&at).await;
        let row = &sheet.json["differences"][0]["row"];
        assert!(row.is_string(), "{}", sheet.json);
        let answers = format!("{at}/answers");
        let no = json!({ "accept": false, "rows": [row], "seen": sheet.json["seen"] });
        let silent = ward.post(&answers, &no.to_string()).await;
        assert_eq!(silent.status, 422, "{}", silent.json);
        let old = json!({ "accept": true, "rows": [row], "reason": "Theo cấp trên", "seen": "cũ" });
        ward.post(&answers, &old.to_string())
            .await
            .problem(412, "stale");
        let yes = json!({ "accept": true, "rows": [row], "reason": "Theo cấp trên",
            "seen": sheet.json["seen"] });
        let done = ward.post(&answers, &yes.to_string()).await;
        assert_eq!(done.json["answers"][0]["accepted"], true, "{}", done.json);
    });
}

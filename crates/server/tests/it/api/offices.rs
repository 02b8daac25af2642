//! Surveys, papers, cut-offs, steps of a period and the country's list by programs.

use app::account::Scope;
use app::testing::{Trial, on_sqlite};
use serde_json::{Value, json};
use server::demo::{self, Size};

use super::{Answer, Program, put};
use crate::support::{PASSWORD, TestSite};

const CITY: &str = "/api/v1/units/dong-linh/periods/2026";

async fn city(trial: Trial) -> (TestSite, Program, Program) {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let focal = Program::by(&site, ("daumoi", Scope::Write)).await;
    let ward = Program::by(&site, ("daumoi.sonkhe", Scope::Write)).await;
    (site, focal, ward)
}

fn items(answer: &Answer) -> &Vec<Value> {
    let items = answer.json["items"].as_array();
    items.unwrap_or_else(|| panic!("{}", answer.json))
}

#[test]
fn a_survey_is_sent_answered_and_counted() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let mut new = json!({ "title": "Khảo sát đường truyền", "term": "khi nào xong", "whom": "all",
            "questions": [{ "text": "Bao nhiêu điểm có cáp quang", "kind": "number" }] });
        let at = format!("{CITY}/surveys");
        focal
            .post(&at, &new.to_string())
            .await
            .problem(422, "survey.term_unread");
        new["term"] = json!("10 ngày làm việc kể từ ngày phát hành");
        ward.post(&at, &new.to_string())
            .await
            .problem(403, "not_allowed");
        let made = focal.post(&at, &new.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let place = made.header("location").to_owned();
        ward.get(&place).await.problem(404, "not_found");
        let tag = made.header("etag").to_owned();
        new["title"] = json!("Khảo sát cáp quang");
        let edited = put(&focal, ("PUT", &place, &tag), new.clone()).await;
        assert_eq!(
            edited.json["survey"]["title"], "Khảo sát cáp quang",
            "{}",
            edited.json
        );
        put(&focal, ("PUT", &place, &tag), new)
            .await
            .problem(412, "stale");

        let id = place.rsplit('/').next().unwrap();
        let own = format!("/api/v1/units/son-khe/surveys/{id}");
        ward.get(&own).await.problem(404, "not_found");
        let tag = edited.header("etag").to_owned();
        let leader = put(&focal, ("POST", &format!("{place}/issue"), &tag), json!({})).await;
        assert_eq!(
            leader.json["survey"]["due_on"], "2026-10-29",
            "{}",
            leader.json
        );
        let read = ward.get(&own).await;
        assert_eq!(read.json["may_answer"], true, "{}", read.json);
        let position = read.json["questions"][0]["position"].to_string();
        let answer = format!("{own}/answer");
        let tag = read.header("etag").to_owned();
        let bad = json!({ "answers": { &position: "nhiều" }, "send": true });
        let refused = put(&ward, ("PUT", &answer, &tag), bad).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        let good = json!({ "answers": { &position: "12" }, "send": true });
        let sent = put(&ward, ("PUT", &answer, &tag), good.clone()).await;
        assert_eq!(sent.json["sent"][0]["text"], "12", "{}", sent.json);
        put(&ward, ("PUT", &answer, &tag), good)
            .await
            .problem(412, "stale");
        let missing = focal.get(&format!("{place}/answers?only=missing")).await;
        let answered = focal.get(&format!("{place}/answers")).await;
        assert_eq!(items(&missing).len() + 1, items(&answered).len());
        let reminded = focal.post(&format!("{place}/reminders"), "{}").await;
        assert_eq!(reminded.status, 200, "{}", reminded.json);
        let received = ward.get("/api/v1/units/son-khe/received-surveys").await;
        assert!(items(&received).iter().any(|one| one["survey"]["id"] == id));
        let foreign = ward.get("/api/v1/units/ha-khe/received-surveys").await;
        foreign.problem(403, "not_allowed");
    });
}

#[test]
fn a_paper_is_begun_edited_issued_and_kept_signed() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let at = format!("{CITY}/papers");
        ward.post(&at, "{}").await.problem(403, "not_allowed");
        let made = focal.post(&at, "{}").await;
        assert_eq!(
            (made.status.as_u16(), &made.json["kind"]),
            (201, &json!("report")),
            "{}",
            made.json
        );
        let place = made.header("location").to_owned();
        ward.get(&place).await.problem(404, "not_found");
        let tag = made.header("etag").to_owned();
        let mut words = made.json["words"].clone();
        words["body"] = json!("Đạt [[khong-co]] điểm.");
        let at_words = format!("{place}/words");
        let refused = put(&focal, ("PUT", &at_words, &tag), words.clone()).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        words["body"] = json!("Đơn vị đã hoàn thành.");
        let done = put(&focal, ("PUT", &at_words, &tag), words.clone()).await;
        assert_eq!(
            done.json["text"],
            json!(["Đơn vị đã hoàn thành."]),
            "{}",
            done.json
        );
        put(&focal, ("PUT", &at_words, &tag), words)
            .await
            .problem(412, "stale");
        let draft = focal.get(&format!("{place}/docx")).await;
        assert!(
            draft.bytes.starts_with(b"PK") && draft.header("content-disposition").contains("docx")
        );

        let tag = done.header("etag").to_owned();
        let gathered = put(
            &focal,
            ("POST", &format!("{place}/gather"), &tag),
            json!({}),
        )
        .await;
        let tag = gathered.header("etag").to_owned();
        let issue = format!("{place}/issue");
        let nameless = json!({ "reference": "", "issued_on": "2026-10-15" });
        let refused = put(&focal, ("POST", &issue, &tag), nameless).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        let number = json!({ "reference": "12/BC-UBND", "issued_on": "2026-10-15" });
        let issued = put(&focal, ("POST", &issue, &tag), number).await;
        assert_eq!(issued.json["state"], "issued", "{}", issued.json);
        let pdf = focal.get(&format!("{place}/pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));

        let keep = format!("{place}/signed?name=ban-ky.pdf");
        let send = |tag: String, bytes: Vec<u8>| {
            let (focal, keep) = (focal.clone(), keep.clone());
            async move {
                let headers = [
                    ("content-type", "application/octet-stream"),
                    ("if-match", tag.as_str()),
                ];
                focal.send("POST", &keep, &headers, bytes).await
            }
        };
        let old = tag;
        let tag = issued.header("etag").to_owned();
        send(tag.clone(), b"khong phai PDF".to_vec())
            .await
            .problem(422, "paper.not_pdf");
        send(old, pdf.bytes.clone()).await.problem(412, "stale");
        let kept = send(tag, pdf.bytes.clone()).await;
        assert_eq!(kept.json["signed"][0]["number"], 1, "{}", kept.json);
        let copy = focal.get(&format!("{place}/signed/1")).await;
        assert_eq!(copy.bytes, pdf.bytes);
        focal
            .get(&format!("{place}/signed/x"))
            .await
            .problem(404, "not_found");
    });
}

#[test]
fn a_whole_plan_is_fetched_as_a_file() {
    on_sqlite(|trial| async move {
        let (_site, focal, _) = city(trial).await;
        let plans = focal.get("/api/v1/plans").await;
        let plan = items(&plans)[0]["plan"]["id"].as_str().unwrap();
        let sheet = focal
            .get(&format!("/api/v1/plans/{plan}/file?as=xlsx"))
            .await;
        assert!(sheet.bytes.starts_with(b"PK"), "{}", sheet.json);
        let other = format!("/api/v1/plans/{plan}/file?as=odt");
        focal.get(&other).await.problem(422, "bad_field");
    });
}

#[test]
fn figures_are_cut_off_and_compared_and_a_period_has_its_steps() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let used = focal.get(&format!("{CITY}/desk")).await;
        assert!(!items(&used).is_empty());
        let of = focal.get(&format!("{CITY}/readiness")).await;
        let framework = &of.json["framework"];
        let at = format!("{CITY}/snapshots");
        let nameless = json!({ "framework": framework, "name": " " }).to_string();
        let refused = focal.post(&at, &nameless).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        let body = json!({ "framework": framework, "name": "Đến hết 15/10" }).to_string();
        let made = focal.post(&at, &body).await;
        assert_eq!(made.status, 201, "{}", made.json);
        ward.post(&at, &body).await.problem(403, "not_allowed");
        let place = made.header("location").to_owned();
        ward.get(&place).await.problem(404, "not_found");
        let whole = focal.get(&place).await;
        assert_eq!(whole.json["is_whole"], true, "{}", whole.json);
        let code = whole.json["lines"][0]["code"].as_str().unwrap();
        let line = format!("{place}/lines/{code}");
        assert_eq!(items(&focal.get(&line).await)[0]["differs"], false);
        let differing = focal.get(&format!("{line}?differing=true")).await;
        assert_eq!(items(&differing), &Vec::<Value>::new());

        let judge = Program::by(&site, ("thamdinh", Scope::Write)).await;
        let terms = judge.get("/api/v1/periods/2026/appraisal-terms").await;
        let own = items(&terms)[0]["framework"].as_str().unwrap();
        let at = format!("/api/v1/periods/2026/appraisal-terms/{own}");
        let tag = judge.get(&at).await.header("etag").to_owned();
        let days =
            |days: i32| json!({ "objection_days": days, "return_days": 3, "second_share": 20 });
        let set = put(&judge, ("PUT", &at, &tag), days(7)).await;
        assert_eq!(set.json["objection_days"], 7, "{}", set.json);
        put(&judge, ("PUT", &at, &tag), days(8))
            .await
            .problem(412, "stale");
        let now = set.header("etag").to_owned();
        let wild = put(&judge, ("PUT", &at, &now), days(-1)).await;
        assert_eq!(wild.status, 422, "{}", wild.json);

        let phases = "/api/v1/periods/2026/phases";
        let tag = focal
            .get("/api/v1/periods/2026")
            .await
            .header("etag")
            .to_owned();
        let set = |from: &str| {
            json!({ "phases": [
                { "step": "collect", "starts_on": "2026-01-01", "ends_on": "2026-10-20" },
                { "step": "score", "starts_on": from, "ends_on": "2026-11-15" },
            ] })
        };
        let over = put(&focal, ("PUT", phases, &tag), set("2026-10-20")).await;
        assert_eq!(over.status, 422, "{}", over.json);
        let done = put(&focal, ("PUT", phases, &tag), set("2026-10-21")).await;
        assert_eq!(items(&done).len(), 2);
        put(&focal, ("PUT", phases, &tag), set("2026-10-22"))
            .await
            .problem(412, "stale");
        let own = focal.get(phases).await.header("etag").to_owned();
        let again = put(&focal, ("PUT", phases, &own), set("2026-10-23")).await;
        assert_eq!(again.json["items"][1]["starts_on"], "2026-10-23");
        put(&focal, ("PUT", phases, &own), set("2026-10-24"))
            .await
            .problem(412, "stale");
    });
}

#[test]
fn the_countrys_list_is_looked_at_and_searched() {
    on_sqlite(|trial| async move {
        let (site, _, ward) = city(trial).await;
        let over = Program::by(&site, ("quantri", Scope::Write)).await;
        let list = over.get("/api/v1/registry?province=01").await;
        let known = list.status == 200 && items(&list).len() == 1;
        assert!(known || list.status == 422, "{}", list.json);
        let wrong = over
            .post("/api/v1/registry/fill", r#"{"province": "99"}"#)
            .await;
        assert_eq!(wrong.status, 422, "{}", wrong.json);
        let former = ward.get("/api/v1/registry/former?q=ba+dinh").await;
        assert!(!items(&former).is_empty(), "{}", former.json);
        over.post("/api/v1/registry/undo", "{}")
            .await
            .problem(422, "registry.nothing_to_undo");
    });
}

#[test]
fn a_decision_about_units_is_looked_at_taken_and_taken_back() {
    on_sqlite(|trial| async move {
        let (site, _, ward) = city(trial).await;
        let over = Program::by(&site, ("quantri", Scope::Write)).await;
        let neighbour = Program::by(&site, ("daumoi.hakhe", Scope::Write)).await;
        let unit = "/api/v1/units/son-khe";
        let decision = json!({ "on": "2026-10-01", "legal_basis": "Nghị quyết 12/NQ" });
        let body = json!({ "name": "Phường Sơn Khê Mới", "decision": decision });
        let tag = over.get(unit).await.header("etag").to_owned();
        let at = format!("{unit}/renaming");
        let foreign = put(&neighbour, ("POST", &at, &tag), body.clone()).await;
        foreign.problem(403, "not_allowed");
        let mut baseless = body.clone();
        baseless["decision"]["legal_basis"] = json!(" ");
        let refused = put(&over, ("POST", &at, &tag), baseless).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        let done = put(&over, ("POST", &at, &tag), body.clone()).await;
        assert_eq!(done.status, 204, "{}", done.json);
        let mut next = body;
        next["name"] = json!("Phường Khác");
        put(&over, ("POST", &at, &tag), next)
            .await
            .problem(412, "stale");
        let lines = over.get(&format!("{unit}/lineage")).await;
        let line = &items(&lines)[0];
        assert_eq!(
            (&line["kind"], &line["before"]),
            (&json!("rename"), &json!("Phường Sơn Khê"))
        );
        let undo = format!(
            "/api/v1/unit-changes/{}/undo",
            line["change"].as_str().unwrap()
        );
        neighbour
            .post(&undo, "{}")
            .await
            .problem(403, "not_allowed");
        assert_eq!(over.post(&undo, "{}").await.status, 204);
        assert_eq!(over.get(unit).await.json["name"], "Phường Sơn Khê");

        let mut merge = json!({ "units": ["son-khe"], "into": "ha-khe", "decision": decision });
        let look = over
            .post("/api/v1/unit-merges/preview", &merge.to_string())
            .await;
        let effects = items(&look);
        assert!(
            effects
                .iter()
                .any(|one| one["unit"] == "son-khe" && one["plans"] != 0),
            "{}",
            look.json
        );
        merge["units"] = json!(["ha-khe"]);
        let own = over.post("/api/v1/unit-merges", &merge.to_string()).await;
        assert_eq!(own.status, 422, "{}", own.json);
        let split =
            json!({ "parts": [{ "name": "Phường A", "share": "60" }], "decision": decision });
        let few = over
            .post(&format!("{unit}/splitting"), &split.to_string())
            .await;
        assert_eq!(few.status, 422, "{}", few.json);
        let moved = over.get(&format!("{unit}/move?to=dong-linh")).await;
        assert_eq!(moved.status, 200, "{}", moved.json);
        let results = ward
            .get(&format!("{unit}/results?rule=sum_of_counts"))
            .await;
        assert!(!items(&results).is_empty(), "{}", results.json);
        ward.get("/api/v1/units/ha-khe/results")
            .await
            .problem(403, "not_allowed");
    });
}

//! A program hands in proof.

use app::account::Scope;
use app::testing::on_both;
use serde_json::json;

use super::Program;
use crate::support::TestSite;

const ALL: &str = "/api/v1/units/dong-linh/evidence";
const TEXT: &str = "UBND THÀNH PHỐ ĐÔNG LĨNH\nSố: 15/QĐ-UBND\nQuyết định kiện toàn Ban Chỉ đạo\n";

#[test]
fn a_file_is_kept_described_corrected_and_given_back() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let raw = [("content-type", "application/octet-stream")];
        let kept = program
            .send("POST", &format!("{ALL}?name=quyet-dinh.txt"), &raw, TEXT)
            .await;
        assert_eq!(kept.status, 201, "{}", kept.json);
        let one = &kept.json["files"][0];
        assert_eq!(one["outcome"], "kept");
        let place = format!(
            "/api/v1/evidence/{}",
            one["evidence"]["id"].as_str().unwrap()
        );
        let again = program
            .send("POST", &format!("{ALL}?name=khac.txt"), &raw, TEXT)
            .await;
        assert_eq!(again.json["files"][0]["outcome"], "already");

        let tag = program.get(&place).await.header("etag").to_owned();
        let json = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        let body =
            json!({ "title": "Kiện toàn Ban Chỉ đạo", "issued_on": "2026-03-02" }).to_string();
        let done = program.send("PATCH", &place, &json, body.clone()).await;
        assert_eq!(
            (done.status.as_u16(), done.json["issued_on"].as_str()),
            (200, Some("2026-03-02")),
            "{}",
            done.json
        );
        program
            .send("PATCH", &place, &json, body)
            .await
            .problem(412, "stale");

        let file = program.get(&format!("{place}/file")).await;
        assert_eq!(file.status, 200);
        assert!(
            file.header("content-disposition")
                .starts_with("attachment; filename*=UTF-8''")
        );
        let listed = program.get(&format!("{ALL}?q=ban+chi+dao")).await;
        assert_eq!(listed.json["items"].as_array().unwrap().len(), 1);
        let tag = done.header("etag").to_owned();
        let gone = program
            .send("DELETE", &place, &[("if-match", &tag)], "")
            .await;
        assert_eq!(gone.status, 204, "{}", gone.json);
    });
}

#[test]
fn several_files_come_as_a_form_and_what_is_no_file_is_refused() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let part = |name: &str, text: &str| {
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
            )
        };
        let body = format!(
            "{}{}--x--\r\n",
            part("a.txt", TEXT),
            part("b.txt", "Báo cáo số 2 của phường")
        );
        let form = [("content-type", "multipart/form-data; boundary=x")];
        let kept = program.send("POST", ALL, &form, body).await;
        assert_eq!(
            kept.json["files"].as_array().map(Vec::len),
            Some(2),
            "{}",
            kept.json
        );
        for (headers, path, body) in [
            (form, ALL.to_owned(), "--y"),
            (form, ALL.to_owned(), ""),
            ([("content-type", "text/plain")], ALL.to_owned(), "a"),
            (
                [("content-type", "text/plain")],
                format!("{ALL}?name=a.txt"),
                "",
            ),
        ] {
            program
                .send("POST", &path, &headers, body)
                .await
                .problem(400, "not_a_file");
        }
        let program_file = [("content-type", "application/octet-stream")];
        let refused = program
            .send(
                "POST",
                &format!("{ALL}?name=a.exe"),
                &program_file,
                "MZ\u{90}\0\u{3}",
            )
            .await;
        assert_eq!(refused.status, 422, "{}", refused.json);
    });
}

#[test]
fn what_a_file_says_is_shown_proposed_confirmed_and_put_in_use() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let raw = [("content-type", "application/octet-stream")];
        let text = "UBND THÀNH PHỐ ĐÔNG LĨNH\nSố: 15/QĐ-UBND\nĐông Lĩnh, ngày 02 tháng 3 năm 2026\n\
            QUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo chuyển đổi số\n";
        let kept = program
            .send("POST", &format!("{ALL}?name=quyet-dinh.txt"), &raw, text)
            .await;
        let id = kept.json["files"][0]["evidence"]["id"].as_str().unwrap();
        let place = format!("/api/v1/evidence/{id}");
        let look = program.get(&format!("{place}/preview")).await;
        assert_eq!(
            (look.status.as_u16(), look.json["shown"].as_str()),
            (200, Some("text")),
            "{}",
            look.json
        );
        let lines = look.json["lines"].as_array().unwrap();
        assert!(lines.contains(&json!("Số: 15/QĐ-UBND")), "{}", look.json);
        let proposed = |field: &str| {
            let all = look.json["proposed"].as_array().unwrap();
            let found = all.iter().find(|one| one["field"] == field);
            found.map(|one| one["value"].clone())
        };
        assert_eq!(proposed("reference"), Some(json!("15/QĐ-UBND")));
        assert_eq!(proposed("issued_on"), Some(json!("2026-03-02")));

        let tag = look.header("etag").to_owned();
        let json = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        let done = program.send("PATCH", &place, &json, "{}").await;
        assert_eq!(
            (done.status.as_u16(), &done.json["proposed"]),
            (200, &json!([])),
            "{}",
            done.json
        );
        let look = program.get(&format!("{place}/preview")).await;
        assert_eq!(look.json["proposed"], json!([]));

        let plan = super::work::plan_in(&program).await;
        let wanted = program
            .get(&format!("{place}/candidates?q=ban+chi+dao"))
            .await;
        let one = &wanted.json["items"][0];
        let serves = one["serves"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", wanted.json));
        let body = json!({ "serves": [serves], "page": "trang 1" }).to_string();
        let used = program.post(&format!("{place}/uses"), &body).await;
        assert_eq!(used.json["uses"][0]["may_end"], true, "{}", used.json);
        assert_eq!(used.json["history"][0]["kind"], "evidence.used");
        let proof = program.get(&format!("/api/v1/proof/{serves}")).await;
        assert_eq!(
            proof.json["proofs"][0]["evidence"]["id"], id,
            "{}",
            proof.json
        );
        assert_eq!(proof.json["proofs"][0]["page"], "trang 1");
        let rows = program.get(&format!("/api/v1/plans/{plan}/rows")).await;
        let row = rows.json["items"][0]["id"].as_str().unwrap();
        let asked = program.get(&format!("/api/v1/proof/plan_row:{row}")).await;
        assert_eq!(asked.json["proofs"], json!([]), "{}", asked.json);
    });
}

#[test]
fn a_proof_in_use_is_said_to_meet_a_requirement() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        super::work::plan_in(&program).await;
        let lacking = "/api/v1/units/dong-linh/periods/2026/missing-evidence";
        let lacking = program.get(lacking).await;
        let lack = &lacking.json["items"][0];
        let serves = lack["serves"].as_str().unwrap();
        let requirement = &lack["asked"][0]["id"];
        let link = json!({ "links": [{ "title": "Trang thông tin", "link": "https://dong-linh.example" }],
            "serves": serves });
        let made = program
            .post(&format!("{ALL}/links"), &link.to_string())
            .await;
        assert_eq!(made.status, 201, "{}", made.json);
        let id = made.json["files"][0]["evidence"]["id"].as_str().unwrap();
        let one = format!("/api/v1/evidence/{id}/uses/{serves}");
        let name = |requirement: serde_json::Value| {
            let (program, one) = (program.clone(), one.clone());
            async move {
                let json = [("content-type", "application/json"), ("if-match", "*")];
                let body = json!({ "requirement": requirement }).to_string();
                program.send("PATCH", &one, &json, body).await
            }
        };
        let named = name(requirement.clone()).await;
        assert_eq!(
            (named.status.as_u16(), &named.json["is_named"]),
            (200, &json!(true)),
            "{}",
            named.json
        );
        assert_eq!(&named.json["requirement_id"], requirement);
        assert_eq!(&named.json["asked"][0]["id"], requirement);
        let proof = program.get(&format!("/api/v1/proof/{serves}")).await;
        assert_eq!(&proof.json["proofs"][0]["requirement"], requirement);
        let nobody = json!("0198c7a0-0000-7000-8000-000000000000");
        name(nobody).await.problem(422, "evidence.not_asked");
        let open = name(json!(null)).await;
        assert_eq!(open.json["is_named"], false, "{}", open.json);
    });
}

//! A framework written on its pages: what was typed stays, what is stale or foreign is refused.

use app::framework::draft;
use app::testing::on_sqlite;
use axum::body::Body;
use axum::http::{StatusCode, header};
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, Page, TestSite};

/// The id in an address after this part of it.
fn id_after(address: &str, part: &str) -> String {
    let rest = address.split(part).nth(1).unwrap();
    rest.chars().take(36).collect()
}

async fn made(client: &Client, unit: &str, follows: &str) -> String {
    let fields = [
        ("name", "DTI cấp xã 2027"),
        ("unit", unit),
        ("follows", follows),
    ];
    let done = client.post("/bo-chi-so/them", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    id_after(&done.location.unwrap(), "/bo-chi-so/")
}

#[track_caller]
fn refused(page: &Page, sentence: &str, typed: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.text
    );
    assert!(page.text.contains(sentence), "{}", page.text);
    assert!(page.text.contains(typed), "what was typed stays");
}

#[test]
fn a_draft_is_written_without_scripts() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let page = client.get("/bo-chi-so/them").await;
        assert_eq!(page.status, StatusCode::OK);
        let unit = id_after(
            &page.text,
            "<select id=\"unit\" name=\"unit\" ><option value=\"",
        );
        let fields = [("name", " "), ("unit", &*unit), ("legal_basis", "QĐ 12")];
        refused(
            &client.post("/bo-chi-so/them", &fields).await,
            "chưa có tên bộ chỉ số",
            "QĐ 12",
        );
        let id = made(&client, &unit, "").await;
        let write = format!("/bo-chi-so/{id}/soan");
        assert!(client.get(&write).await.text.contains("chưa có dòng nào"));

        let add = format!("{write}/them");
        let pillar = [("kind", "pillar"), ("code", "1"), ("title", "Nhận thức số")];
        let done = client.post(&add, &pillar).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let pillar = id_after(&done.location.unwrap(), "/soan/");
        let form = client.get(&format!("{add}?duoi={pillar}")).await;
        assert!(form.text.contains("value=\"1.1\""), "a code is proposed");

        let rule = "Tỷ lệ ≥ 80 %: 10 điểm; tỷ lệ < 80 % = tỷ lệ / 80 % × 10 điểm";
        let mut fields = vec![
            ("kind", "indicator"),
            ("parent", &*pillar),
            ("code", "1.1"),
            ("title", "Tỷ lệ cán bộ được tập huấn"),
            ("max_points", "mười"),
            ("rule_text", rule),
        ];
        let page = client.post(&add, &fields).await;
        refused(
            &page,
            "«mười» không phải là số điểm",
            "Tỷ lệ cán bộ được tập huấn",
        );
        fields[4].1 = "10";
        let mut tried = fields.clone();
        tried.push(("buoc", "xem"));
        let page = client.post(&add, &tried).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Đọc chắc chắn"), "{}", page.text);
        let app = &site.trial.app;
        let focal = app::account::sign_in(app, "hanh", PASSWORD).await.ok();
        let actor = focal.unwrap().actor;
        let framework = app::FrameworkId::parse(&id).unwrap();
        let sheet = draft::sheet(app, &actor, &framework).await.unwrap();
        assert_eq!(sheet.rows.len(), 1, "looking keeps nothing");
        let done = client.post(&add, &fields).await;
        let row = id_after(done.location.as_ref().unwrap(), "/soan/");
        let page = client.get(done.location.as_ref().unwrap()).await;
        assert!(page.text.contains("Đọc chắc chắn") && page.text.contains("Đã lưu"));

        // Someone else changed it first: 409, with theirs above and mine kept.
        let own = format!("{write}/{row}");
        let mut change = fields.clone();
        change.push(("version", "1"));
        change[3].1 = "Tên mới";
        assert_eq!(
            client.post(&own, &change).await.status,
            StatusCode::SEE_OTHER
        );
        change[3].1 = "Tên của tôi";
        let page = client.post(&own, &change).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("Tên của tôi") && page.text.contains("Tên mới"));

        // Nothing goes before its page has asked.
        let ask = client.get(&format!("{write}/{pillar}/bo")).await;
        assert!(ask.text.contains("cùng 1 dòng bên dưới"), "{}", ask.text);
        let gone = client
            .post(&format!("{write}/{pillar}/bo"), &[("version", "1")])
            .await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        assert!(client.get(&write).await.text.contains("chưa có dòng nào"));
    });
}

#[test]
fn an_issued_edition_has_no_page_of_writing_and_is_followed_by_the_next() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("daumoi", PASSWORD).await;
        let page = client.get("/bo-chi-so/them").await;
        let followed = id_after(&page.text, "Bộ chỉ số trống</option><option value=\"");
        let issued = client.get(&format!("/bo-chi-so/{followed}")).await;
        let next = format!("/bo-chi-so/them?sau={followed}");
        assert!(issued.text.contains(&next), "{}", issued.text);
        let write = client.get(&format!("/bo-chi-so/{followed}/soan")).await;
        assert_eq!(write.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(write.text.contains("đã ban hành nên giữ nguyên"));
        let unit = id_after(
            &page.text,
            "<select id=\"unit\" name=\"unit\" ><option value=\"",
        );
        let id = made(&client, &unit, &followed).await;
        let page = client.get(&format!("/bo-chi-so/{id}/soan")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Chuyển 1.1 xuống"), "{}", page.text);
        // A row of another framework is none of this one.
        let foreign = id_after(&issued.text, &format!("/bo-chi-so/{followed}/chi-so/"));
        let page = client.get(&format!("/bo-chi-so/{id}/soan/{foreign}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let fields = [("len", format!("{foreign}.1"))];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, key)| (*name, &**key)).collect();
        let page = client
            .post(&format!("/bo-chi-so/{id}/soan/thu-tu"), &fields)
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        // A ward's own people write nothing of the city's.
        let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let page = ward.get(&format!("/bo-chi-so/{id}/soan")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    });
}

/// A form with a place for a file that none is put in.
async fn post_parts(client: &Client, path: &str, fields: &[(&str, &str)]) -> Page {
    let mut body = String::new();
    for (name, value) in fields {
        let part = format!("content-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.push_str("--ranh\r\n");
        body.push_str(&part);
    }
    body.push_str("--ranh--\r\n");
    let request = client
        .request("POST", path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=ranh")
        .body(Body::from(body))
        .unwrap();
    client.send(request).await
}

/// The framework of the demo that is being written.
async fn draft_of(client: &Client) -> String {
    let list = client.get("/bo-chi-so").await;
    for part in list.text.split("href=\"/bo-chi-so/").skip(1) {
        let id: String = part.chars().take(36).collect();
        if app::FrameworkId::parse(&id).is_none() {
            continue;
        }
        let page = client.get(&format!("/bo-chi-so/{id}")).await;
        if page.text.contains(&format!("/bo-chi-so/{id}/kiem-tra")) {
            return id;
        }
    }
    panic!("the city writes no framework");
}

fn field(html: &str, name: &str) -> String {
    let at = html.find(&format!("name=\"{name}\"")).unwrap();
    let value = html[at..].split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[test]
fn a_draft_is_settled_checked_measured_and_issued_on_its_pages() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("daumoi", PASSWORD).await;
        let base = format!("/bo-chi-so/{}", draft_of(&client).await);

        let address = format!("{base}/thiet-lap");
        let page = client.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        let version = field(&page.text, "version");
        let mut fields = vec![
            ("version", &*version),
            ("name", "DTI cấp xã năm tới"),
            ("how", "half_up"),
            ("ties", "dense"),
            ("not_applicable", "reduce"),
            ("cohort", "block"),
            ("total_digits", "2"),
            ("g1_name", "Tốt"),
            ("g1_floor", "ba mươi"),
            ("g1_in", "share"),
            ("b_commune", "Địa phương"),
        ];
        let page = client.post(&address, &fields).await;
        refused(&page, "«ba mươi» không phải là số", "Địa phương");
        fields[8].1 = "80";
        let done = client.post(&address, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.post(&address, &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "someone was first");
        let page = client.get(&base).await;
        assert!(page.text.contains("Tốt từ 80 %"), "{}", page.text);

        let page = client.get(&format!("{base}/tac-dong")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Phường Sơn Khê"), "{}", page.text);
        let page = client.get(&format!("{base}/tac-dong?theo=x")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);

        let bare = [("kind", "pillar"), ("code", "99"), ("title", "Nhóm trống")];
        let done = client.post(&format!("{base}/soan/them"), &bare).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let address = format!("{base}/kiem-tra");
        let page = client.get(&address).await;
        assert!(
            page.text.contains("Đã xem"),
            "warnings ask first: {}",
            page.text
        );
        let version = field(&page.text, "version");
        let issue = format!("{base}/ban-hanh");
        let page = client.post(&issue, &[("version", &version)]).await;
        refused(&page, "Chưa ban hành: còn", "Đã xem");
        let seen = [("version", &*version), ("seen", "1")];
        let done = client.post(&issue, &seen).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get(&address).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_table_becomes_a_draft_whose_old_codes_are_confirmed() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("daumoi", PASSWORD).await;
        let page = client.get("/bo-chi-so/tu-tep").await;
        assert_eq!(page.status, StatusCode::OK);
        let unit = id_after(&page.text, "name=\"unit\" ><option value=\"");
        let followed = id_after(&page.text, "Không thay thế bộ nào</option><option value=\"");
        let old = client.get(&format!("/bo-chi-so/{followed}")).await;
        assert_eq!(old.status, StatusCode::OK);
        let table = "Mã\tNội dung\tĐiểm tối đa\tCách tính điểm\n1\tNhận thức số\t10\t\n1.1\tChỉ số hoàn toàn mới của năm tới\t10\tCó: 10 điểm; không: 0 điểm";
        let send = async |step: &str, table: &str, name: &str| {
            let fields = [
                ("unit", &*unit),
                ("name", name),
                ("follows", &*followed),
                ("bang", table),
                ("buoc", step),
            ];
            post_parts(&client, "/bo-chi-so/tu-tep", &fields).await
        };
        refused(
            &send("xem", "", "Bộ mới").await,
            "Chưa có gì để đọc",
            "Bộ mới",
        );
        let page = send("xem", table, "Bộ mới").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Đọc chắc chắn") && page.text.contains("2 dòng"));
        refused(
            &send("ghi", table, "").await,
            "chưa có tên bộ chỉ số",
            "hoàn toàn mới",
        );
        let done = send("ghi", table, "Bộ mới").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let address = done.location.unwrap();
        let page = client.get(&address).await;
        assert!(page.text.contains("1 dòng chờ xác nhận"), "{}", page.text);
        let version = field(&page.text, "version");
        let line = format!("r_{}", id_after(&page.text, "name=\"r_"));
        let wrong = [("version", &*version), (&*line, "99.9")];
        refused(&client.post(&address, &wrong).await, "mã 99.9", "99.9");
        let new = [("version", &*version), (&*line, "")];
        let done = client.post(&address, &new).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get(&address).await;
        assert!(
            page.text.contains("Mọi dòng đã được đối chiếu"),
            "{}",
            page.text
        );
    });
}

//! `/don-vi`, `/quan-tri/tai-khoan`, `/dat-mat-khau`, `/tai-khoan`, `/quan-tri/ky`: people and units
//! as an administrator keeps them.

use app::testing::{on_both, on_sqlite};
use axum::http::StatusCode;

use crate::support::{Client, PASSWORD, Page, TestSite};

const CITY: &str = "/don-vi/dong-linh";

/// The address that a page links to with these words.
#[track_caller]
fn link(page: &Page, words: &str) -> String {
    let end = page
        .text
        .find(&format!(">{words}</a>"))
        .unwrap_or_else(|| panic!("no link «{words}» in {}", page.text));
    let start = page.text[..end]
        .rfind("href=\"")
        .expect("a link has an address")
        + 6;
    let address = &page.text[start..end];
    address[..address.find('"').expect("an address ends")].to_owned()
}

#[track_caller]
fn on_to(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location.clone().expect("an address")
}

#[track_caller]
fn says(page: &Page, status: StatusCode, words: &str) {
    assert_eq!(page.status, status, "{}", page.text);
    assert!(
        page.text.contains(words),
        "«{words}» is not in {}",
        page.text
    );
}

/// A ward under the city: its address.
async fn ward(client: &Client) -> String {
    let typed = [
        ("name", "Phường Hạ Khê"),
        ("kind", "commune"),
        ("code", "27001"),
        ("valid_from", "01/07/2025"),
    ];
    on_to(&client.post(&format!("{CITY}/them"), &typed).await)
}

async fn add(client: &Client, unit: &str, kind: &str, name: &str) -> String {
    let typed = [("kind", kind), ("name", name)];
    let page = client.post(&format!("{unit}/danh-ba/them"), &typed).await;
    assert_eq!(on_to(&page), format!("{unit}#{kind}"));
    link(&client.get(unit).await, name)
}

/// An account for someone in the unit: the link that sets its password.
async fn account(client: &Client, name: &str, login: &str, role: &str) -> String {
    let found = client.get("/quan-tri/tai-khoan/them").await;
    let chosen = client.get(&link(&found, name).replace("&#38;", "&")).await;
    says(&chosen, StatusCode::OK, name);
    let person = hidden(&chosen, "person");
    let unit = selected(&chosen, "unit");
    let typed = [
        ("person", person.as_str()),
        ("login", login),
        ("unit", &unit),
        ("role", role),
    ];
    let made = client.post("/quan-tri/tai-khoan/them", &typed).await;
    says(&made, StatusCode::OK, "chỉ hiện ở đây một lần");
    link(&made, "Sao chép từ liên kết này")
}

#[track_caller]
fn hidden(page: &Page, name: &str) -> String {
    let from = page
        .text
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .expect("a field");
    from.split('"').next().expect("its value").to_owned()
}

/// The option of a list that is chosen when the page opens.
#[track_caller]
fn selected(page: &Page, list: &str) -> String {
    let from = page
        .text
        .split(&format!("<select id=\"{list}\""))
        .nth(1)
        .expect("a list");
    let before = from.split("\" selected>").next().expect("a choice");
    before.rsplit('"').next().expect("its value").to_owned()
}

#[test]
fn a_unit_is_added_renamed_moved_ended_and_opened_again() {
    on_both(|trial| async move {
        let (_site, client) = TestSite::begun(trial).await;
        let ward = ward(&client).await;
        assert_eq!(ward, "/don-vi/ha-khe");
        let listed = client.get("/don-vi?q=ha%20khe").await;
        says(&listed, StatusCode::OK, "Phường Hạ Khê");
        assert!(!listed.text.contains(">Thành phố Đông Lĩnh</a></th>"));
        let typed = [
            ("name", " "),
            ("kind", "office"),
            ("code", "X1"),
            ("valid_from", "2025-07-01"),
        ];
        let empty = client.post(&format!("{ward}/them"), &typed).await;
        says(&empty, StatusCode::UNPROCESSABLE_ENTITY, "tên còn trống");
        assert!(empty.text.contains("value=\"X1\""), "what was typed stays");
        let typed = [
            ("name", "Xã Thượng Khê"),
            ("kind", "commune"),
            ("valid_from", "2025-07-01"),
        ];
        let upper = on_to(&client.post(&format!("{CITY}/them"), &typed).await);

        let typed = [
            ("name", "Phường Hạ Khê mới"),
            ("kind", "commune"),
            ("valid_from", "2025-07-01"),
            ("version", "1"),
        ];
        assert_eq!(
            on_to(&client.post(&format!("{ward}/sua"), &typed).await),
            ward
        );
        let stale = client.post(&format!("{ward}/sua"), &typed).await;
        says(&stale, StatusCode::CONFLICT, "người khác vừa thay đổi");

        let preview = client.get(&format!("{ward}/chuyen?den=thuong-khe")).await;
        says(&preview, StatusCode::OK, "Đơn vị bên dưới đi theo");
        let typed = [("den", "thuong-khe"), ("version", "2")];
        assert_eq!(
            on_to(&client.post(&format!("{ward}/chuyen"), &typed).await),
            ward
        );
        let circle = client.get(&format!("{upper}/chuyen?den=ha-khe")).await;
        says(&circle, StatusCode::UNPROCESSABLE_ENTITY, "nằm dưới nó");

        let typed = [("last_day", "2026-10-15"), ("version", "1")];
        let refused = client.post(&format!("{upper}/ket-thuc"), &typed).await;
        says(
            &refused,
            StatusCode::UNPROCESSABLE_ENTITY,
            "còn 1 đơn vị trực thuộc",
        );
        let typed = [("last_day", "15/10/2026"), ("version", "3")];
        on_to(&client.post(&format!("{ward}/ket-thuc"), &typed).await);
        says(&client.get(&ward).await, StatusCode::OK, "đến 15/10/2026");
        on_to(
            &client
                .post(&format!("{ward}/mo-lai"), &[("version", "4")])
                .await,
        );
        let bad = client
            .post(
                &format!("{ward}/ket-thuc"),
                &[("last_day", "31/02/2026"), ("version", "5")],
            )
            .await;
        says(
            &bad,
            StatusCode::UNPROCESSABLE_ENTITY,
            "Không đọc được ngày",
        );
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one journey from page to page")]
fn a_directory_keeps_posts_people_groups_and_names() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let ward = ward(&client).await;
        let an = add(&client, &ward, "person", "Trần Văn An").await;
        let binh = add(&client, &ward, "person", "Phạm Bình").await;
        let police = add(&client, &ward, "outsider", "Công an phường").await;
        let double = add(&client, &ward, "outsider", "CA Hạ Khê").await;
        let form = client.get(&format!("{ward}/danh-ba/them?loai=post")).await;
        let option = |page: &Page, name: &str| {
            let end = page
                .text
                .find(&format!(">{name}</option>"))
                .expect("someone to choose");
            page.text[..end].rsplit("value=\"").next().expect("an id")[..36].to_owned()
        };
        let an_id = option(&form, "Trần Văn An");
        let typed = [
            ("kind", "post"),
            ("name", "Chủ tịch UBND phường"),
            ("holder", &an_id),
            ("from", "2025-07-01"),
        ];
        on_to(&client.post(&format!("{ward}/danh-ba/them"), &typed).await);
        let again = client.post(&format!("{ward}/danh-ba/them"), &typed).await;
        says(
            &again,
            StatusCode::UNPROCESSABLE_ENTITY,
            "danh bạ đã có «Chủ tịch UBND phường»",
        );
        assert!(again.text.contains("value=\"Chủ tịch UBND phường\""));

        let post = link(&client.get(&ward).await, "Chủ tịch UBND phường");
        let form = client.get(&format!("{post}/ban-giao")).await;
        let binh_id = option(&form, "Phạm Bình");
        let nobody = client
            .post(
                &format!("{post}/ban-giao"),
                &[("leaving", &an_id), ("from", "2026-10-15")],
            )
            .await;
        says(
            &nobody,
            StatusCode::UNPROCESSABLE_ENTITY,
            "chưa chọn người nhận",
        );
        let typed = [
            ("leaving", an_id.as_str()),
            ("to", &binh_id),
            ("from", "2026-10-15"),
            ("own_work", "on"),
        ];
        assert_eq!(
            on_to(&client.post(&format!("{post}/ban-giao"), &typed).await),
            post
        );
        says(
            &client.get(&post).await,
            StatusCode::OK,
            "Phạm Bình, từ 15/10/2026",
        );

        let alias = [("alias", "CAP")];
        on_to(&client.post(&format!("{police}/cach-goi"), &alias).await);
        let taken = client.post(&format!("{double}/cach-goi"), &alias).await;
        says(
            &taken,
            StatusCode::UNPROCESSABLE_ENTITY,
            "đang chỉ «Công an phường»",
        );
        assert!(taken.text.contains("value=\"CAP\""));
        on_to(&client.post(&format!("{police}/cach-goi/go"), &alias).await);

        let into = police.rsplit('/').next().expect("an id");
        let preview = client.get(&format!("{double}/gop?vao={into}")).await;
        says(&preview, StatusCode::OK, "không hoàn tác được");
        assert_eq!(
            on_to(
                &client
                    .post(&format!("{double}/gop"), &[("vao", into), ("version", "1")])
                    .await
            ),
            police
        );
        assert_eq!(client.get(&double).await.status, StatusCode::NOT_FOUND);
        says(&client.get(&police).await, StatusCode::OK, "CA Hạ Khê");

        let last = client
            .post(&format!("{binh}/thoi"), &[("last_day", "2026-10-15")])
            .await;
        says(
            &last,
            StatusCode::UNPROCESSABLE_ENTITY,
            "đang giữ chức danh «Chủ tịch UBND phường»",
        );
        on_to(
            &client
                .post(&format!("{an}/thoi"), &[("last_day", "2026-10-15")])
                .await,
        );
        says(
            &client.get(&an).await,
            StatusCode::OK,
            "thôi công tác từ 15/10/2026",
        );
        on_to(&client.post(&format!("{an}/mo-lai"), &[]).await);

        // A party of one unit is not found under another one's address.
        let id = binh.rsplit('/').next().expect("an id");
        assert_eq!(
            client.get(&format!("{CITY}/danh-ba/{id}")).await.status,
            StatusCode::NOT_FOUND
        );
        let before = site.trial.app.statements();
        client.get(&post).await;
        assert!(
            site.trial.app.statements() - before <= 18,
            "{}",
            site.trial.app.statements() - before
        );
    });
}

#[test]
fn an_account_is_made_its_password_set_and_its_roles_changed() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let ward = ward(&client).await;
        add(&client, &ward, "person", "Trần Văn An").await;
        let set = account(&client, "Trần Văn An", "an.tran", "officer").await;
        let page = site.visitor().get(&set).await;
        says(&page, StatusCode::OK, "an.tran");
        let short = site
            .visitor()
            .post(&set, &[("password", "ngan"), ("again", "ngan")])
            .await;
        says(
            &short,
            StatusCode::UNPROCESSABLE_ENTITY,
            "mật khẩu có 4 ký tự",
        );
        let typed = [("password", PASSWORD), ("again", PASSWORD)];
        let done = site.visitor().post(&set, &typed).await;
        assert_eq!(on_to(&done), "/");
        assert!(done.cookie.expect("signed in").contains("HttpOnly"));
        let used = site.visitor().post(&set, &typed).await;
        says(&used, StatusCode::UNPROCESSABLE_ENTITY, "liên kết đã dùng");

        let officer = site.sign_in("an.tran", PASSWORD).await;
        assert_eq!(
            officer.get("/quan-tri/tai-khoan").await.status,
            StatusCode::FORBIDDEN
        );
        says(&officer.get(&ward).await, StatusCode::OK, "Trần Văn An");
        assert_eq!(officer.get(CITY).await.status, StatusCode::FORBIDDEN);
        let forbidden = officer
            .post(
                &format!("{ward}/danh-ba/them"),
                &[("kind", "outsider"), ("name", "X")],
            )
            .await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);

        let own = link(
            &client.get("/quan-tri/tai-khoan?q=tran%20van").await,
            "Trần Văn An",
        );
        let shown = client.get(&own).await;
        let unit = selected(&shown, "unit");
        let typed = [("role", "officer"), ("unit", unit.as_str())];
        let held = client.post(&format!("{own}/vai-tro"), &typed).await;
        says(&held, StatusCode::UNPROCESSABLE_ENTITY, "đã có vai trò này");
        let typed = [("role", "reader"), ("unit", unit.as_str())];
        assert_eq!(
            on_to(&client.post(&format!("{own}/vai-tro"), &typed).await),
            own
        );
        assert_eq!(
            on_to(&officer.get("/don-vi").await),
            "/dang-nhap?tiep=/don-vi"
        );
        let reset = client.post(&format!("{own}/dat-lai"), &[]).await;
        says(&reset, StatusCode::OK, "dùng một lần");
        on_to(
            &client
                .post(&format!("{own}/dong"), &[("version", "1")])
                .await,
        );
        says(
            &client.get("/quan-tri/tai-khoan?trang_thai=dong").await,
            StatusCode::OK,
            "an.tran",
        );
        on_to(
            &client
                .post(&format!("{own}/mo-lai"), &[("version", "2")])
                .await,
        );

        let me = link(&client.get("/quan-tri/tai-khoan").await, "Lê Thị Hạnh");
        let last = client
            .post(&format!("{me}/dong"), &[("version", "1")])
            .await;
        says(
            &last,
            StatusCode::UNPROCESSABLE_ENTITY,
            "quản trị cuối cùng",
        );
    });
}

#[test]
fn people_change_their_password_and_make_tokens() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let other = site.sign_in("hanh", PASSWORD).await;
        says(
            &client.get("/tai-khoan").await,
            StatusCode::OK,
            "Kết thúc các phiên khác",
        );
        let typed = [
            ("old", "sai"),
            ("new", "mot cau moi dai"),
            ("again", "mot cau moi dai"),
        ];
        let wrong = client.post("/tai-khoan/mat-khau", &typed).await;
        says(
            &wrong,
            StatusCode::UNPROCESSABLE_ENTITY,
            "mật khẩu hiện tại chưa đúng",
        );
        assert!(
            !wrong.text.contains("mot cau moi dai"),
            "passwords do not travel back"
        );
        let typed = [
            ("old", PASSWORD),
            ("new", "mot cau moi dai"),
            ("again", "mot cau moi dai"),
        ];
        on_to(&client.post("/tai-khoan/mat-khau", &typed).await);
        assert_eq!(
            other.get("/tai-khoan").await.status,
            StatusCode::SEE_OTHER,
            "ended"
        );
        assert_eq!(client.get("/tai-khoan").await.status, StatusCode::OK);

        let typed = [
            ("name", "Đồng bộ"),
            ("scope", "read"),
            ("last_day", "2028-01-01"),
        ];
        let long = client.post("/tai-khoan/ma-truy-cap", &typed).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.text.contains("value=\"Đồng bộ\""));
        let typed = [
            ("name", "Đồng bộ"),
            ("scope", "read"),
            ("last_day", "31/12/2026"),
        ];
        let made = client.post("/tai-khoan/ma-truy-cap", &typed).await;
        says(&made, StatusCode::OK, "chamdiem_");
        let listed = client.get("/tai-khoan").await;
        assert!(!listed.text.contains("chamdiem_"), "shown once");
        let revoke = listed
            .text
            .split("action=\"/tai-khoan/ma-truy-cap/")
            .nth(1)
            .expect("a form");
        let revoke = format!(
            "/tai-khoan/ma-truy-cap/{}",
            revoke.split('"').next().expect("its address")
        );
        on_to(&client.post(&revoke, &[]).await);
        says(
            &client.get("/tai-khoan").await,
            StatusCode::OK,
            "Đã thu hồi",
        );
    });
}

#[test]
fn a_period_is_opened_closed_and_locked_after_a_question() {
    on_both(|trial| async move {
        let (_site, client) = TestSite::begun(trial).await;
        let typed = [
            ("year", "2026"),
            ("part", "half"),
            ("closes_on", "15/07/2026"),
        ];
        on_to(&client.post("/quan-tri/ky", &typed).await);
        let again = client.post("/quan-tri/ky", &typed).await;
        says(
            &again,
            StatusCode::UNPROCESSABLE_ENTITY,
            "«6 tháng 2026» đã có",
        );
        assert!(again.text.contains("value=\"2026\""));
        let bad = client
            .post("/quan-tri/ky", &[("year", "hai"), ("part", "year")])
            .await;
        says(
            &bad,
            StatusCode::UNPROCESSABLE_ENTITY,
            "năm phải từ 2000 đến 2100",
        );
        assert!(bad.text.contains("value=\"hai\""));
        let typed = [("closes_on", "2026-12-01"), ("version", "1")];
        on_to(&client.post("/quan-tri/ky/2026-6t/han", &typed).await);
        says(
            &client.post("/quan-tri/ky/2026-6t/han", &typed).await,
            StatusCode::CONFLICT,
            "người khác vừa thay đổi",
        );
        says(
            &client.get("/quan-tri/ky/2026-6t/khoa").await,
            StatusCode::OK,
            "không ai nhập hoặc sửa được",
        );
        on_to(
            &client
                .post("/quan-tri/ky/2026-6t/khoa", &[("version", "2")])
                .await,
        );
        says(&client.get("/quan-tri/ky").await, StatusCode::OK, "Đã khóa");
        on_to(
            &client
                .post("/quan-tri/ky/2026-6t/mo-khoa", &[("version", "3")])
                .await,
        );
    });
}

//! `/nhap-ke-hoach`: from the file to the plan, step by step.

use app::testing::{on_both, on_sqlite};
use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::support::{Client, Page, TestSite};

const PLAN: &[u8] = include_bytes!("../../../../../samples/son-khe/ke-hoach.docx");

/// A form with a file, as a browser sends it.
async fn upload(client: &Client, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Page {
    const MARK: &str = "ranh-gioi-cua-bieu-mau";
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(
            format!(
                "--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    body.extend(format!("--{MARK}\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{MARK}--\r\n").bytes());
    let request = client
        .request("POST", "/nhap-ke-hoach")
        .header("sec-fetch-site", "same-origin")
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={MARK}"),
        )
        .body(Body::from(body))
        .unwrap();
    client.send(request).await
}

async fn unit(client: &Client) -> String {
    let page = client.get("/nhap-ke-hoach").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, rest) = page.text.split_once("<option value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// The address of a new import of the sample plan.
async fn started(client: &Client) -> String {
    let unit = unit(client).await;
    let page = upload(
        client,
        "ke-hoach.docx",
        PLAN,
        &[("don_vi", &unit), ("nam", "2026")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location.unwrap()
}

fn version(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"version\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn every_row_stands_beside_its_line() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let address = started(&client).await;
        let before = site.trial.app.statements();
        let page = client.get(&address).await;
        let statements = site.trial.app.statements() - before;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(statements <= 12, "{statements} statements");
        let rows = page.text.matches("<article class=\"reading").count();
        assert!(rows > 5, "{rows} rows");
        for (_, rest) in page
            .text
            .match_indices("<article class=\"reading")
            .map(|(at, _)| page.text.split_at(at))
        {
            let (_, rest) = rest.split_once("href=\"#").unwrap();
            let line = rest.split_once('"').unwrap().0;
            assert!(
                page.text.contains(&format!("id=\"{line}\"")),
                "the row's line {line} is on the page"
            );
        }
        let doubtful = client.get(&format!("{address}?loc=can-xem")).await;
        assert!(doubtful.text.matches("<article class=\"reading").count() < rows);
    });
}

#[test]
fn a_file_that_cannot_be_read_is_refused_on_the_same_page() {
    on_sqlite(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let unit = unit(&client).await;
        let fields = [("don_vi", unit.as_str()), ("nam", "2026")];
        for (name, bytes, sentence) in [
            ("rong.docx", &b""[..], "tệp rỗng"),
            (
                "anh.jpg",
                &b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"[..],
                "tệp có dạng",
            ),
            (
                "hong.pdf",
                &b"%PDF-1.7\nabc"[..],
                "tệp hỏng hoặc bị cắt cụt",
            ),
            ("chu.txt", &b"xin chao"[..], "không có bảng phụ lục"),
        ] {
            let page = upload(&client, name, bytes, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(page.text.contains(sentence), "{name}: {}", page.text);
            assert!(
                page.text.contains("name=\"nam\" value=\"2026\""),
                "what was typed stays"
            );
        }
        let page = upload(
            &client,
            "ke-hoach.docx",
            PLAN,
            &[("don_vi", &unit), ("nam", "1026")],
        )
        .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("năm «1026»"));
        let nobody = "00000000-0000-7000-8000-000000000000";
        let page = upload(
            &client,
            "ke-hoach.docx",
            PLAN,
            &[("don_vi", nobody), ("nam", "2026")],
        )
        .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            client
                .get("/nhap-ke-hoach")
                .await
                .text
                .contains("Chưa có bản nhập nào"),
            "nothing was kept"
        );
    });
}

#[test]
fn a_changed_row_keeps_what_the_document_says_beside_it() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let address = started(&client).await;
        let row = format!("{address}/dong/0-1");
        let page = client.get(&row).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let version = version(&page);
        let bad = [
            ("version", version.as_str()),
            ("title", "Nội dung mới"),
            ("max_points", "mười"),
        ];
        let page = client.post(&row, &bad).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.text
        );
        assert!(page.text.contains("«mười» không phải là số điểm"));
        assert!(page.text.contains("Nội dung mới"), "what was typed stays");
        let good = [
            ("version", version.as_str()),
            ("title", "Nội dung mới"),
            ("max_points", "12,5"),
        ];
        let page = client.post(&row, &good).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert!(client.get(&address).await.text.contains("Nội dung mới"));
        let page = client
            .post(
                &row,
                &[("version", version.as_str()), ("title", "Của người khác")],
            )
            .await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.text);
        assert!(
            page.text.contains("Của người khác") && page.text.contains("«Nội dung mới»"),
            "both stand there"
        );
    });
}

#[test]
fn findings_are_settled_one_by_one_or_by_kind() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let unit = unit(&client).await;
        let bytes = include_bytes!("../../../../../samples/son-khe/ke-hoach-hong.txt");
        let page = upload(
            &client,
            "ke-hoach-hong.txt",
            bytes,
            &[("don_vi", &unit), ("nam", "2026")],
        )
        .await;
        let address = format!("{}/phat-hien", page.location.unwrap());
        let page = client.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let (_, rest) = page.text.split_once("name=\"chon\" value=\"").unwrap();
        let choice = rest.split_once('"').unwrap().0.to_owned();
        let sent = [("version", version(&page)), ("chon", choice.clone())];
        let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
        let done = client.post(&address, &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get(&address).await;
        assert!(page.text.contains("đã xử lý 1."), "{}", page.text);
        let again = client.post(&address, &sent).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let (_, rest) = page.text.split_once("name=\"tat-ca\" value=\"").unwrap();
        let code = rest.split_once('"').unwrap().0;
        let done = client
            .post(&address, &[("version", &version(&page)), ("tat-ca", code)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(
            !client
                .get(&address)
                .await
                .text
                .contains(&format!("name=\"tat-ca\" value=\"{code}\""))
        );
    });
}

/// Presses a button of a step.
async fn press(client: &Client, address: &str, button: (&str, &str)) -> Page {
    let page = client.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text);
    assert!(
        page.text.len() < 300_000,
        "{address}: {} bytes",
        page.text.len()
    );
    client
        .post(address, &[("version", &version(&page)), button])
        .await
}

#[test]
fn a_plan_is_written_step_by_step_named_when_it_comes_again_and_taken_back() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let address = started(&client).await;
        let step = |end: &str| format!("{address}/{end}");
        let page = press(&client, &step("cac-ben"), ("tat-ca", "1")).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = press(&client, &step("phan-loai"), ("nhom", "0:not_ours")).await;
        assert_eq!(
            page.location.unwrap(),
            format!("{}#nhom-0", step("phan-loai"))
        );
        let page = client.get(&step("phan-loai")).await;
        assert!(page.text.contains("Không thuộc đơn vị: "), "{}", page.text);
        let page = client.get(&step("doi-chieu")).await;
        assert!(
            page.text.contains("Chưa có kế hoạch nào để so"),
            "{}",
            page.text
        );
        let before = site.trial.app.statements();
        let totals = client.get(&step("ghi")).await;
        let statements = site.trial.app.statements() - before;
        assert!(statements <= 16, "{statements} statements");
        assert!(totals.text.contains("Thêm vào danh bạ"), "{}", totals.text);
        let sent = [("version", version(&totals))];
        let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
        let page = client.post(&step("ghi"), &sent).await;
        let plan = page.location.unwrap();
        assert!(plan.starts_with("/ke-hoach/"), "{plan}");
        let again = client.post(&step("ghi"), &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("bản này đã ghi thành kế hoạch"));

        let second = started(&client).await;
        let page = client.get(&format!("{second}/doi-chieu")).await;
        assert!(
            page.text.contains("Giống kế hoạch") && page.text.contains("dòng trùng"),
            "{}",
            page.text
        );
        let id = plan.trim_start_matches("/ke-hoach/");
        let page = press(&client, &format!("{second}/doi-chieu"), ("sua-doi", id)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let page = client.get(&format!("{second}/doi-chieu")).await;
        assert!(
            page.text.contains("Bản trước") && page.text.contains("dòng giữ nguyên"),
            "{}",
            page.text
        );
        let nobody = "00000000-0000-7000-8000-000000000000";
        let page = press(&client, &format!("{second}/doi-chieu"), ("sua-doi", nobody)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);

        let page = press(&client, &step("ghi"), ("", "")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let written = client.get(&step("ghi")).await;
        let page = client
            .post(&step("hoan-tac"), &[("version", &version(&written))])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert!(
            client
                .get(&step("ghi"))
                .await
                .text
                .contains("Ghi kế hoạch</button>")
        );
    });
}

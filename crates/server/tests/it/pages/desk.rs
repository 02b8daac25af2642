//! `/ky/…/cung-cap`: a figure of all units below, pasted by whoever provides it.

use app::testing::{Trial, on_sqlite};
use axum::body::Body;
use axum::http::{StatusCode, header};
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, Page, TestSite};

async fn city(trial: Trial) -> (TestSite, Client) {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let focal = site.sign_in("daumoi", PASSWORD).await;
    (site, focal)
}

/// A line of the demo that asks for a part and a whole, with its page.
async fn line(client: &Client, base: &str) -> String {
    let page = client.get(base).await;
    let (_, rest) = page
        .text
        .split_once("/cung-cap/6.3?bo=")
        .expect("the demo's line");
    let bo = rest.split('"').next().unwrap();
    format!("{base}/6.3?bo={bo}")
}

/// A form with fields and perhaps a file, as browsers send it.
async fn send(client: &Client, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    if !file.is_empty() {
        body.extend(
            b"--x\r\ncontent-disposition: form-data; name=\"tep\"; filename=\"a.csv\"\r\n\r\n",
        );
        body.extend(file);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let request = client
        .request("POST", path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    client.send(request).await
}

fn base(page: &Page) -> String {
    let (_, rest) = page.text.split_once("/ky/2026/don-vi/").unwrap();
    format!(
        "/ky/2026/don-vi/{}/cung-cap",
        rest.split('/').next().unwrap()
    )
}

#[test]
fn a_sheet_is_looked_at_compared_and_written() {
    on_sqlite(|trial| async move {
        let (site, focal) = city(trial).await;
        let base = base(&focal.get("/bo-chi-so").await);
        let table = line(&focal, &base).await;
        let page = focal.get(&table).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Phường Sơn Khê"), "{}", page.text);
        let (path, bo) = table.split_once("?bo=").unwrap();
        let paste = format!("{path}/dan");
        assert_eq!(
            focal.get(&format!("{paste}?bo={bo}")).await.status,
            StatusCode::OK
        );

        let text = "Đơn vị\tTử số\tMẫu số\nSon Khe\t70\t100\nPhường Lạ\t1\t2\nTổng\t99\t100";
        let mut fields = vec![
            ("bo", bo),
            ("text", text),
            ("source", "Cổng Dịch vụ công quốc gia"),
            ("as_of", "30/09/2026"),
            ("state", "provisional"),
        ];
        let page = send(&focal, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in [
            "Không khớp",
            "«Phường Lạ»",
            "1 đơn vị sẽ được ghi",
            "chưa ghi được",
        ] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let right = text.replace("\t99\t", "\t70\t");
        fields[1].1 = &right;
        let page = send(&focal, &paste, &fields, b"").await;
        let (_, rest) = page.text.split_once("name=\"seen\" value=\"").unwrap();
        let seen = rest.split('"').next().unwrap().to_owned();
        fields.extend([("seen", seen.as_str()), ("step", "ghi")]);
        let page = send(&focal, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("đánh dấu bỏ qua"), "{}", page.text);
        assert!(
            page.text.contains("Phường Lạ\t1\t2"),
            "what was typed stays"
        );
        fields.push(("skip", "1"));
        let page = send(&focal, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = focal.get(page.location.as_ref().unwrap()).await;
        assert!(page.text.contains("Đã ghi và khóa số liệu của 1 đơn vị"));
        assert!(page.text.contains("Cổng Dịch vụ công quốc gia"));

        // The same again, unseen: nothing is written.
        let page = send(&focal, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let page = ward.get(&format!("{paste}?bo={bo}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_file_is_read_and_an_unreadable_one_is_refused() {
    on_sqlite(|trial| async move {
        let (_site, focal) = city(trial).await;
        let base = base(&focal.get("/bo-chi-so").await);
        let table = line(&focal, &base).await;
        let (path, bo) = table.split_once("?bo=").unwrap();
        let fields = [("bo", bo), ("source", "Báo cáo"), ("as_of", "30/09/2026")];
        let csv = "Đơn vị;Tử số;Mẫu số\nPhường Sơn Khê;70,5;100\n";
        let page = send(&focal, &format!("{path}/dan"), &fields, csv.as_bytes()).await;
        assert!(page.text.contains("1 đơn vị sẽ được ghi"), "{}", page.text);
        assert!(page.text.contains("70,5"));
        let page = send(&focal, &format!("{path}/dan"), &fields, b"PK\x03\x04broken").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Báo cáo"), "what was typed stays");
    });
}

/// Whoever is signed in, among those that the list offers.
async fn party_of(client: &Client, list: &str) -> String {
    let own = client.get("/tai-khoan").await;
    let name = own
        .text
        .split("<details class=\"account\"><summary><span>")
        .nth(1)
        .unwrap();
    let name = name.split('<').next().unwrap();
    let option = list.split("<option value=\"").find(|option| {
        let label = option.split('>').nth(1);
        label.is_some_and(|label| label.starts_with(name))
    });
    option.unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_provider_is_named_sees_their_figure_and_answers_what_is_said_against_it() {
    on_sqlite(|trial| async move {
        let (site, focal) = city(trial).await;
        let base = base(&focal.get("/bo-chi-so").await);
        let table = line(&focal, &base).await;
        let provider = site.sign_in("cungcap", PASSWORD).await;
        let page = provider.get(&base).await;
        assert!(
            page.text.contains("Chưa có số liệu nào giao cho bạn"),
            "{}",
            page.text
        );
        let page = focal.get(&table).await;
        let party = party_of(&provider, &page.text).await;
        let (path, bo) = table.split_once("?bo=").unwrap();
        let named = [("bo", bo), ("ben", party.as_str()), ("seen", "")];
        let page = focal.post(path, &named).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert_eq!(focal.post(path, &named).await.status, StatusCode::CONFLICT);

        let page = provider.get(&base).await;
        assert!(page.text.contains("/cung-cap/6.3?bo="), "{}", page.text);
        let text = "Đơn vị\tTử số\tMẫu số\nPhường Sơn Khê\t70\t100";
        let mut fields = vec![
            ("bo", bo),
            ("text", text),
            ("source", "Hệ thống"),
            ("as_of", "30/09/2026"),
        ];
        let paste = format!("{path}/dan");
        let page = send(&provider, &paste, &fields, b"").await;
        let (_, rest) = page.text.split_once("name=\"seen\" value=\"").unwrap();
        let seen = rest.split('"').next().unwrap().to_owned();
        fields.extend([("seen", seen.as_str()), ("step", "ghi")]);
        let page = send(&provider, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);

        let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let indicator = "/ky/2026/don-vi/son-khe/chi-so/6.3";
        let page = ward.get(indicator).await;
        let (_, rest) = page.text.split_once("name=\"entry\" value=\"").unwrap();
        let entry = rest.split('"').next().unwrap();
        let said = [
            ("entry", entry),
            ("ve", "num"),
            ("noi_dung", "Phường có 75 hồ sơ."),
        ];
        let page = ward
            .post(&format!("{indicator}/khong-thong-nhat"), &said)
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);

        let disputes = base.replace("/cung-cap", "/y-kien-so-lieu");
        let inbox = provider.get("/hop-thu").await;
        assert!(inbox.text.contains("Phường có 75 hồ sơ."));
        let page = provider.get(&disputes).await;
        assert!(page.text.contains("Phường có 75 hồ sơ."), "{}", page.text);
        let (_, rest) = page.text.split_once("name=\"ve\" value=\"").unwrap();
        let id = rest.split('"').next().unwrap();
        let mut answer = vec![
            ("entry", entry),
            ("ve", id),
            ("key", "num"),
            ("noi_dung", " "),
        ];
        let page = provider.post(&disputes, &answer).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer[3].1 = "Đã đối chiếu lại, đúng 70.";
        assert_eq!(
            ward.post(&disputes, &answer).await.status,
            StatusCode::FORBIDDEN
        );
        let page = provider.post(&disputes, &answer).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let page = ward.get(indicator).await;
        assert!(page.text.contains("Đã đối chiếu lại, đúng 70."));
    });
}

#[test]
fn provided_figures_are_confirmed_by_whom_the_framework_names() {
    on_sqlite(|trial| async move {
        let (site, focal) = city(trial).await;
        let verifier = "update indicator set verifier_id = (select p.id from party p
            join account c on c.person_id = p.person_ref where c.login = 'cungcap')
            where code = '6.3'";
        site.trial.meddle(verifier).await;
        let base = base(&focal.get("/bo-chi-so").await);
        let table = line(&focal, &base).await;
        let (path, bo) = table.split_once("?bo=").unwrap();
        let text = "Đơn vị\tTử số\tMẫu số\nPhường Sơn Khê\t70\t100";
        let mut fields = vec![
            ("bo", bo),
            ("text", text),
            ("source", "Cổng Dịch vụ công quốc gia"),
            ("as_of", "30/09/2026"),
            ("state", "provisional"),
            ("reason", "Số liệu mới"),
        ];
        let paste = format!("{path}/dan");
        let page = send(&focal, &paste, &fields, b"").await;
        let (_, rest) = page.text.split_once("name=\"seen\" value=\"").unwrap();
        let seen = rest.split('"').next().unwrap().to_owned();
        fields.extend([("seen", seen.as_str()), ("step", "ghi")]);
        let page = send(&focal, &paste, &fields, b"").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);

        // Whoever names providers sees that it waits, and cannot confirm.
        let page = focal.get(&table).await;
        assert!(page.text.contains("Chờ kiểm tra"), "{}", page.text);
        assert!(!page.text.contains("name=\"don-vi\""));
        let checker = site.sign_in("cungcap", PASSWORD).await;
        let page = checker.get(&table).await;
        let (_, rest) = page.text.split_once("name=\"don-vi\" value=\"").unwrap();
        let own = rest.split('"').next().unwrap().to_owned();
        let confirm = format!("{path}/kiem-tra");
        let fields = [("bo", bo), ("don-vi", own.as_str()), ("buoc", "ghi")];
        let foreign = focal.post(&confirm, &fields).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            foreign.text.contains("Không xác nhận được: bộ chỉ số giao"),
            "{}",
            foreign.text
        );
        let none = checker.post(&confirm, &fields[..1]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("chưa chọn đơn vị nào"), "{}", none.text);
        let done = checker.post(&confirm, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = checker.get(done.location.as_ref().unwrap()).await;
        assert!(page.text.contains("Đã xác nhận số liệu của 1 đơn vị"));
        assert!(
            page.text.contains("Đã kiểm tra 09:00 ngày 15/10/2026"),
            "{}",
            page.text
        );
        // The same again, as it was seen before.
        let late = checker.post(&confirm, &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let ward = focal.get("/ky/2026/don-vi/son-khe/chi-so/6.3").await;
        assert!(ward.text.contains("đã kiểm tra: "), "{}", ward.text);
    });
}

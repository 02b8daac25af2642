//! `/ky/…/minh-chung`, `/minh-chung/{id}`.

use app::account;
use app::evidence::{self, Asked, Serves};
use app::plan;
use app::testing::{Trial, on_both, on_sqlite};
use axum::body::Body;
use axum::http::{StatusCode, header};
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, Page, TestSite};

const BASE: &str = "/ky/2026/don-vi/dong-linh/minh-chung";

/// A letter that says what it is.
const DECISION: &str = "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
    Độc lập - Tự do - Hạnh phúc\nSố: 15/QĐ-UBND\nSuối Mơ, ngày 12 tháng 3 năm 2026\n\
    QUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo chuyển đổi số xã Suối Mơ\n\
    CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ\nQUYẾT ĐỊNH:\nĐiều 1. Kiện toàn <b>Ban</b>.\n\
    Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn Minh\n";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02";

async fn send(client: &Client, files: &[(&str, &[u8])]) -> Page {
    send_to(client, (&format!("{BASE}/them"), ""), files).await
}

/// As the form sends it: the requirement that was chosen before its files.
async fn send_to(
    client: &Client,
    (address, requirement): (&str, &str),
    files: &[(&str, &[u8])],
) -> Page {
    let mut body = format!(
        "--ranh\r\nContent-Disposition: form-data; name=\"yeu_cau\"\r\n\r\n{requirement}\r\n"
    )
    .into_bytes();
    for (name, bytes) in files {
        let head = format!(
            "--ranh\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\
             Content-Type: text/html\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--ranh--\r\n");
    let request = client
        .request("POST", address)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=ranh")
        .body(Body::from(body))
        .unwrap();
    client.send(request).await
}

/// One file, kept: its page's address.
async fn kept(client: &Client, name: &str, bytes: &[u8]) -> String {
    let page = send(client, &[(name, bytes)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location.unwrap()
}

#[test]
fn one_bad_file_of_several_gets_its_sentence_and_the_rest_is_kept() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let page = send(
            &client,
            &[
                ("qd.txt", DECISION.as_bytes()),
                ("a.pdf", b"MZ\x90\0\x03\0"),
                ("anh.png", PNG),
            ],
        )
        .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("tệp là chương trình hoặc mã lệnh (EXE)"),
            "{}",
            page.text
        );
        assert_eq!(page.text.matches("Đã nhận").count(), 2);
        let library = client.get(BASE).await;
        assert!(
            library.text.contains("iện toàn Ban Chỉ đạo") && library.text.contains("1–2 trong 2")
        );
        let page = send(&client, &[("khac.txt", DECISION.as_bytes())]).await;
        assert!(page.text.contains("Đã có trong kho"), "{}", page.text);
        let page = send(&client, &[]).await;
        assert!(page.text.contains("chưa chọn tệp nào"));
    });
}

#[test]
fn what_would_run_is_kept_out_whatever_its_name() {
    on_sqlite(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        for (name, bytes) in [
            ("a.txt", b"<script>alert(1)</script>".as_slice()),
            ("a.png", b"<svg onload='a()'/>"),
            ("a.html", b"<html><p>a"),
            ("a.txt", b"#!/bin/sh\nls"),
            ("a.bat", b"echo"),
            ("a.pdf", b""),
            ("a.rar", b"Rar!\x1a\x07\0"),
        ] {
            let page = send(&client, &[(name, bytes)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(
                page.text.contains("<small class=\"error-text\">Không "),
                "{name}: {}",
                page.text
            );
        }
        assert!(
            client
                .get(BASE)
                .await
                .text
                .contains("Kho chưa có minh chứng")
        );
    });
}

#[test]
fn a_file_is_sent_as_what_it_is_and_never_as_a_page() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let text = kept(&client, "trang.html.txt", DECISION.as_bytes()).await;
        let page = client.get(&format!("{text}/tep")).await;
        assert_eq!(page.status, StatusCode::OK);
        let value = |page: &Page, name: &str| page.headers[name].to_str().unwrap().to_owned();
        assert_eq!(value(&page, "content-type"), "text/plain; charset=utf-8");
        assert_eq!(value(&page, "x-content-type-options"), "nosniff");
        assert!(value(&page, "content-disposition").starts_with("attachment;"));
        assert!(value(&page, "content-security-policy").contains("default-src 'none'; "));
        assert!(value(&page, "content-security-policy").contains("sandbox"));
        // A viewer fetches the part it shows.
        let part = client.request("GET", &format!("{text}/tep"));
        let part = part.header(header::RANGE, "bytes=0-3");
        let part = client.send(part.body(Body::empty()).unwrap()).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.text.as_bytes(), &DECISION.as_bytes()[..4]);
        let whole = format!("bytes 0-3/{}", DECISION.len());
        assert_eq!(value(&part, "content-range"), whole);
        assert!(value(&part, "content-security-policy").contains("sandbox"));
        let shown = client.get(&text).await;
        assert!(shown.text.contains("Điều 1. Kiện toàn Ban") && !shown.text.contains("<b>"));
        assert_eq!(
            client.get(&format!("{text}/hinh")).await.status,
            StatusCode::NOT_FOUND
        );
        let picture = kept(&client, "anh.png", PNG).await;
        let page = client.get(&format!("{picture}/hinh")).await;
        assert_eq!(
            (page.status, value(&page, "content-type").as_str()),
            (StatusCode::OK, "image/png")
        );
        assert_eq!(
            site.visitor().get(&format!("{picture}/tep")).await.status,
            StatusCode::SEE_OTHER
        );
        let foreign = "/minh-chung/00000000-0000-7000-8000-000000000001";
        for path in [
            foreign.to_owned(),
            format!("{foreign}/tep"),
            "/minh-chung/x".to_owned(),
        ] {
            assert_eq!(
                client.get(&path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    });
}

#[test]
fn what_was_read_is_confirmed_once_and_a_late_correction_shows_both() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let proof = kept(&client, "qd.txt", DECISION.as_bytes()).await;
        let page = client.get(&proof).await;
        assert!(page.text.contains("Đề xuất, chờ xác nhận") && page.text.contains("15/QĐ-UBND"));
        let page = client
            .post(&format!("{proof}/xac-nhan"), &[("version", "1")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(!client.get(&proof).await.text.contains("chờ xác nhận"));
        let typed = [
            ("title", "Tên mới"),
            ("issued_on", "30/02/2026"),
            ("version", "2"),
        ];
        let page = client.post(&format!("{proof}/sua"), &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("Tên mới") && page.text.contains("Không đọc được ngày «30/02/2026»")
        );
        let page = client
            .post(
                &format!("{proof}/sua"),
                &[("title", "Tên mới"), ("version", "1")],
            )
            .await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("Tên mới") && page.text.contains("iện toàn Ban Chỉ đạo"));
        assert!(
            client
                .get(&format!("{proof}/cat"))
                .await
                .text
                .contains("khôi phục được bất cứ lúc nào")
        );
        client
            .post(&format!("{proof}/cat"), &[("version", "2")])
            .await;
        assert!(
            client
                .get(&format!("{BASE}?xem=removed"))
                .await
                .text
                .contains("Đã cất")
        );
    });
}

#[test]
fn proof_that_ends_soon_and_proof_that_has_ended_stand_in_lists_of_their_own() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let proof = kept(&client, "qd.txt", DECISION.as_bytes()).await;
        let list = |which: &'static str| {
            let client = &client;
            async move { client.get(&format!("{BASE}?xem={which}")).await.text }
        };
        // The clock stands at 15/10/2026.
        for (version, last, soon, over) in [
            ("1", "01/11/2026", true, false),
            ("2", "01/10/2026", false, true),
        ] {
            let typed = [
                ("title", "Quyết định có hạn"),
                ("effective_to", last),
                ("version", version),
            ];
            let done = client.post(&format!("{proof}/sua"), &typed).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            let stands = |text: &str| text.contains("Quyết định có hạn");
            assert_eq!(stands(&list("expiring").await), soon, "{last}");
            assert_eq!(stands(&list("expired").await), over, "{last}");
        }
    });
}

#[test]
fn many_links_are_shown_before_they_are_registered() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let lines = "05/03/2026 | Tin một | https://a.example/1\n31/02/2026 | Tin hai | https://a.example/2\nTin ba | javascript:alert(1)";
        let path = format!("{BASE}/lien-ket");
        let typed = [("lines", lines), ("kind", "article"), ("step", "xem")];
        let page = client.post(&path, &typed).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text.contains("1 trong 3 dòng sẽ được ghi")
                && page.text.contains("không có ngày «31/02/2026»")
        );
        assert!(
            client.get(BASE).await.text.contains("Kho chưa có"),
            "nothing is written yet"
        );
        let page = client
            .post(
                &path,
                &[("lines", lines), ("kind", "article"), ("step", "ghi")],
            )
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(
            client
                .get(&format!("{BASE}?q=tin+mot"))
                .await
                .text
                .contains("Tin một")
        );
        let typed = [
            ("link", "javascript:alert(1)"),
            ("title", "Tin"),
            ("step", "mot"),
        ];
        let page = client.post(&path, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("phải bắt đầu bằng http"));
    });
}

#[test]
fn pages_of_proof_ask_the_database_little() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let proof = kept(&client, "qd.txt", DECISION.as_bytes()).await;
        for path in [
            BASE.to_owned(),
            format!("{BASE}/con-thieu"),
            format!("{BASE}/them"),
            proof.clone(),
            format!("{proof}/dung"),
        ] {
            client.get(&path).await;
            let before = site.trial.app.statements();
            assert_eq!(client.get(&path).await.status, StatusCode::OK, "{path}");
            let asked = site.trial.app.statements() - before;
            assert!(asked <= 16, "{path}: {asked} statements");
        }
    });
}

/// A focal's row of the made-up city that asks for several things.
struct Several {
    client: Client,
    /// The row's page.
    page: String,
    /// Where proof is added for it.
    add: String,
    serves: Serves,
    asked: Vec<Asked>,
    site: TestSite,
}

async fn several(trial: Trial) -> Several {
    let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let app = &site.trial.app;
    let login = "daumoi.sonkhe";
    let client = site.sign_in(login, PASSWORD).await;
    let signed_in = account::sign_in(app, login, PASSWORD).await;
    let focal = signed_in.ok().unwrap().actor;
    let plan = app::PlanId::parse(&city.word_for("plan", "")).unwrap();
    let head = plan::head(app, &focal, &plan).await.unwrap();
    let mut found = None;
    for line in plan::rows(app, &focal, &head).await.unwrap() {
        let serves = Serves::Row(line.row.id.clone());
        let asked = evidence::asked(app, &focal, &serves).await.unwrap();
        if asked.len() > 1 {
            found = Some((serves, asked));
        }
    }
    let (serves, asked) = found.expect("the sample plan has such a row");
    let base = format!("/ky/2026/don-vi/{}/minh-chung/them", city.wards[0].slug);
    Several {
        client,
        page: format!("/ke-hoach/{plan}/dong/{}", serves.id()),
        add: format!("{base}?cho={}", serves.word()),
        serves,
        asked,
        site,
    }
}

#[test]
fn whoever_adds_proof_says_what_it_is_to_meet() {
    on_sqlite(|trial| async move {
        let several = several(trial).await;
        let (client, wanted) = (&several.client, several.asked.last().unwrap());
        let page = client.get(&several.page).await;
        assert!(page.text.contains("name=\"yeu_cau\""), "the form asks");
        assert!(page.text.contains(&format!("value=\"{}\"", wanted.id)));
        let sent = [("ghi-chep.txt", b"ghi chep".as_slice())];
        let page = send_to(client, (&several.add, wanted.id.as_str()), &sent).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = client.get(&page.location.unwrap()).await;
        assert!(page.text.contains(&format!("Đáp ứng «{}»", wanted.text)));
        // What is asked elsewhere is refused, and nothing is kept.
        let foreign = "00000000-0000-7000-8000-000000000001";
        let sent = [("khac.txt", b"khac".as_slice())];
        let page = send_to(client, (&several.add, foreign), &sent).await;
        assert!(
            page.text.contains("yêu cầu đã chọn không thuộc"),
            "{}",
            page.text
        );
    });
}

#[test]
fn what_a_proof_meets_is_changed_where_the_proof_is_listed() {
    on_sqlite(|trial| async move {
        let several = several(trial).await;
        let (client, asked) = (&several.client, &several.asked);
        let sent = [("ghi-chep.txt", b"ghi chep".as_slice())];
        let page = send_to(client, (&several.add, asked[0].id.as_str()), &sent).await;
        let proof = page.location.unwrap();
        let form = format!("action=\"{proof}/yeu-cau\"");
        let change = async |requirement: &str, back: &str| {
            let word = several.serves.word();
            let typed = [
                ("cho", word.as_str()),
                ("yeu_cau", requirement),
                ("tiep", back),
            ];
            client.post(&format!("{proof}/yeu-cau"), &typed).await
        };
        // On the row's page, and back to it.
        let page = client.get(&several.page).await;
        assert!(page.text.contains(&form), "{}", page.text);
        assert!(page.text.contains(&format!("Đáp ứng «{}»", asked[0].text)));
        let back = format!("{}#minh-chung", several.page);
        assert!(
            page.text
                .contains(&format!("name=\"tiep\" value=\"{back}\""))
        );
        let page = change(asked[1].id.as_str(), &back).await;
        assert_eq!(
            (page.status, page.location.as_ref()),
            (StatusCode::SEE_OTHER, Some(&back))
        );
        let page = client.get(&several.page).await;
        assert!(page.text.contains(&format!("Đáp ứng «{}»", asked[1].text)));
        // On the proof's page, and never away from this site.
        let page = client.get(&proof).await;
        assert!(page.text.contains(&form));
        assert!(
            page.text.contains("Đổi yêu cầu mà minh chứng đáp ứng"),
            "the history says so"
        );
        let page = change("", "//khac.example/").await;
        assert_eq!(page.location.as_ref(), Some(&proof));
        // Refused: the page again, with the sentence.
        let page = change("00000000-0000-7000-8000-000000000001", "").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("yêu cầu đã chọn không thuộc"));
        drop(several.site);
    });
}

//! `/van-ban…`: papers drafted, edited, issued, signed.

use app::testing::{Trial, on_both, on_sqlite};
use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::support::{Client, Page, TestSite};

struct Desk {
    site: TestSite,
    client: Client,
    /// `/ky/…/don-vi/…/van-ban`.
    list: String,
    /// `/van-ban/…`.
    paper: String,
}

/// A site with a report begun.
async fn desk(trial: Trial) -> Desk {
    let (site, client) = TestSite::begun(trial).await;
    let home = client.get("/").await;
    let home = client.get(&home.location.unwrap_or_default()).await;
    let start = home.text.find("/van-ban\"").expect("the menu leads there");
    let from = home.text[..start].rfind('"').expect("an address") + 1;
    let list = home.text[from..start + "/van-ban".len()].to_owned();
    let made = client.post(&list, &[("ve", "bao-cao")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    Desk {
        site,
        client,
        list,
        paper: made.location.unwrap(),
    }
}

impl Desk {
    fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.paper)
    }

    async fn issue(&self, reference: &str, version: &str) -> Page {
        let fields = [
            ("reference", reference),
            ("issued_on", "2026-10-15"),
            ("version", version),
        ];
        self.client.post(&self.at("/phat-hanh"), &fields).await
    }

    async fn edit(&self, body: &str, version: &str) -> Page {
        let fields = [
            ("title", "Báo cáo quý"),
            ("body", body),
            ("version", version),
        ];
        self.client.post(&self.at("/sua"), &fields).await
    }

    async fn send(&self, version: &str, bytes: &str) -> Page {
        let part = |name: &str, more: &str, body: &str| {
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n"
            )
        };
        let body = part("version", "", version)
            + &part("tep", "; filename=\"bản ký.pdf\"", bytes)
            + "--x--\r\n";
        let request = self
            .client
            .request("POST", &self.at("/ban-ky"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        self.client.send(request).await
    }
}

#[test]
fn an_empty_list_says_what_to_do_and_nothing_chosen_is_refused() {
    on_both(|trial| async move {
        let desk = desk(trial).await;
        let page = desk.client.get(&desk.list).await;
        assert!(page.text.contains(&desk.paper) && page.text.contains("Soạn dự thảo"));
        let page = desk.client.post(&desk.list, &[("ve", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("chưa chọn nội dung"));
        let year = desk.list.replace("/ky/2026", "/ky/2025");
        let page = desk.client.get(&year).await;
        assert!(page.status == StatusCode::NOT_FOUND || page.text.contains("Chưa có văn bản"));
    });
}

#[test]
fn a_report_is_edited_and_what_was_typed_stays_when_it_is_refused() {
    on_both(|trial| async move {
        let desk = desk(trial).await;
        let app = &desk.site.trial.app;
        let before = app.statements();
        let show = desk.client.get(&desk.paper).await;
        assert!(app.statements() - before <= 8);
        assert_eq!(show.status, StatusCode::OK);
        assert!(show.text.contains("I. KẾT QUẢ THỰC HIỆN") && !show.text.contains("[["));
        let edit = desk.client.get(&desk.at("/sua")).await;
        assert!(edit.text.contains("[[số việc]]"));
        let refused = desk.edit("Có [[số lạ]] việc", "1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("không có con số nào tên «số lạ»"));
        assert!(refused.text.contains("Có [[số lạ]] việc"));
        assert_eq!(
            desk.edit("Có <b>.", "1").await.status,
            StatusCode::SEE_OTHER
        );
        let show = desk.client.get(&desk.paper).await;
        assert!(show.text.contains("Có &#60;b&#62;."), "{}", show.text);
        let stale = desk.edit("Khác", "1").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("Khác") && stale.text.contains("Bản hiện tại"));
    });
}

#[test]
fn an_issued_paper_gives_the_same_bytes_and_takes_the_signed_copy() {
    on_both(|trial| async move {
        let desk = desk(trial).await;
        let draft = desk.client.get(&desk.at("/tai.docx")).await;
        assert!(draft.text.starts_with("PK"));
        let refused = desk.issue("BC-UBND", "1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("BC-UBND") && refused.text.contains("Không phát hành được"));
        assert_eq!(
            desk.issue("27/BC-UBND", "9").await.status,
            StatusCode::CONFLICT
        );
        let early = desk.send("1", "%PDF-1.7").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            desk.issue("27/BC-UBND", "1").await.status,
            StatusCode::SEE_OTHER
        );
        let edit = desk.client.get(&desk.at("/sua")).await;
        assert_ne!(edit.status, StatusCode::OK);
        let one = desk.client.get(&desk.at("/tai.pdf")).await.text;
        assert!(one.starts_with("%PDF-"));
        assert_eq!(one, desk.client.get(&desk.at("/tai.pdf")).await.text);
        let wrong = desk.send("2", "PK").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("không phải PDF"));
        let sent = desk.send("2", "%PDF-1.7 signed").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert_eq!(
            desk.send("2", "%PDF-1.7").await.status,
            StatusCode::CONFLICT
        );
        let show = desk.client.get(&desk.paper).await;
        assert!(show.text.contains("bản ký.pdf") && show.text.contains("27/BC-UBND"));
        let back = desk.client.get(&desk.at("/ban-ky/1")).await;
        assert_eq!(back.text, "%PDF-1.7 signed");
        assert_eq!(back.headers["content-type"], "application/pdf");
        let none = desk.client.get(&desk.at("/ban-ky/2")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn readers_write_no_papers_and_other_offices_find_none() {
    on_both(|trial| async move {
        let desk = desk(trial).await;
        desk.site
            .trial
            .meddle("update role_grant set role = 'reader'")
            .await;
        assert_eq!(desk.client.get(&desk.paper).await.status, StatusCode::OK);
        for rest in ["/sua", "/phat-hanh"] {
            let page = desk.client.get(&desk.at(rest)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{rest}");
        }
        assert_eq!(
            desk.issue("27/BC-UBND", "1").await.status,
            StatusCode::FORBIDDEN
        );
        let strange = "/van-ban/01a2061a-db37-745f-a17c-e6cc39bce7c8";
        for rest in ["", "/tai.docx", "/tai.pdf", "/ban-ky/1"] {
            let page = desk.client.get(&format!("{strange}{rest}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
        }
    });
}

#[test]
fn every_kind_of_paper_is_begun_from_the_list_or_refused_with_a_sentence() {
    on_sqlite(|trial| async move {
        let (_site, client, _) = super::entry::begun(trial).await;
        let list = "/ky/2026/don-vi/dong-linh/van-ban";
        for (kind, title) in [
            ("bao-cao", "Báo cáo: Kết quả thực hiện"),
            ("thong-bao", "Thông báo: Kết quả đánh giá, xếp hạng"),
            ("don-doc", "Công văn: đôn đốc thực hiện"),
        ] {
            let done = client.post(list, &[("ve", kind)]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{kind}: {}", done.text);
            let page = client.get(&done.location.unwrap()).await;
            assert!(page.text.contains(title), "{kind}");
            assert!(!page.text.contains("[["), "{kind}");
        }
        let about = [("ve", "giai-trinh"), ("ma", "1.2")];
        let done = client.post(list, &about).await;
        let page = client.get(&done.location.unwrap()).await;
        assert!(page.text.contains("Phiếu giải trình: Chỉ số 1.2"));
        for (kind, code, sentence) in [
            ("giai-trinh", "9.9", "kỳ này không có chỉ số «9.9»"),
            ("bien-ban", "", "chưa có bảng điểm thẩm định"),
            ("", "", "chưa chọn nội dung"),
        ] {
            let page = client.post(list, &[("ve", kind), ("ma", code)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
            assert!(page.text.contains(sentence), "{kind}");
            assert!(page.text.contains(&format!("value=\"{code}\"")), "kept");
        }
    });
}

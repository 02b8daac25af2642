//! `/ke-hoach/tu-cap-tren`, `/ke-hoach/{id}/cap-tren`, `…/lien-ket`, `…/trien-khai`: a ward takes
//! its city's plan over or links its own, answers to changes; the city sees who has one.

use app::testing::{Trial, on_both, on_sqlite};
use axum::http::StatusCode;
use server::demo::{self, Size};

use super::html::{attribute, links, tags};
use crate::support::{Client, PASSWORD, Page, TestSite};

const FROM_ABOVE: &str = "/ke-hoach/tu-cap-tren";

struct Desk {
    site: TestSite,
    city: Client,
    ward: Client,
    /// The address of the proposal.
    address: String,
    above: String,
}

async fn desk(trial: Trial) -> Desk {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
    let list = ward.get(FROM_ABOVE).await;
    let address = links(&list.text)
        .into_iter()
        .find(|link| link.starts_with(FROM_ABOVE) && link.contains("ke-hoach="))
        .expect("the city's plan is offered");
    let above = address.split("ke-hoach=").nth(1).unwrap().to_owned();
    Desk {
        city: site.sign_in("daumoi", PASSWORD).await,
        site,
        ward,
        address,
        above,
    }
}

/// The fields of the page's form, as a browser would send them.
fn form(page: &Page) -> Vec<(String, String)> {
    let text = |value: &str| {
        value
            .replace("&#38;", "&")
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
    };
    let inside = page.text.split("<form class=\"form wide\"").nth(1).unwrap();
    let inside = inside.split("</form>").next().unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut list = String::new();
    for tag in tags(inside) {
        let name = attribute(tag, "name").unwrap_or_default().to_owned();
        if tag.starts_with("<select") {
            list = name;
        } else if tag.starts_with("<option") && tag.contains(" selected") {
            fields.push((list.clone(), text(attribute(tag, "value").unwrap())));
        } else if tag.starts_with("<input") && !tag.contains("checkbox") {
            fields.push((name, text(attribute(tag, "value").unwrap_or_default())));
        }
    }
    fields
}

async fn send(client: &Client, fields: &[(String, String)], also: &[(&str, &str)]) -> Page {
    let fields = fields
        .iter()
        .filter(|(name, _)| also.iter().all(|(other, _)| other != name))
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = fields.chain(also.iter().copied()).collect();
    client.post(FROM_ABOVE, &all).await
}

#[test]
fn a_ward_sees_the_draft_before_it_is_written_and_keeps_what_it_typed() {
    on_both(|trial| async move {
        let desk = desk(trial).await;
        let before = desk.site.trial.app.statements();
        let page = desk.ward.get(&desk.address).await;
        let statements = desk.site.trial.app.statements() - before;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(statements <= 16, "{statements}");
        assert!(page.text.contains("Chưa ghi gì") && page.text.contains("Hạn cấp trên"));
        let fields = form(&page);
        let due = fields
            .iter()
            .find(|(name, value)| name.starts_with("h-") && !value.is_empty());
        let (due, day) = due.expect("some row has a day").clone();

        let bad = send(
            &desk.ward,
            &fields,
            &[(&due, "31/02/2026"), ("buoc", "ghi")],
        )
        .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Không đọc được ngày") && bad.text.contains("31/02/2026"));
        let late = send(
            &desk.ward,
            &fields,
            &[(&due, "31/12/2099"), ("buoc", "ghi")],
        )
        .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("muộn hơn hạn cấp trên") && late.text.contains("31/12/2099"));
        let number = send(&desk.ward, &fields, &[("ngay", "năm"), ("buoc", "tinh")]).await;
        assert_eq!(number.status, StatusCode::UNPROCESSABLE_ENTITY);
        let anew = send(&desk.ward, &fields, &[("ngay", "0"), ("buoc", "tinh")]).await;
        assert_eq!(anew.status, StatusCode::OK);
        let again = form(&anew);
        let counted = again.iter().find(|(name, _)| *name == due).unwrap();
        assert!(counted.1 == day || !counted.1.is_empty());
        assert!(again.contains(&("ngay".to_owned(), "0".to_owned())));

        let stale = send(&desk.ward, &fields, &[("da-xem", "x"), ("buoc", "ghi")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let yes = [("buoc", "ghi"), ("han-qua", "1")];
        let done = send(&desk.ward, &fields, &yes).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let own = done.location.clone().unwrap();
        assert!(desk.ward.get(&own).await.text.contains("Dự thảo"));
        let twice = send(&desk.ward, &fields, &yes).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("đơn vị đã có"), "{}", twice.text);
        assert!(desk.ward.get(FROM_ABOVE).await.text.contains(&own));
    });
}

#[test]
fn another_units_plan_is_neither_shown_nor_made() {
    on_sqlite(|trial| async move {
        let desk = desk(trial).await;
        let page = desk.ward.get(&desk.address).await;
        let fields = form(&page);
        let other = [("don-vi", "ha-khe"), ("buoc", "ghi")];
        let made = send(&desk.ward, &fields, &other).await;
        assert_eq!(made.status, StatusCode::FORBIDDEN);
        let address = desk.address.replace("son-khe", "ha-khe");
        assert_eq!(desk.ward.get(&address).await.status, StatusCode::FORBIDDEN);
        let neighbour = desk.site.sign_in("daumoi.hakhe", PASSWORD).await;
        let own = neighbour.get("/ke-hoach").await;
        let plan = links(&own.text)
            .into_iter()
            .find(|link| link.len() > 40 && link.starts_with("/ke-hoach/"))
            .unwrap();
        let plan = plan
            .split('?')
            .next()
            .unwrap()
            .trim_start_matches("/ke-hoach/")
            .to_owned();
        let beside = format!("{FROM_ABOVE}?don-vi=son-khe&ke-hoach={plan}");
        assert_eq!(desk.ward.get(&beside).await.status, StatusCode::NOT_FOUND);
        let below = format!("/ke-hoach/{}/trien-khai", desk.above);
        assert_eq!(desk.ward.get(&below).await.status, StatusCode::NOT_FOUND);
        let remind = desk.ward.post(&below, &[("ai", "tat-ca")]).await;
        assert_eq!(remind.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_city_counts_its_wards_and_reminds_them() {
    on_sqlite(|trial| async move {
        let desk = desk(trial).await;
        let below = format!("/ke-hoach/{}/trien-khai", desk.above);
        let page = desk.city.get(&below).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Chưa có kế hoạch") && page.text.contains("Phường Sơn Khê"));
        let sent = desk.city.get(&format!("{below}?tinh-trang=sent")).await;
        assert!(sent.text.contains("Phường Hạ Khê") && !sent.text.contains("Phường Sơn Khê"));
        let none = desk.city.get(&format!("{below}?tinh-trang=draft")).await;
        assert!(none.text.contains("Không có đơn vị nào khớp"));
        let sorted = desk.city.get(&format!("{below}?xep=ngay&q=son+khe")).await;
        assert!(sorted.text.contains("Phường Sơn Khê") && !sorted.text.contains("Phường Hạ Khê"));
        let nobody = desk.city.post(&below, &[("ai", "chon")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.text.contains("Không gửi được nhắc việc"));
        let reminded = desk.city.post(&below, &[("ai", "tat-ca")]).await;
        assert_eq!(reminded.status, StatusCode::OK);
        assert!(
            reminded.text.contains("Đã nhắc đầu mối"),
            "{}",
            reminded.text
        );
        let inbox = desk.ward.get("/hop-thu").await;
        assert!(
            inbox
                .text
                .contains("nhắc đơn vị lập và gửi kế hoạch triển khai")
        );
        let leader = desk.site.sign_in("lanhdao", PASSWORD).await;
        let read = leader.get(&below).await;
        assert!(read.status == StatusCode::OK && !read.text.contains("Nhắc đơn vị đã chọn"));
    });
}

/// A link of the page that holds the text.
fn led_to(page: &Page, text: &str) -> String {
    let found = links(&page.text)
        .into_iter()
        .find(|link| link.contains(text));
    found.unwrap_or_else(|| panic!("no link with {text}"))
}

/// The page's hidden field of what was seen.
fn seen(page: &Page) -> String {
    let tag = tags(&page.text).find(|tag| tag.contains("name=\"da-xem\""));
    attribute(tag.unwrap(), "value").unwrap().to_owned()
}

/// The value of the first box of that name.
fn boxed(page: &Page, name: &str) -> String {
    let name = format!("name=\"{name}\"");
    let tag = tags(&page.text).find(|tag| tag.contains("checkbox") && tag.contains(&name));
    attribute(tag.unwrap(), "value").unwrap().to_owned()
}

#[test]
fn a_change_above_is_answered_on_its_page() {
    on_sqlite(|trial| async move {
        let desk = desk(trial).await;
        let ward = desk.site.sign_in("daumoi.hakhe", PASSWORD).await;
        let inbox = ward.get("/hop-thu").await;
        assert!(
            inbox.text.contains("có thay đổi cần trả lời"),
            "{}",
            inbox.text
        );
        let own = led_to(&ward.get(FROM_ABOVE).await, "/ke-hoach/0");
        let address = format!("{own}/cap-tren");
        let page = ward.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Đổi thời hạn"), "{}", page.text);
        let (saw, row) = (seen(&page), boxed(&page, "chon"));
        let nothing = ward
            .post(&address, &[("viec", "nhan"), ("da-xem", &saw)])
            .await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let all = [
            ("viec", "khong"),
            ("da-xem", &saw),
            ("chon", &row),
            ("ly-do", ""),
        ];
        let silent = ward.post(&address, &all).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text.contains("chưa nêu lý do") && silent.text.contains(" checked"));
        let stale = [
            ("viec", "nhan"),
            ("da-xem", "x"),
            ("chon", &row),
            ("ly-do", "Công văn 9"),
        ];
        let stale = ward.post(&address, &stale).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("Công văn 9"), "what was typed is kept");
        let stranger = desk.ward.post(&address, &all).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        let all = [
            ("viec", "nhan:moved"),
            ("da-xem", &saw),
            ("ly-do", "Công văn 9"),
        ];
        let done = ward.post(&address, &all).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = ward.get(&address).await;
        assert!(page.text.contains("Đã nhận") && page.text.contains("Công văn 9"));
    });
}

#[test]
fn rows_are_linked_and_unlinked_on_their_page() {
    on_sqlite(|trial| async move {
        let desk = desk(trial).await;
        let list = desk.ward.get("/ke-hoach?nam=2026").await;
        let own = links(&list.text)
            .into_iter()
            .find(|link| link.len() > 40 && link.starts_with("/ke-hoach/0"))
            .unwrap();
        let address = format!("{}/lien-ket", own.split('?').next().unwrap());
        let choose = desk.ward.get(&address).await;
        assert!(choose.text.contains("Kế hoạch cấp trên") && choose.text.contains(&desk.above));
        let page = desk
            .ward
            .get(&format!("{address}?cap-tren={}", desk.above))
            .await;
        assert!(page.text.contains("Cặp dòng chờ xác nhận"), "{}", page.text);
        let saw = seen(&page);
        let above = ("cap-tren", desk.above.as_str());
        let none = desk
            .ward
            .post(&address, &[above, ("viec", "chon"), ("da-xem", &saw)])
            .await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("chưa chọn dòng nào"));
        let all = [above, ("viec", "giong"), ("da-xem", &saw)];
        let stranger = desk.site.sign_in("daumoi.hakhe", PASSWORD).await;
        assert_eq!(
            stranger.post(&address, &all).await.status,
            StatusCode::NOT_FOUND
        );
        let done = desk.ward.post(&address, &all).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let again = desk.ward.post(&address, &all).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let page = desk.ward.get(&address).await;
        assert!(page.text.contains("Đã liên kết"));
        let (saw, row) = (seen(&page), boxed(&page, "go"));
        let one = [("viec", "go"), ("go", row.as_str()), ("da-xem", &saw)];
        assert_eq!(
            desk.ward.post(&address, &one).await.status,
            StatusCode::SEE_OTHER
        );
        let saw = seen(&desk.ward.get(&address).await);
        let whole = [("viec", "go-het"), ("da-xem", saw.as_str())];
        let unsure = desk.ward.post(&address, &whole).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsure.text.contains("chưa xác nhận"));
        let whole = [("viec", "go-het"), ("da-xem", saw.as_str()), ("chac", "1")];
        assert_eq!(
            desk.ward.post(&address, &whole).await.status,
            StatusCode::SEE_OTHER
        );
    });
}

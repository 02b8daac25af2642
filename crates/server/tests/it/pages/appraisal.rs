//! `/ky/…/nop`, `/tham-dinh`, `/ky/…/bang-diem`: from the leader's check list to an objection.

use app::testing::{Trial, on_sqlite};
use axum::http::StatusCode;
use server::demo::{self, City, Size};

use super::html::attribute;
use crate::support::{Client, PASSWORD, Page, TestSite};

const BASE: &str = "/ky/2026/don-vi/son-khe";
const REMARK: &str = "Ảnh chụp không có ngày";

async fn city(trial: Trial) -> (TestSite, City) {
    let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    (TestSite::new(trial), city)
}

/// The value of a form's hidden field.
fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let tag = page.text.split('<').find(|tag| tag.contains(&mark));
    let tag = tag.unwrap_or_else(|| panic!("no {name}: {}", page.text));
    attribute(tag, "value").unwrap_or_default().to_owned()
}

async fn hand_in(leader: &Client) -> Page {
    let page = leader.get(&format!("{BASE}/nop")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Kiểm tra trước khi nộp"));
    let (bo, version) = (hidden(&page, "bo"), hidden(&page, "version"));
    let send = |word: &'static str| {
        let fields = [("bo", bo.clone()), ("version", version.clone())];
        async move {
            let [(_, bo), (_, version)] = fields;
            let fields = [
                ("bo", bo.as_str()),
                ("version", version.as_str()),
                ("explanation", word),
            ];
            leader.post(&format!("{BASE}/nop"), &fields).await
        }
    };
    let refused = send(" ").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("mà chưa có giải trình"),
        "{}",
        refused.text
    );
    send("Số liệu viễn thông chưa được cung cấp").await
}

#[test]
fn a_unit_is_handed_in_and_appraised_line_by_line() {
    on_sqlite(|trial| async move {
        let (site, _) = city(trial).await;
        let leader = site.sign_in("chutich.sonkhe", PASSWORD).await;
        let focal = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let judge = site.sign_in("thamdinh", PASSWORD).await;
        let stands = async || {
            let page = focal.get(&format!("{BASE}/tong-quan")).await.text;
            let (_, said) = page.split_once("class=\"phase").unwrap();
            let (_, said) = said.split_once('>').unwrap();
            said.split_once('<').unwrap().0.to_owned()
        };
        let before = stands().await;
        assert!(before.contains(", còn "), "{before}");
        let done = hand_in(&leader).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(stands().await, "Đã nộp bảng điểm");
        let by_focal = focal
            .post(&format!("{BASE}/nop"), &[("version", "1")])
            .await;
        assert_eq!(by_focal.status, StatusCode::FORBIDDEN);

        let queue = judge.get("/tham-dinh?ky=2026").await;
        assert!(queue.text.contains("Phường Sơn Khê"), "{}", queue.text);
        let work = judge.get(&format!("{BASE}/tham-dinh")).await;
        assert!(work.text.contains("chỉ số chưa quyết định"));
        let at = format!("{BASE}/tham-dinh/chi-so/");
        let href = work
            .text
            .split('"')
            .find(|word| word.starts_with(&at))
            .unwrap();
        let address = href.split('?').next().unwrap().to_owned();
        let line = judge.get(href).await;
        assert_eq!(line.status, StatusCode::OK);
        let (bo, entry) = (hidden(&line, "bo"), hidden(&line, "entry"));
        let decide = |points: &'static str| {
            let (bo, entry, judge, address) = (&bo, &entry, &judge, &address);
            async move {
                let fields = [
                    ("bo", bo.as_str()),
                    ("entry", entry.as_str()),
                    ("version", "0"),
                    ("quyet_dinh", "dieu-chinh"),
                    ("points", points),
                    ("reason", REMARK),
                ];
                judge.post(address, &fields).await
            }
        };
        let above = decide("10000").await;
        assert_eq!(above.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(above.text.contains("chỉ số này từ 0 đến"));
        assert!(above.text.contains(REMARK), "what was typed is kept");
        assert_eq!(decide("0").await.status, StatusCode::SEE_OTHER);
        let again = decide("0").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text.contains("người khác vừa thay đổi"));

        let refused = leader.get(&format!("{BASE}/tham-dinh")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for path in ["bang-diem", "nop"] {
            let page = leader.get(&format!("{BASE}/{path}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.text.contains(REMARK), "not released yet");
        }
        let audit = leader.get("/quan-tri/nhat-ky").await;
        assert!(!audit.text.contains(REMARK), "not released yet");
        let version = hidden(&leader.get(&format!("{BASE}/nop")).await, "version");
        let fields = [("bo", bo.as_str()), ("version", version.as_str())];
        let late = leader.post(&format!("{BASE}/nop/rut-lai"), &fields).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("tổ thẩm định đã bắt đầu"));
    });
}

#[test]
fn a_unit_reads_what_it_is_asked_and_objects_while_its_clock_runs() {
    on_sqlite(|trial| async move {
        let (site, city) = city(trial).await;
        let first = site.sign_in("chutich.sonkhe", PASSWORD).await;
        let sheet = first.get("/ky/2026-9t/don-vi/son-khe/bang-diem").await;
        assert!(
            sheet.text.contains("bản chụp báo cáo có chữ ký"),
            "{}",
            sheet.text
        );

        let slug = &city.wards[1].slug;
        let login = format!("chutich.{}", slug.replace('-', ""));
        let leader = site.sign_in(&login, PASSWORD).await;
        let base = format!("/ky/2026-9t/don-vi/{slug}");
        let sheet = leader.get(&format!("{base}/bang-diem")).await;
        assert!(sheet.text.contains("Thẩm định"));
        assert!(sheet.text.contains("không thể hiện kết quả"));
        let at = format!("{base}/kien-nghi/");
        let href = sheet
            .text
            .split('"')
            .find(|word| word.starts_with(&at))
            .unwrap();
        let address = href.split('?').next().unwrap();
        let form = leader.get(href).await;
        assert_eq!(form.status, StatusCode::OK);
        let bo = hidden(&form, "bo");
        let empty = leader.post(address, &[("bo", &bo), ("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = [("bo", bo.as_str()), ("reason", "Báo cáo đã gửi ngày 20/12")];
        assert_eq!(
            leader.post(address, &said).await.status,
            StatusCode::SEE_OTHER
        );
        let twice = leader.post(address, &said).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("đã có kiến nghị"));
        let judge = site.sign_in("thamdinh", PASSWORD).await;
        let work = judge.get(&format!("{base}/tham-dinh")).await;
        assert!(work.text.contains("Có kiến nghị chờ trả lời"));
        site.trial
            .clock
            .set("2026-10-21T02:00:00Z".parse().unwrap());
        let leader = site.sign_in(&login, PASSWORD).await;
        let late = leader.post(address, &said).await;
        assert!(late.text.contains("đã qua"), "{}", late.text);
    });
}

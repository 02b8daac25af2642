//! `/viec-cua-toi`, `/dong/{row}`, `/lich`, `/hop-thu`, `/trao-doi`: a year's work through its pages.

use app::audit::Event;
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, AssignmentId, PlanId, RowId, assignment, bind};
use axum::http::StatusCode;

use crate::support::{Client, TestSite};

const DEADLINES: [&str; 2] = ["Ít nhất 1 cuộc/quý", "Trước ngày 10/10/2026"];

/// The first administrator leads two rows of an issued plan.
async fn with_work(trial: &Trial) -> Vec<RowId> {
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    let sql = "select p.id, p.unit_id from person p join account a on a.person_id = p.id";
    let ids = |row: &app::database::Row| Ok((row.text("id")?, row.text("unit_id")?));
    let (person, unit) = tx.one(sql, &[], ids).await.unwrap();
    let plan = PlanId::new();
    for (sql, params) in [
        (
            "insert into party (id, unit_id, kind, person_ref, name, name_folded, name_key, version)
             values ($1, $2, 'person', $1, 'Lê Thị Hạnh', 'le thi hanh', 'le thi hanh', 1)",
            bind![&person, &unit],
        ),
        ("insert into party_holder (party_id, person_id) values ($1, $1)", bind![&person]),
        (
            "insert into plan (id, unit_id, year, kind, reference, issued_on, title, title_folded,
             state, origin, created_at, created_by, version)
             values ($1, $2, 2026, 'Kế hoạch', '41/KH-UBND', '2026-02-10', 'Kế hoạch', 'ke hoach',
             'issued', 'typed', '2026-02-10T00:00:00Z', 'x', 1)",
            bind![plan.as_str(), &unit],
        ),
    ] {
        tx.run(sql, params).await.unwrap();
    }
    let mut rows = Vec::new();
    for (at, text) in (1..).zip(DEADLINES) {
        let row = RowId::new();
        let code = format!("1.{at}");
        tx.run(
            "insert into plan_row (id, plan_id, annex, position, kind, code, path, title,
             title_folded, max_points, deadline_text, triage, status, version)
             values ($1, $2, '', $3, 'task', $4, $4, $5, 'viec', '10', $6, 'leads', 'not_started', 1)",
            bind![row.as_str(), plan.as_str(), at, &code, &format!("Họp <b>lần</b> {at}"), text],
        )
        .await
        .unwrap();
        tx.run(
            "insert into assignment (id, row_id, role, party_id, named, status, version)
             values ($1, $2, 'lead', $3, 'x', 'not_started', 1)",
            bind![AssignmentId::new().as_str(), row.as_str(), &person],
        )
        .await
        .unwrap();
        let reading = reading::deadline::read(text, 2026, None);
        assignment::plan_work(&mut tx, &row, Some(&reading), 2026)
            .await
            .unwrap();
        rows.push(row);
    }
    tx.commit(Event::new("plan.created", "plan", plan.as_str(), ""))
        .await
        .unwrap();
    rows
}

async fn begun(trial: Trial) -> (TestSite, Client, Vec<RowId>) {
    let (site, client) = TestSite::begun(trial).await;
    let rows = with_work(&site.trial).await;
    (site, client, rows)
}

#[test]
fn an_empty_list_says_where_work_comes_from() {
    on_sqlite(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        for (path, sentence) in [
            ("/viec-cua-toi", "Chưa có việc nào được giao cho bạn"),
            ("/lich", "Không có việc nào đến hạn trong tháng này"),
            ("/hop-thu", "Chưa có thông báo"),
        ] {
            let page = client.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains(sentence), "{path}");
        }
    });
}

#[test]
fn work_is_listed_by_urgency_and_its_status_changes_with_one_button() {
    on_both(|trial| async move {
        let (site, client, rows) = begun(trial).await;
        let page = client.get("/viec-cua-toi").await;
        assert!(page.text.contains("Quá hạn") && page.text.contains("Quá hạn 6 ngày"));
        assert!(page.text.contains("0/4") && !page.text.contains("<b>lần</b>"));
        let path = format!("/dong/{}/tinh-trang", rows[1]);
        let step = |to, version| [("den", to), ("phien_ban", version), ("ve", "viec")];
        let page = client.post(&path, &step("submitted", "1")).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert_eq!(
            page.location.unwrap(),
            format!("/viec-cua-toi#viec-{}", rows[1])
        );
        let page = client.get("/viec-cua-toi").await;
        assert!(page.text.contains("Đã xong") && page.text.contains("Đã nộp"));
        let page = client.post(&path, &step("in_progress", "1")).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        let page = client.post(&path, &step("appraised", "2")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("thuộc trách nhiệm thẩm định"));
        let before = site.trial.app.statements();
        client.get("/viec-cua-toi").await;
        assert!(
            site.trial.app.statements() - before <= 14,
            "whatever the number of rows"
        );
    });
}

#[test]
fn what_was_done_is_counted_and_a_slip_is_said_at_its_field() {
    on_both(|trial| async move {
        let (_, client, rows) = begun(trial).await;
        let path = format!("/dong/{}/lan-thuc-hien", rows[0]);
        let typed = [("ngay", "1/4/2062"), ("ghi_chu", "12 người dự")];
        let page = client.post(&path, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("ngày 01/04/2062 chưa đến") && page.text.contains("12 người dự")
        );
        let page = client.post(&path, &[("ngay", "hôm qua")]).await;
        assert!(page.text.contains("Không đọc được ngày") && page.text.contains("hôm qua"));
        let page = client
            .post(&path, &[("ngay", "01/04/2026"), ("ghi_chu", "Họp quý II")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = client.get(&format!("/dong/{}", rows[0])).await;
        assert!(page.text.contains("1/4") && page.text.contains("Họp quý II"));
        let path = format!("/dong/{}/han", rows[1]);
        let page = client
            .post(&path, &[("ngay", "2026-11-30"), ("phien_ban", "1")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert!(
            client
                .get(&format!("/dong/{}", rows[1]))
                .await
                .text
                .contains("30/11/2026")
        );
        let nowhere = client.get(&format!("/dong/{}", RowId::new())).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_comment_is_shown_as_text_and_a_refused_one_is_kept() {
    on_both(|trial| async move {
        let (_, client, rows) = begun(trial).await;
        let path = format!("/trao-doi/plan_row/{}", rows[0]);
        let body = "<script>1</script> @le thi hanh xem https://khac.vn/a";
        let page = client.post(&path, &[("noi_dung", body)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = client.get(&path).await;
        assert!(!page.text.contains("<script>1"));
        assert!(
            page.text
                .contains("<span class=\"mention\">@Lê Thị Hạnh</span>")
        );
        assert!(page.text.contains("rel=\"noopener noreferrer nofollow\""));
        let long = format!("{}đuôi", "x".repeat(4_000));
        let page = client.post(&path, &[("noi_dung", &long)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("4.004 ký tự") && page.text.contains("xđuôi</textarea>"));
        let page = client.get("/trao-doi/plan_row/x").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn reminders_stand_in_the_inbox_until_they_are_opened() {
    on_both(|trial| async move {
        let (site, client, _) = begun(trial).await;
        // On Friday the week's summary and what is due; on Saturday that it is late.
        for day in ["2026-10-09T02:00:00Z", "2026-10-10T02:00:00Z"] {
            site.trial.clock.set(day.parse().unwrap());
            app::notice::remind(&site.trial.app).await.unwrap();
        }
        let page = client.get("/hop-thu").await;
        assert!(
            page.text
                .contains("Đã quá hạn 1 ngày (09/10/2026): 1.2 Họp &#60;b&#62;"),
            "{}",
            page.text
        );
        let at = page.text.find("href=\"/hop-thu/0").unwrap() + 6;
        let address = page.text[at..].split('"').next().unwrap();
        let opened = client.get(address).await;
        assert!(opened.location.unwrap().starts_with("/ke-hoach/"));
        assert!(
            client
                .get("/hop-thu?loc=chua-doc")
                .await
                .text
                .contains("2 thông báo chưa đọc")
        );
        client.post("/hop-thu/da-doc", &[]).await;
        assert!(client.get("/hop-thu").await.text.contains("Đã đọc hết"));
    });
}

#[test]
fn the_calendar_has_the_due_days_and_goes_into_others() {
    on_both(|trial| async move {
        let (_, client, _) = begun(trial).await;
        let page = client.get("/lich").await;
        assert!(page.text.contains("Lịch tháng 10/2026") && page.text.contains("quá hạn"));
        let page = client
            .get("/lich?thang=2026-12&cua=don-vi&kieu=danh-sach")
            .await;
        assert!(page.text.contains("Thứ Năm, 31/12/2026") && page.text.contains("Quý IV/2026"));
        let page = client.get("/lich?thang=9999-12").await;
        assert_eq!(page.status, StatusCode::OK);
        let page = client.get("/lich/viec-cua-toi.ics").await;
        assert!(page.text.starts_with("BEGIN:VCALENDAR\r\n"));
        assert!(page.text.contains("DTSTART;VALUE=DATE:20261231"));
    });
}

#[test]
fn what_presses_can_be_copied_into_a_chat() {
    on_both(|trial| async move {
        let (_, client, _) = begun(trial).await;
        let page = client.get("/viec-cua-toi").await;
        let (_, rest) = page
            .text
            .split_once("data-copy>")
            .expect("something is late");
        let text = rest.split("</textarea>").next().unwrap();
        assert!(
            text.starts_with("Nhắc việc của tôi, ngày 15/10/2026\n"),
            "{text}"
        );
        let late = "- 1.2 Họp &#60;b&#62;lần&#60;/b&#62; 2: hạn 09/10/2026, quá 6 ngày\n";
        assert!(text.contains("QUÁ HẠN (") && text.contains(late), "{text}");
        let none = client.get("/viec-cua-toi?vai-tro=phoi-hop").await;
        assert!(!none.text.contains("data-copy"), "nothing presses there");
    });
}

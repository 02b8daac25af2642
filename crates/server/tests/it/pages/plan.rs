//! `/ke-hoach…`: plans, rows, amendments.

use app::plan::{NewRow, Seen};
use app::testing::{Trial, on_both, on_sqlite, sample};
use app::{Actor, PlanId};
use axum::http::StatusCode;

use crate::support::{Client, PASSWORD, TestSite};

struct Desk {
    site: TestSite,
    client: Client,
    actor: Actor,
    plan: PlanId,
}

/// A site with a plan whose rows stand in so many annexes.
async fn desk(trial: Trial, annexes: usize) -> Desk {
    let (site, client) = TestSite::begun(trial).await;
    let app = site.trial.app.clone();
    let session = app::account::sign_in(&app, "hanh", PASSWORD).await.unwrap();
    let actor = app::account::visitor(&app, &session.token)
        .await
        .unwrap()
        .unwrap();
    let unit = actor.home.clone().unwrap().id;
    let mut new = sample::new_plan(&app, &actor, &unit).await.unwrap();
    let rows: Vec<NewRow> = std::mem::take(&mut new.rows);
    for number in 1..=annexes {
        new.rows.extend(rows.iter().cloned().map(|row| NewRow {
            annex: format!("Phụ lục {number:02}"),
            ..row
        }));
    }
    let mut tx = app.begin(&actor).await.unwrap();
    let plan = app::plan::write(&mut tx, &actor, new).await.unwrap();
    let event = app::audit::Event::new("import.written", "import", plan.as_str(), "x");
    tx.commit(event).await.unwrap();
    Desk {
        site,
        client,
        actor,
        plan,
    }
}

impl Desk {
    fn at(&self, rest: &str) -> String {
        format!("/ke-hoach/{}{rest}", self.plan)
    }

    async fn row(&self) -> app::plan::PlanRow {
        let app = &self.site.trial.app;
        let head = app::plan::head(app, &self.actor, &self.plan).await.unwrap();
        let lines = app::plan::rows(app, &self.actor, &head).await.unwrap();
        lines
            .into_iter()
            .map(|line| line.row)
            .find(app::plan::PlanRow::is_work)
            .unwrap()
    }

    async fn issue(&self) {
        let app = &self.site.trial.app;
        app::plan::issue(app, &self.actor, &self.plan, 1)
            .await
            .unwrap();
    }
}

#[test]
fn plans_are_listed_and_an_empty_list_says_what_to_do() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let page = client.get("/ke-hoach").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Chưa có kế hoạch nào") && page.text.contains("/nhap-ke-hoach"));
    });
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        for (query, found) in [
            ("", true),
            ("?q=nang+cao+dti", true),
            ("?q=khong+co", false),
            ("?nam=2025", false),
            ("?trang-thai=draft&trang=9", true),
        ] {
            let page = desk.client.get(&format!("/ke-hoach{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.text.contains(desk.plan.as_str()), found, "{query}");
        }
    });
}

#[test]
fn a_plan_costs_as_many_queries_with_few_rows_as_with_many() {
    on_sqlite(|trial| async move {
        let desk = desk(trial, 4).await;
        let app = &desk.site.trial.app;
        let row = desk.row().await;
        for (path, word) in [
            ("/ke-hoach".to_owned(), "Dự thảo"),
            (desk.at(""), "Phụ lục 04"),
            (desk.at("?trang=2"), "trang 2/"),
            (desk.at("/van-ban"), "15/KH-UBND"),
            (desk.at("/lich-su"), "Lập kế hoạch"),
            (desk.at(&format!("/dong/{}", row.id)), "Phần mềm hiểu"),
            (desk.at("/sua"), "Trích yếu"),
            (desk.at("/hieu-luc"), "Ban hành"),
            (desk.at("/them-dong"), "Dán cả bảng"),
            (desk.at("/xuat.csv"), "Điểm tối đa"),
        ] {
            let before = app.statements();
            let page = desk.client.get(&path).await;
            let statements = app.statements() - before;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(
                page.text.contains(word) || path.ends_with('2'),
                "{path} lacks {word}"
            );
            // Work, proof and discussion stand on the page of a row and cost their own.
            let most = if path.contains("/dong/") { 16 } else { 12 };
            assert!(statements <= most, "{path}: {statements} statements");
            assert!(
                page.text.len() < 300_000,
                "{path}: {} bytes",
                page.text.len()
            );
        }
    });
}

#[test]
fn filters_find_without_diacritics_and_keep_headings_above() {
    on_sqlite(|trial| async move {
        let desk = desk(trial, 1).await;
        let all = desk.client.get(&desk.at("")).await;
        let row = desk.row().await;
        let word = reading::text::fold(&row.title).replace(' ', "+");
        let page = desk.client.get(&desk.at(&format!("?q={word}"))).await;
        assert!(page.text.contains(row.id.as_str()));
        assert!(page.text.len() < all.text.len());
        let page = desk.client.get(&desk.at("?cua-toi=1")).await;
        assert!(page.text.contains("Không có dòng nào khớp"));
        let page = desk
            .client
            .get(&desk.at("?diem=99999&xep=han&tien-do=sai&chu-tri=x&trang=-1"))
            .await;
        assert_eq!(page.status, StatusCode::OK);
    });
}

#[test]
fn what_was_typed_stays_when_refused_and_both_versions_stand_when_stale() {
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        let row = desk.row().await;
        let path = desk.at(&format!("/dong/{}", row.id));
        let version = row.version.to_string();
        let typed = |title: &'static str, points: &'static str| {
            [
                ("title", title.to_owned()),
                ("max_points", points.to_owned()),
                ("kind", "indicator".to_owned()),
                ("triage", "leads".to_owned()),
                ("version", version.clone()),
            ]
        };
        let post = async |fields: [(&'static str, String); 5]| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            desk.client.post(&path, &fields).await
        };
        let page = post(typed("Tên mới", "mười hai rưỡi")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("mười hai rưỡi") && page.text.contains("max_points-loi"));
        let page = post(typed("Tên mới", "12,5")).await;
        assert_eq!(
            page.location.as_deref(),
            Some(path.as_str()),
            "{}",
            page.text
        );
        let page = post(typed("Tên của người thứ hai", "12,5")).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(
            page.text.contains("Bản hiện tại")
                && page.text.contains("Tên mới")
                && page.text.contains("Tên của người thứ hai")
        );
        let page = desk.client.get(&path).await;
        assert!(page.text.contains("<del>") && page.text.contains("12,5 điểm"));
    });
}

#[test]
fn other_offices_see_nothing_of_a_plan_and_readers_change_nothing() {
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        let row = desk.row().await;
        let paths = [
            "",
            "/van-ban",
            "/lich-su",
            "/xuat.csv",
            "/xuat.docx",
            "/xuat.pdf",
            "/sua",
            "/hieu-luc",
            "/them-dong",
        ]
        .map(|rest| desk.at(rest));
        let line = desk.at(&format!("/dong/{}", row.id));
        desk.site
            .trial
            .meddle("update role_grant set role = 'reader'")
            .await;
        for path in &paths[..6] {
            assert_eq!(desk.client.get(path).await.status, StatusCode::OK, "{path}");
        }
        for path in &paths[6..] {
            assert_eq!(
                desk.client.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert!(
            !desk
                .client
                .get(&line)
                .await
                .text
                .contains("<form class=\"form")
        );
        assert_eq!(
            desk.client.post(&line, &[("title", "x")]).await.status,
            StatusCode::FORBIDDEN
        );
        desk.site.trial.meddle("insert into unit (id, path, slug, kind, name, name_folded, valid_from, version)
            values ('00000000-0000-7000-8000-000000000001', '/khac/', 'khac', 'city', 'Khác', 'khac', '2020-01-01', 1)").await;
        desk.site
            .trial
            .meddle("update plan set unit_id = '00000000-0000-7000-8000-000000000001'")
            .await;
        desk.site
            .trial
            .meddle("update role_grant set role = 'focal'")
            .await;
        for path in paths.iter().chain([&line]) {
            assert_eq!(
                desk.client.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let forms: [(&str, &[(&str, &str)]); 6] = [
            ("", &[("title", "x")]),
            ("/phan-cong", &[("party", row.id.as_str())]),
            ("/vi-tri", &[("to", "up")]),
            ("/vi-tri", &[("to", "remove"), ("version", "1")]),
            ("/vi-tri", &[("to", "after"), ("after", "1")]),
            (
                "/phan-cong",
                &[("assignment", row.id.as_str()), ("version", "1")],
            ),
        ];
        for (rest, fields) in forms {
            let page = desk.client.post(&format!("{line}{rest}"), fields).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest} {fields:?}");
        }
        assert!(
            !desk
                .client
                .get("/ke-hoach")
                .await
                .text
                .contains(desk.plan.as_str())
        );
    });
}

#[test]
fn a_plan_is_handed_over_as_an_official_paper() {
    on_both(|trial| async move {
        let desk = desk(trial, 2).await;
        let app = &desk.site.trial.app;
        let show = desk.client.get(&desk.at("")).await;
        for (ending, begins) in [("docx", "PK"), ("pdf", "%PDF-"), ("xlsx", "PK")] {
            let path = desk.at(&format!("/xuat.{ending}"));
            let before = app.statements();
            let page = desk.client.get(&path).await;
            let statements = app.statements() - before;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.starts_with(begins));
            assert!(statements <= 12, "{statements} statements");
            let named = page.headers["content-disposition"].to_str().unwrap();
            assert!(
                named.starts_with("attachment; filename=\"ke-hoach-"),
                "{named}"
            );
            assert!(named.ends_with(&format!(".{ending}\"")), "{named}");
            assert!(show.text.contains(&path));
        }
    });
}

#[test]
fn an_export_holds_no_formula() {
    on_sqlite(|trial| async move {
        let desk = desk(trial, 1).await;
        desk.site.trial.meddle("update plan_row set title = '=HYPERLINK(\"http://x\")', note = '@a;b' where kind = 'indicator'").await;
        let page = desk.client.get(&desk.at("/xuat.csv")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.starts_with("\u{feff}Phụ lục;Loại;Mã"));
        assert!(page.text.contains("\"'=HYPERLINK(\"\"http://x\"\")\""));
        assert!(page.text.contains("\"'@a;b\""));
    });
}

#[test]
fn a_plan_is_typed_by_hand_and_a_block_is_shown_before_it_is_written() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let page = client.get("/ke-hoach/moi").await;
        let unit = page
            .text
            .split("<option value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let head = [
            ("unit", unit.as_str()),
            ("title", ""),
            ("year", "2026"),
            ("issued_on", "31/02/2026"),
        ];
        let page = client.post("/ke-hoach/moi", &head).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("31/02/2026") && page.text.contains("issued_on-loi"));
        let head = [
            ("unit", unit.as_str()),
            ("title", "Kế hoạch thử"),
            ("year", "2026"),
            ("bases", "15/KH-UBND | 12/02/2026 | UBND tỉnh"),
        ];
        let to = client.post("/ke-hoach/moi", &head).await.location.unwrap();
        let block = "Mã\tNội dung\tĐiểm tối đa\tCách tính điểm\tChủ trì\tThời gian\n1.1\tTỷ lệ hồ sơ trực tuyến\t10\tTỷ lệ × 10đ\tPhòng Văn hóa\tTrước ngày 15/10/2026\n1.2\tHọp ban chỉ đạo\t5\t\t\tÍt nhất 1 cuộc/quý";
        let page = client.post(&to, &[("block", block), ("buoc", "xem")]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for word in ["Chậm nhất ngày 14/10/2026", "Ghi 2 dòng", "Phòng Văn hóa"] {
            assert!(page.text.contains(word), "{word}");
        }
        let count = async || {
            let mut conn = site.trial.app.read().await.unwrap();
            conn.one("select count(*) as n from plan_row", &[], |row| {
                row.count("n")
            })
            .await
            .unwrap()
        };
        assert_eq!(count().await, 0);
        let page = client.post(&to, &[("block", block), ("buoc", "ghi")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(count().await, 2);
        let page = client
            .post(&to, &[("title", ""), ("note", "giữ lại"), ("buoc", "ghi")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("giữ lại") && page.text.contains("title-loi"));
    });
}

#[test]
fn an_issued_plan_asks_for_a_reason_and_shows_its_amendments() {
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        let page = desk
            .client
            .post(&desk.at("/hieu-luc"), &[("to", "issued"), ("version", "7")])
            .await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        desk.issue().await;
        let row = desk.row().await;
        let picked = format!("{}:{}", row.id, row.version);
        let mut fields = vec![
            ("chon", picked.as_str()),
            ("viec", "due"),
            ("due", "30/11/2026"),
        ];
        let page = desk.client.post(&desk.at("/nhieu-dong"), &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("1 dòng thay đổi") && page.text.contains("30/11/2026"));
        fields.push(("buoc", "ghi"));
        let page = desk.client.post(&desk.at("/nhieu-dong"), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("chưa nêu lý do"));
        fields.push(("reason", "Công văn 51/UBND-VX"));
        let page = desk.client.post(&desk.at("/nhieu-dong"), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let page = desk.client.get(&desk.at("/lich-su")).await;
        assert!(page.text.contains("Công văn 51/UBND-VX") && page.text.contains("30/11/2026"));
        let page = desk.client.post(&desk.at("/nhieu-dong"), &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        for fields in [
            vec![("viec", "assign")],
            vec![("chon", "x"), ("viec", "due"), ("due", "31/02")],
            vec![],
        ] {
            let page = desk.client.post(&desk.at("/nhieu-dong"), &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        }
        let page = desk
            .client
            .post(
                &desk.at("/hieu-luc"),
                &[("to", "withdrawn"), ("version", "2")],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let seen = Seen {
            version: 2,
            reason: "Thay".to_owned(),
        };
        app::plan::withdraw(&desk.site.trial.app, &desk.actor, &desk.plan, seen)
            .await
            .unwrap();
        let page = desk.client.get(&desk.at("")).await;
        assert!(page.text.contains("Đã thu hồi") && !page.text.contains("nhieu-dong"));
    });
}

#[test]
fn someone_is_assigned_and_replaced_on_the_page_of_a_row() {
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        let row = desk.row().await;
        let path = desk.at(&format!("/dong/{}", row.id));
        let unit = desk.actor.home.clone().unwrap().id;
        let party = sample::party(&desk.site.trial.app, &desk.actor, &unit, "Tổ công nghệ số")
            .await
            .unwrap();
        let to = format!("{path}/phan-cong");
        let page = desk
            .client
            .post(&to, &[("party", ""), ("role", "lead")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("chưa chọn người"));
        let page = desk
            .client
            .post(&to, &[("party", party.as_str()), ("role", "supporting")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let page = desk.client.get(&path).await;
        assert!(page.text.contains("Tổ công nghệ số") && page.text.contains("Phân công"));
        let strange = app::PartyId::new();
        let page = desk
            .client
            .post(&to, &[("party", strange.as_str()), ("role", "lead")])
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let place = format!("{path}/vi-tri");
        let page = desk
            .client
            .post(&place, &[("to", "after"), ("after", "không có")])
            .await;
        assert!(page.text.contains("không có dòng mã"));
        let version = desk.row().await.version.to_string();
        let page = desk
            .client
            .post(&place, &[("to", "remove"), ("version", &version)])
            .await;
        assert_eq!(page.location, Some(desk.at("/lich-su")));
        assert!(desk.client.get(&path).await.text.contains("Khôi phục dòng"));
    });
}

#[test]
fn a_copy_is_shown_before_it_is_written() {
    on_both(|trial| async move {
        let desk = desk(trial, 1).await;
        let asked = format!("/ke-hoach/chep?tu={}&nam=2027", desk.plan);
        let page = desk.client.get(&asked).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("năm 2027") && page.text.contains("<ins>"));
        let page = desk
            .client
            .post(
                "/ke-hoach/chep",
                &[("tu", desk.plan.as_str()), ("nam", "2026")],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = desk
            .client
            .post(
                "/ke-hoach/chep",
                &[("tu", desk.plan.as_str()), ("nam", "2027")],
            )
            .await;
        let to = page.location.unwrap();
        assert!(desk.client.get(&to).await.text.contains("Dự thảo"));
    });
}

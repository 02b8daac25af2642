//! Ranking, publishing, and what the public may read: what was published and nothing else.

use app::audit::Event;
use app::scorecard::{self, Kind};
use app::testing::on_sqlite;
use app::{account, bind, figure, framework, period};
use axum::http::StatusCode;
use server::demo::{self, City, Size};
use server::web::{Access, route_table};

use crate::support::{Client, PASSWORD, TestSite};

/// Both wards hand in, as their leaders would.
async fn hand_in(site: &TestSite, city: &City) {
    let app = &site.trial.app;
    let focal = account::sign_in(app, "daumoi", PASSWORD).await.ok();
    let focal = focal.unwrap().actor;
    let period = period::by_code(app, "2026").await.unwrap();
    for ward in &city.wards {
        let all = figure::assessments(app, &focal, ward, &period)
            .await
            .unwrap();
        let mut tx = app.begin(&focal).await.unwrap();
        scorecard::freeze(&mut tx, &all[0].id, Kind::Claimed)
            .await
            .unwrap();
        tx.run(
            "update assessment set state = 'submitted' where id = $1",
            bind![all[0].id.as_str()],
        )
        .await
        .unwrap();
        tx.commit(Event::new("assessment.opened", "assessment", "", ""))
            .await
            .unwrap();
    }
}

async fn framework_id(site: &TestSite) -> String {
    let app = &site.trial.app;
    let focal = account::sign_in(app, "daumoi", PASSWORD).await.ok();
    let all = framework::list(app, &focal.unwrap().actor).await.unwrap();
    // Wards have frameworks of their own beside the city's.
    let city = all.iter().max_by_key(|one| one.assessments);
    city.unwrap().id.to_string()
}

fn field(html: &str, name: &str) -> String {
    let at = html.find(&format!("name=\"{name}\"")).unwrap();
    let value = html[at..].split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Publishes what the page shows; its address.
async fn publish(leader: &Client, address: &str, reason: &str) -> String {
    let page = leader.get(address).await;
    assert_eq!(page.status, StatusCode::OK);
    let seen = field(&page.text, "seen");
    let fields = [
        ("title", "Kết quả 2026"),
        ("seen", &*seen),
        ("reason", reason),
        // The city's own assessment is not handed in, and not looked for.
        ("without_others", "1"),
    ];
    let done = leader.post(address, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    done.location.unwrap()
}

#[test]
fn the_public_reads_what_was_published_and_nothing_else() {
    on_sqlite(|trial| async move {
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let (leader, nobody) = (site.sign_in("quantri", PASSWORD).await, site.visitor());
        let owner = "/ky/2026/don-vi/dong-linh";
        let framework = framework_id(&site).await;
        let address = format!("{owner}/cong-bo/{framework}");

        let page = leader.get(&format!("{owner}/xep-hang")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Tạm tính"), "live points are called so");
        assert!(page.text.contains(&city.wards[0].name) && page.text.contains(&address));
        let page = leader.get(&address).await;
        assert!(
            page.text.contains("chưa đơn vị nào nộp bảng điểm"),
            "{}",
            page.text
        );
        // Nothing is published: no name of a ward is public anywhere.
        walk(&nobody, &city, None).await;

        hand_in(&site, &city).await;
        walk(&nobody, &city, None).await;
        let first = publish(&leader, &address, "").await;
        walk(&nobody, &city, Some(&first)).await;
        let page = nobody.get(&first).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(&city.wards[0].name), "{}", page.text);
        let card = nobody
            .get(&format!("{first}/don-vi/{}", city.wards[0].slug))
            .await;
        assert_eq!(card.status, StatusCode::OK);
        assert!(card.text.contains("Tỷ lệ"), "rules in words");
        let none = nobody.get(&format!("{first}/don-vi/dong-linh")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let withdrawing = nobody.get(&format!("{first}/thu-hoi")).await;
        assert_eq!(withdrawing.status, StatusCode::SEE_OTHER);

        let csv = nobody.get(&format!("{first}/du-lieu.csv")).await;
        assert!(
            csv.text.starts_with("\u{feff}ky,bo_chi_so,"),
            "{}",
            csv.text
        );
        assert_eq!(csv.text.matches("\r\n").count(), 3);
        let json = nobody.get(&format!("{first}/du-lieu.json")).await;
        let report = app::publication::verify(json.text.as_bytes()).unwrap();
        assert_eq!(report.differences, []);
        assert!(
            page.text.contains(&report.file_sha256),
            "the hash stands on the page"
        );
        for account in &city.accounts {
            assert!(!json.text.contains(&account.name), "{}", account.name);
        }

        let unseen = [("title", "Lần hai"), ("without_others", "1")];
        let again = leader.post(&address, &unseen).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "nobody looked at it");
        let second = publish(&leader, &address, "Bổ sung số liệu").await;
        let old = nobody.get(&first).await;
        assert!(old.text.contains("Đã có bản đính chính"));
        assert!(nobody.get(&second).await.text.contains("Bổ sung số liệu"));

        let withdraw = format!("{second}/thu-hoi");
        let ask = leader.get(&withdraw).await;
        let version = field(&ask.text, "version");
        let silent = leader.post(&withdraw, &[("version", &version)]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = leader
            .post(
                &withdraw,
                &[("version", &version), ("note", "Sai danh sách")],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = nobody.get(&second).await;
        assert!(page.text.contains("Sai danh sách"));
        assert!(!page.text.contains(&city.wards[0].name));
        for part in ["du-lieu.csv", "du-lieu.json", "don-vi/son-khe"] {
            let gone = nobody.get(&format!("{second}/{part}")).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND, "{part}");
        }
        walk(&nobody, &city, Some(&first)).await;
    });
}

/// Every public address, with things of the first ward in it: none names a ward, but those of the
/// publication that is `open`.
async fn walk(nobody: &Client, city: &City, open: Option<&str>) {
    let published = open.map_or_else(
        || "01a203b7-f3ba-7567-b071-947f1e7b55fe".to_owned(),
        |address| address.rsplit('/').next().unwrap().to_owned(),
    );
    for route in route_table() {
        let wanted = route.access == Access::Public && route.method == "GET";
        if !wanted || route.path.contains("{*") {
            continue;
        }
        let mut path = route.path.to_owned();
        while let (Some(begin), Some(end)) = (path.find('{'), path.find('}')) {
            let name = path[begin + 1..end].to_owned();
            let word = match name.as_str() {
                "publication" => published.clone(),
                name => city.word_for(name, route.path),
            };
            path.replace_range(begin..=end, &word);
        }
        let page = nobody.get(&path).await;
        let own = open.is_some_and(|open| path.starts_with(open));
        if route.path.starts_with("/cong-khai/{") && open.is_none() {
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        let names = page.text.contains(&city.wards[0].name);
        assert!(own || !names, "{path} names a ward");
    }
}

#[test]
fn a_ward_sees_its_own_place_only_and_publishes_nothing() {
    on_sqlite(|trial| async move {
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let framework = framework_id(&site).await;
        let chair = city
            .accounts
            .iter()
            .find(|account| account.ward == Some(0) && account.login.starts_with("chutich"));
        let client = site.sign_in(&chair.unwrap().login, PASSWORD).await;
        let own = format!("/ky/2026/don-vi/{}", city.wards[0].slug);
        let page = client.get(&format!("{own}/xep-hang")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains(&city.wards[1].name));
        let city_wide = client.get("/ky/2026/don-vi/dong-linh/xep-hang").await;
        assert_eq!(city_wide.status, StatusCode::FORBIDDEN);
        let publish = format!("{own}/cong-bo/{framework}");
        let page = client.get(&publish).await;
        assert_eq!(
            page.status,
            StatusCode::FORBIDDEN,
            "the framework is the city's"
        );
        let page = client.post(&publish, &[("title", "Của phường")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_hundred_are_shown_and_all_are_ranked() {
    on_sqlite(|trial| async move {
        let size = Size {
            wards: 103,
            told: 2,
            times: 1,
        };
        demo::fill(&trial.app, size, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("quantri", PASSWORD).await;
        let address = "/ky/2025/don-vi/dong-linh/xep-hang";
        let first = client.get(address).await;
        assert_eq!(first.text.matches("class=\"name\"").count(), 100);
        assert!(first.text.contains("1–100 trong 103"), "{}", first.text);
        let before = site.trial.app.statements();
        let second = client.get(&format!("{address}?trang=2")).await;
        assert!(site.trial.app.statements() - before <= 12);
        assert_eq!(second.text.matches("class=\"name\"").count(), 3);
        let found = client.get(&format!("{address}?q=thu%20nghiem%2050")).await;
        assert_eq!(found.text.matches("class=\"name\"").count(), 1);
        assert!(found.text.contains("Xã Thử Nghiệm 50"));
    });
}

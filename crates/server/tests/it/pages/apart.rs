//! One ward, seen from another: whatever someone of a ward opens, lists, searches or asks the API
//! for, nothing names the other ward, its people, its plan or its proof.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::account::{self, NewAccount};
use app::evidence::{self, Incoming, Serves, Taken};
use app::party::{self, NewParty, What};
use app::plan;
use app::testing::on_sqlite;
use axum::http::{Method, StatusCode};
use domain::authority::Role;
use server::demo::{self, City, Size};
use server::web::route_table;

use super::html::links;
use crate::support::{Client, PASSWORD, TestSite, encoded};

/// Pages of one route for each account: rows and proofs are alike.
const ALIKE_MAX: usize = 12;

#[test]
fn nothing_of_one_ward_is_named_to_people_of_another() {
    on_sqlite(|trial| async move {
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let reader = reader_of(&site, &city, 1).await;
        let people = city.accounts.iter().filter(|one| one.ward == Some(1));
        let mut logins: Vec<String> = people.map(|one| one.login.clone()).collect();
        logins.push(reader);
        assert!(logins.len() > 3, "the second ward has people of every kind");
        let names = names_of_the_first(&city);
        for login in &logins {
            let client = site.sign_in(login, PASSWORD).await;
            let own = &city.wards[1].slug;
            let seen = walk(&client, (login, own), &names).await;
            assert!(seen > 15, "{login} sees {seen} pages of their own");
            ask_everything(&client, (login, own), (&city, &names)).await;
            search(&client, login, &names).await;
        }
    });
}

/// Someone who only reads one ward.
async fn reader_of(site: &TestSite, city: &City, ward: usize) -> String {
    let app = &site.trial.app;
    let administrator = account::sign_in(app, "quantri", PASSWORD).await.ok();
    let administrator = administrator.unwrap().actor;
    let unit = city.wards[ward].id.clone();
    let person = NewParty {
        unit: unit.clone(),
        name: "Triệu Chỉ Xem".to_owned(),
        what: What::Person {
            email: None,
            phone: None,
        },
    };
    let person = party::create(app, &administrator, person).await.unwrap();
    let new = NewAccount {
        person: person.person_ref.unwrap(),
        login: "chixem".to_owned(),
        roles: [Role::Reader].into_iter().collect(),
        unit,
    };
    let (_, link) = account::create(app, &administrator, new).await.unwrap();
    account::set_password(app, &link, (PASSWORD, PASSWORD))
        .await
        .unwrap();
    "chixem".to_owned()
}

/// What nobody of the second ward should read: the first one's name, people, plan, proof.
fn names_of_the_first(city: &City) -> Vec<String> {
    let ward = &city.wards[0];
    let (_, name) = ward.name.split_once(' ').unwrap();
    let mut names = vec![
        name.to_owned(),
        name.to_uppercase(),
        ward.slug.clone(),
        ward.slug.replace('-', ""),
        ward.id.to_string(),
        city.word_for("plan", ""),
        city.word_for("row", ""),
        "27/KH-UBND".to_owned(),
        "quyet-dinh-kien-toan".to_owned(),
    ];
    let people = city.accounts.iter().filter(|one| one.ward == Some(0));
    names.extend(people.map(|one| one.name.clone()));
    names
}

#[track_caller]
fn says_nothing(at: &str, text: &str, names: &[String]) {
    for name in names {
        if let Some(begin) = text.find(name.as_str()) {
            let before = text[..begin].chars().rev().take(160);
            let before: String = before.collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{at} names «{name}»: …{before}{name}");
        }
    }
}

/// Follows every link; how many pages there were.
async fn walk(client: &Client, (login, own): (&str, &str), names: &[String]) -> usize {
    let mut waiting = VecDeque::from([
        "/".to_owned(),
        format!("/don-vi/{own}"),
        "/quan-tri/nhat-ky/xuat.csv".to_owned(),
        "/quan-tri/nhat-ky/xuat.jsonl".to_owned(),
    ]);
    let mut known = BTreeSet::new();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = 0;
    while let Some(path) = waiting.pop_front() {
        let count = alike.entry(kind_of(&path)).or_default();
        *count += 1;
        if *count > ALIKE_MAX || !known.insert(path.clone()) {
            continue;
        }
        // What was published is for everyone, and names everyone.
        if path.starts_with("/cong-khai/") {
            continue;
        }
        let page = client.get(&path).await;
        says_nothing(&format!("{login}: {path}"), &page.text, names);
        waiting.extend(page.location.clone());
        waiting.extend(links(&page.text));
        seen += usize::from(page.status == StatusCode::OK);
    }
    seen
}

/// An address without its ids and what is asked of it.
fn kind_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        if part.len() == 36 {
            "*".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Every reading address of the API: of one's own ward, and of the other's things.
async fn ask_everything(
    client: &Client,
    (login, own): (&str, &str),
    (city, names): (&City, &[String]),
) {
    let mut asked = 0;
    for route in route_table() {
        // What was published is for everyone, and names everyone.
        let is_published = route.path.starts_with("/api/v1/publications");
        if route.method != Method::GET || !route.path.starts_with("/api/v1/") || is_published {
            continue;
        }
        let others = filled(route.path, |word| city.word_for(word, route.path));
        let own = filled(route.path, |word| match word {
            "unit" => own.to_owned(),
            word => city.word_for(word, route.path),
        });
        for (path, is_own) in [(own, true), (others, false)] {
            let page = client.get(&path).await;
            let asks_for_it = !is_own || path.contains(&city.word_for("plan", ""));
            if asks_for_it && path != route.path && city.is_of_first_ward(route.path) {
                let hidden = matches!(
                    page.status,
                    StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST
                );
                assert!(hidden, "{login}: {path} answers {}", page.status);
            }
            // A problem document repeats the address that was asked for, and nothing else.
            let said = page.text.replace(&path, "");
            says_nothing(&format!("{login}: {path}"), &said, names);
            asked += usize::from(page.status == StatusCode::OK);
        }
    }
    assert!(asked > 8, "{login} was answered {asked} times");
}

fn filled(route: &str, word: impl Fn(&str) -> String) -> String {
    let mut path = route.to_owned();
    while let (Some(begin), Some(end)) = (path.find('{'), path.find('}')) {
        let name = path[begin + 1..end].trim_start_matches('*').to_owned();
        path.replace_range(begin..=end, &word(&name));
    }
    path
}

/// What all wards have finds one's own; what only the other has finds nothing.
async fn search(client: &Client, login: &str, names: &[String]) {
    for words in [
        "chuyển đổi số",
        "Ban Chỉ đạo",
        "kế hoạch",
        "quyết định",
        "phường",
    ] {
        let path = format!("/api/v1/search?q={}", encoded(words));
        let page = client.get(&path).await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "{login}: {path}: {}",
            page.text
        );
        says_nothing(&format!("{login}: {path}"), &page.text, names);
        let suggested = client.get(&format!("/tim-kiem?q={}", encoded(words))).await;
        says_nothing(
            &format!("{login}: /tim-kiem {words}"),
            &suggested.text,
            names,
        );
    }
    for name in names {
        let page = client
            .get(&format!("/api/v1/search?q={}", encoded(name)))
            .await;
        let others: Vec<&String> = names.iter().filter(|other| *other != name).collect();
        for other in others {
            let echoed = other.contains(name.as_str()) || name.contains(other.as_str());
            assert!(
                echoed || !page.text.contains(other.as_str()),
                "{login} finds {other} by {name}: {}",
                page.text
            );
        }
    }
}

/// The row that the city gave to an office of each ward.
async fn row_of_the_city(site: &TestSite) -> (String, String) {
    let app = &site.trial.app;
    let focal = account::sign_in(app, "daumoi", PASSWORD)
        .await
        .ok()
        .unwrap()
        .actor;
    let plans = plan::list(app, &focal, &plan::Wanted::default())
        .await
        .unwrap();
    let of_the_city = |one: &&plan::Listed| one.plan.unit_slug == focal.home.as_ref().unwrap().slug;
    let head = &plans.iter().find(of_the_city).unwrap().plan;
    let rows = plan::rows(app, &focal, head).await.unwrap();
    let row = rows.iter().find(|line| line.row.path == "1.2").unwrap();
    (head.id.to_string(), row.row.id.to_string())
}

#[test]
fn a_row_of_the_city_is_the_wards_work_and_nothing_more_of_its_plan() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let (plan, row) = row_of_the_city(&site).await;
        let address = format!("/ke-hoach/{plan}/dong/{row}");
        let ours = site.sign_in("vhxh.hakhe", PASSWORD).await;
        let theirs = site.sign_in("vhxh.sonkhe", PASSWORD).await;
        let city = site.sign_in("daumoi", PASSWORD).await;

        opens_alone(&site, (&plan, &row)).await;

        // What the other ward did, and what the city says, before ours looks.
        let said = |who: &'static str| [("noi_dung", who)];
        let talk = format!("/trao-doi/plan_row/{row}");
        for (client, words) in [(&theirs, "Lời phường kia"), (&city, "Lời thành phố")] {
            let page = client.post(&talk, &said(words)).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        }
        let done = format!("/dong/{row}/lan-thuc-hien");
        let on = [("ngay", "2026-09-18"), ("ghi_chu", "Phường kia đã họp")];
        assert_eq!(theirs.post(&done, &on).await.status, StatusCode::SEE_OTHER);

        // Ours does its part.
        let on = [("ngay", "2026-09-20"), ("ghi_chu", "Phường ta đã họp")];
        assert_eq!(ours.post(&done, &on).await.status, StatusCode::SEE_OTHER);
        let page = ours.post(&talk, &said("Lời phường ta")).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        begin_own_part(&ours, (&plan, &row)).await;
        prove(&site, &row).await;

        let page = ours.get(&address).await;
        for seen in [
            "Lời thành phố",
            "Lời phường ta",
            "Phường ta đã họp",
            "bien-ban-hop",
        ] {
            assert!(page.text.contains(seen), "ours sees {seen}");
        }
        for hidden in ["Lời phường kia", "Phường kia đã họp", "Lịch sử"] {
            assert!(!page.text.contains(hidden), "ours sees {hidden}");
        }
        let page = theirs.get(&address).await;
        assert!(!page.text.contains("bien-ban-hop") && !page.text.contains("Lời phường ta"));
        let page = city.get(&address).await;
        for seen in [
            "Lời phường kia",
            "Lời phường ta",
            "Phường ta đã họp",
            "bien-ban-hop",
        ] {
            assert!(page.text.contains(seen), "the city sees {seen}");
        }
        // Who edits the plan is the city.
        let edit = [("title", "Khác"), ("version", "1")];
        let page = ours.post(&address, &edit).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    });
}

/// The row opens for whoever has a part in it; neither the plan nor its other rows do.
async fn opens_alone(site: &TestSite, (plan, row): (&str, &str)) {
    let ours = site.sign_in("vhxh.hakhe", PASSWORD).await;
    let address = format!("/ke-hoach/{plan}/dong/{row}");
    let tasks = ours.get("/viec-cua-toi").await;
    assert!(
        links(&tasks.text).contains(&address),
        "the task leads there"
    );
    let page = ours.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains("Thành phố Đông Lĩnh"),
        "whose plan it is"
    );
    assert!(!links(&page.text).contains(&format!("/ke-hoach/{plan}")));
    for hidden in [
        format!("/ke-hoach/{plan}"),
        format!("/ke-hoach/{plan}/lich-su"),
        format!("/api/v1/plans/{plan}"),
        format!("/api/v1/plans/{plan}/rows"),
    ] {
        let page = ours.get(&hidden).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    let listed = ours.get("/ke-hoach").await;
    assert!(!listed.text.contains(plan));
    for others in ["chutich.hakhe", "vanphong.sonkhe"] {
        let stranger = site.sign_in(others, PASSWORD).await;
        let page = stranger.get(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{others} has no part");
    }
}

/// The office's own part of the row goes a step on.
async fn begin_own_part(ours: &Client, (plan, row): (&str, &str)) {
    let work = ours
        .get(&format!("/api/v1/plans/{plan}/rows/{row}/work"))
        .await;
    let work: serde_json::Value = serde_json::from_str(&work.text).unwrap();
    let parts = work["parts"].as_array().unwrap();
    let mine: Vec<_> = parts.iter().filter(|one| one["is_mine"] == true).collect();
    assert_eq!(mine.len(), 1, "{work}");
    let (id, version) = (mine[0]["assignment"].as_str().unwrap(), &mine[0]["version"]);
    let version = version.to_string();
    let step = [
        ("phan_cong", id),
        ("phien_ban", &version),
        ("den", "in_progress"),
    ];
    let page = ours.post(&format!("/dong/{row}/tinh-trang"), &step).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
}

/// The officer of the second ward attaches proof of their part, from their own unit.
async fn prove(site: &TestSite, row: &str) {
    let app = &site.trial.app;
    let officer = account::sign_in(app, "vhxh.hakhe", PASSWORD)
        .await
        .ok()
        .unwrap()
        .actor;
    let home = officer.home.clone().unwrap();
    let unit = app::unit::by_slug(app, &officer, &home.slug).await.unwrap();
    let serves = Serves::Row(app::RowId::parse(row).unwrap());
    let file = Incoming {
        name: "bien-ban-hop.txt".to_owned(),
        file: app.files().arrived(b"bien ban").await.unwrap(),
    };
    let taken = evidence::take(app, &officer, &unit, (file, Some(&serves))).await;
    assert!(matches!(taken.unwrap(), Taken::Kept { .. }));
}

//! The made-up city, walked: every link of every page, as every role. What must hold on all pages
//! is held here once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::testing::on_sqlite;
use axum::http::StatusCode;
use server::demo::{self, Size};
use server::web::route_table;

use super::html::{attribute, links, tags};
use crate::support::{Client, PASSWORD, Page, TestSite};

/// Pages looked at for each account: enough for all kinds, few enough to be quick.
const PAGES_MAX: usize = 420;
/// Pages of one route for each account: rows and proofs are alike.
const ALIKE_MAX: usize = 6;
/// «First page under 300 KB», and so is every other.
const BYTES_MAX: usize = 300_000;
/// Statements of one page, its frame included, however much it shows.
const STATEMENTS_MAX: u64 = 16;

#[test]
fn every_page_of_the_city_is_sound_for_every_role() {
    on_sqlite(|trial| async move {
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let mut seen = Seen::new();
        for account in &city.accounts {
            let client = site.sign_in(&account.login, PASSWORD).await;
            walk(&site, &client, &account.login, &mut seen).await;
        }
        let missed: Vec<&str> = route_table()
            .iter()
            .filter(|route| route.method == "GET" && !route.path.starts_with("/api/"))
            .map(|route| route.path)
            .filter(|path| !seen.contains_key(*path) && !apart(path))
            .collect();
        assert!(missed.is_empty(), "no link of any page leads to {missed:?}");
        // A computed figure's page also asks where it comes from: too much still, and bounded.
        let bound = |path: &str| match path {
            "/ky/{period}/don-vi/{unit}/chi-so/{code}" => STATEMENTS_MAX + 6,
            _ => STATEMENTS_MAX,
        };
        let costly = seen.iter().filter(|(path, (most, _))| *most > bound(path));
        let costly: Vec<_> = costly
            .map(|(_, (most, at))| format!("{most} {at}"))
            .collect();
        assert!(
            costly.is_empty(),
            "too many statements:\n{}",
            costly.join("\n")
        );
    });
}

/// Reached otherwise than by a link: by scripts, by forms, by letters, by programs.
fn apart(path: &str) -> bool {
    if path.ends_with("/thu") {
        return true;
    }
    [
        "/healthz",
        "/lich/dang-ky/{address}",
        "/readyz",
        "/tai-nguyen/",
        "/khoi-tao/",
        "/dat-mat-khau/",
        "/tim-kiem",
        "/trao-doi/",
        "/minh-chung/{id}/hinh",
        "/dang-nhap",
        "/nhap-ke-hoach/{",
    ]
    .iter()
    .any(|known| path.starts_with(known))
}

/// The most statements of a page of each route, and where.
type Seen = BTreeMap<&'static str, (u64, String)>;

async fn walk(site: &TestSite, client: &Client, login: &str, seen: &mut Seen) {
    let routes: Vec<&'static str> = route_table().into_iter().map(|route| route.path).collect();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut known = BTreeSet::from(["/".to_owned()]);
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    let mut looked = 0;
    while let Some(path) = waiting.pop_front() {
        let Some(route) = route_of(&routes, &path) else {
            panic!("{login}: {path} is no route");
        };
        let count = alike.entry(route).or_default();
        *count += 1;
        if *count > ALIKE_MAX || looked >= PAGES_MAX {
            continue;
        }
        looked += 1;
        let before = site.trial.app.statements();
        let page = client.get(&path).await;
        let statements = site.trial.app.statements() - before;
        let most = seen.entry(route).or_default();
        if statements >= most.0 {
            *most = (statements, format!("{login}: {path}"));
        }
        let links = look(login, &path, &page);
        for link in links {
            if known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
}

/// The route that an address belongs to.
fn route_of(routes: &[&'static str], path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |route: &&&str| {
        let wanted: Vec<&str> = route.split('/').collect();
        wanted.len() == parts.len()
            && wanted
                .iter()
                .zip(&parts)
                .all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
    };
    // A fixed word is meant before a placeholder.
    let mut fitting: Vec<&&str> = routes.iter().filter(fits).collect();
    fitting.sort_by_key(|route| route.matches('{').count());
    fitting.first().map(|route| **route)
}

fn look(login: &str, path: &str, page: &Page) -> Vec<String> {
    let at = format!("{login}: {path}");
    if page.status == StatusCode::SEE_OTHER {
        return vec![page.location.clone().unwrap_or_default()];
    }
    assert_eq!(page.status, StatusCode::OK, "{at}: {}", words(&page.text));
    if !page.text.starts_with("<!doctype html>") {
        return Vec::new();
    }
    assert!(page.text.contains("<html lang=\"vi\""), "{at}: no language");
    assert_eq!(page.text.matches("<h1").count(), 1, "{at}: headings");
    assert!(
        page.text.len() <= BYTES_MAX,
        "{at}: {} bytes",
        page.text.len()
    );
    for tag in tags(&page.text) {
        assert!(attribute(tag, "style").is_none(), "{at}: style in {tag}");
        assert!(
            !tag.contains(" onclick") && !tag.contains(" onchange"),
            "{at}: script in {tag}"
        );
        if tag.starts_with("<script") {
            assert!(attribute(tag, "src").is_some(), "{at}: script in the page");
        }
    }
    labelled(&at, &page.text);
    links(&page.text)
}

/// Every field has a label, or says what it is.
fn labelled(at: &str, html: &str) {
    let labels: BTreeSet<&str> = tags(html)
        .filter(|tag| tag.starts_with("<label"))
        .filter_map(|tag| attribute(tag, "for"))
        .collect();
    for tag in tags(html) {
        let field = ["<input", "<select", "<textarea"]
            .iter()
            .any(|name| tag.starts_with(name));
        let silent = matches!(attribute(tag, "type"), Some("hidden" | "submit" | "button"));
        if !field || silent {
            continue;
        }
        let said =
            attribute(tag, "aria-label").is_some() || attribute(tag, "aria-labelledby").is_some();
        let label = attribute(tag, "id").is_some_and(|id| labels.contains(id));
        assert!(
            said || label || in_label(html, tag),
            "{at}: no label for {tag}"
        );
    }
}

fn in_label(html: &str, tag: &str) -> bool {
    let begin = tag.as_ptr() as usize - html.as_ptr() as usize;
    let before = &html[..begin];
    before.rfind("<label").unwrap_or(0) > before.rfind("</label").unwrap_or(0)
}

fn words(html: &str) -> String {
    let body = html.split("<main").nth(1).unwrap_or(html);
    body.chars().take(600).collect()
}

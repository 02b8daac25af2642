//! The city, walked in the browser: one page of every route that a role can reach, with axe in
//! light and in dark, with a quiet console, and no wider than a phone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use journeys::{Browser, Setting, Site, Window, journey};
use server::web::route_table;

use crate::steps;

/// Pages of one route for all accounts of a walk.
const ALIKE_MAX: usize = 1;

#[test]
fn every_page_is_accessible() {
    walked(&["daumoi.sonkhe"]);
}

#[test]
fn every_page_is_accessible_to_administrators() {
    walked(&["quantri"]);
}

#[test]
fn every_page_is_accessible_to_the_others() {
    walked(&["vhxh.sonkhe", "chutich.sonkhe", "cungcap", "xem"]);
}

/// Each account looks only at what those before it have not seen, and at its own first pages.
fn walked(logins: &'static [&'static str]) {
    journey(Setting::OFFICE, move |browser| async move {
        let site = Site::city().await;
        let mut alike = BTreeMap::new();
        for login in logins {
            browser.sign_in(&site, login).await;
            walk(&browser, &site, &mut alike).await;
            for own in ["/", "/viec-cua-toi", "/ke-hoach"] {
                browser.go(&format!("{}{own}", site.base)).await;
                looks_right(&browser).await;
            }
            browser
                .client()
                .delete_all_cookies()
                .await
                .expect("the cookies are gone");
        }
        assert!(alike.len() >= 20, "only {} routes", alike.len());
    });
}

async fn walk(browser: &Browser, site: &Site, alike: &mut BTreeMap<&'static str, usize>) {
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut known = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        let Some(route) = route_of(&path) else {
            panic!("{path} is no route");
        };
        let count = alike.entry(route).or_default();
        *count += 1;
        if *count > ALIKE_MAX || is_file(route) {
            continue;
        }
        browser.go(&format!("{}{path}", site.base)).await;
        looks_right(browser).await;
        for link in browser.links().await {
            if known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
}

/// What is taken away rather than looked at.
fn is_file(route: &str) -> bool {
    route.contains("xuat.") || route.contains(".ics") || route.ends_with("/tep")
}

async fn looks_right(browser: &Browser) {
    browser.is_sound().await;
    browser.prefer_dark(true).await;
    browser.is_sound().await;
    browser.prefer_dark(false).await;
    browser.resize(Window::Phone).await;
    browser.fits().await;
    browser.resize(Window::Office).await;
}

/// The route that an address belongs to.
fn route_of(path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |route: &&'static str| {
        let wanted: Vec<&str> = route.split('/').collect();
        wanted.len() == parts.len()
            && wanted
                .iter()
                .zip(&parts)
                .all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
    };
    // A fixed word is meant before a placeholder.
    route_table()
        .into_iter()
        .map(|route| route.path)
        .filter(fits)
        .min_by_key(|route| route.matches('{').count())
}

#[test]
fn an_office_where_nothing_happened_yet_says_what_to_do_first() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::begin().await;
        steps::first_administrator(&browser, &site, "Phường Hạ Khê").await;
        walk(&browser, &site, &mut BTreeMap::new()).await;
    });
}

//! Every form of every page, filled with what nobody should send: never a fault, always a page
//! with a sentence.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::testing::on_sqlite;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use server::demo::{self, Size};
use server::web::{Access, route_table};

use super::html::{attribute, links, tags};
use crate::support::{Client, PASSWORD, Page, TestSite, encoded};

/// What is put into every field of a form at once.
const ROUGH: [&str; 9] = [
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999999999999999999999",
    "<script>alert(1)</script>\"'&amp;",
    "'; drop table plan; -- $1 \\ %_",
    "31/02/2026",
    "00000000-0000-7000-8000-000000000000",
];

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    action: String,
    fields: Vec<String>,
}

#[test]
fn no_form_is_brought_down_by_what_is_typed() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        for login in ["daumoi.sonkhe", "quantri", "vhxh.sonkhe"] {
            let client = site.sign_in(login, PASSWORD).await;
            for form in forms(&client).await {
                for rough in ROUGH.iter().map(|text| (*text).to_owned()).chain(long()) {
                    let body = form
                        .fields
                        .iter()
                        .map(|field| format!("{}={}", encoded(field), encoded(&rough)))
                        .collect::<Vec<_>>()
                        .join("&");
                    let request = client
                        .request("POST", &form.action)
                        .header("sec-fetch-site", "same-origin")
                        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .body(Body::from(body))
                        .unwrap();
                    let page = client.send(request).await;
                    spoke(&page, &format!("{login} {} {rough:.40}", form.action));
                }
            }
        }
        let verdict = app::audit::verify(&site.trial.app).await.unwrap();
        assert_eq!(verdict.broken, None);
    });
}

/// A long text, one with characters that no text has, and one with marks of direction.
fn long() -> impl Iterator<Item = String> {
    [
        "ă".repeat(30_000),
        "a\u{0}b\u{7}".to_owned(),
        "\u{202e}gnôc\u{200b}".to_owned(),
    ]
    .into_iter()
}

/// Whatever came back is no fault, and a refusal has words.
fn spoke(page: &Page, what: &str) {
    assert!(
        !page.status.is_server_error(),
        "{what}: {} {}",
        page.status,
        page.text
    );
    if page.status.is_client_error() {
        let words = ["Không", "Chưa", "chưa", "không"];
        assert!(
            words.iter().any(|word| page.text.contains(word)),
            "{what}: {} says nothing",
            page.status
        );
    }
}

/// The forms of pages that links lead to, one of each kind.
async fn forms(client: &Client) -> BTreeSet<Form> {
    let mut found: BTreeMap<String, Form> = BTreeMap::new();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut known = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let kind = kinds.entry(kind_of(&path)).or_default();
        *kind += 1;
        if *kind > 2 || !known.insert(path.clone()) {
            continue;
        }
        let page = client.get(&path).await;
        if let Some(to) = &page.location {
            waiting.push_back(to.clone());
        }
        for form in of_page(&page.text, &path) {
            if !form.action.starts_with("/dang-xuat") {
                found.entry(kind_of(&form.action)).or_insert(form);
            }
        }
        waiting.extend(links(&page.text));
    }
    found.into_values().collect()
}

/// An address with its ids and queries left out: pages of one kind have forms of one kind.
fn kind_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/')
        .map(|part| {
            if part.len() == 36 || part.chars().any(|c| c.is_ascii_digit()) {
                "*"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn of_page(html: &str, path: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut open: Option<Form> = None;
    for tag in tags(html) {
        if tag.starts_with("<form")
            && attribute(tag, "method").is_some_and(|how| how.eq_ignore_ascii_case("post"))
        {
            let action = attribute(tag, "action")
                .unwrap_or(path)
                .replace("&#38;", "&")
                .replace("&amp;", "&");
            open = Some(Form {
                action,
                fields: Vec::new(),
            });
        } else if tag.starts_with("</form") {
            forms.extend(open.take());
        } else if let (Some(form), Some(name)) = (open.as_mut(), attribute(tag, "name"))
            && !form.fields.iter().any(|field| field == name)
        {
            form.fields.push(name.to_owned());
        }
    }
    forms
}

#[test]
fn no_route_is_brought_down_by_its_body() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("quantri", PASSWORD).await;
        let bodies: [(&str, Vec<u8>); 7] = [
            (
                "application/x-www-form-urlencoded",
                b"%ff%fe=%00&a=1&a=2&=".to_vec(),
            ),
            ("application/x-www-form-urlencoded", vec![b'a'; 3 << 20]),
            (
                "application/json",
                br#"{"version":"x","a":[[[[[[]]]]]]}"#.to_vec(),
            ),
            ("application/json", b"{\"a\":1e999,\"a\":NaN".to_vec()),
            (
                "multipart/form-data; boundary=x",
                b"--x\r\ncontent-disposition: form-data\r\n\r\n".to_vec(),
            ),
            ("text/plain", b"\xc3\x28".to_vec()),
            ("", Vec::new()),
        ];
        for route in route_table() {
            if route.method == Method::GET
                || route.access == Access::Public
                || route.path == "/dang-xuat"
            {
                continue;
            }
            let path = route.path.replace(['{', '}'], "");
            for (kind, body) in &bodies {
                let request = client
                    .request(route.method.as_str(), &path)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, *kind)
                    .body(Body::from(body.clone()))
                    .unwrap();
                let page = client.send(request).await;
                spoke(&page, &format!("{} {path} {kind}", route.method));
                assert_ne!(
                    page.status,
                    StatusCode::OK,
                    "{} {path} {kind}",
                    route.method
                );
            }
        }
    });
}

//! Every route with every role: nobody passes without signing in, no role does what the matrix
//! leaves it out of, and no one reads or changes what is another unit's.

use app::testing::{Trial, on_sqlite};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::authority::{Action, Authority, Grant, Role};
use server::demo::{self, City, Size};
use server::web::{Access, RouteInfo, route_table};

use crate::support::{Client, PASSWORD, Page, TestSite};

async fn city(trial: Trial) -> (TestSite, City) {
    let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    (TestSite::new(trial), city)
}

/// A request without a body to speak of: what is asked here is who may ask.
async fn ask(client: &Client, route: &RouteInfo, path: &str) -> Page {
    let kind = if route.path.starts_with("/api/") {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    let request = client
        .request(route.method.as_str(), path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
        .header(header::IF_MATCH, "\"999999\"")
        .body(Body::empty())
        .unwrap();
    client.send(request).await
}

/// The route's address about things of the city's first ward.
fn filled(route: &RouteInfo, city: &City) -> String {
    let mut path = route.path.to_owned();
    while let (Some(begin), Some(end)) = (path.find('{'), path.find('}')) {
        let name = path[begin + 1..end].trim_start_matches('*').to_owned();
        path.replace_range(begin..=end, &city.word_for(&name, route.path));
    }
    path
}

#[test]
fn nobody_passes_without_signing_in() {
    on_sqlite(|trial| async move {
        let (site, city) = city(trial).await;
        let nobody = site.visitor();
        for route in route_table() {
            if route.access == Access::Public {
                continue;
            }
            let page = ask(&nobody, &route, &filled(&route, &city)).await;
            let api = route.path.starts_with("/api/");
            let led = page.status == StatusCode::SEE_OTHER
                && page
                    .location
                    .as_ref()
                    .is_some_and(|to| to.starts_with("/dang-nhap"));
            let expected = page.status == StatusCode::UNAUTHORIZED
                || (!api && route.method == Method::GET && led);
            assert!(expected, "{} {}: {}", route.method, route.path, page.status);
        }
    });
}

#[test]
fn no_role_passes_where_the_matrix_leaves_it_out() {
    on_sqlite(|trial| async move {
        let (site, city) = city(trial).await;
        let before = app::audit::verify(&site.trial.app).await.unwrap().events;
        let mut signed_in = 0;
        for role in Role::ALL {
            let Some(account) = city.accounts.iter().find(|account| account.roles == [role]) else {
                panic!("the city has nobody who is only {}", role.name());
            };
            let client = site.sign_in(&account.login, PASSWORD).await;
            signed_in += 1;
            for route in route_table() {
                let Access::May(action) = route.access else {
                    continue;
                };
                if may(role, action) {
                    continue;
                }
                let page = ask(&client, &route, &filled(&route, &city)).await;
                assert_eq!(
                    page.status,
                    StatusCode::FORBIDDEN,
                    "{} {} as {}",
                    route.method,
                    route.path,
                    role.name()
                );
            }
        }
        let verdict = app::audit::verify(&site.trial.app).await.unwrap();
        assert_eq!(
            verdict.events,
            before + signed_in,
            "nothing but signing in happened"
        );
    });
}

fn may(role: Role, action: Action) -> bool {
    let authority = Authority {
        grants: vec![Grant {
            role,
            unit_path: "/".to_owned(),
        }],
    };
    authority.may_somewhere(action)
}

#[test]
fn no_one_reads_or_changes_what_is_another_units() {
    on_sqlite(|trial| async move {
        let (site, city) = city(trial).await;
        let strangers: Vec<_> = city
            .accounts
            .iter()
            .filter(|account| account.ward == Some(1))
            .collect();
        assert!(!strangers.is_empty());
        for account in strangers {
            let client = site.sign_in(&account.login, PASSWORD).await;
            let before = app::audit::verify(&site.trial.app).await.unwrap().events;
            for route in route_table() {
                let path = filled(&route, &city);
                if path == route.path || !city.is_of_first_ward(route.path) {
                    continue;
                }
                let page = ask(&client, &route, &path).await;
                let refused = matches!(
                    page.status,
                    StatusCode::FORBIDDEN
                        | StatusCode::NOT_FOUND
                        | StatusCode::UNPROCESSABLE_ENTITY
                        | StatusCode::BAD_REQUEST
                        | StatusCode::UNSUPPORTED_MEDIA_TYPE
                );
                let reading = route.method == Method::GET;
                let told = reading
                    && !matches!(page.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
                assert!(
                    refused && !told,
                    "{} {} as {}: {}",
                    route.method,
                    route.path,
                    account.login,
                    page.status
                );
            }
            let after = app::audit::verify(&site.trial.app).await.unwrap().events;
            assert_eq!(after, before, "{} changed something", account.login);
        }
    });
}

//! A site with people signed in, for tests of pages and of the API.

use app::account::{self, FirstAdministrator};
use app::testing::Trial;
use app::unit::UnitKind;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use server::web::{Serving, Web, router};
use tower::ServiceExt as _;

/// A site on an application of its own.
pub(crate) struct TestSite {
    pub(crate) trial: Trial,
    router: Router,
}

/// An answer, read whole.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) cookie: Option<String>,
    pub headers: header::HeaderMap,
    pub(crate) text: String,
}

pub(crate) const PASSWORD: &str = "mot mat khau dai";

impl TestSite {
    pub(crate) fn new(trial: Trial) -> TestSite {
        let web = Web::new(trial.app.clone(), Serving::default());
        TestSite {
            trial,
            router: router(web),
        }
    }

    /// With an office «UBND thành phố Đông Lĩnh» and its first administrator, signed in.
    pub(crate) async fn begun(trial: Trial) -> (TestSite, Client) {
        let link = account::first_link(&trial.app).await.unwrap();
        let first = FirstAdministrator {
            unit_name: "Thành phố Đông Lĩnh".to_owned(),
            unit_kind: UnitKind::City,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: PASSWORD.to_owned(),
        };
        account::create_first(&trial.app, &link, first)
            .await
            .unwrap();
        let site = TestSite::new(trial);
        let client = site.sign_in("hanh", PASSWORD).await;
        (site, client)
    }

    pub(crate) async fn sign_in(&self, login: &str, password: &str) -> Client {
        let begun = account::sign_in(&self.trial.app, login, password)
            .await
            .ok()
            .unwrap();
        Client {
            router: self.router.clone(),
            cookie: Some(begun.token),
        }
    }

    /// Nobody.
    pub(crate) fn visitor(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookie: None,
        }
    }
}

/// Someone's browser.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    cookie: Option<String>,
}

impl Client {
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// A form, as a browser sends it from our own page.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = self
            .request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "dti.test");
        match &self.cookie {
            Some(token) => request.header(header::COOKIE, format!("phien={token}")),
            None => request,
        }
    }

    /// The answer as it came, for headers.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        Page::of(response).await
    }
}

impl Page {
    async fn of(response: Response<Body>) -> Page {
        let (parts, body) = response.into_parts();
        let header = |name| {
            let value = parts.headers.get(name)?;
            Some(value.to_str().ok()?.to_owned())
        };
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            location: header(header::LOCATION),
            cookie: header(header::SET_COOKIE),
            headers: parts.headers.clone(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// For a form's body: everything but letters and digits as %XX.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

//! A browser window and what one does in it.

use std::sync::Arc;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::axe;
use crate::driver::{self, Driver, Extra};

/// How large the window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 1366 × 768, as in offices.
    Office,
    /// 390 × 844, touch.
    Phone,
}

/// How the browser is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The window.
    pub window: Window,
    /// Whether scripts run.
    pub scripts: bool,
}

impl Setting {
    /// An office screen with scripts.
    pub const OFFICE: Setting = Setting {
        window: Window::Office,
        scripts: true,
    };
    /// A phone with scripts.
    pub const PHONE: Setting = Setting {
        window: Window::Phone,
        scripts: true,
    };
    /// An office screen where scripts are off.
    pub const NO_SCRIPTS: Setting = Setting {
        window: Window::Office,
        scripts: false,
    };
}

/// A browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    /// Axe is a script; where scripts are off it has nothing to run on.
    scripts: bool,
    _driver: Arc<Driver>,
    _profile: Arc<tempfile::TempDir>,
}

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_secs(20);

impl Browser {
    pub(crate) async fn open(setting: Setting) -> Browser {
        let driver = driver::start().await;
        let profile = tempfile::tempdir().expect("a profile");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(setting, profile.path()))
            .connect(&driver.address)
            .await
            .expect("the browser starts");
        let browser = Browser {
            client,
            scripts: setting.scripts,
            _driver: Arc::new(driver),
            _profile: Arc::new(profile),
        };
        browser.resize(setting.window).await;
        browser
    }

    pub(crate) async fn close(self) {
        let _ = self.client.close().await;
    }

    /// Makes the window as large as an office screen or a phone.
    pub async fn resize(&self, window: Window) {
        let (width, height, phone) = match window {
            Window::Office => (1366, 768, false),
            Window::Phone => (390, 844, true),
        };
        self.protocol(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone }),
        )
        .await;
    }

    pub(crate) async fn protocol(&self, command: &'static str, params: Value) {
        self.client
            .issue_cmd(Extra::Protocol(command, params))
            .await
            .expect(command);
    }

    /// Prefers a dark page from now on, or a light one.
    pub async fn prefer_dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
        self.protocol(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.expect(address);
    }

    /// Where it is now: path and query.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.expect("an address");
        url[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
    }

    /// Types into the field of that name, replacing what stands there.
    pub async fn fill(&self, name: &str, text: &str) {
        self.write(&format!("main [name='{name}']"), text).await;
    }

    /// The same for the field that a selector finds.
    pub async fn write(&self, selector: &str, text: &str) {
        // A script may put the field anew between finding it and typing into it.
        for _ in 0..20 {
            let field = self.find(selector).await;
            let _ = field.clear().await;
            match field.send_keys(text).await {
                Ok(()) => return,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("{selector}: {error:?}"),
            }
        }
        panic!("{selector} is put anew again and again");
    }

    /// Chooses an option of a select by the words shown, or by its value.
    pub async fn choose(&self, name: &str, words: &str) {
        let selector = format!("main select[name='{name}']");
        let field = self.find(&selector).await;
        if field.select_by_label(words).await.is_err() {
            field.select_by_value(words).await.expect(words);
        }
    }

    /// Gives files to a file field.
    pub async fn attach(&self, selector: &str, files: &[&std::path::Path]) {
        let paths: Vec<String> = files
            .iter()
            .map(|file| {
                let file = file.canonicalize().expect("the file is there");
                file.to_string_lossy().into_owned()
            })
            .collect();
        let field = self.find(selector).await;
        field.send_keys(&paths.join("\n")).await.expect(selector);
    }

    /// Presses the button or follows the link with these words: the first that can be seen, those
    /// of the page itself before those around it.
    pub async fn press(&self, words: &str) {
        for _ in 0..100 {
            if let Some(element) = self.shown(words).await {
                return self.strike(element, words).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!(
            "no «{words}» at {}: {}",
            self.path().await,
            self.text().await
        );
    }

    async fn shown(&self, words: &str) -> Option<fantoccini::elements::Element> {
        let kinds = "self::button or self::a or self::summary or self::label";
        for (place, said) in [
            ("//main", format!("normalize-space()=\"{words}\"")),
            (
                "//main",
                format!("starts-with(normalize-space(),\"{words}\")"),
            ),
            ("", format!("starts-with(normalize-space(),\"{words}\")")),
        ] {
            let path = format!("{place}//*[{kinds}][{said}]");
            let all = self.client.find_all(Locator::XPath(&path)).await;
            for element in all.unwrap_or_default() {
                if element.is_displayed().await.unwrap_or(false) {
                    return Some(element);
                }
            }
        }
        None
    }

    async fn strike(&self, element: fantoccini::elements::Element, words: &str) {
        if element.click().await.is_err() {
            // Something floats above it (a sticky bar): bring it into the middle first.
            let target = serde_json::to_value(&element).expect("an element");
            self.client
                .execute(
                    "arguments[0].scrollIntoView({block:'center'})",
                    vec![target],
                )
                .await
                .expect("it scrolls");
            element.click().await.expect(words);
        }
    }

    /// Waits until the page says this.
    pub async fn sees(&self, words: &str) {
        for _ in 0..200 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!(
            "«{words}» does not stand at {}: {}",
            self.path().await,
            self.text().await
        );
    }

    /// What the page says, as shown.
    pub async fn text(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The element of a selector, once it is there.
    pub async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(selector))
            .await;
        let Ok(element) = found else {
            panic!(
                "no {selector} at {}: {}",
                self.path().await,
                self.text().await
            )
        };
        element
    }

    /// Addresses of all links of the page to this site, without fragments.
    pub async fn links(&self) -> Vec<String> {
        let script = "return [...new Set([...document.links].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search))]";
        let found = self.client.execute(script, vec![]).await.expect("links");
        serde_json::from_value(found).unwrap_or_default()
    }

    /// The underlying client, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A picture of the window.
    pub async fn picture(&self, file: &std::path::Path) {
        let bytes = self.client.screenshot().await.expect("a picture");
        std::fs::write(file, bytes).expect("the picture is kept");
    }

    /// Fails when the page breaks a rule of accessibility, is wider than the window, or when the
    /// console complained.
    pub async fn is_sound(&self) {
        if self.scripts {
            self.is_accessible().await;
        }
        self.fits().await;
        self.console_is_quiet().await;
    }

    async fn is_accessible(&self) {
        let axe = match axe::text() {
            Ok(axe) => axe,
            Err(why) => {
                assert!(std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(), "{why}");
                eprintln!("accessibility was not checked: {why}");
                return;
            }
        };
        self.client.execute(&axe, vec![]).await.expect("axe loads");
        let broken = self
            .client
            .execute_async(axe::CHECK, vec![])
            .await
            .expect("axe runs");
        assert_eq!(broken, json!([]), "accessibility at {}", self.path().await);
    }

    /// Fails when the page is wider than the window.
    pub async fn fits(&self) {
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let beyond = self.client.execute(script, vec![]).await.expect("a width");
        assert!(
            beyond.as_i64().unwrap_or(0) <= 1,
            "{} is {beyond} px wider than the window",
            self.path().await
        );
    }

    /// Fails when the console complained since the last time it was asked.
    pub async fn console_is_quiet(&self) {
        let entries = self
            .client
            .issue_cmd(Extra::Console)
            .await
            .expect("the console");
        let loud: Vec<&Value> = entries
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING")
            .filter(|entry| !expected(entry))
            .collect();
        assert!(
            loud.is_empty(),
            "console at {}: {loud:?}",
            self.path().await
        );
    }
}

/// Chromium notes every answer above 399 as an error of the network; a refused form is none.
fn expected(entry: &Value) -> bool {
    let message = entry["message"].as_str().unwrap_or_default();
    message.contains("the server responded with a status of 4") || message.contains("favicon")
}

fn capabilities(setting: Setting, profile: &std::path::Path) -> fantoccini::wd::Capabilities {
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=vi",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut options = json!({ "args": arguments });
    if let Some(chromium) = driver::on_path("chromium") {
        options["binary"] = json!(chromium);
    }
    if !setting.scripts {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60000 },
    });
    wanted.as_object().cloned().unwrap_or_default()
}

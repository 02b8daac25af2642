//! What hands do beside clicking and typing into a field: keys, pasting, dropping, pulling the plug.

use std::fmt::Write as _;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::Browser;
use crate::site::{PASSWORD, Site};

/// A file that is dropped or pasted: name, kind, text.
pub(crate) type Held<'a> = (&'a str, &'a str, &'a str);

impl Browser {
    /// Signs in with the form.
    pub async fn sign_in(&self, site: &Site, login: &str) {
        self.go(&format!("{}/dang-nhap", site.base)).await;
        self.fill("login", login).await;
        self.fill("password", PASSWORD).await;
        self.press("Đăng nhập").await;
        self.until("return location.pathname !== '/dang-nhap'")
            .await;
    }

    /// Presses keys where the cursor stands.
    pub async fn keys(&self, keys: &str) {
        let here = self.client().active_element().await.expect("a cursor");
        here.send_keys(keys).await.expect(keys);
    }

    /// Enter, an arrow, Escape.
    pub async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// A key with Ctrl held.
    pub async fn with_ctrl(&self, key: Key) {
        let keys = format!("{}{}", char::from(Key::Control), char::from(key));
        self.keys(&keys).await;
    }

    /// Clicks what the selector finds.
    pub async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        if element.click().await.is_err() {
            self.run(&format!(
                "document.querySelector({}).scrollIntoView({{block:'center'}})",
                json!(selector)
            ))
            .await;
            self.find(selector).await.click().await.expect(selector);
        }
    }

    /// Puts the cursor into a field.
    pub async fn stand_in(&self, selector: &str) {
        self.find(selector).await;
        self.run(&format!(
            "const field = document.querySelector({}); field.scrollIntoView({{block:'center'}}); field.focus(); field.select?.()",
            json!(selector)
        ))
        .await;
    }

    /// The name of the field that the cursor stands in.
    pub async fn cursor(&self) -> String {
        let name = self
            .run("return document.activeElement.id || document.activeElement.name || document.activeElement.className")
            .await;
        name.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in a field.
    pub async fn value(&self, selector: &str) -> String {
        self.find(selector).await;
        let value = self
            .run(&format!(
                "return document.querySelector({}).value",
                json!(selector)
            ))
            .await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// What an element says.
    pub async fn reads(&self, selector: &str) -> String {
        self.find(selector).await.text().await.expect(selector)
    }

    /// How many elements there are.
    pub async fn count(&self, selector: &str) -> usize {
        let found = self.client().find_all(Locator::Css(selector)).await;
        found.map_or(0, |all| all.len())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.client()
            .execute(script, vec![])
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script says yes.
    pub async fn until(&self, script: &str) {
        // Half a page is no answer.
        let whole = format!("if (document.readyState !== 'complete') return false; {script}");
        for _ in 0..200 {
            // While one page gives way to the next there is nothing to ask.
            if self.client().execute(&whole, vec![]).await.ok() == Some(Value::Bool(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!(
            "never at {}: {script}\n{}",
            self.path().await,
            self.text().await
        );
    }

    /// Waits until an element says this.
    pub async fn until_reads(&self, selector: &str, words: &str) {
        self.until(&format!(
            "const found = document.querySelector({}); return Boolean(found) && found.textContent.includes({})",
            json!(selector),
            json!(words)
        ))
        .await;
    }

    /// Pastes text into a field, as Ctrl+V does with cells copied in Excel.
    pub async fn paste(&self, selector: &str, text: &str) {
        self.stand_in(selector).await;
        self.run(&format!(
            "const data = new DataTransfer(); data.setData('text/plain', {});\
             document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
            json!(text)
        ))
        .await;
    }

    /// Pastes a file into the page, as after a screen was copied.
    pub async fn paste_file(&self, file: Held<'_>) {
        let script = format!(
            "{} document.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
            held(&[file])
        );
        self.run(&script).await;
    }

    /// Drags files over an element and lets go.
    pub async fn drop_files(&self, selector: &str, files: &[Held<'_>]) {
        self.find(selector).await;
        let script = format!(
            "{} const target = document.querySelector({});\
             for (const kind of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}))",
            held(files),
            json!(selector)
        );
        self.run(&script).await;
    }

    /// Pulls the plug, or puts it back.
    pub async fn offline(&self, offline: bool) {
        self.protocol("Network.enable", json!({})).await;
        self.protocol(
            "Network.emulateNetworkConditions",
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 }),
        )
        .await;
    }
}

fn held(files: &[Held<'_>]) -> String {
    let mut script = "const data = new DataTransfer();".to_owned();
    for (name, kind, text) in files {
        let _ = write!(
            script,
            "data.items.add(new File([{}], {}, {{ type: {} }}));",
            json!(text),
            json!(name),
            json!(kind)
        );
    }
    script
}

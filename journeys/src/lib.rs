//! A real browser on a real site, for journeys: what people click and read, nothing else.
//!
//! Chromium and its driver come from Debian's packages, axe from npm at test time. Where one is
//! missing a journey says so and is left out; with `CHAMDIEM_REQUIRE_ALL` it fails instead.

mod axe;
mod browser;
mod driver;
mod hands;
mod site;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

pub use browser::{Browser, Setting, Window};
pub use fantoccini::Locator;
pub use fantoccini::key::Key;
pub use site::{PASSWORD, Site, city};

/// Runs a journey, or says why not.
pub fn journey<F: Future<Output = ()>>(setting: Setting, walk: impl FnOnce(Browser) -> F) {
    if let Err(why) = driver::found() {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(),
            "the browser was not tried: {why}"
        );
        eprintln!("the browser was not tried: {why}");
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let browser = runtime.block_on(Browser::open(setting));
    let mine = browser.clone();
    // A journey that fails closes its browser too: it would outlive the test.
    let walked = catch_unwind(AssertUnwindSafe(|| runtime.block_on(walk(mine))));
    runtime.block_on(browser.close());
    if let Err(why) = walked {
        resume_unwind(why);
    }
}

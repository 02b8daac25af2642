//! A site on a loopback port, on an application of its own.

use app::testing::Trial;
use server::web::{Serving, Web, router};

/// A site being served.
pub struct Site {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    /// What it runs on.
    pub trial: Trial,
    task: tokio::task::JoinHandle<()>,
}

impl Site {
    /// Serves a fresh application.
    pub async fn begin() -> Site {
        Site::of(Trial::sqlite().await).await
    }

    /// Serves this application.
    pub async fn of(trial: Trial) -> Site {
        let web = Web::new(trial.app.clone(), Serving::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let task = tokio::spawn(async move {
            axum::serve(listener, router(web))
                .await
                .expect("the site is served");
        });
        Site { base, trial, task }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

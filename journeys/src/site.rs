//! A site on a loopback port, on an application of its own.

use std::sync::OnceLock;

use app::testing::Trial;
use server::demo::{self, City, Size};
use server::web::{Serving, Web, router};

/// Everyone's in the city.
pub const PASSWORD: &str = "mot mat khau dai";

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

    /// Serves a city of its own, as `demo` makes it but with two wards.
    pub async fn city() -> Site {
        let (folder, _) = made();
        Site::of(Trial::like(folder).await).await
    }

    /// The same with who lives there, on a fresh database of a server where its address is given.
    pub async fn city_at(database: Option<String>) -> (Site, City) {
        let Some(database) = database else {
            return (Site::city().await, city().clone());
        };
        let trial = Trial::at(database).await;
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD)
            .await
            .expect("the city is filled");
        (Site::of(trial).await, city)
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

/// Who lives in every `Site::city`.
pub fn city() -> &'static City {
    made().1
}

/// Filling a city takes seconds: it is done once for all journeys, each of which gets a copy.
fn made() -> (&'static std::path::Path, &'static City) {
    static MADE: OnceLock<(Trial, City)> = OnceLock::new();
    let (trial, city) = MADE.get_or_init(|| {
        // On a thread of its own: the caller stands on a runtime already.
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let trial = Trial::sqlite().await;
                let city = demo::fill(&trial.app, Size::SMALL, PASSWORD)
                    .await
                    .expect("the city is filled");
                (trial, city)
            })
        })
        .join()
        .expect("the city is filled")
    });
    (trial.folder(), city)
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

//! What the server does by itself: reminders, at its start and every hour.

use std::time::Duration;

use app::App;

const EVERY: Duration = Duration::from_hours(1);

/// Runs until the runtime stops. A run that fails is logged, and the next one comes all the same.
pub(crate) async fn run(app: App) {
    let mut hours = tokio::time::interval(EVERY);
    loop {
        hours.tick().await;
        match app::notice::remind(&app).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "reminders"),
            Err(error) => tracing::error!(cause = ?error, "reminders"),
        }
    }
}

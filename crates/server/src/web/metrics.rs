//! Counts for Prometheus, on a listener of their own (`serve --metrics`): requests by status class,
//! a histogram of their times, statements run, resident memory. No names, no addresses.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

/// Upper ends of the histogram, in milliseconds.
const BUCKETS_MS: [u64; 9] = [1, 2, 5, 10, 25, 50, 100, 500, 2_000];

/// Counts since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    by_class: [AtomicU64; 5],
    within: [AtomicU64; BUCKETS_MS.len()],
    micros: AtomicU64,
}

impl Metrics {
    pub(super) fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.by_class[class].fetch_add(1, Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Relaxed);
        for (end, count) in BUCKETS_MS.iter().zip(&self.within) {
            if micros <= end * 1_000 {
                count.fetch_add(1, Relaxed);
            }
        }
    }

    /// As Prometheus reads them.
    fn text(&self, statements: u64) -> String {
        let mut text = String::from("# TYPE chamdiem_requests_total counter\n");
        let mut all = 0;
        for (class, count) in self.by_class.iter().enumerate() {
            let count = count.load(Relaxed);
            all += count;
            let _ = writeln!(
                text,
                "chamdiem_requests_total{{class=\"{}xx\"}} {count}",
                class + 1
            );
        }
        text.push_str("# TYPE chamdiem_request_milliseconds histogram\n");
        for (end, count) in BUCKETS_MS.iter().zip(&self.within) {
            let count = count.load(Relaxed);
            let _ = writeln!(
                text,
                "chamdiem_request_milliseconds_bucket{{le=\"{end}\"}} {count}"
            );
        }
        let micros = self.micros.load(Relaxed);
        let _ = write!(
            text,
            "chamdiem_request_milliseconds_bucket{{le=\"+Inf\"}} {all}\n\
             chamdiem_request_milliseconds_sum {}.{:03}\n\
             chamdiem_request_milliseconds_count {all}\n\
             # TYPE chamdiem_statements_total counter\n\
             chamdiem_statements_total {statements}\n",
            micros / 1_000,
            micros % 1_000,
        );
        if let Some(kilobytes) = resident_kilobytes() {
            let _ = write!(
                text,
                "# TYPE process_resident_memory_bytes gauge\n\
                 process_resident_memory_bytes {}\n",
                kilobytes * 1_024
            );
        }
        text
    }
}

/// What Linux says of this process; `None` elsewhere.
fn resident_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The listener's one route.
pub fn router(app: App, metrics: std::sync::Arc<Metrics>) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .with_state((app, metrics))
}

async fn show(State((app, metrics)): State<(App, std::sync::Arc<Metrics>)>) -> String {
    metrics.text(app.statements())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_in_every_bucket_that_holds_it() {
        let metrics = Metrics::default();
        metrics.count(StatusCode::OK, Duration::from_millis(7));
        metrics.count(StatusCode::CONFLICT, Duration::from_micros(400));
        let text = metrics.text(12);
        for line in [
            "chamdiem_requests_total{class=\"2xx\"} 1",
            "chamdiem_requests_total{class=\"4xx\"} 1",
            "chamdiem_request_milliseconds_bucket{le=\"5\"} 1",
            "chamdiem_request_milliseconds_bucket{le=\"10\"} 2",
            "chamdiem_request_milliseconds_sum 7.400",
            "chamdiem_statements_total 12",
        ] {
            assert!(text.contains(&format!("{line}\n")), "{line} in {text}");
        }
    }
}

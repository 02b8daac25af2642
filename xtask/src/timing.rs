//! How long pages take, as the server itself says.

use anyhow::{Context as _, Result, bail};
use xtask::wire::Wire;

/// Requests for each page.
pub(crate) const READS: usize = 120;

/// The first line of a table of pages.
pub(crate) fn head() {
    println!(
        "{:<44}{:>9}{:>9}{:>9}{:>10}",
        "page (server time, ms)", "p50", "p95", "max", "bytes"
    );
}

/// The address that this person's first page is.
pub(crate) fn overview(wire: &mut Wire) -> Result<String> {
    let home = wire.get("/")?;
    Ok(home.headers.get("location").context("an overview")?.clone())
}

/// Reads the page again and again and prints a line.
pub(crate) fn measure(name: &str, wire: &mut Wire, path: &str) -> Result<()> {
    let mut times = Vec::with_capacity(READS);
    let mut bytes = 0;
    for _ in 0..READS {
        let answer = wire.get(path)?;
        if answer.status != 200 {
            bail!("{path}: {}", answer.status);
        }
        bytes = answer.body.len();
        times.push(answer.server_ms().context("a server timing")?);
    }
    let spread = Spread::of(times);
    println!(
        "{name:<44}{:>9.1}{:>9.1}{:>9.1}{bytes:>10}",
        spread.p50, spread.p95, spread.max
    );
    Ok(())
}

/// Half, nearly all and all took no longer, in milliseconds.
pub(crate) struct Spread {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) max: f64,
}

impl Spread {
    pub(crate) fn of(mut times: Vec<f64>) -> Spread {
        times.sort_by(f64::total_cmp);
        let at = |share: usize| {
            times
                .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
                .copied()
        };
        Spread {
            p50: at(50).unwrap_or_default(),
            p95: at(95).unwrap_or_default(),
            max: at(100).unwrap_or_default(),
        }
    }
}

//! `cargo xtask country`: the ranking of 3,321 communes as a person sees it, over HTTP. What its
//! pages take, and what passes from sending a figure that moves everyone's points of a line to
//! having the new ranking. The folder is the one that `cargo bench -p app --bench country` fills;
//! what is served is a copy.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use xtask::wire::Wire;

use crate::load::{Target, rows, send};
use crate::served::Served;
use crate::timing::{Spread, head, measure, overview};

/// Who works there, as the benchmark signs up.
const LOGIN: (&str, &str) = ("hanh", "mot mat khau dai");
/// The line that compares communes by least and greatest.
const COMPARED: &str = "/chi-so/3.10?";
/// How often the range is moved. The first time reads into memory what the others find there.
const MOVES: i32 = 8;

/// Runs it.
pub(crate) fn run() -> Result<()> {
    let kept = std::env::var_os("CHAMDIEM_COUNTRY").context(
        "CHAMDIEM_COUNTRY names no folder that `cargo bench -p app --bench country` filled",
    )?;
    let copy = Copy::of(Path::new(&kept))?;
    let data = copy.0.to_str().context("a folder's name")?;
    let served = Served::start(&["serve", "--data", data])?;
    let mut wire = served.visitor();
    wire.sign_in(LOGIN.0, LOGIN.1)?;
    let ranking = overview(&mut wire)?.replace("/tong-quan", "/xep-hang");
    head();
    for (name, asked) in [
        ("ranking of 3,321, the first hundred", ""),
        ("ranking, the last page", "?trang=34"),
        ("ranking, sorted by name", "?sap=ten"),
        ("ranking, searched", "?q=nghiem+12"),
    ] {
        measure(name, &mut wire, &format!("{ranking}{asked}"))?;
    }
    moves(&mut wire, &ranking)
}

/// Saves beyond the greatest so far, and reads the ranking, again and again.
fn moves(wire: &mut Wire, ranking: &str) -> Result<()> {
    let mut target = compared(wire, ranking)?;
    let mut times = Vec::new();
    for turn in 0..MOVES {
        let value = (2_000 + turn * 10).to_string();
        let begun = Instant::now();
        target.version = send(wire, &mut target, &[("k.value", &value)])?.context("a saved row")?;
        let saved = begun.elapsed();
        let page = wire.get(ranking)?;
        let both = begun.elapsed();
        if page.status != 200 {
            bail!("{ranking}: {}", page.status);
        }
        println!(
            "a figure that moves the range: saved after {:.0} ms, ranking in hand after {:.0} ms",
            saved.as_secs_f64() * 1_000.0,
            both.as_secs_f64() * 1_000.0
        );
        times.push(both.as_secs_f64() * 1_000.0);
    }
    let first = times.remove(0);
    let spread = Spread::of(times);
    println!(
        "first {first:.0} ms; then p50 {:.0}, max {:.0} ms at the client",
        spread.p50, spread.max
    );
    Ok(())
}

/// The compared row of the commune that leads.
fn compared(wire: &mut Wire, ranking: &str) -> Result<Target> {
    let page = wire.get(ranking)?.text();
    let mark = "/don-vi/thu-nghiem";
    let at = page.find(mark).context("a commune in the ranking")?;
    let slug = page[at..]
        .split(['/', '"', '?'])
        .nth(2)
        .context("its word")?;
    let grid = wire.get(&format!("/ky/2026/don-vi/{slug}/nhap-lieu"))?;
    rows(&grid, "value")
        .into_iter()
        .find(|row| row.action.contains(COMPARED))
        .context("the compared row in the grid")
}

/// A folder's copy, which goes with this.
struct Copy(PathBuf);

impl Copy {
    fn of(kept: &Path) -> Result<Copy> {
        let to = std::env::temp_dir().join(format!("chamdiem-country-{}", std::process::id()));
        let done = Command::new("cp").arg("-r").arg(kept).arg(&to).status()?;
        if !done.success() {
            bail!("{} was not copied", kept.display());
        }
        Ok(Copy(to))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

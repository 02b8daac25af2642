//! Scores the made-up country with the release binary and, where polars is installed, with the
//! peer script, turn by turn so that a busy machine is equally busy for both.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{national, release};

const RUNS: usize = 7;
const SCALES: [u32; 3] = [1, 4, 16];
const PEER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../benches/peer/score_polars.py"
);

/// Prints medians of whole runs (start, read, score, rank, write), and how cost grows.
pub(crate) fn run() -> Result<()> {
    let binary = release::binary()?;
    let directory = std::env::temp_dir().join(format!("chamdiem-national-{}", std::process::id()));
    let outcome = measure(&binary, &directory);
    fs::remove_dir_all(&directory).ok();
    outcome
}

fn measure(binary: &Path, directory: &Path) -> Result<()> {
    let peer = has_polars();
    if !peer {
        eprintln!("polars is not installed for python3: only our own cost is measured");
    }
    for scale in SCALES {
        let at = directory.join(scale.to_string());
        national::write(&at, scale)?;
        let (mut ours, mut theirs, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(timed(&mut score(binary, &at))?.0);
            if peer {
                let (whole, printed) = timed(&mut peer_score(&at))?;
                theirs.push(whole);
                inner.push(Duration::from_secs_f64(printed.trim().parse()?));
            }
        }
        let ours = median(ours);
        print!("{scale:>2} x: ours {:.3} s", ours.as_secs_f64());
        if peer {
            let (theirs, inner) = (median(theirs).as_secs_f64(), median(inner).as_secs_f64());
            let ours = ours.as_secs_f64();
            print!(
                "; polars {inner:.3} s after its import, {theirs:.3} s as a whole; ours is {:.2} of the former, {:.2} of the latter",
                ours / inner,
                ours / theirs
            );
        }
        println!();
        fs::remove_dir_all(&at)?;
    }
    Ok(())
}

fn score(binary: &Path, at: &Path) -> Command {
    let mut command = Command::new(binary);
    command
        .arg("score")
        .arg("--framework")
        .arg(at.join("framework.toml"));
    command.arg("--figures").arg(at.join("figures.csv"));
    command
        .args(["--format", "csv", "--output"])
        .arg(at.join("ours.csv"));
    command
}

fn peer_score(at: &Path) -> Command {
    let mut command = Command::new("python3");
    command
        .arg(PEER)
        .arg(at.join("framework.toml"))
        .arg(at.join("figures.csv"));
    command.arg(at.join("theirs.csv"));
    command
}

fn has_polars() -> bool {
    let import = Command::new("python3")
        .args(["-c", "import polars"])
        .output();
    import.is_ok_and(|output| output.status.success())
}

/// Wall time and what was printed.
fn timed(command: &mut Command) -> Result<(Duration, String)> {
    let started = Instant::now();
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let took = started.elapsed();
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok((took, String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

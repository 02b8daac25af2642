//! `cargo xtask load`: 200 units with 108 indicators each, people at work. Pages by few, saves by
//! thirty-two at once; the generator runs on the same machine. Figures are printed, none is
//! asserted: benches/README.md says what they were and beside what.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts and milliseconds, not points"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use xtask::wire::{Answer, Wire};

use crate::served::Served;
use crate::timing::{READS, Spread, head, measure, overview};

/// Clients that save at once.
const SAVERS: usize = 32;
/// How long they do.
const SAVING: Duration = Duration::from_secs(20);
/// CPU milliseconds that CISO Assistant spends to save one score, and to list one assessment of
/// 106 rows, as the issue states them.
const PEER_SAVE_MS: f64 = 713.0;
const PEER_LIST_MS: f64 = 1_637.0;

/// Runs it.
pub(crate) fn run() -> Result<()> {
    let served = Served::demo(&["--large"])?;
    println!(
        "filled and ready after {} ms",
        served.ready_after.as_millis()
    );
    println!(
        "resident at rest: {} MB",
        served.resident_kilobytes()? / 1_024
    );
    first_page(&served)?;
    pages(&served)?;
    saves(&served)?;
    println!(
        "resident after: {} MB",
        served.resident_kilobytes()? / 1_024
    );
    Ok(())
}

/// Bytes of the first page with all that it loads, as they travel.
fn first_page(served: &Served) -> Result<()> {
    let mut wire = served.signed_in("daumoi.sonkhe")?;
    let path = overview(&mut wire)?;
    let page = wire.get(&path)?.text();
    let mut loaded = vec![path.clone()];
    for (begin, _) in page.match_indices("/tai-nguyen/") {
        let address = page[begin..]
            .split('"')
            .next()
            .unwrap_or_default()
            .to_owned();
        if !loaded.contains(&address) {
            loaded.push(address);
        }
    }
    let gzip = [("accept-encoding", "gzip")];
    let (mut plain, mut packed) = (0, 0);
    for address in &loaded {
        plain += wire.get(address)?.body.len();
        packed += wire.send("GET", address, &gzip, b"")?.body.len();
    }
    println!("first page with style and scripts: {plain} bytes, {packed} packed");
    Ok(())
}

fn pages(served: &Served) -> Result<()> {
    let mut ward = served.signed_in("daumoi.sonkhe")?;
    let own = overview(&mut ward)?;
    let mut city = served.signed_in("daumoi")?;
    let whole = overview(&mut city)?;
    let base = own.replace("/tong-quan", "");
    let plans = ward.get("/ke-hoach")?.text();
    let plan = link(&plans, "/ke-hoach/").context("a plan")?;
    let sheet = ward.get(&plan)?.text();
    let row = link(&sheet, &format!("{plan}/dong/")).context("a row")?;
    head();
    let grid = format!("{base}/nhap-lieu");
    let before = served.cpu_hundredths()?;
    measure("entry grid, 108 rows", &mut ward, &grid)?;
    let cpu_ms = cpu_since(served, before)? * 10.0 / READS as f64;
    for (name, path) in [
        ("overview of a ward", own.as_str()),
        ("indicator", &format!("{base}/chi-so/6.3")),
        ("my work", "/viec-cua-toi"),
        ("plans", "/ke-hoach"),
        ("a plan, 73 rows", &plan),
        ("a row", &row),
        ("proof", &format!("{base}/minh-chung")),
        ("search", "/tim-kiem?q=chuyen+doi+so"),
        ("inbox", "/hop-thu"),
        ("calendar", "/lich"),
    ] {
        measure(name, &mut ward, path)?;
    }
    for (name, path) in [
        ("overview of the city, 200 units", whole.as_str()),
        ("units", "/don-vi"),
        ("frameworks", "/bo-chi-so"),
        ("audit", "/quan-tri/nhat-ky"),
    ] {
        measure(name, &mut city, path)?;
    }
    println!(
        "CPU to list one assessment of 108 rows: {cpu_ms:.1} ms; CISO Assistant 1,637 ms for 106: {:.0} times",
        PEER_LIST_MS / cpu_ms
    );
    Ok(())
}

fn cpu_since(served: &Served, before: u64) -> Result<f64> {
    Ok((served.cpu_hundredths()? - before) as f64)
}

/// The first link of the page that begins so and goes on with an id.
fn link(page: &str, begin: &str) -> Option<String> {
    page.match_indices(&format!("href=\"{begin}"))
        .find_map(|(at, found)| {
            let id: String = page[at + found.len()..].chars().take(36).collect();
            let is_id = id.len() == 36 && id.matches('-').count() == 4;
            is_id.then(|| format!("{begin}{id}"))
        })
}

/// A row to be saved again and again.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) action: String,
    entry: String,
    pub(crate) version: i64,
}

fn saves(served: &Served) -> Result<()> {
    let mut city = served.signed_in("daumoi")?;
    let base = overview(&mut city)?;
    let period = base.split('/').nth(2).context("a period")?.to_owned();
    let mut wards = slugs(&city.get("/don-vi")?.text());
    wards.truncate(SAVERS * 4);
    let stop = Arc::new(AtomicBool::new(false));
    // Everyone is signed in and has the grid open before the first figure is saved.
    let ready = Arc::new(Barrier::new(SAVERS + 1));
    let mut threads = Vec::new();
    for number in 0..SAVERS {
        let mut wire = served.signed_in("daumoi")?;
        let own: Vec<String> = wards.iter().skip(number).step_by(SAVERS).cloned().collect();
        let (stop, ready, period) = (Arc::clone(&stop), Arc::clone(&ready), period.clone());
        threads.push(std::thread::spawn(move || {
            let targets = open_grids(&mut wire, &period, &own);
            ready.wait();
            save_until(&mut wire, (targets?, number * 7), &stop)
        }));
    }
    ready.wait();
    let (before, begun) = (served.cpu_hundredths()?, Instant::now());
    std::thread::sleep(SAVING);
    stop.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    for thread in threads {
        let Ok(done) = thread.join() else {
            bail!("a client panicked")
        };
        times.extend(done?);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let count = times.len();
    let cpu_ms = cpu_since(served, before)? * 10.0 / count as f64;
    let spread = Spread::of(times);
    println!(
        "saves, {SAVERS} clients: {count} in {seconds:.1} s = {:.0} a second; p50 {:.1}, p95 {:.1}, max {:.1} ms at the client",
        count as f64 / seconds,
        spread.p50,
        spread.p95,
        spread.max
    );
    println!(
        "CPU to save one figure with its score: {cpu_ms:.2} ms; CISO Assistant 713 ms: {:.0} times",
        PEER_SAVE_MS / cpu_ms
    );
    Ok(())
}

/// Words in addresses of the wards.
fn slugs(page: &str) -> Vec<String> {
    let mut slugs: Vec<String> = page
        .match_indices("href=\"/don-vi/")
        .map(|(at, found)| {
            page[at + found.len()..]
                .split(['"', '/', '?'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .filter(|slug| slug.starts_with("thu-nghiem") || slug.ends_with("khe"))
        .collect();
    slugs.sort();
    slugs.dedup();
    slugs
}

/// Rows of these wards that take a rate.
fn open_grids(wire: &mut Wire, period: &str, wards: &[String]) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for ward in wards {
        let grid = wire.get(&format!("/ky/{period}/don-vi/{ward}/nhap-lieu"))?;
        targets.extend(rows(&grid, "num"));
    }
    if targets.is_empty() {
        bail!("no row of {wards:?} takes a rate");
    }
    Ok(targets)
}

fn save_until(
    wire: &mut Wire,
    (mut targets, first): (Vec<Target>, usize),
    stop: &AtomicBool,
) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    // Everyone somewhere else, as people are.
    for turn in first.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let at = turn % targets.len();
        let begun = Instant::now();
        if let Some(version) = save(wire, &mut targets[at], turn)? {
            targets[at].version = version;
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    Ok(times)
}

/// Rows of the grid that take a figure of this name.
pub(crate) fn rows(grid: &Answer, key: &str) -> Vec<Target> {
    let page = grid.text();
    let mut targets: BTreeMap<String, Target> = BTreeMap::new();
    for (at, _) in page.match_indices("<form id=\"f-") {
        let form = page[at..].split("</form>").next().unwrap_or_default();
        let entry: String = form.chars().skip(12).take(36).collect();
        let value = |name: &str| {
            let rest = form.split(name).nth(1)?;
            Some(rest.split('"').next()?.to_owned())
        };
        let (Some(action), Some(version)) =
            (value("action=\""), value("name=\"version\" value=\""))
        else {
            continue;
        };
        if page.contains(&format!("name=\"k.{key}\" form=\"f-{entry}\"")) {
            let version = version.parse().unwrap_or(1);
            targets.insert(
                entry.clone(),
                Target {
                    action,
                    entry,
                    version,
                },
            );
        }
    }
    targets.into_values().collect()
}

/// Saves one figure; the row's new version, or none if somebody else was first.
fn save(wire: &mut Wire, target: &mut Target, turn: usize) -> Result<Option<i64>> {
    let num = (turn % 90).to_string();
    send(wire, target, &[("k.num", &num), ("k.den", "100")])
}

/// The same of any row.
pub(crate) fn send(
    wire: &mut Wire,
    target: &mut Target,
    figures: &[(&str, &str)],
) -> Result<Option<i64>> {
    let version = target.version.to_string();
    let others = [
        ("source", "Đo tốc độ"),
        ("as_of", "30/06/2026"),
        ("state", "provisional"),
        ("entry", &target.entry),
        ("version", &version),
        ("explanation", ""),
        ("expected_points", ""),
        ("applicable", "1"),
    ];
    let body = figures
        .iter()
        .chain(&others)
        .map(|(name, value)| format!("{name}={}", xtask::wire::encoded(value)))
        .collect::<Vec<_>>()
        .join("&");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
    ];
    let answer = wire.send("POST", &target.action, &headers, body.as_bytes())?;
    let text = answer.text();
    let version = text.split("\"version\":").nth(1).context("a version")?;
    let version = version.split([',', '}']).next().unwrap_or_default();
    let version = version.trim().parse()?;
    match answer.status {
        200 => Ok(Some(version)),
        // Another row with the same figure renewed this one, as the answer says.
        409 => {
            target.version = version;
            Ok(None)
        }
        status => bail!("{}: {status} {text}", target.action),
    }
}

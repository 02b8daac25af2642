//! The release binary as people start it, on a free port: mostly `chamdiem demo`, with the accounts
//! it prints.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use xtask::wire::Wire;

use crate::release;

/// Everyone's password in what is started here.
pub(crate) const PASSWORD: &str = "mot mat khau de do";

/// A running server; ends with this.
pub(crate) struct Served {
    child: Child,
    /// `127.0.0.1:PORT`
    pub(crate) address: String,
    /// From the start to the first answer.
    pub(crate) ready_after: Duration,
}

impl Served {
    /// The sample city.
    pub(crate) fn demo(more: &[&str]) -> Result<Served> {
        Served::start(&[&["demo", "--password", PASSWORD], more].concat())
    }

    /// Builds the binary if need be and starts it.
    pub(crate) fn start(words: &[&str]) -> Result<Served> {
        let binary = release::binary()?;
        let begun = Instant::now();
        let mut child = Command::new(binary)
            .args(words)
            .args(["--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let mut lines = BufReader::new(child.stderr.take().context("its words")?).lines();
        let address = loop {
            let line = lines.next().context("it ended before it served")??;
            if let Some((_, address)) = line.split_once("chạy tại http://") {
                break address.trim().to_owned();
            }
        };
        // The log goes on; somebody has to read it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut served = Served {
            child,
            address,
            ready_after: Duration::ZERO,
        };
        let answer = served.visitor().get("/healthz")?;
        if answer.status != 200 {
            bail!("/healthz: {}", answer.status);
        }
        served.ready_after = begun.elapsed();
        Ok(served)
    }

    /// A connection of nobody's.
    pub(crate) fn visitor(&self) -> Wire {
        Wire::to(&self.address)
    }

    /// A connection of someone signed in.
    pub(crate) fn signed_in(&self, login: &str) -> Result<Wire> {
        let mut wire = self.visitor();
        wire.sign_in(login, PASSWORD)?;
        Ok(wire)
    }

    /// Resident memory in kilobytes.
    pub(crate) fn resident_kilobytes(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .context("VmRSS")?;
        Ok(line
            .split_whitespace()
            .nth(1)
            .context("a number")?
            .parse()?)
    }

    /// CPU seconds spent so far, all threads, in hundredths.
    pub(crate) fn cpu_hundredths(&self) -> Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .context("fields")?
            .split_whitespace()
            .collect();
        let ticks = |at: usize| -> Result<u64> { Ok(fields.get(at).context("ticks")?.parse()?) };
        Ok(ticks(11)? + ticks(12)?)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // SIGTERM, as a service manager would: the throw-away folder goes with it.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}

/// What CI looks at: the README's first command serves, and people of several roles get their
/// first pages.
pub(crate) fn look() -> Result<()> {
    let served = Served::demo(&[])?;
    println!(
        "ready after {} ms, city filled",
        served.ready_after.as_millis()
    );
    for login in [
        "daumoi.sonkhe",
        "chutich.sonkhe",
        "vhxh.sonkhe",
        "lanhdao",
        "quantri",
    ] {
        let mut wire = served.signed_in(login)?;
        let home = wire.get("/")?;
        let overview = home.headers.get("location").context("an overview")?.clone();
        for path in [
            overview.as_str(),
            "/viec-cua-toi",
            "/ke-hoach",
            "/hop-thu",
            "/tim-kiem?q=cds",
        ] {
            let answer = wire.get(path)?;
            if answer.status != 200 {
                bail!("{login} {path}: {}", answer.status);
            }
        }
    }
    Ok(())
}

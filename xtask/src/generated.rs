//! Documents that are generated from code, so that they cannot lie: `docs/findings.md`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// Every generated file: its path from the root of the repository and its content.
fn files() -> Vec<(&'static str, String)> {
    vec![("docs/findings.md", reading::words::finding::page())]
}

/// Writes them all.
pub(crate) fn write() -> Result<()> {
    for (path, content) in files() {
        fs::write(root().join(path), content).with_context(|| path.to_owned())?;
    }
    Ok(())
}

/// Fails when writing would change one.
pub(crate) fn check() -> Result<()> {
    for (path, content) in files() {
        if fs::read_to_string(root().join(path)).unwrap_or_default() != content {
            bail!("{path} is out of date: run `cargo xtask generated` and commit");
        }
    }
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

//! The release binary, built as `cargo run --release` at the root builds it, so that nothing is
//! built twice.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

/// The workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// Where it is built.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/chamdiem");
/// Names a binary that is there already: of an earlier commit, to compare.
const GIVEN: &str = "CHAMDIEM_BINARY";

/// The binary: the one that is given, else built if need be.
pub(crate) fn binary() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os(GIVEN) {
        return Ok(given.into());
    }
    build()?;
    Ok(BUILT.into())
}

fn build() -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    // Without `--package`: the features of the whole workspace.
    cargo
        .args(["build", "--quiet", "--release", "--bin", "chamdiem"])
        .current_dir(ROOT);
    // What `cargo xtask` says of itself: build scripts that ask for it would run again.
    for (name, _) in std::env::vars() {
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
            .iter()
            .any(|own| name.starts_with(own))
        {
            cargo.env_remove(name);
        }
    }
    if !cargo.status()?.success() {
        bail!("the release build failed");
    }
    Ok(())
}

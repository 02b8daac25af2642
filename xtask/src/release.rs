//! The release binary, built as `cargo run --release` at the root builds it, so that nothing is
//! built twice.

use std::process::Command;

use anyhow::{Result, bail};

/// The workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// The binary.
pub(crate) const BINARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/chamdiem");

/// Builds it if need be.
pub(crate) fn build() -> Result<()> {
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

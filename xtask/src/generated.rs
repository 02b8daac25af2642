//! Files that are generated, so that they cannot lie: `docs/findings.md` from the codes, and the
//! sample plan in every format from its text. The PDF alone is made by an office suite.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use xtask::convert;

/// Every generated file but the PDF: its path from the root of the repository and its content.
fn files() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let text = fs::read(root().join("samples/son-khe/ke-hoach.txt"))?;
    let plan = match documents::read(&text, None) {
        Ok(plan) => plan,
        Err(refusal) => bail!("samples/son-khe/ke-hoach.txt: {refusal:?}"),
    };
    Ok(vec![
        (
            "docs/findings.md",
            reading::words::finding::page().into_bytes(),
        ),
        ("samples/son-khe/ke-hoach.docx", convert::docx(&plan)),
        ("samples/son-khe/ke-hoach.xlsx", convert::xlsx(&plan)),
        ("samples/son-khe/ke-hoach.html", convert::html(&plan)),
    ])
}

/// Writes them all.
pub(crate) fn write() -> Result<()> {
    for (path, content) in files()? {
        fs::write(root().join(path), content).with_context(|| path.to_owned())?;
    }
    Ok(())
}

/// Fails when writing would change one.
pub(crate) fn check() -> Result<()> {
    for (path, content) in files()? {
        if fs::read(root().join(path)).unwrap_or_default() != content {
            bail!("{path} is out of date: run `cargo xtask generated` and commit");
        }
    }
    Ok(())
}

/// Prints the sample plan to PDF with an office suite, the way an office would.
pub(crate) fn pdf() -> Result<()> {
    let folder = root().join("samples/son-khe");
    let profile = std::env::temp_dir().join("chamdiem-office-profile");
    let status = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .arg(folder.join("ke-hoach.docx"))
        .status()
        .context("soffice (LibreOffice) is needed to print the sample")?;
    ensure!(status.success(), "soffice failed");
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

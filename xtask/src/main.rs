//! The project's own chores, in plain Rust: `cargo xtask NAME`.

mod bench_national;
mod country;
mod generated;
mod load;
mod national;
mod release;
mod served;
mod timing;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask ci                    what CI runs, without installing anything
cargo xtask generated [--check]   write the generated documents; --check fails if that changes one
cargo xtask look                  start the release demo and open its first pages
cargo xtask load                  200 units x 108 indicators: pages, saves by 32 clients, memory
cargo xtask country               3,321 communes ranked in a browser's time; CHAMDIEM_COUNTRY=DIR as
                                  `cargo bench -p app --bench country` filled it
cargo xtask sample-pdf            print the sample plan to PDF with LibreOffice
cargo xtask national --output DIR [--scale N]   write a made-up country to score
cargo xtask bench-national        score it beside polars: medians, ratio, cost at 1, 4 and 16 times
";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["ci"] => ci(),
        ["generated"] => generated::write(),
        ["generated", "--check"] => generated::check(),
        ["bench-national"] => bench_national::run(),
        ["look"] => served::look(),
        ["load"] => load::run(),
        ["country"] => country::run(),
        ["sample-pdf"] => generated::pdf(),
        ["national", "--output", directory] => national::write(directory.as_ref(), 1),
        ["national", "--output", directory, "--scale", scale] => {
            national::write(directory.as_ref(), scale.parse()?)
        }
        _ => bail!("usage:\n{USAGE}"),
    }
}

/// The steps of `.ci/run` that need no installation, fastest first.
fn ci() -> Result<()> {
    let steps: [&[&str]; 5] = [
        &["fmt", "--all", "--check"],
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ],
        &["test"],
        &[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--quiet",
        ],
        &["xtask", "generated", "--check"],
    ];
    for step in steps {
        eprintln!("cargo {}", step.join(" "));
        let status = std::process::Command::new(env!("CARGO"))
            .args(step)
            .status()?;
        if !status.success() {
            bail!("cargo {} failed", step.join(" "));
        }
    }
    Ok(())
}

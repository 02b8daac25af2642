//! `chamdiem score --framework F --figures X [--format json|csv] [--output FILE]`.
//!
//! Files in, ranks out; what decides is in [`scoring`]. The same files give the same bytes,
//! whatever the order of their lines.

pub(crate) mod figures;
pub(crate) mod framework;
pub(crate) mod run;
mod write;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use scoring::framework::{Arrangement, Layout};

use super::{Exit, output};
use crate::vi;
use run::Results;

/// `score`.
#[derive(Args)]
pub(crate) struct ScoreArgs {
    /// Bộ chỉ số: tệp TOML hoặc JSON
    #[arg(long, value_name = "F")]
    framework: String,
    /// Số liệu: tệp CSV, Parquet hoặc XLSX với các cột unit,block,indicator,key,value
    #[arg(long, value_name = "X")]
    figures: String,
    /// Dạng kết quả; khi không nêu: theo đuôi của tệp kết quả, hoặc json
    #[arg(long)]
    format: Option<Format>,
    /// Tệp kết quả; khi không nêu: đầu ra chuẩn
    #[arg(long, value_name = "FILE")]
    output: Option<String>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Everything, with pillars, lines and reasons.
    Json,
    /// One line a unit.
    Csv,
}

/// Sentences about lines that were not used; the rest are counted.
const SENTENCES_MAX: usize = 40;

pub(crate) fn run(args: &ScoreArgs) -> Exit {
    match try_run(args) {
        Ok(()) => Exit::Done,
        Err(sentence) => {
            output::say(&sentence);
            Exit::Refused
        }
    }
}

/// The sentence of what went wrong, if anything.
fn try_run(args: &ScoreArgs) -> Result<(), String> {
    let bytes = read_file(&args.framework)?;
    let (framework, notes) = framework::read(&bytes)
        .map_err(|refusal| vi::score::framework_refused(&args.framework, &refusal))?;
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    say_all(notes.iter().map(vi::score::note));
    say_all(layout.sums_that_differ().iter().map(vi::score::sum_differs));
    let bytes = read_file(&args.figures)?;
    let (answers, troubles) = figures::read(&bytes, &layout)
        .map_err(|refusal| vi::score::figures_refused(&args.figures, &refusal))?;
    drop(bytes);
    say_troubles(&troubles);
    if answers.units.is_empty() {
        return Err(vi::score::no_unit(&args.figures));
    }
    let results = Results::new(&layout, &answers);
    if results.missing() > 0 {
        output::say(&vi::score::missing(results.missing(), answers.units.len()));
    }
    write_results(&results, args)
}

fn say_all(sentences: impl Iterator<Item = String>) {
    let mut left = 0;
    for (at, sentence) in sentences.enumerate() {
        if at < SENTENCES_MAX {
            output::say(&sentence);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        output::say(&vi::score::more(
            left,
            u64::try_from(left).unwrap_or(u64::MAX),
        ));
    }
}

fn say_troubles(troubles: &figures::Troubles) {
    let all = troubles.in_order();
    for (trouble, met) in all.iter().take(SENTENCES_MAX) {
        output::say(&vi::score::trouble(trouble, met.line, met.count));
    }
    let rest = all.get(SENTENCES_MAX..).unwrap_or_default();
    let lines = troubles.beyond + rest.iter().map(|(_, met)| met.count).sum::<u64>();
    if lines > 0 {
        output::say(&vi::score::more(rest.len(), lines));
    }
}

fn read_file(file: &str) -> Result<Vec<u8>, String> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if file == "-" {
            io::stdin().lock().read_to_end(&mut bytes)?;
        } else {
            File::open(file)?.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    };
    read().map_err(|error| vi::io::sentence(file, &error))
}

fn write_results(results: &Results<'_>, args: &ScoreArgs) -> Result<(), String> {
    let extension = args
        .output
        .as_deref()
        .and_then(|file| Path::new(file).extension());
    let by_name = if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        Format::Csv
    } else {
        Format::Json
    };
    let write = |into: &mut dyn Write| match args.format.unwrap_or(by_name) {
        Format::Json => write::json(results, into),
        Format::Csv => write::csv(results, into),
    };
    match &args.output {
        // A reader that has gone (a closed pipe) ends the command quietly.
        None => {
            let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
            let _ = write(&mut out).and_then(|()| out.flush());
            Ok(())
        }
        Some(file) => to_file(file, write).map_err(|_| vi::score::not_written(file)),
    }
}

/// Writes beside the file and puts it in its place when it is whole.
fn to_file(file: &str, write: impl Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let part = format!("{file}.part");
    let written = File::create(&part).and_then(|out| {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        write(&mut out)?;
        out.flush()
    });
    let placed = written.and_then(|()| std::fs::rename(&part, file));
    if placed.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    placed
}

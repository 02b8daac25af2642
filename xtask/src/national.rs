//! A made-up country: 3,321 communes in 34 provinces, 100 indicators of mixed rules, the same
//! every time. For measuring and for trying out; nothing in it is anyone's result.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

const COMMUNES: u32 = 3_321;
const PROVINCES: u32 = 34;
const PILLARS: u32 = 10;

/// The ten indicators of a pillar: a kind of rule each, its figures beside it.
const KINDS: [Kind; 10] = [
    Kind::Rate,
    Kind::Rate,
    Kind::Rate,
    Kind::RateTo,
    Kind::RateTiers,
    Kind::YesNo,
    Kind::YesNo,
    Kind::ValueTiers,
    Kind::PerItem,
    Kind::MinMax,
];

#[derive(Clone, Copy)]
enum Kind {
    Rate,
    RateTo,
    RateTiers,
    YesNo,
    ValueTiers,
    PerItem,
    MinMax,
}

/// Writes `framework.toml` and `figures.csv`, with `scale` times as many communes.
pub(crate) fn write(directory: &Path, scale: u32) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("{}", directory.display()))?;
    fs::write(directory.join("framework.toml"), framework()?)?;
    let mut out = BufWriter::new(File::create(directory.join("figures.csv"))?);
    out.write_all(b"unit,block,indicator,key,value\n")?;
    let mut chance = Chance(2024);
    let mut lines = String::new();
    for commune in 0..COMMUNES * scale {
        lines.clear();
        figures_of(commune, &mut chance, &mut lines)?;
        out.write_all(lines.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

fn framework() -> Result<String> {
    let mut text = String::from(
        "name = \"Bộ chỉ số thử cả nước\"\n\n[rounding]\nline = \"exact\"\ntotal = 4\n\n[index]\ndivide_by = 1000\n",
    );
    for pillar in 1..=PILLARS {
        writeln!(
            text,
            "\n[[pillar]]\ncode = \"{pillar}\"\ntitle = \"Nhóm {pillar}\"\nmax_points = \"100\""
        )?;
        for (at, kind) in (1..).zip(KINDS) {
            writeln!(
                text,
                "\n[[pillar.indicator]]\ncode = \"{pillar}.{at}\"\ntitle = \"Chỉ số {pillar}.{at}\"\nmax_points = \"10\"\nrule = {}",
                rule(kind)
            )?;
        }
    }
    Ok(text)
}

fn rule(kind: Kind) -> &'static str {
    match kind {
        Kind::Rate => r#"{ kind = "proportional", of = "rate", points = "10" }"#,
        Kind::RateTo => {
            r#"{ kind = "proportional_to", of = "rate", target = "0.8", points = "10" }"#
        }
        Kind::RateTiers => {
            r#"{ kind = "bands", of = "rate", bands = [{ from = { at = "0.9", included = true }, points = "10" }, { from = { at = "0.7", included = true }, points = "7.5" }, { from = { at = "0.5", included = true }, points = "5" }, { points = "0" }] }"#
        }
        Kind::YesNo => r#"{ kind = "yes_no", yes = "10", no = "0" }"#,
        Kind::ValueTiers => {
            r#"{ kind = "bands", of = "value", bands = [{ from = { at = "12", included = true }, points = "10" }, { from = { at = "6", included = true }, points = "6" }, { from = { at = "1", included = true }, points = "2.5" }, { points = "0" }] }"#
        }
        Kind::PerItem => r#"{ kind = "per_item", of = "value", points = "0.5", cap = "10" }"#,
        Kind::MinMax => {
            r#"{ kind = "min_max", of = "value", direction = "higher", points = "10" }"#
        }
    }
}

fn figures_of(commune: u32, chance: &mut Chance, lines: &mut String) -> Result<()> {
    let province = commune % PROVINCES + 1;
    // A head count that the rates of a commune have in common would be too kind to fractions.
    let people = chance.between(2_000, 60_000);
    for pillar in 1..=PILLARS {
        for (at, kind) in (1..).zip(KINDS) {
            let mut line = |key: &str, value: u64| {
                writeln!(
                    lines,
                    "Xã {commune:05},Tỉnh {province:02},{pillar}.{at},{key},{value}"
                )
            };
            match kind {
                Kind::Rate | Kind::RateTo | Kind::RateTiers => {
                    let whole = people - chance.between(0, people / 2);
                    line("num", chance.between(0, whole))?;
                    line("den", whole)?;
                }
                Kind::YesNo => line("yes", u64::from(chance.between(0, 3) > 0))?,
                Kind::ValueTiers => line("value", chance.between(0, 20))?,
                Kind::PerItem => line("value", chance.between(0, 30))?,
                Kind::MinMax => line("value", chance.between(1_000, 900_000))?,
            }
        }
    }
    Ok(())
}

/// Numbers that look like chance and are the same every time (splitmix64).
struct Chance(u64);

impl Chance {
    /// From `least` to `greatest`, both included.
    fn between(&mut self, least: u64, greatest: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        least + (bits ^ (bits >> 31)) % (greatest - least + 1)
    }
}

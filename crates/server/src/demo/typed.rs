//! What a ward's officers typed: figures that differ from ward to ward and grow over the years,
//! always the same for the same ward, indicator and year.

use std::collections::BTreeMap;

use reading::figure::InputKind;

/// Whose figure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose<'a> {
    /// Number of the ward, from 0.
    pub(super) ward: usize,
    /// The indicator's code.
    pub(super) code: &'a str,
    /// The year.
    pub(super) year: i16,
}

/// Texts for the fields of one indicator, by key.
pub(super) fn inputs<'a>(
    whose: Whose<'_>,
    asks: impl Iterator<Item = (&'a str, InputKind)>,
) -> BTreeMap<String, String> {
    let share = share(whose);
    let asks: Vec<(&str, InputKind)> = asks.collect();
    // Where both parts are counted, nobody types the rate beside them.
    let counted = asks.iter().any(|(key, _)| *key == "num");
    asks.into_iter()
        .filter(|(key, _)| !key.starts_with("cohort") && (!counted || *key != "ratio"))
        .map(|(key, kind)| (key.to_owned(), text(whose, share, key, kind)))
        .collect()
}

/// How much of the best a ward reaches in an indicator, in hundredths: 30 to 100.
pub(super) fn share(whose: Whose<'_>) -> u64 {
    let ward = 12 - u64::try_from(whose.ward % 8).unwrap_or_default() * 3 / 2;
    let year = if whose.year >= 2026 { 8 } else { 0 };
    (38 + chance(whose, 50) + ward + year).clamp(30, 100)
}

fn text(whose: Whose<'_>, share: u64, key: &str, kind: InputKind) -> String {
    let whole = 120 + chance(Whose { year: 0, ..whose }, 4_000);
    match kind {
        InputKind::Yes => if share > 52 { "Có" } else { "Không" }.to_owned(),
        InputKind::Ratio | InputKind::Percent => format!("{share} %"),
        InputKind::Signed if key == "days_late" => (chance(whose, 3)).to_string(),
        InputKind::Value if key == "den" => whole.to_string(),
        InputKind::Value if key == "num" => (whole * share / 100).to_string(),
        InputKind::Value if whose.code.starts_with("5.6") => (share * 600_000).to_string(),
        InputKind::Value if key == "value" => (share * 48 / 100).to_string(),
        InputKind::Value | InputKind::Signed => (share / 10).to_string(),
        InputKind::Option { count } => (1 + (100 - share) * u64::from(count) / 101).to_string(),
        InputKind::Parts { count } | InputKind::Children { count } => (0..u64::from(count))
            .map(|part| {
                if share > 45 + part * 15 {
                    "Có"
                } else {
                    "Không"
                }
            })
            .collect::<Vec<_>>()
            .join("; "),
        InputKind::Date { .. } => format!("15/04/{}", whose.year),
    }
}

/// A number below `most` that depends on nothing but the question (FNV-1a).
fn chance(whose: Whose<'_>, most: u64) -> u64 {
    let text = format!("{}|{}|{}", whose.ward, whose.code, whose.year);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 17) % most.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_same_each_time_and_a_part_is_never_above_its_whole() {
        for ward in 0..8 {
            let whose = Whose {
                ward,
                code: "6.3",
                year: 2026,
            };
            let asks = [("num", InputKind::Value), ("den", InputKind::Value)];
            let first = inputs(whose, asks.into_iter());
            assert_eq!(first, inputs(whose, asks.into_iter()));
            let number = |key: &str| first[key].parse::<u64>().unwrap();
            assert!(number("num") <= number("den"));
        }
    }
}

//! The sample plan's own rules, applied to the sample figures.

use domain::plan::Plan;
use reading::words;
use scoring::answers::Answers;
use scoring::framework::Layout;
use scoring::scorecard::{Scorecard, Scratch};

use super::samples::FIGURES;
use crate::cli::score::figures;
use crate::cli::score::run::Results;
use crate::vi;
use crate::vi::text_table::TextTable;

/// Ranking of all units, then the card of the first with its reasons.
pub(super) fn show(plan: &Plan) -> Result<String, String> {
    let framework = plan
        .annexes
        .iter()
        .find_map(reading::plan::framework::from_annex)
        .ok_or_else(|| vi::NOTHING_READABLE.to_owned())?;
    let layout = Layout::new(&framework);
    let (answers, _) = figures::read(FIGURES.bytes, &layout)
        .map_err(|refusal| vi::score::figures_refused(FIGURES.name, &refusal))?;
    let results = Results::new(&layout, &answers);
    let mut out = ranking(&results, &answers);
    let card = results.scorer.card(0, &mut Scratch::default());
    out.push_str(&format!("\n{}\n", answers.units[0].name));
    out.push_str(&lines(&layout, &card));
    Ok(out)
}

fn ranking(results: &Results<'_>, answers: &Answers) -> String {
    let mut table = TextTable::new(&[
        ("Hạng", 5),
        ("Đơn vị", 24),
        ("Điểm", 10),
        ("Trên tối đa", 12),
        ("Chưa chấm", 10),
    ]);
    for at in &results.order {
        let tally = &results.tallies[*at];
        table.row([
            results.ranks[*at].to_string(),
            answers.units[*at].name.clone(),
            words::number::number(
                &results.numbers[*at].rounded(2, scoring::number::Rounding::HalfUp),
            ),
            words::number::number(&tally.attainable),
            tally.missing.to_string(),
        ]);
    }
    table.render()
}

fn lines(layout: &Layout<'_>, card: &Scorecard) -> String {
    let mut table = TextTable::new(&[
        ("Mã", 7),
        ("Chỉ số", 46),
        ("Điểm", 7),
        ("Tối đa", 6),
        ("Vì sao", 90),
    ]);
    for (place, line) in layout.places.iter().zip(&card.lines) {
        let number = |points: Option<&scoring::Exact>| {
            points.map_or_else(String::new, |points| {
                words::number::number(&points.rounded(2, scoring::number::Rounding::HalfUp))
            })
        };
        table.row([
            place.path.clone(),
            place.indicator.title.clone(),
            number(line.points.as_ref()),
            number(place.max_points.as_ref()),
            line.because
                .as_ref()
                .map(words::rule::because)
                .unwrap_or_default(),
        ]);
    }
    table.render()
}

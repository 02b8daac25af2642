//! `chamdiem demo`: the main job on samples of the project's own. A plan of a made-up ward in five
//! formats is read and compared, its year laid out, a damaged copy looked through, and four
//! made-up units scored by its own rules, with reasons.

mod samples;
mod scorecard;

use domain::plan::Plan;

use super::{Exit, output};
use crate::vi::{self, text_table::TextTable};
use samples::{DAMAGED, FORMATS, Sample};

/// Year of the sample plan.
const YEAR: i16 = 2026;

pub(crate) fn run() -> Exit {
    match show() {
        Ok(text) if output::data(text.as_bytes()).is_ok() => Exit::Done,
        Ok(_) => Exit::Refused,
        Err(sentence) => {
            output::say(&sentence);
            Exit::Refused
        }
    }
}

fn show() -> Result<String, String> {
    let plans: Vec<(&Sample, Plan)> = FORMATS
        .iter()
        .map(|sample| Ok((sample, read(sample)?)))
        .collect::<Result<_, String>>()?;
    let Some((_, plan)) = plans.first() else {
        return Err(String::new());
    };
    let damaged = read(&DAMAGED)?;
    let mut out = String::new();
    section(&mut out, "MỘT KẾ HOẠCH, NĂM ĐỊNH DẠNG");
    out.push_str(&compared(&plans));
    section(&mut out, "KẾ HOẠCH ĐỌC ĐƯỢC");
    out.push_str(&vi::plan::summary(plan));
    section(
        &mut out,
        "BẢN BỊ HỎNG KHI CHUYỂN ĐỊNH DẠNG, CÓ CHỖ MÂU THUẪN",
    );
    out.push_str(&vi::plan::findings(&damaged.findings));
    section(&mut out, "LỊCH NĂM 2026");
    out.push_str(&vi::calendar::year(&plan.annexes));
    section(&mut out, "XẾP HẠNG VÀ PHIẾU ĐIỂM CÓ LÝ DO");
    out.push_str(&scorecard::show(plan)?);
    Ok(out)
}

fn read(sample: &Sample) -> Result<Plan, String> {
    let source =
        documents::read(sample.bytes, None).map_err(|refusal| vi::refusal::sentence(&refusal))?;
    Ok(reading::plan::read(&source, Some(YEAR)))
}

fn section(out: &mut String, title: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&format!("━━ {title} ━━\n\n"));
}

/// Each format beside the first: how many rows, how many of them equal.
fn compared(plans: &[(&Sample, Plan)]) -> String {
    let mut table = TextTable::new(&[
        ("Tệp mẫu", 28),
        ("Phụ lục", 8),
        ("Dòng", 6),
        ("Giống bản văn bản", 18),
        ("Cần xem lại", 12),
    ]);
    let rows = |plan: &Plan| {
        plan.annexes
            .iter()
            .map(|annex| annex.rows.len())
            .sum::<usize>()
    };
    for (sample, plan) in plans {
        let equal = plans
            .first()
            .map_or(0, |(_, first)| samples::equal_rows(first, plan));
        table.row([
            sample.name.to_owned(),
            plan.annexes.len().to_string(),
            rows(plan).to_string(),
            format!(
                "{equal}/{}",
                plans.first().map_or(0, |(_, first)| rows(first))
            ),
            plan.findings.len().to_string(),
        ]);
    }
    table.render()
}

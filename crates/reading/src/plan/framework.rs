//! An annex with points as a framework: what a plan says can be scored at once.

use domain::plan::{Annex, OfficialDocument, Row, RowKind};
use scoring::framework::{Counts, Framework, Indicator, IndicatorCode, Pillar};

/// The framework that an annex states; `None` when none of its rows has points or a rule.
///
/// Headings without a parent are pillars; rows stand below the row that is their parent. Rules
/// that are not read stay without one and earn nothing; rows without points are unscored.
pub fn from_annex(annex: &Annex) -> Option<Framework> {
    let scored = |row: &Row| {
        row.rule
            .as_ref()
            .is_some_and(|reading| reading.rule.is_some())
    };
    if !annex.rows.iter().any(scored) {
        return None;
    }
    let mut pillars: Vec<Pillar> = Vec::new();
    let mut open: Vec<(&str, Indicator)> = Vec::new();
    for row in &annex.rows {
        match (row.kind, &row.parent) {
            (RowKind::Banner, _) => {}
            (RowKind::Heading, None) => {
                close(&mut open, None, &mut pillars);
                pillars.push(pillar(row));
            }
            _ => {
                close(&mut open, row.parent.as_deref(), &mut pillars);
                open.push((&row.path, indicator(row)));
            }
        }
    }
    close(&mut open, None, &mut pillars);
    let name = annex.title.clone().unwrap_or_else(|| annex.name.clone());
    Some(Framework {
        name,
        pillars,
        ..Framework::default()
    })
}

/// What the framework of one of a plan's annexes is called where people choose between frameworks.
/// The title of the annex says what is done with it («PHÂN CÔNG THỰC HIỆN …»), and says it in
/// capitals; year and number of the plan tell it from others, the annex from its neighbours.
pub fn name(document: &OfficialDocument, (annexes, at): (&[Annex], usize), year: i16) -> String {
    let mut name = format!("Chỉ số chuyển đổi số năm {year}");
    if let Some(reference) = &document.reference {
        name.push_str(&format!(" ({reference})"));
    }
    let scored = annexes.iter().filter(|annex| from_annex(annex).is_some());
    if scored.count() > 1 {
        name.push_str(&format!(", {}", annexes[at].name));
    }
    name
}

/// Closes the rows that are not above the next one: each goes below the one that is open before
/// it, the last to its pillar.
fn close(open: &mut Vec<(&str, Indicator)>, keep: Option<&str>, pillars: &mut Vec<Pillar>) {
    while open.last().is_some_and(|(path, _)| Some(*path) != keep) {
        let Some((_, closed)) = open.pop() else {
            return;
        };
        match open.last_mut() {
            Some((_, above)) => above.children.push(closed),
            None => {
                if pillars.is_empty() {
                    pillars.push(Pillar::default());
                }
                if let Some(pillar) = pillars.last_mut() {
                    pillar.indicators.push(closed);
                }
            }
        }
    }
}

fn pillar(row: &Row) -> Pillar {
    Pillar {
        code: Some(IndicatorCode::new(&row.path)),
        title: row.title.clone().unwrap_or_default(),
        max_points: row.max_points.clone(),
        indicators: Vec::new(),
    }
}

fn indicator(row: &Row) -> Indicator {
    let rule = row.rule.as_ref().and_then(|reading| reading.rule.clone());
    let inferred = row.rule.as_ref().and_then(|reading| reading.max.clone());
    let max_points = row.max_points.clone().or(inferred);
    // A heading inside a pillar has neither; its points are the sum of its children's.
    let unscored = max_points.is_none() && rule.is_none() && row.kind != RowKind::Heading;
    Indicator {
        code: IndicatorCode::new(&row.path),
        title: row.title.clone().unwrap_or_default(),
        max_points,
        weight: None,
        counts: if unscored {
            Counts::Unscored
        } else {
            Counts::Adds
        },
        mandatory: false,
        unread: row.rule.is_some() && rule.is_none(),
        rule,
        children: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::rule::{Certainty, RuleReading};
    use scoring::{Exact, Rule};

    fn row(path: &str, parent: Option<&str>, kind: RowKind, max: Option<i64>) -> Row {
        let max = max.map(Exact::whole);
        let rule = (kind == RowKind::Indicator).then(|| RuleReading {
            certainty: Certainty::Certain,
            rule: Some(Rule::YesNo {
                yes: Exact::whole(5),
                no: Exact::ZERO,
            }),
            taken: None,
            others: Vec::new(),
            max: max.clone(),
            inputs: Vec::new(),
            labels: Vec::new(),
            findings: Vec::new(),
        });
        Row {
            kind,
            path: path.to_owned(),
            parent: parent.map(str::to_owned),
            max_points: max,
            rule,
            ..Row::default()
        }
    }

    #[test]
    fn the_name_tells_year_plan_and_annex() {
        let scored = |name: &str| Annex {
            name: name.to_owned(),
            title: Some("PHÂN CÔNG THỰC HIỆN".to_owned()),
            rows: vec![row("1", None, RowKind::Indicator, Some(5))],
            ..Annex::default()
        };
        let document = OfficialDocument {
            reference: Some("12/KH-UBND".to_owned()),
            ..OfficialDocument::default()
        };
        let plain = Annex::default();
        let one = [scored("Phụ lục 01"), plain];
        assert_eq!(
            name(&document, (&one, 0), 2026),
            "Chỉ số chuyển đổi số năm 2026 (12/KH-UBND)"
        );
        let two = [scored("Phụ lục 01"), scored("Phụ lục 02")];
        assert_eq!(
            name(&OfficialDocument::default(), (&two, 1), 2026),
            "Chỉ số chuyển đổi số năm 2026, Phụ lục 02"
        );
    }

    #[test]
    fn children_stand_below_their_parents_and_pillars_keep_their_order() {
        let annex = Annex {
            rows: vec![
                row("1", None, RowKind::Heading, Some(10)),
                row("1.1", Some("1"), RowKind::Indicator, Some(5)),
                row("1.2", Some("1"), RowKind::Indicator, Some(5)),
                row("1.2.1", Some("1.2"), RowKind::Indicator, Some(3)),
                row("1.2.2", Some("1.2"), RowKind::Indicator, Some(2)),
                row("1.3", Some("1"), RowKind::Indicator, Some(5)),
                row("2", None, RowKind::Heading, None),
                row("2.1", Some("2"), RowKind::Indicator, Some(5)),
            ],
            ..Annex::default()
        };
        let framework = from_annex(&annex).unwrap();
        let codes = |indicators: &[Indicator]| -> Vec<String> {
            indicators
                .iter()
                .map(|indicator| indicator.code.as_str().to_owned())
                .collect()
        };
        assert_eq!(framework.pillars.len(), 2);
        assert_eq!(
            codes(&framework.pillars[0].indicators),
            ["1.1", "1.2", "1.3"]
        );
        assert_eq!(
            codes(&framework.pillars[0].indicators[1].children),
            ["1.2.1", "1.2.2"]
        );
        assert_eq!(codes(&framework.pillars[1].indicators), ["2.1"]);
    }

    #[test]
    fn an_annex_without_points_is_no_framework() {
        let annex = Annex {
            rows: vec![row("1", None, RowKind::Task, None)],
            ..Annex::default()
        };
        assert_eq!(from_annex(&annex), None);
    }
}

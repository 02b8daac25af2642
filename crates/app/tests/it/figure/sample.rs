//! The same points as the command line gives.

use std::collections::BTreeMap;

use app::figure;
use app::testing::{on_both, on_sqlite};
use domain::plan::Annex;
use scoring::Exact;
use scoring::answers::{Answers, Entry, Key};
use scoring::scorecard::{Scorer, Scratch};

use super::{City, annex, row};

pub(super) const SAMPLE: &str = include_str!("../../../../../samples/son-khe/ke-hoach.txt");
const FIGURES: &str = include_str!("../../../../../samples/son-khe/so-lieu.csv");

/// `"Phường Sơn Khê","Phường, xã",1.3,num,19`.
fn sample_figures() -> Vec<(String, String, String, String)> {
    let rows = FIGURES.lines().skip(1).map(|line| {
        let (unit, rest) = line[1..]
            .split_once("\",\"Phường, xã\",")
            .expect("the test's own data");
        let mut cells = rest.split(',');
        let mut cell = || cells.next().expect("the test's own data").to_owned();
        (unit.to_owned(), cell(), cell(), cell())
    });
    rows.collect()
}

fn scored_by_the_command_line(annex: &Annex) -> Vec<(String, Vec<Option<String>>, String)> {
    let framework = reading::plan::framework::from_annex(annex).expect("the test's own data");
    let arrangement = scoring::framework::Arrangement::of(&framework);
    let layout = scoring::framework::Layout::new(&framework, &arrangement);
    let mut answers = Answers::new(layout.places.len());
    let block = answers.push_block("Phường, xã".to_owned());
    for (unit, code, key, value) in sample_figures() {
        let at = answers
            .units
            .iter()
            .position(|own| own.name == unit)
            .unwrap_or_else(|| answers.push_unit(unit, block));
        let line = layout
            .find(&code)
            .expect("the test's own data")
            .expect("the test's own data");
        let number = || Entry::Number(value.parse().expect("the test's own data"));
        let (key, entry) = match key.as_str() {
            "yes" => (Key::Yes, Entry::Flag(value == "true")),
            "applicable" => (Key::Applicable, Entry::Flag(value == "true")),
            "num" => (Key::Num, number()),
            "den" => (Key::Den, number()),
            "value" => (Key::Value, number()),
            "ratio" => (Key::Ratio, number()),
            "option" => (Key::Option, number()),
            "days_late" => (Key::DaysLate, number()),
            "parts" => {
                let parts = value.split(';').map(|part| Some(part == "1")).collect();
                (Key::Parts, Entry::Parts(parts))
            }
            other => panic!("{other}"),
        };
        answers.enter(at, line, key, entry);
    }
    let scorer = Scorer::new(&layout, &answers);
    (0..answers.units.len())
        .map(|unit| {
            let card = scorer.card(unit, &mut Scratch::default());
            let points =
                |line: &scoring::scorecard::Line| line.points.as_ref().map(ToString::to_string);
            let total = scorer.exact_of(&card.lines).to_string();
            (
                answers.units[unit].name.clone(),
                card.lines.iter().map(points).collect(),
                total,
            )
        })
        .collect()
}

#[test]
fn the_sample_city_has_the_points_that_the_command_line_gives() {
    on_both(|trial| async move {
        let annex = annex(SAMPLE);
        let expected = scored_by_the_command_line(&annex);
        let names: Vec<&str> = expected.iter().map(|(name, _, _)| name.as_str()).collect();
        let city = City::with(&trial, &annex, &names).await;
        let mut rows: BTreeMap<(usize, String), Vec<(String, String)>> = BTreeMap::new();
        for (unit, code, key, value) in sample_figures() {
            let ward = names.iter().position(|name| *name == unit).unwrap();
            let text = match key.as_str() {
                "yes" => if value == "true" { "Có" } else { "Không" }.to_owned(),
                "option" => (value.parse::<u32>().unwrap() + 1).to_string(),
                "ratio" => (value.parse::<Exact>().unwrap() * Exact::whole(100))
                    .to_string()
                    .replace('.', ","),
                _ => value.replace('.', ","),
            };
            rows.entry((ward, code)).or_default().push((key, text));
        }
        for ((ward, code), inputs) in rows {
            let mut typed = row(&[]);
            for (key, text) in inputs {
                if key == "applicable" {
                    typed.applicable = text == "true";
                } else {
                    typed.inputs.insert(key, text);
                }
            }
            city.save(&trial, (ward, &code), &typed)
                .await
                .unwrap_or_else(|error| panic!("{code}: {error:?}"));
        }
        for (ward, (name, lines, total)) in expected.iter().enumerate() {
            let grid = city.grid(&trial, ward).await;
            for (entry, points) in grid.entries.iter().zip(lines) {
                let own = entry.earned.points.as_ref().map(ToString::to_string);
                assert_eq!(
                    &own, points,
                    "{name} {}",
                    grid.edition.lines[entry.line].code
                );
            }
            assert_eq!(grid.entries.len(), lines.len());
            assert_eq!(&grid.totals.all.points.to_string(), total, "{name}");
        }
    });
}

#[test]
fn one_save_runs_a_bounded_number_of_statements() {
    on_sqlite(|trial| async move {
        let city = City::with(&trial, &annex(SAMPLE), &["Phường Sơn Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.3").unwrap();
        let typed = row(&[("num", "19"), ("den", "28")]);
        let before = trial.app.statements();
        figure::save(&trial.app, &city.focal, &entry.id, &typed, entry.version)
            .await
            .unwrap();
        let ran = trial.app.statements() - before;
        assert!(ran <= 14, "{ran} statements");
        let before = trial.app.statements();
        city.grid(&trial, 0).await;
        let ran = trial.app.statements() - before;
        assert!(ran <= 7, "{ran} statements for a grid");
    });
}

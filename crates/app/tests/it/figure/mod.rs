//! Figures and scores: the same points as the command line gives, nobody's work lost.

mod desk;
mod provided;
mod ready;

use std::collections::BTreeMap;

use app::account::{self, FirstAdministrator};
use app::audit::Event;
use app::evidence::{self, NewLink, NewUse, Serves};
use app::figure::{self, FigureState, Grid, Opening, Outcome, Refusal, Typed, Warning};
use app::framework::{self, Adoption, Choice};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{NewUnit, Unit, UnitKind};
use app::{Actor, Error, FrameworkId, Noun, Refusal as Any, period, unit};
use domain::authority::{Grant, Role};
use domain::plan::Annex;
use jiff::civil::{Date, date};
use scoring::Exact;
use scoring::answers::{Answers, Entry, Key};
use scoring::scorecard::{Scorer, Scratch};

const PASSWORD: &str = "mot mat khau dai";

/// A city with wards that all work on one framework.
pub(crate) struct City {
    pub(crate) focal: Actor,
    pub(crate) whole: Unit,
    pub(crate) wards: Vec<Unit>,
    pub(crate) framework: FrameworkId,
}

impl City {
    pub(crate) async fn with(trial: &Trial, annex: &Annex, wards: &[&str]) -> City {
        let app = &trial.app;
        let link = account::first_link(app).await.expect("the test's own data");
        let first = FirstAdministrator {
            unit_name: "Thành phố Đông Lĩnh".to_owned(),
            unit_kind: UnitKind::City,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: PASSWORD.to_owned(),
        };
        account::create_first(app, &link, first)
            .await
            .expect("the test's own data");
        let session = account::sign_in(app, "hanh", PASSWORD)
            .await
            .expect("the test's own data");
        let focal = account::visitor(app, &session.token)
            .await
            .expect("the test's own data")
            .expect("the test's own data");
        let slug = focal.home.clone().expect("the test's own data").slug;
        let city = unit::by_slug(app, &focal, &slug)
            .await
            .expect("the test's own data");
        let mut made = Vec::new();
        for name in wards {
            let new = NewUnit {
                parent: Some(city.id.clone()),
                kind: UnitKind::Commune,
                name: (*name).to_owned(),
                code: None,
                valid_from: app.today(),
            };
            made.push(
                unit::create(app, &focal, new)
                    .await
                    .expect("the test's own data"),
            );
        }
        let mut tx = app.begin(&focal).await.expect("the test's own data");
        let adoption = Adoption {
            unit: city.id.clone(),
            name: "DTI cấp xã 2026".to_owned(),
            legal_basis: None,
            annex,
            chosen: BTreeMap::new(),
            year: 2026,
        };
        let adopted = framework::adopt(&mut tx, &focal, adoption)
            .await
            .expect("the test's own data");
        tx.commit(Event::new("test.done", "framework", "", ""))
            .await
            .expect("the test's own data");
        let opening = Opening {
            framework: adopted.framework.clone(),
            period: period::by_code(app, "2026")
                .await
                .expect("the test's own data")
                .id,
            under: city.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        let opened = figure::open_for_units(app, &focal, &opening)
            .await
            .expect("the test's own data");
        assert_eq!(
            usize::try_from(opened).expect("the test's own data"),
            wards.len()
        );
        City {
            focal,
            whole: city,
            wards: made,
            framework: adopted.framework,
        }
    }

    pub(crate) async fn grid(&self, trial: &Trial, ward: usize) -> Grid {
        let app = &trial.app;
        let period = period::by_code(app, "2026")
            .await
            .expect("the test's own data");
        let unit = &self.wards[ward];
        let all = figure::assessments(app, &self.focal, unit, &period)
            .await
            .expect("the test's own data");
        figure::grid(app, &self.focal, unit, &all[0])
            .await
            .expect("the test's own data")
    }

    pub(crate) async fn save(
        &self,
        trial: &Trial,
        (ward, code): (usize, &str),
        typed: &Typed,
    ) -> Result<figure::Saved, Error> {
        let grid = self.grid(trial, ward).await;
        let entry = figure::by_code(&grid, code).expect("the test's own data");
        figure::save(&trial.app, &self.focal, &entry.id, typed, entry.version).await
    }

    pub(crate) async fn points(&self, trial: &Trial, ward: usize, code: &str) -> Option<String> {
        let grid = self.grid(trial, ward).await;
        let entry = figure::by_code(&grid, code).expect("the test's own data");
        entry.earned.points.as_ref().map(ToString::to_string)
    }
}

/// A row as people fill it in.
pub(crate) fn row(inputs: &[(&str, &str)]) -> Typed {
    Typed {
        inputs: inputs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect(),
        source: "Báo cáo của phòng".to_owned(),
        as_of: "30/09/2026".to_owned(),
        applicable: true,
        ..Typed::default()
    }
}

pub(crate) fn annex(text: &str) -> Annex {
    let source = documents::read(text.as_bytes(), Some("thu.txt")).expect("the test's own data");
    let plan = reading::plan::read(&source, Some(2026));
    plan.annexes
        .into_iter()
        .next()
        .expect("the test's own data")
}

/// Three shapes, one of which compares units, and two rows that share a denominator.
pub(crate) fn small() -> Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tNhận thức số\t20\t\t\n\
         1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n\
         1.2\tSố hội nghị tập huấn\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n\
         2\tHạ tầng số\t20\t\t\n\
         2.1\tTỷ lệ hộ có cáp quang\t10\ta = Số hộ gia đình có cáp quang; b = Tổng số hộ gia đình trên địa bàn phường; điểm = a/b × 10 điểm\tBáo cáo\n\
         2.2\tTỷ lệ hộ có điện thoại\t10\ta = Số hộ gia đình có điện thoại thông minh; b = Tổng số hộ gia đình trên địa bàn phường; điểm = a/b × 10 điểm\tBáo cáo\n",
    )
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Figure(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

const SAMPLE: &str = include_str!("../../../../../samples/son-khe/ke-hoach.txt");
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
fn counts_stand_in_place_of_a_rate_known_before() {
    on_sqlite(|trial| async move {
        let city = City::with(&trial, &annex(SAMPLE), &["Phường Sơn Khê"]).await;
        city.save(&trial, (0, "1.3"), &row(&[("ratio", "50")]))
            .await
            .unwrap();
        let both = row(&[("num", "19"), ("den", "28"), ("ratio", "50")]);
        let error = city.save(&trial, (0, "1.3"), &both).await.err().unwrap();
        check(refused(error), "RateTwice");
        let counts = row(&[("num", "19"), ("den", "28")]);
        city.save(&trial, (0, "1.3"), &counts).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.3").unwrap();
        assert_eq!(entry.value("ratio").unwrap().value, None);
    });
}

#[test]
fn two_people_on_one_row_lose_nothing() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        let (yes, no) = (row(&[("yes", "Có")]), row(&[("yes", "Không")]));
        let saved = figure::save(&trial.app, &city.focal, &entry.id, &yes, entry.version)
            .await
            .unwrap();
        assert_eq!(saved.earned.points, Some(Exact::whole(10)));
        assert_eq!(saved.totals.all.points, Exact::whole(10));
        let second = figure::save(&trial.app, &city.focal, &entry.id, &no, entry.version).await;
        assert!(matches!(second, Err(Error::Stale(_))));
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        figure::save(&trial.app, &city.focal, &entry.id, &no, saved.version)
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("0"));
        let verdict = app::audit::verify(&trial.app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn a_shared_figure_is_one_figure() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let first = row(&[("num", "800"), ("den", "1000")]);
        city.save(&trial, (0, "2.1"), &first).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "2.2").unwrap();
        assert_eq!(
            entry.value("den").unwrap().value.as_deref(),
            Some("1000"),
            "it is there already"
        );
        city.save(&trial, (0, "2.2"), &row(&[("num", "500")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("5"));
        let before = city.grid(&trial, 0).await;
        let saved = city
            .save(&trial, (0, "2.1"), &row(&[("num", "800"), ("den", "2000")]))
            .await
            .unwrap();
        assert_eq!(saved.also, ["2.2"]);
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("2.5"));
        let shown = figure::by_code(&before, "2.2").unwrap();
        let late = figure::save(
            &trial.app,
            &city.focal,
            &shown.id,
            &row(&[("num", "600")]),
            shown.version,
        )
        .await;
        assert!(
            matches!(late, Err(Error::Stale(_))),
            "its form showed another denominator"
        );
    });
}

#[test]
fn a_block_may_hold_rows_that_share_a_figure() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let pasted = |code: &str, num: &str| {
            let entry = figure::by_code(&grid, code).unwrap();
            figure::Row {
                entry: entry.id.clone(),
                typed: row(&[("num", num), ("den", "1000")]),
                version: entry.version,
            }
        };
        let block = [pasted("2.1", "800"), pasted("2.2", "500")];
        let count = figure::save_all(&trial.app, &city.focal, &block)
            .await
            .unwrap();
        assert_eq!(count, 2);
        assert_eq!(city.points(&trial, 0, "2.1").await.as_deref(), Some("8"));
        assert_eq!(city.points(&trial, 0, "2.2").await.as_deref(), Some("5"));
        let again = figure::save_all(&trial.app, &city.focal, &block).await;
        assert!(
            matches!(again, Err(Error::Stale(_))),
            "what others did meanwhile still makes it stale"
        );
    });
}

#[test]
fn units_that_are_compared_are_scored_again_when_the_range_moves() {
    on_both(|trial| async move {
        let city = City::with(
            &trial,
            &small(),
            &["Phường Hạ Khê", "Phường Bến Tràm", "Xã Vân Hạ"],
        )
        .await;
        for (ward, value) in ["2", "4", "6"].into_iter().enumerate() {
            city.save(&trial, (ward, "1.2"), &row(&[("value", value)]))
                .await
                .unwrap();
        }
        let mut now = Vec::new();
        for ward in 0..3 {
            now.push(city.points(&trial, ward, "1.2").await.unwrap());
        }
        assert_eq!(now, ["0", "5", "10"]);
        let before = city.grid(&trial, 1).await;
        city.save(&trial, (2, "1.2"), &row(&[("value", "10")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 1, "1.2").await.as_deref(), Some("2.5"));
        let entry = figure::by_code(&before, "1.2").unwrap();
        let again = row(&[("value", "10")]);
        figure::save(&trial.app, &city.focal, &entry.id, &again, entry.version)
            .await
            .expect("nobody else's form is stale because another ward moved the range");
        let what = figure::what_if(&trial.app, &city.focal, &entry.id, &row(&[("value", "2")]))
            .await
            .unwrap();
        assert_eq!(what.earned.points, Some(Exact::ZERO));
        assert_eq!(
            city.points(&trial, 1, "1.2").await.as_deref(),
            Some("10"),
            "nothing is kept"
        );
    });
}

#[test]
fn rows_that_are_only_scored_alike_share_no_figure() {
    on_sqlite(|trial| async move {
        let annex = annex(
            "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
             1\tNhận thức số\t20\t\t\n\
             1.1\tSố hội nghị tập huấn\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n\
             1.2\tSố chiến dịch truyền thông\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n",
        );
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        city.save(&trial, (0, "1.1"), &row(&[("value", "4")]))
            .await
            .unwrap();
        let grid = city.grid(&trial, 0).await;
        let other = figure::by_code(&grid, "1.2").unwrap();
        assert_eq!(
            other.value("value").and_then(|one| one.value.as_deref()),
            None
        );
    });
}

#[track_caller]
fn check(refusal: Refusal, expected: &str) {
    let name = format!("{refusal:?}");
    assert!(name.starts_with(expected), "{name} is not {expected}");
}

#[test]
fn a_row_is_refused_with_its_reason_and_nothing_is_kept() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let yes = || row(&[("yes", "Có")]);
        let cases = [
            (row(&[("yes", "có thể")]), "Unread"),
            (row(&[("value", "3")]), "NotAsked"),
            (
                Typed {
                    source: " ".to_owned(),
                    ..yes()
                },
                "NoSource",
            ),
            (
                Typed {
                    as_of: String::new(),
                    ..yes()
                },
                "NoAsOf",
            ),
            (
                Typed {
                    as_of: "31/02/2026".to_owned(),
                    ..yes()
                },
                "AsOfUnread",
            ),
            (
                Typed {
                    as_of: "16/10/2026".to_owned(),
                    ..yes()
                },
                "AsOfAhead",
            ),
            (
                Typed {
                    expected_points: "11".to_owned(),
                    ..yes()
                },
                "ExpectedAboveMax",
            ),
            (
                Typed {
                    state: "final".to_owned(),
                    ..yes()
                },
                "NoExplanation",
            ),
            (
                Typed {
                    state: "sure".to_owned(),
                    ..yes()
                },
                "UnknownState",
            ),
            (
                Typed {
                    explanation: "a".repeat(5000),
                    ..yes()
                },
                "TooLong",
            ),
        ];
        for (typed, expected) in cases {
            let error = city.save(&trial, (0, "1.1"), &typed).await.err().unwrap();
            check(refused(error), expected);
        }
        assert_eq!(city.points(&trial, 0, "1.1").await, None);
        let saved = city.save(&trial, (0, "1.1"), &yes()).await.unwrap();
        assert_eq!(saved.warnings, [Warning::NoExplanation]);
    });
}

#[test]
fn final_figures_are_taken_back_with_a_reason_only() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        let explained = |state: &str, reason: &str| Typed {
            state: state.to_owned(),
            explanation: "Văn bản đang phát hành".to_owned(),
            reason: reason.to_owned(),
            ..row(&[("yes", "Có")])
        };
        city.save(&trial, (0, "1.1"), &explained("final", ""))
            .await
            .unwrap();
        let back = city
            .save(&trial, (0, "1.1"), &explained("estimate", ""))
            .await;
        check(refused(back.err().unwrap()), "NoReason");
        city.save(&trial, (0, "1.1"), &explained("estimate", "Nhập nhầm"))
            .await
            .unwrap();
        let grid = city.grid(&trial, 0).await;
        assert_eq!(
            figure::by_code(&grid, "1.1").unwrap().state,
            Some(FigureState::Estimate)
        );
    });
}

#[test]
fn a_locked_or_closed_period_takes_no_figures() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        trial
            .meddle("update period set closes_on = '2026-10-14'")
            .await;
        let closed = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        assert!(
            matches!(
                closed.err(),
                Some(Error::Refused(Any::Period(period::Refusal::Over { .. })))
            ),
            "the last day of entry is over"
        );
        trial
            .meddle("update period set closes_on = null, locked_at = '2026-10-01T00:00:00Z'")
            .await;
        let locked = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        assert!(
            matches!(
                locked.err(),
                Some(Error::Refused(Any::Period(period::Refusal::Locked { .. })))
            ),
            "nothing is entered into a locked period"
        );
        trial.meddle("update period set locked_at = null").await;
        trial
            .meddle("update assessment set state = 'submitted'")
            .await;
        let handed = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        check(refused(handed.err().unwrap()), "HandedIn");
    });
}

#[test]
fn what_does_not_apply_earns_nothing_and_its_figures_stay() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        let aside = Typed {
            applicable: false,
            ..row(&[("yes", "Có")])
        };
        let saved = city.save(&trial, (0, "1.1"), &aside).await.unwrap();
        assert_eq!(saved.earned.outcome, Outcome::NotApplicable);
        assert_eq!(saved.totals.all.done, 1);
        let grid = city.grid(&trial, 0).await;
        assert_eq!(
            figure::by_code(&grid, "1.1")
                .unwrap()
                .value("yes")
                .unwrap()
                .value
                .as_deref(),
            Some("true")
        );
    });
}

#[test]
fn an_unread_rule_gives_no_points_until_somebody_says_what_it_means() {
    on_both(|trial| async move {
        let mut annex = small();
        let row_of = annex.rows.iter_mut().find(|row| row.path == "1.1").unwrap();
        let text = "Theo hướng dẫn của cấp trên";
        row_of.rule_lines = Some(text.to_owned());
        row_of.rule_text = Some(text.to_owned());
        row_of.rule = Some(reading::rule::read(reading::rule::RuleText {
            text,
            max: row_of.max_points.as_ref(),
            title: row_of.title.as_deref(),
        }));
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        assert_eq!(entry.earned.outcome, Outcome::Unread);
        let nothing = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        check(refused(nothing.err().unwrap()), "NothingAsked");
        let indicator = grid.edition.lines[entry.line].indicator.clone();
        let version = (&city.framework, grid.edition.version);
        let words = Choice::Words("Có: 10 điểm; không: 0 điểm".to_owned());
        framework::choose(&trial.app, &city.focal, version, &indicator, &words)
            .await
            .unwrap();
        let stale = framework::choose(&trial.app, &city.focal, version, &indicator, &words).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        let now = city.grid(&trial, 0).await.edition.version;
        let better = Choice::Words("Có: 8 điểm; không: 0 điểm".to_owned());
        framework::choose(
            &trial.app,
            &city.focal,
            (&city.framework, now),
            &indicator,
            &better,
        )
        .await
        .unwrap();
        assert_eq!(
            city.points(&trial, 0, "1.1").await.as_deref(),
            Some("8"),
            "the figure stayed"
        );
        let now = city.grid(&trial, 0).await.edition.version;
        framework::issue(&trial.app, &city.focal, &city.framework, now)
            .await
            .unwrap();
        let late = framework::choose(
            &trial.app,
            &city.focal,
            (&city.framework, now + 1),
            &indicator,
            &words,
        )
        .await;
        assert!(matches!(
            late,
            Err(Error::Refused(Any::Framework(
                framework::Refusal::Issued { .. }
            )))
        ));
    });
}

#[test]
fn opening_again_opens_nothing_twice() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Xã Vân Hạ"]).await;
        let opening = Opening {
            framework: city.framework.clone(),
            period: period::by_code(&trial.app, "2026").await.unwrap().id,
            under: city.whole.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        let again = figure::open_for_units(&trial.app, &city.focal, &opening).await;
        assert!(matches!(
            again,
            Err(Error::Refused(Any::Framework(
                framework::Refusal::NothingToOpen
            )))
        ));
        assert_eq!(city.grid(&trial, 1).await.entries.len(), 4);
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

#[test]
fn an_indicator_asks_for_the_proof_that_its_annex_names() {
    on_both(|trial| async move {
        let annex = annex(
            "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
             1\tNhận thức số\t10\t\t\n\
             1.1\tTuyên truyền\t10\tCó: 10 điểm; không: 0 điểm\tÍt nhất 20 tin, bài trước ngày 15/6/2026; Quyết định phân công\n",
        );
        let city = City::with(&trial, &annex, &["Phường Hạ Khê"]).await;
        let (app, focal, ward) = (&trial.app, &city.focal, &city.wards[0]);
        let grid = city.grid(&trial, 0).await;
        let serves = Serves::Entry(figure::by_code(&grid, "1.1").unwrap().id.clone());
        let asked = evidence::asked(app, focal, &serves).await.unwrap();
        let needed: Vec<(u32, u32)> = asked.iter().map(|one| (one.done, one.needed)).collect();
        assert_eq!(needed, [(0, 20), (0, 1)], "{asked:?}");

        let article = |number: i8, on: Option<Date>| NewLink {
            title: format!("Tin {number}"),
            link: format!("https://hakhe.example/{number}"),
            issued_on: on,
            ..NewLink::default()
        };
        let mut links: Vec<NewLink> = (1..=13)
            .map(|number| article(number, Some(date(2026, 3, number))))
            .collect();
        links.push(article(14, Some(date(2026, 7, 1))));
        links.push(article(15, None));
        let named = |at: usize| NewUse {
            requirement: Some(asked[at].id.clone()),
            page: None,
        };
        evidence::register(app, focal, ward, (&links, Some(&serves), &named(0)))
            .await
            .unwrap();
        let decision = [article(16, None)];
        evidence::register(app, focal, ward, (&decision, Some(&serves), &named(1)))
            .await
            .unwrap();
        let now = evidence::asked(app, focal, &serves).await.unwrap();
        assert_eq!(
            (now[0].done, now[0].outside, now[0].undated),
            (13, 1, 1),
            "what is out of time or undated does not count"
        );
        assert!(now[1].is_met(), "a person said what the link meets");

        let period = period::by_code(app, "2026").await.unwrap();
        let mut conn = app.read().await.unwrap();
        let lacks = evidence::missing(&mut conn, focal, (ward, &period), false)
            .await
            .unwrap();
        let missing: Vec<(&str, u32, u32)> = lacks
            .iter()
            .flat_map(|lack| &lack.asked)
            .map(|one| (one.text.as_str(), one.done, one.needed))
            .collect();
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!((missing[0].1, missing[0].2), (13, 20));
    });
}

#[test]
fn a_framework_is_seen_where_it_is_kept_and_where_it_is_used() {
    on_both(|trial| async move {
        let wards = ["Phường Hạ Khê", "Phường Sơn Khê"];
        let city = City::with(&trial, &small(), &wards).await;
        let app = &trial.app;
        let annex = small();
        let mut tx = app.begin(&city.focal).await.unwrap();
        let adoption = Adoption {
            unit: city.wards[1].id.clone(),
            name: "Bộ chỉ số riêng".to_owned(),
            legal_basis: None,
            annex: &annex,
            chosen: BTreeMap::new(),
            year: 2026,
        };
        let own = framework::adopt(&mut tx, &city.focal, adoption)
            .await
            .unwrap();
        tx.commit(Event::new("test.done", "framework", "", ""))
            .await
            .unwrap();
        let reader = |ward: usize| {
            let mut actor = city.focal.clone();
            actor.authority.grants = vec![Grant {
                role: Role::Reader,
                unit_path: city.wards[ward].path.clone(),
            }];
            actor
        };
        for (ward, expected) in [(0, 1), (1, 2)] {
            let listed = framework::list(app, &reader(ward)).await.unwrap();
            assert_eq!(listed.len(), expected, "{listed:?}");
            assert!(
                listed.iter().all(|one| one.assessments <= 1),
                "units elsewhere are not counted: {listed:?}"
            );
            let open = framework::open_in(app, &reader(ward), &city.framework).await;
            assert_eq!(open.unwrap()[0].units, 1);
        }
        let hidden = framework::show(app, &reader(0), &own.framework).await;
        assert!(matches!(hidden, Err(Error::NotFound(Noun::Framework))));
        let shown = framework::show(app, &reader(1), &own.framework).await;
        assert_eq!(shown.unwrap().1.id, city.wards[1].id);
        let all = framework::list(app, &city.focal).await.unwrap();
        assert_eq!((all.len(), all[1].assessments), (2, 2));
    });
}

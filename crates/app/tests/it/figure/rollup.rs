//! Figures of the city that are computed from its wards' own entries.

use app::appraisal;
use app::figure::desk::{self, Place as DeskPlace, Sheet};
use app::figure::{self, BelowFilter, FigureState, Grid, Opening, Refusal, Saved, Whole};
use app::framework::draft::{self, Chosen, NewDraft, Place, RowKind};
use app::framework::{self, Refusal as Framework};
use app::testing::{Trial, on_both};
use app::unit::{NewUnit, UnitKind};
use app::{Actor, EntryId, Error, FrameworkId, IndicatorId, Refusal as Any, period, unit};
use domain::authority::{Grant, Role};

use super::{City, refused, row, small};

const WARDS: [&str; 4] = [
    "Phường Hạ Khê",
    "Phường Sơn Khê",
    "Xã Vân Hạ",
    "Xã Lũng Mây",
];

/// A city with a framework of its own over its wards'.
struct Above {
    trial: Trial,
    city: City,
    framework: FrameworkId,
}

/// A line of the city's framework.
struct Defined {
    indicator: IndicatorId,
    rollups: Vec<framework::RollUp>,
}

/// The lines of the city's framework: code, title, rule, how each is computed.
type Line<'a> = (&'a str, &'a str, &'a str, Option<Take<'a>>);

/// The line of the wards and its figure, how, test, bound.
type Take<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

const SHARE: Line<'static> = (
    "I.1",
    "Tỷ lệ phường, xã có chuyên mục chuyển đổi số",
    "Tỷ lệ × điểm tối đa",
    Some(("1.1", "yes", "share", "yes", "")),
);
const REACHED: Line<'static> = (
    "I.2",
    "Tỷ lệ phường, xã có từ 80 % hộ có cáp quang",
    "Tỷ lệ × điểm tối đa",
    Some(("2.1", "rate", "share", "at_least", "80")),
);
const TOTAL: Line<'static> = (
    "I.3",
    "Số hội nghị tập huấn của các phường, xã",
    "Tính theo phương pháp min-max giữa các thành phố",
    Some(("1.2", "value", "sum", "", "")),
);
const RATIO: Line<'static> = (
    "I.4",
    "Tỷ lệ hộ có cáp quang của cả thành phố",
    "Tỷ lệ × điểm tối đa",
    Some(("2.1", "rate", "ratio", "", "")),
);

impl Above {
    async fn with(trial: Trial, lines: &[Line<'_>]) -> Above {
        let city = City::with(&trial, &small(), &WARDS).await;
        let mut above = Above {
            framework: city.framework.clone(),
            trial,
            city,
        };
        above.framework = above.draft("Chỉ số chuyển đổi số của thành phố 2026").await;
        let pillar = above
            .add("I", "Phường, xã", (RowKind::Pillar, None), "")
            .await;
        for (code, title, rule, take) in lines {
            let place = (RowKind::Indicator, Some(pillar.clone()));
            let id = above.add(code, title, place, rule).await;
            if let Some(take) = take {
                let target = if take.2 == "sum" { "value" } else { "rate" };
                above.take(&id, target, *take).await.unwrap();
            }
        }
        above
    }

    async fn draft(&self, name: &str) -> FrameworkId {
        let new = NewDraft {
            unit: self.city.whole.id.clone(),
            name: name.to_owned(),
            legal_basis: String::new(),
            follows: None,
        };
        draft::create(&self.trial.app, &self.city.focal, new)
            .await
            .unwrap()
    }

    async fn add(
        &self,
        code: &str,
        title: &str,
        (kind, parent): (RowKind, Option<IndicatorId>),
        rule: &str,
    ) -> IndicatorId {
        let fields = draft::Fields {
            code: code.to_owned(),
            title: title.to_owned(),
            max_points: if kind == RowKind::Pillar { "" } else { "10" }.to_owned(),
            rule_text: rule.to_owned(),
            ..draft::Fields::default()
        };
        let place = Place { kind, parent };
        let id = draft::add(
            &self.trial.app,
            &self.city.focal,
            &self.framework,
            (&place, &fields),
        );
        id.await.unwrap()
    }

    async fn source(&self, code: &str, key: &str) -> String {
        let app = &self.trial.app;
        let sources = draft::sources(app, &self.city.focal, &self.framework).await;
        let sources = sources.unwrap();
        let start = format!("{code} ");
        let end = format!(":{key}");
        let of = |one: &&draft::Source| one.named.starts_with(&start) && one.key.ends_with(&end);
        sources.iter().find(of).unwrap().key.clone()
    }

    async fn take(
        &self,
        id: &IndicatorId,
        target: &str,
        (code, key, how, test, bound): Take<'_>,
    ) -> Result<(), Error> {
        let chosen = Chosen {
            target: target.to_owned(),
            how: how.to_owned(),
            source: self.source(code, key).await,
            kinds: vec![UnitKind::Commune],
            test: test.to_owned(),
            bound: bound.to_owned(),
        };
        self.choose(id, &chosen).await
    }

    async fn choose(&self, id: &IndicatorId, chosen: &Chosen) -> Result<(), Error> {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let sheet = draft::sheet(app, focal, &self.framework).await.unwrap();
        let version = sheet.row(id).unwrap().version;
        draft::roll_up(app, focal, (&self.framework, id, version), chosen).await
    }

    async fn line(&self, code: &str) -> Defined {
        let (edition, _) = framework::show(&self.trial.app, &self.city.focal, &self.framework)
            .await
            .unwrap();
        let line = &edition.lines[edition.by_code(code).unwrap()];
        Defined {
            indicator: line.indicator.clone(),
            rollups: line.rollups.clone(),
        }
    }

    async fn open(&self) {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let opening = Opening {
            framework: self.framework.clone(),
            period: period::by_code(app, "2026").await.unwrap().id,
            under: self.city.whole.id.clone(),
            kind: Some(UnitKind::City),
        };
        assert_eq!(
            figure::open_for_units(app, focal, &opening).await.unwrap(),
            1
        );
    }

    async fn grid(&self) -> Grid {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let period = period::by_code(app, "2026").await.unwrap();
        let all = figure::assessments(app, focal, &self.city.whole, &period)
            .await
            .unwrap();
        figure::grid(app, focal, &self.city.whole, &all[0])
            .await
            .unwrap()
    }

    async fn entry(&self, code: &str) -> figure::Entry {
        figure::by_code(&self.grid().await, code).unwrap().clone()
    }

    async fn enter(&self, ward: usize, code: &str, inputs: &[(&str, &str)]) -> Saved {
        let typed = row(inputs);
        self.city
            .save(&self.trial, (ward, code), &typed)
            .await
            .unwrap()
    }

    async fn found(&self, name: &str) -> unit::Unit {
        let app = &self.trial.app;
        let new = NewUnit {
            parent: Some(self.city.whole.id.clone()),
            kind: UnitKind::Commune,
            name: name.to_owned(),
            code: None,
            valid_from: app.today(),
        };
        unit::create(app, &self.city.focal, new).await.unwrap()
    }

    /// The values of a line of the city as stored, its state, source and points.
    #[track_caller]
    fn told(entry: &figure::Entry) -> (Vec<String>, Option<FigureState>, String, Option<String>) {
        let known = entry.values.iter().filter(|value| value.value.is_some());
        let values: Vec<String> = known
            .clone()
            .map(|one| format!("{}={}", one.key, one.value.clone().unwrap()))
            .collect();
        let source = entry.first().map(|one| one.source.clone());
        let points = entry.earned.points.as_ref().map(ToString::to_string);
        (values, entry.state, source.unwrap_or_default(), points)
    }

    async fn is(&self, code: &str, values: &[&str], source: &str, points: Option<&str>) {
        let entry = self.entry(code).await;
        let (own, state, from, earned) = Above::told(&entry);
        assert_eq!(own, values, "{code}");
        assert_eq!(from, source, "{code}");
        assert_eq!(earned.as_deref(), points, "{code}");
        assert!(entry.values.iter().all(|value| value.locked), "{code}");
        assert_eq!(state.is_none(), values.is_empty(), "{code}");
    }
}

fn not_done(error: Error) -> Framework {
    match error {
        Error::Refused(Any::Framework(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shares_sums_and_ratios_of_the_wards_arrive_locked_and_follow_every_entry() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, TOTAL, RATIO]).await;
        // Some figures were there before the city's framework was opened.
        above.enter(0, "1.1", &[("yes", "có")]).await;
        above
            .enter(0, "2.1", &[("num", "80"), ("den", "100")])
            .await;
        above.open().await;
        let half = "Tính từ 1/4 đơn vị";
        above.is("I.1", &["num=1", "den=1"], half, Some("10")).await;
        above.is("I.2", &["num=1", "den=1"], half, Some("10")).await;
        above.is("I.3", &[], "", None).await;
        above
            .is("I.4", &["num=80", "den=100"], half, Some("8"))
            .await;
        assert_eq!(above.entry("I.1").await.state, Some(FigureState::Estimate));

        above.enter(1, "1.1", &[("yes", "không")]).await;
        above
            .enter(1, "2.1", &[("num", "79"), ("den", "100")])
            .await;
        above.enter(1, "1.2", &[("value", "4")]).await;
        above.enter(2, "1.2", &[("value", "1,5")]).await;
        let two = "Tính từ 2/4 đơn vị";
        above.is("I.1", &["num=1", "den=2"], two, Some("5")).await;
        above.is("I.2", &["num=1", "den=2"], two, Some("5")).await;
        let entry = above.entry("I.3").await;
        assert_eq!(Above::told(&entry).0, ["value=5.5"]);
        above
            .is("I.4", &["num=159", "den=200"], two, Some("7.95"))
            .await;

        for ward in [2, 3] {
            above.enter(ward, "1.1", &[("yes", "có")]).await;
        }
        let all = "Tính từ 4 đơn vị";
        above.is("I.1", &["num=3", "den=4"], all, Some("7.5")).await;
        assert_eq!(
            above.entry("I.1").await.state,
            Some(FigureState::Provisional)
        );
        // A figure taken back is missing again, not nothing.
        above.enter(3, "1.1", &[("yes", "")]).await;
        let three = "Tính từ 3/4 đơn vị";
        above
            .is("I.1", &["num=2", "den=3"], three, Some("20/3"))
            .await;
        let verdict = app::audit::verify(&above.trial.app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn one_figure_of_a_ward_scores_its_own_line_and_what_takes_it_again_and_nothing_else() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, RATIO]).await;
        above.open().await;
        let first = above.enter(0, "1.1", &[("yes", "có")]).await;
        assert_eq!(first.rolled, 1, "the share of wards, under no heading");
        assert!(first.also.is_empty());
        // Two lines of the city take the rate; one of them does not move.
        let both = above
            .enter(1, "2.1", &[("num", "90"), ("den", "100")])
            .await;
        assert_eq!(both.rolled, 2);
        let one = above
            .enter(1, "2.1", &[("num", "95"), ("den", "100")])
            .await;
        assert_eq!(one.rolled, 1, "it still reaches 80 %: only the ratio moves");
        let none = above.enter(1, "1.2", &[("value", "3")]).await;
        assert_eq!(none.rolled, 0, "nobody above takes it");
        let before = above.entry("I.1").await;
        let again = above.enter(0, "1.1", &[("yes", "có")]).await;
        assert_eq!(again.rolled, 0, "the same figure");
        assert_eq!(above.entry("I.1").await.version, before.version);
    });
}

#[test]
fn saving_costs_the_same_however_many_units_there_are() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, TOTAL]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let cost = |ward: usize| {
            let above = &above;
            async move {
                let grid = above.city.grid(&above.trial, ward).await;
                let entry = figure::by_code(&grid, "1.1").unwrap();
                let typed = row(&[("yes", "có")]);
                let before = app.statements();
                figure::save(app, focal, &entry.id, &typed, entry.version)
                    .await
                    .unwrap();
                app.statements() - before
            }
        };
        let few = cost(1).await;
        for number in 0..12 {
            above.found(&format!("Xã Thêm {number}")).await;
        }
        assert_eq!(cost(2).await, few);
        assert!(few <= 45, "{few} statements");
    });
}

#[test]
fn what_was_moved_step_by_step_is_what_adding_up_anew_gives() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, REACHED, TOTAL, RATIO]).await;
        above.open().await;
        for step in 0..14_usize {
            let ward = step * 5 % 4;
            let counts = (40 + step * 7 % 61, 100 + step % 3);
            let (num, den) = (counts.0.to_string(), counts.1.to_string());
            above
                .enter(ward, "2.1", &[("num", &num), ("den", &den)])
                .await;
            let yes = ["có", "không", ""][step % 3];
            above.enter(ward, "1.1", &[("yes", yes)]).await;
            let third = format!("{}/3", step + 1);
            above.enter(ward, "1.2", &[("value", &third)]).await;
        }
        let told = |grid: &Grid| {
            let codes = ["I.1", "I.2", "I.3", "I.4"];
            codes.map(|code| Above::told(figure::by_code(grid, code).unwrap()))
        };
        let moved = told(&above.grid().await);
        // A unit that comes and goes has everything added up anew.
        let made = above.found("Xã Thoáng Qua").await;
        let app = &above.trial.app;
        let day = jiff::civil::date(2026, 10, 20);
        unit::end(app, &above.city.focal, (&made.id, made.version), day)
            .await
            .unwrap();
        assert_eq!(told(&above.grid().await), moved);
    });
}

#[test]
fn a_sheet_for_all_wards_moves_what_is_computed_and_hands_over_nothing_that_is() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[TOTAL]).await;
        above.open().await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let period = period::by_code(app, "2026").await.unwrap();
        let place = DeskPlace {
            unit: &above.city.whole,
            period: &period,
            framework: &above.city.framework,
            code: "1.2",
        };
        let sheet = Sheet {
            text: "Đơn vị\tGiá trị\nHạ Khê\t2\nSơn Khê\t6,5".to_owned(),
            source: "Sổ theo dõi".to_owned(),
            as_of: "30/09/2026".to_owned(),
            state: "provisional".to_owned(),
            ..Sheet::default()
        };
        let looked = desk::look(app, focal, place, &sheet).await.unwrap();
        let seen = looked.1.unwrap().seen;
        desk::write(app, focal, place, (&sheet, &seen))
            .await
            .unwrap();
        let (values, _, source, _) = Above::told(&above.entry("I.3").await);
        assert_eq!(values, ["value=8.5"]);
        assert_eq!(source, "Tính từ 2/4 đơn vị");
    });
}

#[test]
fn a_city_that_handed_in_keeps_its_figures_until_it_takes_them_back() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let app = &above.trial.app;
        let mut leader = above.city.focal.clone();
        leader.authority.grants = vec![Grant {
            role: Role::Leader,
            unit_path: above.city.whole.path.clone(),
        }];
        let period = period::by_code(app, "2026").await.unwrap();
        let city = &above.city.whole;
        let all = figure::assessments(app, &leader, city, &period)
            .await
            .unwrap();
        let before = appraisal::before_submitting(app, &leader, (city, &all[0])).await;
        let (case, grid) = before.unwrap();
        appraisal::submit(app, &leader, (&grid, case.version), "Còn ba phường, xã.")
            .await
            .unwrap();
        assert_eq!(above.enter(1, "1.1", &[("yes", "không")]).await.rolled, 0);
        let one = "Tính từ 1/4 đơn vị";
        above.is("I.1", &["num=1", "den=1"], one, Some("10")).await;
        let case = appraisal::case(app, &leader, &all[0].id).await.unwrap();
        appraisal::withdraw(app, &leader, &all[0].id, case.version)
            .await
            .unwrap();
        let two = "Tính từ 2/4 đơn vị";
        above.is("I.1", &["num=1", "den=2"], two, Some("5")).await;
    });
}

#[test]
fn nobody_types_what_is_computed_and_the_rest_of_the_row_stays_open() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let empty = above.entry("I.1").await;
        let typed = row(&[("num", "4"), ("den", "4")]);
        let done = figure::save(app, focal, &empty.id, &typed, empty.version).await;
        let key = "num".to_owned();
        assert_eq!(refused(done.err().unwrap()), Refusal::Locked { key });
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let mut said = row(&[]);
        said.explanation = "Các phường, xã còn lại báo cáo trong tháng 11.".to_owned();
        figure::save(app, focal, &empty.id, &said, empty.version)
            .await
            .unwrap();
        let entry = above.entry("I.1").await;
        assert_eq!(Above::told(&entry).0, ["num=1", "den=1"]);
        assert_eq!(entry.explanation, Some(said.explanation));
    });
}

#[test]
fn a_line_set_aside_below_is_not_counted_and_new_units_are() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let mut aside = row(&[]);
        aside.applicable = false;
        let saved = above.city.save(&above.trial, (1, "1.1"), &aside).await;
        assert_eq!(saved.unwrap().rolled, 1);
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/3 đơn vị", Some("10"))
            .await;
        let app = &above.trial.app;
        let made = above.found("Xã Mới").await;
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/4 đơn vị", Some("10"))
            .await;
        unit::end(
            app,
            &above.city.focal,
            (&made.id, made.version),
            app.today(),
        )
        .await
        .unwrap();
        above
            .is("I.1", &["num=1", "den=1"], "Tính từ 1/3 đơn vị", Some("10"))
            .await;
    });
}

#[test]
fn the_units_behind_a_figure_are_listed_for_whoever_may_see_them() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        above.enter(1, "1.1", &[("yes", "không")]).await;
        let entry = above.entry("I.1").await.id;
        let list = |who: Actor, entry: EntryId, filter| {
            let app = &above.trial.app;
            async move { figure::below(app, &who, (&entry, "rate"), filter).await }
        };
        let focal = above.city.focal.clone();
        let (rolled, all, unseen) = list(focal.clone(), entry.clone(), BelowFilter::All)
            .await
            .unwrap();
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Phường Hạ Khê",
                "Phường Sơn Khê",
                "Xã Lũng Mây",
                "Xã Vân Hạ"
            ]
        );
        assert_eq!(unseen, 0);
        let band = rolled.band.unwrap();
        assert_eq!(band.least.to_string(), "0.25");
        assert_eq!(band.most.to_string(), "0.75");
        assert!(matches!(
            all[0].whole,
            Whole::Given {
                met: true,
                yes: Some(true),
                ..
            }
        ));
        assert_eq!(all[0].link.as_ref().unwrap().1, "1.1");
        assert_eq!(all[2].whole, Whole::Missing);
        let (_, missing, _) = list(focal.clone(), entry.clone(), BelowFilter::Missing)
            .await
            .unwrap();
        assert_eq!(missing.len(), 2);
        let summary = figure::rolled(&above.trial.app, &focal, &entry)
            .await
            .unwrap();
        assert_eq!(summary[0].missing, ["Xã Lũng Mây", "Xã Vân Hạ"]);

        // Somebody of one ward may not read the city's figures at all.
        let mut ward = focal;
        ward.authority.grants = vec![Grant {
            role: Role::Focal,
            unit_path: above.city.wards[0].path.clone(),
        }];
        let refused = list(ward, entry, BelowFilter::All).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
    });
}

#[test]
fn a_definition_that_makes_no_sense_is_refused() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, TOTAL]).await;
        let share = above.line("I.1").await.indicator;
        let total = above.line("I.3").await.indicator;
        let of = |test: &'static str| ("1.1", "yes", "share", test, "");
        let done = above.take(&share, "rate", of("")).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollTest);
        let done = above.take(&share, "rate", of("at_least")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollTestUnfit { .. }
        ));
        let unread = ("2.1", "rate", "share", "at_least", "tám mươi");
        let done = above.take(&share, "rate", unread).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::NotNumber { .. }
        ));
        let done = above.take(&total, "value", of("yes")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollsOtherwise { .. }
        ));
        let done = above.take(&total, "rate", of("yes")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollsNothing { .. }
        ));
        let chosen = Chosen {
            target: "rate".to_owned(),
            how: "share".to_owned(),
            source: above.source("1.1", "yes").await,
            test: "yes".to_owned(),
            ..Chosen::default()
        };
        let done = above.choose(&share, &chosen).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollKinds);
        let nowhere = Chosen {
            source: "x:yes".to_owned(),
            kinds: vec![UnitKind::Commune],
            ..chosen
        };
        let done = above.choose(&share, &nowhere).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollSource);
    });
}

#[test]
fn a_figure_is_not_computed_from_itself_by_way_of_another() {
    on_both(|trial| async move {
        let mut above = Above::with(trial, &[SHARE, RATIO]).await;
        // A second framework takes what the first makes, and the first would take it back.
        let first = above.framework.clone();
        above.framework = above.draft("Bộ chỉ số thứ hai").await;
        let pillar = above.add("I", "Nhóm", (RowKind::Pillar, None), "").await;
        let place = (RowKind::Indicator, Some(pillar));
        let rule = "Tỷ lệ × điểm tối đa";
        let id = above
            .add("A.1", "Tỷ lệ chung của các đơn vị", place, rule)
            .await;
        let take = ("I.4", "rate", "ratio", "", "");
        above.take(&id, "rate", take).await.unwrap();
        above.framework = first;
        let own = above.line("I.4").await.indicator;
        let back = ("A.1", "rate", "ratio", "", "");
        let done = above.take(&own, "rate", back).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollCircle { .. }
        ));
        let line = above.line("I.4").await;
        assert_eq!(line.rollups.len(), 1, "what stood before stands");
    });
}

#[test]
fn an_issued_edition_keeps_its_definition_and_the_next_one_begins_with_it() {
    on_both(|trial| async move {
        let mut above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let (edition, _) = framework::show(app, focal, &above.framework).await.unwrap();
        framework::issue(app, focal, &above.framework, edition.version)
            .await
            .unwrap();
        let line = above.line("I.1").await;
        let key = (&above.framework, &line.indicator, 1);
        let done = draft::enter_again(app, focal, key, "rate").await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::Issued { .. }
        ));
        let new = NewDraft {
            unit: above.city.whole.id.clone(),
            name: "Chỉ số chuyển đổi số của thành phố 2027".to_owned(),
            legal_basis: String::new(),
            follows: Some(above.framework.clone()),
        };
        let next = draft::create(app, focal, new).await.unwrap();
        above.framework = next;
        let copied = above.line("I.1").await;
        assert_eq!(copied.rollups.len(), 1);
        assert_eq!(copied.rollups[0].sources, line.rollups[0].sources);
    });
}

#[test]
fn a_figure_entered_again_stays_and_opens() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let id = above.line("I.1").await.indicator;
        let sheet = draft::sheet(app, focal, &above.framework).await.unwrap();
        let version = sheet.row(&id).unwrap().version;
        let key = (&above.framework, &id, version);
        draft::enter_again(app, focal, key, "rate").await.unwrap();
        let again = draft::enter_again(app, focal, key, "rate").await;
        assert!(matches!(again, Err(Error::Stale(_))));
        let entry = above.entry("I.1").await;
        assert!(entry.values.iter().all(|value| !value.locked));
        let saved = above.enter(1, "1.1", &[("yes", "không")]).await;
        assert_eq!(saved.rolled, 0);
        assert_eq!(Above::told(&above.entry("I.1").await).0, ["num=1", "den=1"]);
    });
}

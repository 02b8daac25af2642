//! The country on one database: 3,321 communes with a hundred indicators, ten of which compare
//! units. What a figure costs that moves the range for everyone, and the ranking after it.
//! `cargo bench -p app --bench country`; filling takes a minute or two, unless `CHAMDIEM_COUNTRY`
//! names a folder that an earlier run has filled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use app::account::{self, FirstAdministrator};
use app::audit::Event;
use app::figure::{self, Grid, Opening, Typed};
use app::framework::{self, Adoption};
use app::period::{self, Period};
use app::testing::Trial;
use app::unit::{NewUnit, Unit, UnitKind};
use app::{Actor, App, Clock, FrameworkId, Setting, bind, ranking, unit};
use domain::plan::Annex;

const COMMUNES: usize = 3_321;
const PILLARS: usize = 10;
const TIMES: usize = 7;
/// So that no two figures have one name.
const WORDS: [&str; PILLARS] = [
    "gạo", "muối", "sắn", "ngô", "khoai", "chè", "tiêu", "điều", "quế", "hồi",
];

const VALUE: &str = "insert into figure_value (id, unit_id, period_id, figure_id, value, state, source,
    as_of, changed_at, changed_by, version)
    values ($1, $2, $3, $4, $5, 'final', 'Báo cáo', '2026-09-30', '2026-10-01T00:00:00Z', 'bench', 1)";

/// A commune's figure of a line, spread so that points differ.
fn value(commune: usize, line: usize, key: &str) -> String {
    let spread = (commune * 37 + line * 101) % 997;
    match key {
        "den" => "1000".to_owned(),
        _ => (spread + 1).to_string(),
    }
}

fn annex() -> Annex {
    let mut text = "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n".to_owned();
    for pillar in 1..=PILLARS {
        let _ = writeln!(text, "{pillar}\tTrụ cột thứ {pillar}\t100\t\t");
        for line in 1..=9 {
            let what = format!("hộ nhóm {} loại {}", WORDS[pillar - 1], WORDS[line - 1]);
            let _ = writeln!(
                text,
                "{pillar}.{line}\tTỷ lệ {what}\t10\ta = Số {what}; b = Tổng số {what} phải đạt; điểm = a/b × 10 điểm\tBáo cáo"
            );
        }
        let word = WORDS[pillar - 1];
        let _ = writeln!(
            text,
            "{pillar}.10\tSản lượng {word} trong năm\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo"
        );
    }
    let source = documents::read(text.as_bytes(), Some("quoc-gia.txt")).expect("a text");
    let plan = reading::plan::read(&source, Some(2026));
    plan.annexes.into_iter().next().expect("an annex")
}

struct Country {
    trial: Trial,
    focal: Actor,
    whole: Unit,
    communes: Vec<Unit>,
    framework: FrameworkId,
    period: Period,
}

async fn focal(app: &App) -> (Actor, Unit) {
    if let Some(session) = signed_in(app).await {
        return session;
    }
    let link = account::first_link(app).await.expect("a link");
    let first = FirstAdministrator {
        unit_name: "Tỉnh Lam Châu".to_owned(),
        unit_kind: UnitKind::Province,
        name: "Lê Thị Hạnh".to_owned(),
        login: "hanh".to_owned(),
        password: "mot mat khau dai".to_owned(),
    };
    account::create_first(app, &link, first)
        .await
        .expect("an administrator");
    signed_in(app).await.expect("a session")
}

async fn signed_in(app: &App) -> Option<(Actor, Unit)> {
    let session = account::sign_in(app, "hanh", "mot mat khau dai").await;
    let focal = session.ok()?.actor;
    let slug = focal.home.clone().expect("a home").slug;
    let whole = unit::by_slug(app, &focal, &slug).await.expect("a province");
    Some((focal, whole))
}

/// A copy of what an earlier run has filled, or a fresh one.
async fn opened() -> Country {
    let folder = std::env::var_os("CHAMDIEM_COUNTRY").map(PathBuf::from);
    if let Some(folder) = folder.as_ref().filter(|folder| !folder.exists()) {
        let setting = Setting {
            data: folder.clone(),
            database: None,
            clock: Clock::at("2026-10-15T02:00:00Z".parse().expect("an instant")),
        };
        fill(&App::open(setting).await.expect("an application")).await;
    }
    let trial = match folder {
        Some(folder) => Trial::like(&folder).await,
        None => {
            let trial = Trial::sqlite().await;
            fill(&trial.app).await;
            trial
        }
    };
    let app = &trial.app;
    let (focal, whole) = focal(app).await;
    let mut communes = unit::under(app, &focal, &whole.path)
        .await
        .expect("communes");
    communes.retain(|unit| unit.kind == UnitKind::Commune);
    let offered = framework::list(app, &focal).await.expect("a framework");
    Country {
        framework: offered[0].id.clone(),
        period: period::by_code(app, "2026").await.expect("a year"),
        communes,
        whole,
        focal,
        trial,
    }
}

async fn fill(app: &App) {
    let (focal, whole) = focal(app).await;
    let mut communes = Vec::with_capacity(COMMUNES);
    for number in 0..COMMUNES {
        let new = NewUnit {
            parent: Some(whole.id.clone()),
            kind: UnitKind::Commune,
            name: format!("Xã Thử Nghiệm {number}"),
            code: None,
            valid_from: app.today(),
        };
        communes.push(unit::create(app, &focal, new).await.expect("a commune"));
    }
    let annex = annex();
    let mut tx = app.begin(&focal).await.expect("a transaction");
    let adoption = Adoption {
        unit: whole.id.clone(),
        name: "DTI cấp xã 2026".to_owned(),
        legal_basis: None,
        annex: &annex,
        chosen: BTreeMap::new(),
        year: 2026,
    };
    let adopted = framework::adopt(&mut tx, &focal, adoption)
        .await
        .expect("a framework");
    tx.commit(Event::new("test.done", "framework", "", ""))
        .await
        .expect("kept");
    let framework = adopted.framework;
    let period = period::by_code(app, "2026").await.expect("a year");
    let (edition, _) = framework::show(app, &focal, &framework)
        .await
        .expect("an edition");
    let mut tx = app.begin(&focal).await.expect("a transaction");
    for (number, commune) in communes.iter().enumerate() {
        let mut put = BTreeSet::new();
        for (at, line) in edition.lines.iter().enumerate() {
            for ask in line.asks.iter().filter(|ask| ask.key != "ratio") {
                // What two lines share is put once.
                if !put.insert(&ask.figure) {
                    continue;
                }
                let id = format!("{number:08}-{at:04}-{}", ask.key);
                let value = value(number, at, &ask.key);
                let unit = commune.id.as_str();
                tx.run(
                    VALUE,
                    bind![&id, unit, period.id.as_str(), ask.figure.as_str(), &value],
                )
                .await
                .expect("a value");
            }
        }
    }
    tx.commit(Event::new("test.done", "framework", "", ""))
        .await
        .expect("kept");
    let opening = Opening {
        framework: framework.clone(),
        period: period.id.clone(),
        under: whole.id.clone(),
        kind: Some(UnitKind::Commune),
    };
    figure::open_for_units(app, &focal, &opening)
        .await
        .expect("opened");
    framework::issue(app, &focal, &framework, edition.version)
        .await
        .expect("issued");
}

impl Country {
    async fn grid(&self, commune: usize) -> Grid {
        let (app, unit) = (&self.trial.app, &self.communes[commune]);
        let all = figure::assessments(app, &self.focal, unit, &self.period)
            .await
            .expect("one");
        figure::grid(app, &self.focal, unit, &all[0])
            .await
            .expect("a grid")
    }

    /// Saves one number; how long it took, and how long asking what would be took.
    async fn save(
        &self,
        commune: usize,
        (code, inputs): (&str, &[(&str, String)]),
    ) -> (Duration, Duration) {
        let grid = self.grid(commune).await;
        let entry = figure::by_code(&grid, code).expect("the line");
        let inputs = inputs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), text.clone()));
        let typed = Typed {
            inputs: inputs.collect(),
            source: "Báo cáo".to_owned(),
            as_of: "30/09/2026".to_owned(),
            applicable: true,
            ..Typed::default()
        };
        let begun = Instant::now();
        figure::what_if(&self.trial.app, &self.focal, &entry.id, &typed)
            .await
            .expect("what would be");
        let asked = begun.elapsed();
        let begun = Instant::now();
        figure::save(
            &self.trial.app,
            &self.focal,
            &entry.id,
            &typed,
            entry.version,
        )
        .await
        .expect("saved");
        (begun.elapsed(), asked)
    }

    /// Ranks everyone; how long it took, and the first one's points.
    async fn rank(&self) -> (Duration, String) {
        let begun = Instant::now();
        let place = (&self.whole, &self.period);
        let ranking = ranking::rank(&self.trial.app, &self.focal, place, &self.framework)
            .await
            .expect("a ranking");
        assert_eq!(ranking.rows.len(), COMMUNES);
        (begun.elapsed(), ranking.rows[0].points.to_string())
    }
}

fn told(what: &str, times: &mut [Duration]) {
    times.sort();
    let (least, greatest) = (times[0], times[times.len() - 1]);
    let median = times[times.len() / 2];
    println!("{what:<58}{median:>10.1?} ({least:.1?} to {greatest:.1?})");
}

async fn measure() {
    let begun = Instant::now();
    let country = opened().await;
    println!("filled in {:.0?}", begun.elapsed());
    let grid = country.grid(0).await;
    let asked: BTreeSet<_> = grid
        .edition
        .lines
        .iter()
        .flat_map(|line| &line.asks)
        .map(|ask| &ask.figure)
        .collect();
    println!(
        "{} lines, {} figures of a commune",
        grid.edition.lines.len(),
        asked.len()
    );
    println!(
        "{:<58}{:>10.1?}",
        "ranking, nothing in memory",
        country.rank().await.0
    );
    let (mut warm, mut alone, mut after_one) = (Vec::new(), Vec::new(), Vec::new());
    let (mut moved, mut after_all, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let mut supposed = Vec::new();
    for time in 0..TIMES {
        warm.push(country.rank().await.0);
        let rate = [
            ("num", (100 + time).to_string()),
            ("den", "1000".to_owned()),
        ];
        alone.push(country.save(5, ("1.1", &rate)).await.0);
        after_one.push(country.rank().await.0);
        // Beyond the greatest so far: everyone's points of the line are others.
        let value = [("value", (1_000 + time * 10).to_string())];
        let (saved, asked) = country.save(7, ("3.10", &value)).await;
        supposed.push(asked);
        let (ranked, _) = country.rank().await;
        moved.push(saved);
        after_all.push(ranked);
        both.push(saved + ranked);
    }
    told("ranking again", &mut warm);
    told("a figure that concerns its own unit", &mut alone);
    told("ranking after it", &mut after_one);
    told("what if, on a line that compares everyone", &mut supposed);
    told(
        "a figure that moves the range: 3,321 scored again",
        &mut moved,
    );
    told("ranking after it", &mut after_all);
    told("both", &mut both);
}

fn main() {
    // `cargo test --benches` builds it; only `cargo bench` runs it.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(measure());
}

//! A search among a hundred thousand records, from the question to the hits as they are now, on
//! both engines: an answer must take less than fifty milliseconds, whatever is asked.
//! `cargo bench -p app --bench search`; filling takes half a minute.

use std::time::{Duration, Instant};

use app::account::{self, FirstAdministrator};
use app::audit::Event;
use app::search::{self, Asked, PAGE, SearchEntry};
use app::testing::{Trial, with_both};
use app::unit::{self, NewUnit, UnitKind};
use app::{Actor, App, UnitId};
use records::{QUESTIONS, RECORDS, UNITS, record};

#[path = "../../reading/benches/records/mod.rs"]
mod records;

const TIMES: usize = 20;
/// Records of one change.
const AT_ONCE: u64 = 5_000;

async fn administrator(app: &App) -> Actor {
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
    let session = account::sign_in(app, "hanh", "mot mat khau dai").await;
    session.expect("a session").actor
}

async fn communes(app: &App, actor: &Actor) -> Vec<UnitId> {
    let home = actor.home.clone().expect("a home");
    let mut all = Vec::new();
    for number in 0..UNITS {
        let new = NewUnit {
            parent: Some(home.id.clone()),
            kind: UnitKind::Commune,
            name: format!("Xã Thử Nghiệm {number}"),
            code: None,
            valid_from: app.today(),
        };
        let unit = unit::create(app, actor, new).await.expect("a commune");
        all.push(unit.id);
    }
    all
}

async fn fill(app: &App, actor: &Actor) {
    let communes = communes(app, actor).await;
    for from in (0..RECORDS).step_by(usize::try_from(AT_ONCE).expect("a number")) {
        let mut tx = app.begin(actor).await.expect("a transaction");
        for (number, unit) in (from..from + AT_ONCE).zip(communes.iter().cycle()) {
            let record = record(number);
            tx.index(SearchEntry {
                subject_kind: if number % 3 == 0 { "plan" } else { "plan_row" },
                address: format!("/ke-hoach/{}", record.id),
                subject_id: record.id,
                unit: unit.clone(),
                title: record.title,
                body: record.text,
                removed: false,
            });
        }
        tx.commit(Event::new("test.done", "plan", "", ""))
            .await
            .expect("kept");
    }
}

/// How long an answer takes, and how many hits it counts.
async fn ask(app: &App, actor: &Actor, words: &str) -> (Duration, usize) {
    let asked = Asked {
        words: words.to_owned(),
        kind: None,
        page: 1,
        most: PAGE,
    };
    let begun = Instant::now();
    let answer = search::find(app, actor, asked).await.expect("an answer");
    (begun.elapsed(), answer.total)
}

async fn measure(trial: Trial) {
    let app = &trial.app;
    let actor = administrator(app).await;
    let begun = Instant::now();
    fill(app, &actor).await;
    println!("{:?}: filled in {:.1?}", trial.engine, begun.elapsed());
    let (first, _) = ask(app, &actor, "chuyển đổi số").await;
    println!("{:<34}{first:>10.1?}", "the first, with the index made");
    for words in QUESTIONS {
        let mut times = Vec::with_capacity(TIMES);
        let mut hits = 0;
        for _ in 0..TIMES {
            let (time, total) = ask(app, &actor, words).await;
            times.push(time);
            hits = total;
        }
        times.sort();
        let (median, worst) = (times[TIMES / 2], times[TIMES - 1]);
        println!("{words:<34}{median:>10.1?} (at most {worst:.1?}), {hits} hits");
    }
}

fn main() {
    // `cargo test --benches` builds it; only `cargo bench` runs it.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    with_both(|database| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(async {
                let trial = match database {
                    Some(database) => Trial::at(database).await,
                    None => Trial::sqlite().await,
                };
                measure(trial).await;
            });
    });
}

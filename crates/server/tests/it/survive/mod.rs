//! `kill -9` in the middle of a thousand saves and uploads: what was acknowledged is there after
//! the next start, nothing is half-written, and no file is left without its record.
//!
//! The binary runs as an office runs it, on a folder that the demo's use cases filled. Clients save
//! figures (several of them the same rows), upload proof, write remarks and paste blocks, all at
//! once, until the process is killed. What it said it kept is then looked for, three times over.

mod clients;
mod figures;
mod kept;
mod memory;
mod office;
mod process;
mod proof;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::mpsc;

use app::testing::with_both;

use clients::{Client, Work};
use kept::Ledger;
use office::Office;
use process::{Place, Process};

/// How often the process is killed.
const ROUNDS: usize = 3;
/// Changes acknowledged in a round before it is, at least; by chance up to half as many more.
const ENOUGH: u64 = 330;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_written_when_the_process_is_killed() {
    with_both(|database| {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().to_owned(),
            database,
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let office = runtime.block_on(Office::fill(&place));
        let mut ledger = Ledger::default();
        let mut process = Process::start(&place);
        for round in 0..ROUNDS {
            let (conflicts, unsure) = work_until_killed(process, &office, round, &mut ledger);
            assert!(conflicts > 0, "nobody met anybody: {conflicts}");
            place.leave_as_a_crash_would();
            process = Process::start(&place);
            ledger.send_again(&process, &unsure);
            runtime.block_on(ledger.check(&place, &office));
            process.finds_the_last_remark(&office, &ledger);
            place.chain_is_whole();
        }
    });
}

/// Lets everyone work, kills the process at a moment of chance, and takes down what it had
/// acknowledged: how many conflicts there were, and the remarks nobody was answered about.
fn work_until_killed(
    mut process: Process,
    office: &Office,
    round: usize,
    ledger: &mut Ledger,
) -> (usize, Vec<clients::Unsure>) {
    let chance = RandomState::new().build_hasher().finish();
    let enough = ENOUGH + chance % (ENOUGH / 2);
    let (acknowledged, heard) = mpsc::channel();
    let threads: Vec<_> = Work::ALL
        .iter()
        .enumerate()
        .map(|(number, work)| {
            let client = Client::new(&process.address, (round, number), office);
            let (work, acknowledged) = (*work, acknowledged.clone());
            std::thread::spawn(move || client.run(work, &acknowledged))
        })
        .collect();
    drop(acknowledged);
    let before = heard.iter().take(enough.try_into().unwrap()).count();
    process.kill();
    assert_eq!(
        u64::try_from(before).unwrap(),
        enough,
        "the clients gave up"
    );
    let mut met = (0, Vec::new());
    for thread in threads {
        let done = thread.join().unwrap();
        met.0 += done.conflicts;
        met.1.extend(done.unsure);
        ledger.take(done.kept);
    }
    eprintln!("killed after {enough} changes; conflicts: {}", met.0);
    met
}

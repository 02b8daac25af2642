//! How long it takes to put a hundred thousand records on the shelf and to find some of them: an
//! answer must take less than fifty milliseconds, whatever is asked. Run with `cargo bench -p reading --bench search`.

use std::sync::LazyLock;

use divan::{AllocProfiler, Bencher};
use reading::search::{Entry, Kind, Query, Shelf};
use records::{QUESTIONS, RECORDS, UNITS, record};

mod records;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    LazyLock::force(&SHELF);
    divan::main();
}

fn put(shelf: &mut Shelf, number: u64) {
    let record = record(number);
    shelf.put(&Entry {
        id: &record.id,
        kind: Kind(u8::from(record.id.ends_with('0'))),
        unit: &format!("unit-{}", number % UNITS),
        title: &record.title,
        text: &record.text,
    });
}

fn filled() -> Shelf {
    let mut shelf = Shelf::default();
    for number in 0..RECORDS {
        put(&mut shelf, number);
    }
    shelf
}

static SHELF: LazyLock<Shelf> = LazyLock::new(filled);

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build() -> Shelf {
    filled()
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn put_one(bencher: Bencher<'_, '_>) {
    let mut shelf = Shelf::default();
    for number in 0..1000 {
        put(&mut shelf, number);
    }
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % 1000;
        put(&mut shelf, next);
    });
}

#[divan::bench(args = QUESTIONS, sample_count = 100, sample_size = 1)]
fn find(bencher: Bencher<'_, '_>, words: &str) {
    let shelf = &*SHELF;
    bencher.bench(|| shelf.find(&Query::new(words, &|view| view.unit_number != 7)));
}

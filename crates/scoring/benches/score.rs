//! One commune, a hundred indicators with real head counts: the total alone, with reasons, and
//! as one fraction.

use scoring::answers::{Answers, Entry, Key};
use scoring::framework::{Arrangement, Framework, Indicator, Layout, Pillar};
use scoring::rule::Quantity;
use scoring::scorecard::{Scorer, Scratch};
use scoring::{Exact, Rule};

fn main() {
    divan::main();
}

fn framework() -> Framework {
    let rule = || Rule::Proportional {
        of: Quantity::Rate,
        points: Exact::whole(10),
    };
    let indicator = |at: i64| Indicator::new(&at.to_string(), Exact::whole(10), rule());
    let pillar = Pillar {
        indicators: (0..100).map(indicator).collect(),
        ..Pillar::default()
    };
    Framework {
        pillars: vec![pillar],
        ..Framework::default()
    }
}

fn answers() -> Answers {
    let mut answers = Answers::new(100);
    let block = answers.push_block(String::new());
    let unit = answers.push_unit("Xã".to_owned(), block);
    let whole = |mantissa: i64| Entry::Decimal { mantissa, scale: 0 };
    for line in 0..100 {
        let at = i64::try_from(line).unwrap_or_default();
        answers.enter(unit, line, Key::Num, whole(1_009 + 37 * at));
        answers.enter(unit, line, Key::Den, whole(20_011 + 113 * at));
    }
    answers
}

fn bench(bencher: divan::Bencher<'_, '_>, score: impl Fn(&Scorer<'_>, &mut Scratch) + Sync) {
    let (framework, answers) = (framework(), answers());
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    let scorer = Scorer::new(&layout, &answers);
    let mut scratch = Scratch::default();
    bencher.bench_local(|| score(&scorer, &mut scratch));
}

#[divan::bench]
fn total(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, |scorer, scratch| {
        divan::black_box(scorer.tally(0, scratch));
    });
}

#[divan::bench]
fn card_with_reasons(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, |scorer, scratch| {
        divan::black_box(scorer.card(0, scratch));
    });
}

#[divan::bench]
fn total_as_one_fraction(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, |scorer, scratch| {
        divan::black_box(scorer.exact_total(0, scratch));
    });
}

//! The run itself: tallies on all cores, ranks, grades.

use std::thread;

use scoring::Exact;
use scoring::answers::Answers;
use scoring::framework::Layout;
use scoring::grade::grade;
use scoring::ranking::{Contender, numbers, ranks};
use scoring::scorecard::{Scorecard, Scorer, Scratch, Tally};

/// Everything but the lines, which are made one unit at a time where they are written.
pub(crate) struct Results<'a> {
    pub scorer: Scorer<'a>,
    /// By unit.
    pub tallies: Vec<Tally>,
    /// The published numbers, by unit.
    pub numbers: Vec<Exact>,
    /// By unit.
    pub ranks: Vec<u32>,
    /// Units by block, rank and name.
    pub order: Vec<usize>,
}

/// Fewer units than this are not worth a thread.
const UNITS_PER_THREAD: usize = 256;

impl<'a> Results<'a> {
    pub(crate) fn new(layout: &'a Layout<'a>, answers: &'a Answers) -> Results<'a> {
        let scorer = Scorer::new(layout, answers);
        let tallies = tallies(&scorer);
        let numbers = numbers(&scorer, &tallies, &mut Scratch::default());
        let contenders: Vec<Contender> = answers
            .units
            .iter()
            .zip(&numbers)
            .map(|(unit, number)| Contender {
                block: unit.block,
                number: number.clone(),
            })
            .collect();
        let ranks = ranks(&contenders, layout.framework.ties);
        let mut order: Vec<usize> = (0..answers.units.len()).collect();
        order.sort_by_key(|at| {
            let unit = &answers.units[*at];
            (&answers.blocks[unit.block], ranks[*at], &unit.name)
        });
        Results {
            scorer,
            tallies,
            numbers,
            ranks,
            order,
        }
    }

    /// Indicators of all units that apply and have no points.
    pub(super) fn missing(&self) -> u64 {
        self.tallies
            .iter()
            .map(|tally| u64::from(tally.missing))
            .sum()
    }

    /// The grade of a unit, where the framework has grades.
    pub(super) fn grade(&self, card: &Scorecard) -> Option<&str> {
        let framework = self.scorer.layout.framework;
        if framework.grades.is_empty() {
            return None;
        }
        let achieved = self.scorer.achieved(&card.lines);
        grade(&framework.grades, &achieved).map(|grade| grade.name.as_str())
    }
}

/// Units are independent, so each thread takes a stretch of them; the order stays that of units.
fn tallies(scorer: &Scorer<'_>) -> Vec<Tally> {
    let units = scorer.answers.units.len();
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = cores.min(units / UNITS_PER_THREAD).max(1);
    let stretch = |from: usize, to: usize| -> Vec<Tally> {
        let mut scratch = Scratch::default();
        (from..to)
            .map(|unit| scorer.tally(unit, &mut scratch))
            .collect()
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .map(|at| {
                scope.spawn(move || stretch(units * at / threads, units * (at + 1) / threads))
            })
            .collect();
        let mut all = stretch(0, units / threads);
        for other in others {
            match other.join() {
                Ok(tallies) => all.extend(tallies),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

//! Points of lines as stored, and one line scored again. The arithmetic is `scoring`'s; the
//! database only keeps what comes out.

use std::collections::BTreeMap;

use scoring::answers::Answers;
use scoring::framework::{Counts, Indicator};
use scoring::grade::Achieved;
use scoring::rule::Points;
use scoring::scorecard::{Line, Scorer};
use scoring::{Exact, Figures, Rule, rule};

use crate::framework::Edition;
use crate::{Fault, IndicatorId};

/// What became of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It has points.
    Scored,
    /// Figures are missing.
    Missing,
    /// The rule gives no points for this value: a gap between tiers.
    Unstated,
    /// Nobody has said yet what its rule means.
    Unread,
    /// It does not apply to the unit.
    NotApplicable,
    /// Asked for, not scored.
    Unscored,
    /// It gathers the points of what is below it.
    Heading,
}

impl Outcome {
    const ALL: [Outcome; 7] = [
        Outcome::Scored,
        Outcome::Missing,
        Outcome::Unstated,
        Outcome::Unread,
        Outcome::NotApplicable,
        Outcome::Unscored,
        Outcome::Heading,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Scored => "scored",
            Outcome::Missing => "missing",
            Outcome::Unstated => "unstated",
            Outcome::Unread => "unread",
            Outcome::NotApplicable => "not_applicable",
            Outcome::Unscored => "unscored",
            Outcome::Heading => "heading",
        }
    }

    pub(crate) fn stored(name: &str) -> Result<Outcome, Fault> {
        Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.name() == name)
            .ok_or_else(|| Fault::inconsistent("entry", name, "outcome"))
    }
}

/// What a line earned, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// Exact points; `None`: unknown.
    pub points: Option<Points>,
    /// What became of it.
    pub outcome: Outcome,
}

impl Earned {
    /// As scoring takes it.
    pub(crate) fn line(&self) -> Line {
        Line {
            outcome: (self.outcome == Outcome::NotApplicable)
                .then_some(rule::Outcome::NotApplicable),
            points: self.points.clone(),
            because: None,
        }
    }
}

/// What became of an indicator whose line is this.
pub(crate) fn became(indicator: &Indicator, line: &Line) -> Outcome {
    match (&line.outcome, &indicator.rule) {
        (Some(rule::Outcome::NotApplicable), _) => Outcome::NotApplicable,
        _ if indicator.counts == Counts::Unscored => Outcome::Unscored,
        (_, None) if indicator.is_heading() => Outcome::Heading,
        (_, None) | (None, _) => Outcome::Unread,
        (Some(rule::Outcome::Scored(_)), _) => Outcome::Scored,
        (Some(rule::Outcome::Missing), _) => Outcome::Missing,
        (Some(rule::Outcome::Unstated), _) => Outcome::Unstated,
    }
}

/// A framework ready to score lines one at a time.
pub(crate) struct Desk<'e> {
    pub(crate) edition: &'e Edition,
    scorer: Scorer<'e>,
}

/// Lays the framework out and hands it to `work`: a layout borrows, so it lives only here.
pub(crate) fn at_desk<T>(edition: &Edition, work: impl FnOnce(&Desk<'_>) -> T) -> T {
    let layout = edition.layout();
    let answers = Answers::new(layout.places.len());
    work(&Desk {
        edition,
        scorer: Scorer::new(&layout, &answers),
    })
}

impl Desk<'_> {
    /// One line from its figures and the points below it.
    pub(crate) fn line(
        &self,
        at: usize,
        mut figures: Figures,
        below: &BTreeMap<IndicatorId, Earned>,
    ) -> (Line, Earned) {
        let lines = self.lines(at, below);
        let mut line = self.scorer.line(at, &mut figures, &lines);
        // A heading that the unit set aside gives nothing, as its indicators would not.
        if figures.applicable == Some(false) && line.outcome.is_none() {
            line = Line {
                outcome: Some(rule::Outcome::NotApplicable),
                ..Line::default()
            };
        }
        let earned = self.earned(at, &line);
        (line, earned)
    }

    /// As many lines as there are, of which only those below this one say anything; none where
    /// nothing is below it.
    fn lines(&self, at: usize, below: &BTreeMap<IndicatorId, Earned>) -> Vec<Line> {
        if below.is_empty() && self.edition.lines[at].children.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![Line::default(); self.edition.lines.len()];
        for child in &self.edition.lines[at].children {
            if let Some(earned) = below.get(&self.edition.lines[*child].indicator) {
                lines[*child] = earned.line();
            }
        }
        lines
    }

    fn earned(&self, at: usize, line: &Line) -> Earned {
        let outcome = became(self.scorer.layout.places[at].indicator, line);
        Earned {
            points: line.points.clone(),
            outcome,
        }
    }

    /// What the lines come to, as grades are decided on it.
    pub(crate) fn achieved(&self, lines: &[Line]) -> Achieved {
        self.scorer.achieved(lines)
    }

    /// The total of the lines.
    pub(crate) fn total(&self, lines: &[Line]) -> Exact {
        self.scorer.exact_of(lines)
    }

    /// The line above whose rule takes this one's points in, where there is one.
    pub(crate) fn absorbed_by(&self, at: usize) -> Option<usize> {
        self.scorer.layout.places[at].absorbed_by
    }

    /// How the points of a line enter the total.
    pub(crate) fn counts(&self, at: usize) -> Counts {
        self.scorer.layout.places[at].indicator.counts
    }

    /// Scores a line that gathers those below it again, by these.
    pub(crate) fn gathered(&self, at: usize, lines: &[Line]) -> Option<Line> {
        let rule = self.scorer.layout.places[at].indicator.rule.as_ref()?;
        matches!(rule, Rule::Children(_))
            .then(|| self.scorer.line(at, &mut Figures::default(), lines))
    }

    /// All lines together, as published: pillars, whole, maximum.
    pub(crate) fn sums(&self, lines: &[Line]) -> Sums {
        self.sums_of(&self.achieved(lines))
    }

    /// The same of what is known already.
    pub(crate) fn sums_of(&self, achieved: &Achieved) -> Sums {
        let layout = self.scorer.layout;
        let pillars = achieved.pillars.iter().enumerate();
        Sums {
            pillars: pillars
                .map(|(at, (points, _))| (points.clone(), layout.pillar_max(at).clone()))
                .collect(),
            points: achieved.total.clone(),
            max: layout.max_points().clone(),
        }
    }

    /// Whether the line is one of those that are to be filled in: it has no lines below it and
    /// is scored.
    pub(crate) fn is_counted(&self, at: usize) -> bool {
        let place = &self.scorer.layout.places[at];
        place.children.is_empty() && place.indicator.counts != Counts::Unscored
    }
}

/// Exact sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Points and maximum of each pillar.
    pub(crate) pillars: Vec<(Exact, Exact)>,
    /// Points of all.
    pub(crate) points: Exact,
    /// Maximum of all.
    pub(crate) max: Exact,
}

//! Tiers: «≥ 10%: 5đ; ≥ 7%: 3,5đ; còn lại: 0», «20 bài (10đ) – 10-20 bài (5đ)», «50tr; 25tr; 10tr»,
//! and their special cases: proportional up to a target, all or nothing.

use domain::FindingCode;
use scoring::rule::{Band, Bound, Piece, Quantity, Target};
use scoring::{Exact, Rule};

use super::assemble::Sorted;
use super::change;
use super::clause::Earn;
use super::draft::{About, Draft, Named};
use super::formula::{Names, Which};
use super::item::Item;
use super::quantity::{Interval, Measure};
use super::statements::beside;
use super::token::Text;
use super::words::{has_loose_number, is_change, is_doubtful};

/// A stretch with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tier {
    from: Option<Bound>,
    to: Option<Bound>,
    earns: Piece,
}

impl Tier {
    fn is_point(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.at == to.at)
    }

    /// Points at the upper end, for putting the best first; `top` where it is open.
    fn at_top(&self, top: &Exact) -> Exact {
        match &self.earns {
            Piece::Flat(points) => points.clone(),
            Piece::Line { slope, intercept } => {
                let at = self.to.as_ref().map_or(top, |to| &to.at).clone();
                slope.clone() * at + intercept.clone()
            }
        }
    }

    fn band(&self) -> Band {
        Band {
            from: self.from.clone(),
            to: self.to.clone(),
            earns: self.earns.clone(),
        }
    }
}

/// The quantity that all tiers speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Common {
    pub(super) of: Quantity,
    pub(super) rate: bool,
    /// Whole numbers only.
    pub(super) counted: bool,
    pub(super) label: (usize, usize),
    pub(super) measure: Option<String>,
}

/// A text of tiers, with what stands beside them.
pub(super) fn bands(about: &About<'_>, sorted: &mut Sorted) -> Option<Draft> {
    if sorted.elses.len() > 1 || !sorted.caps.is_empty() {
        return None;
    }
    take_on_time(about, sorted);
    take_none(about, sorted);
    change::settle(about.text, sorted);
    let intervals: Vec<&Interval> = sorted.tiers.iter().filter_map(interval_of).collect();
    let mut percent = false;
    let common = common(about, &intervals, &mut percent)?;
    let earns: Vec<&Earn> = sorted.tiers.iter().filter_map(earn_of).collect();
    let unpaid = earns.iter().filter(|earn| ***earn == Earn::Nothing).count();
    let mut draft = if unpaid == earns.len() {
        if !sorted.elses.is_empty() {
            return None;
        }
        without_points(about, &intervals, &common)?
    } else if unpaid > 0 {
        return None;
    } else {
        with_points(about, sorted, &common, percent)?
    };
    // Told by the bands themselves.
    sorted.elses.clear();
    if percent {
        draft.assume("number_is_percent");
    }
    draft.quantity.measure.clone_from(&common.measure);
    if draft.quantity.whole.is_none() {
        draft.quantity.whole = Some(about.text.source(common.label.0, common.label.1))
            .filter(|label| !label.is_empty());
    }
    beside(about, draft, sorted)
}

/// «Đúng hạn: 10đ» beside «chậm không quá 5 ngày: 5đ» is not a day late.
fn take_on_time(about: &About<'_>, sorted: &mut Sorted) {
    const ON_TIME: [&str; 7] = [
        "đúng hạn",
        "trước hạn",
        "đúng thời hạn",
        "trước thời hạn",
        "trong hạn",
        "kịp thời",
        "đúng thời gian",
    ];
    let text = about.text;
    let days = |item: &Item| matches!(interval_of(item), Some(interval) if interval.measure == Measure::Days);
    if !sorted.tiers.iter().all(days) {
        return;
    }
    let on_time = sorted.statements.iter().position(|item| {
        matches!(item, Item::Statement { from, to, negative: false, .. }
            if text.says(*from, *to, &ON_TIME) && !text.says(*from, *to, &["chưa", "không"]))
    });
    let Some(at) = on_time else { return };
    if let Item::Statement { from, amount, .. } = sorted.statements.remove(at) {
        let zero = Bound {
            at: Exact::ZERO,
            included: true,
        };
        let interval = Interval {
            from: None,
            to: Some(zero),
            measure: Measure::Days,
            label: (from, from),
            tail: (from, from),
        };
        sorted
            .tiers
            .insert(0, Item::Tier(interval, Earn::Amount(amount)));
        for item in &mut sorted.tiers {
            after_zero(item);
        }
    }
}

/// «Chậm không quá 5 ngày» begins after the deadline.
fn after_zero(item: &mut Item) {
    if let Item::Tier(interval, _) = item {
        let late = interval.to.as_ref().is_some_and(|to| !to.at.is_zero());
        if interval.from.is_none() && late {
            interval.from = Some(Bound {
                at: Exact::ZERO,
                included: false,
            });
        }
    }
}

fn interval_of(item: &Item) -> Option<&Interval> {
    match item {
        Item::Tier(interval, _) => Some(interval),
        _ => None,
    }
}

fn earn_of(item: &Item) -> Option<&Earn> {
    match item {
        Item::Tier(_, earn) => Some(earn),
        _ => None,
    }
}

/// What all stretches measure; `None` when they measure different things.
fn common(about: &About<'_>, intervals: &[&Interval], percent: &mut bool) -> Option<Common> {
    let text = about.text;
    let mut measure = Measure::Bare;
    for interval in intervals {
        measure = match (measure, interval.measure) {
            (Measure::Bare, other) | (other, Measure::Bare) => other,
            (one, other) if one == other => one,
            (Measure::Yearly, other @ (Measure::Count | Measure::Frequency))
            | (other @ (Measure::Count | Measure::Frequency), Measure::Yearly) => other,
            _ => return None,
        };
    }
    let label = widest(text, intervals.iter().map(|interval| interval.label))?;
    let tail = widest(text, intervals.iter().map(|interval| interval.tail))?;
    let spans = || {
        intervals
            .iter()
            .flat_map(|interval| [interval.label, interval.tail])
    };
    if intervals.iter().any(|interval| joins(text, interval)) {
        return None;
    }
    let changes = spans().any(|(from, to)| is_change(text, from, to));
    for (from, to) in spans() {
        if is_doubtful(text, from, to) || has_loose_number(text, from, to) {
            return None;
        }
    }
    if changes {
        return change::growth(about, intervals, measure, label);
    }
    let late = ["chậm", "muộn", "trễ", "quá hạn", "quá thời hạn"];
    let is_late = intervals.iter().any(|interval| {
        text.says(interval.label.0, interval.label.1, &late)
            || text.says(interval.tail.0, interval.tail.1, &late)
    });
    let rate_words = text.has(label.0, label.1, &["ty le", "ty trong"])
        || (label.0 >= label.1 && about.title.any(0, &["ty le", "ty trong"]).is_some());
    let (of, rate) = match measure {
        Measure::Rate => (Quantity::Rate, true),
        Measure::Bare if rate_words => (Quantity::Rate, true),
        Measure::Days if is_late => (Quantity::DaysLate, false),
        Measure::PercentPoints => return None,
        _ if is_late => return None,
        _ => (Quantity::Value, false),
    };
    *percent = rate
        && intervals
            .iter()
            .any(|interval| interval.measure == Measure::Bare);
    let counted = matches!(
        measure,
        Measure::Count | Measure::Yearly | Measure::Bare | Measure::Days
    ) && !rate;
    let unit = match measure {
        Measure::Rate => Some("%".to_owned()),
        Measure::Money => Some("đồng".to_owned()),
        Measure::Frequency => Some("lần/năm".to_owned()),
        _ if rate => Some("%".to_owned()),
        _ => Some(text.source(tail.0, tail.1)).filter(|unit| !unit.is_empty()),
    };
    Some(Common {
        of,
        rate,
        counted,
        label,
        measure: unit,
    })
}

/// «≥ 80% và có kế hoạch», «có kế hoạch và tỷ lệ ≥ 80%»: two conditions in one.
fn joins(text: &Text, interval: &Interval) -> bool {
    const JOINTS: [&str; 11] = [
        "va",
        "hoac",
        "neu",
        "khi",
        "nhung",
        "doi voi",
        "dong thoi",
        "kem",
        "cung voi",
        "ma",
        "trong do",
    ];
    let (from, to) = interval.tail;
    let none = text.any(
        from,
        &["hoac khong co", "hoac khong thuc hien", "hoac khong"],
    );
    let tail = none.is_none_or(|end| end < to) && text.has(from, to, &JOINTS);
    let (from, to) = interval.label;
    let second = (from + 1..to).any(|at| {
        text.any(at, &["ty le", "ty trong", "so luong", "tong so"])
            .is_some()
    });
    let first = text
        .any(from, &["ty le", "ty trong", "so luong", "tong so"])
        .is_some();
    tail || (second && !first)
        || (second && text.has(from, to, &["hoac", "dong thoi"]))
        || text.any(from, &["neu ca", "phuong", "doi voi"]).is_some()
}

/// The longest of several wordings, when the others say nothing beside it.
fn widest(
    text: &Text,
    mut spans: impl Iterator<Item = (usize, usize)> + Clone,
) -> Option<(usize, usize)> {
    const GENERAL: [&str; 40] = [
        "ty", "le", "so", "luong", "dat", "co", "ket", "qua", "muc", "tong", "la", "gia", "tri",
        "tu", "nam", "trong", "bai", "viet", "tin", "lan", "thi", "neu", "duoc", "va", "cac",
        "moi", "chi", "cuoc", "dong", "trieu", "ngay", "tang", "so", "voi", "truoc", "thuc",
        "hien", "cham", "thoi", "han",
    ];
    let longest = spans
        .clone()
        .max_by_key(|(from, to)| to.saturating_sub(*from))?;
    let known: Vec<&str> = (longest.0..longest.1).map(|at| text.word(at)).collect();
    let fits = spans.all(|(from, to)| {
        (from..to).all(|at| {
            let word = text.word(at);
            word.is_empty() || known.contains(&word) || GENERAL.contains(&word)
        })
    });
    fits.then_some(longest)
}

fn piece(about: &About<'_>, names: &Names<'_>, earn: &Earn, common: &Common) -> Option<Piece> {
    match earn {
        Earn::Amount(amount) => amount.points(about.max).map(Piece::Flat),
        Earn::Product(amount) => {
            let slope = amount.points(about.max)?;
            common.rate.then_some(Piece::Line {
                slope,
                intercept: Exact::ZERO,
            })
        }
        Earn::Formula(formula) => {
            let line = names.line(formula)?;
            let fits = match line.of? {
                Which::Rate => common.of == Quantity::Rate,
                Which::Value => common.of == Quantity::Value,
            };
            fits.then_some(Piece::Line {
                slope: line.slope,
                intercept: line.intercept,
            })
        }
        Earn::Nothing => None,
    }
}

fn scaled(bound: Option<&Bound>, percent: bool) -> Option<Bound> {
    let bound = bound?;
    let hundred = Exact::whole(100);
    let at = if percent && bound.at > Exact::ONE {
        bound.at.checked_div(&hundred)?
    } else {
        bound.at.clone()
    };
    Some(Bound {
        at,
        included: bound.included,
    })
}

fn with_points(
    about: &About<'_>,
    sorted: &Sorted,
    common: &Common,
    percent: bool,
) -> Option<Draft> {
    if let [Item::Tier(interval, Earn::Amount(amount))] = sorted.tiers.as_slice() {
        // «Đạt 01 tiêu chí được 2 điểm» may be for each.
        if interval.is_point() && !common.rate && amount.points(about.max).as_ref() != about.max {
            return None;
        }
    }
    let names = Names::new(about, &sorted.definitions)?;
    let mut tiers = Vec::new();
    let mut literal = false;
    for item in &sorted.tiers {
        let Item::Tier(interval, earn) = item else {
            return None;
        };
        literal |= matches!(earn, Earn::Product(_));
        let convert = percent && interval.measure == Measure::Bare;
        let tier = Tier {
            from: scaled(interval.from.as_ref(), convert),
            to: scaled(interval.to.as_ref(), convert),
            earns: piece(about, &names, earn, common)?,
        };
        tiers.push(tier);
    }
    let rest = match sorted.elses.first() {
        Some(Item::Else(earn)) => Some(piece(about, &names, earn, common)?),
        _ => None,
    };
    let denied = sorted.statements.iter().any(
        |item| matches!(item, Item::Statement { negative: true, amount, .. } if amount.points(about.max).is_some_and(|points| points.is_zero())),
    );
    let mut rest = rest.or_else(|| denied.then_some(Piece::Flat(Exact::ZERO)));
    if let Some(Piece::Line { .. }) = rest {
        // «Còn lại: tỷ lệ/80% × 10đ» is what is below the only floor.
        let [only] = tiers.as_slice() else {
            return None;
        };
        let floor = only.from.clone().filter(|_| only.to.is_none())?;
        let to = Some(Bound {
            at: floor.at,
            included: !floor.included,
        });
        tiers.push(Tier {
            from: None,
            to,
            earns: rest.take()?,
        });
    }
    let mut work = Work {
        common,
        tiers,
        rest,
        taken: None,
        others: Vec::new(),
        notes: Vec::new(),
    };
    let mut draft = work.settle()?;
    if literal {
        draft.assume("literal");
    }
    draft.quantity = Named {
        whole: names.rate.whole.clone(),
        ..names.rate
    };
    Some(draft)
}

/// «Không có bài: 0đ», «Không có sự cố: 10đ» are a count of zero; «không đạt: 0đ» is whatever
/// remains, and so is a denial that earns nothing where no tier holds zero.
fn take_none(about: &About<'_>, sorted: &mut Sorted) {
    const NONE: [&str; 7] = [
        "khong co",
        "chua co",
        "khong phat sinh",
        "khong to chuc",
        "khong thuc hien",
        "khong xay ra",
        "khong de xay ra",
    ];
    let counts = |item: &Item| {
        interval_of(item).is_some_and(|interval| {
            !matches!(
                interval.measure,
                Measure::Rate | Measure::Days | Measure::PercentPoints
            )
        })
    };
    let holds_zero = |item: &Item| {
        interval_of(item).is_some_and(|interval| {
            interval
                .from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included)
        })
    };
    if !sorted.tiers.iter().all(counts) {
        return;
    }
    let held = sorted.tiers.iter().any(holds_zero);
    let none = sorted.statements.iter().position(|item| match item {
        Item::Statement {
            from,
            amount,
            negative: true,
            ..
        } => {
            let pays = amount
                .points(about.max)
                .is_none_or(|points| !points.is_zero());
            about.text.any(*from, &NONE).is_some() && (held || pays)
        }
        _ => false,
    });
    let Some(at) = none else { return };
    if let Item::Statement { from, amount, .. } = sorted.statements.remove(at) {
        let zero = Some(Bound {
            at: Exact::ZERO,
            included: true,
        });
        let interval = Interval {
            from: zero.clone(),
            to: zero,
            measure: Measure::Bare,
            label: (from, from),
            tail: (from, from),
        };
        sorted
            .tiers
            .push(Item::Tier(interval, Earn::Amount(amount)));
    }
}

/// Tiers being settled: open ends, overlaps, gaps.
struct Work<'a> {
    common: &'a Common,
    tiers: Vec<Tier>,
    rest: Option<Piece>,
    taken: Option<&'static str>,
    others: Vec<(&'static str, Rule)>,
    notes: Vec<(FindingCode, Vec<String>)>,
}

fn shown(value: &Exact) -> String {
    value.to_string()
}

impl Work<'_> {
    fn top(&self) -> Exact {
        if self.common.rate {
            return Exact::ONE;
        }
        let ends = self
            .tiers
            .iter()
            .flat_map(|tier| [tier.from.as_ref(), tier.to.as_ref()])
            .flatten();
        ends.map(|bound| bound.at.clone())
            .max()
            .unwrap_or(Exact::ONE)
    }

    fn assume(&mut self, taken: &'static str, other: &'static str, rule: Option<Rule>) {
        self.taken = self.taken.or(Some(taken));
        if let Some(rule) = rule {
            self.others.push((other, rule));
        }
    }

    fn settle(&mut self) -> Option<Draft> {
        if self.tiers.iter().any(|tier| self.is_outside(tier)) {
            return None;
        }
        self.open_points()?;
        self.zero_apart();
        let top = self.top();
        let flat = |tier: &Tier| !matches!(tier.earns, Piece::Flat(_));
        self.tiers.sort_by(|left, right| {
            right
                .at_top(&top)
                .cmp(&left.at_top(&top))
                .then(flat(left).cmp(&flat(right)))
        });
        self.overlaps()?;
        self.ends()?;
        self.middle_gaps()?;
        let jump = self.jump()?;
        let rule = self.rule();
        let mut draft = Draft::new(canonical(&rule, self.common));
        draft.best = self.best(&top);
        if let Some((below, above, continuous)) = jump {
            draft.note(
                FindingCode::PointsJump,
                below_above(&self.tiers, below, above)?,
            );
            draft.assume("literal");
            draft.or("continuous", continuous);
        }
        if let Some(taken) = self.taken {
            draft.assume(taken);
        }
        for (name, rule) in self.others.drain(..) {
            draft.or(name, canonical(&rule, self.common));
        }
        for (code, values) in self.notes.drain(..) {
            match <[String; 3]>::try_from(values) {
                Ok(values) => draft.note(code, values),
                Err(values) => {
                    if let Ok(values) = <[String; 2]>::try_from(values) {
                        draft.note(code, values);
                    }
                }
            }
        }
        if let Rule::AllOrNothing {
            target: Target::Stated(target),
            ..
        } = &draft.rule
        {
            let target = shown(target);
            draft.note(FindingCode::AllOrNothing, [target]);
        }
        Some(draft)
    }

    /// A rate above the whole or below nothing is a misreading.
    fn is_outside(&self, tier: &Tier) -> bool {
        let bad = |bound: &Bound| {
            bound.at.is_negative() || (self.common.rate && bound.at > Exact::whole(10))
        };
        [&tier.from, &tier.to].into_iter().flatten().any(bad)
    }

    fn rule(&self) -> Rule {
        let mut bands: Vec<Band> = self.tiers.iter().map(Tier::band).collect();
        if let Some(rest) = &self.rest {
            bands.push(Band {
                from: None,
                to: None,
                earns: rest.clone(),
            });
        }
        Rule::Bands {
            of: self.common.of.clone(),
            bands,
        }
    }

    fn best(&self, top: &Exact) -> Option<Exact> {
        let rest = self.rest.iter().filter_map(|piece| match piece {
            Piece::Flat(points) => Some(points.clone()),
            Piece::Line { slope, intercept } => {
                self.common.rate.then(|| slope.clone() + intercept.clone())
            }
        });
        self.tiers
            .iter()
            .map(|tier| tier.at_top(top))
            .chain(rest)
            .max()
    }

    /// «4 lần: 20 … Còn lại: 0» says nothing of five: single values become floors.
    fn open_points(&mut self) -> Option<()> {
        let points: Vec<usize> = (0..self.tiers.len())
            .filter(|at| self.tiers[*at].is_point() && !self.is_zero_point(*at))
            .collect();
        if points.is_empty() {
            return Some(());
        }
        let as_written = self.rule();
        let greatest = self
            .tiers
            .iter()
            .flat_map(|tier| [&tier.from, &tier.to])
            .flatten()
            .map(|bound| bound.at.clone())
            .max()?;
        let top = self.top();
        let best = self.tiers.iter().map(|tier| tier.at_top(&top)).max()?;
        let all_points = self.tiers.iter().all(Tier::is_point);
        let steps = all_points && self.are_spaced();
        for at in points {
            let tier = &mut self.tiers[at];
            let from = tier.from.clone()?;
            let is_top = from.at == greatest && tier.at_top(&top) == best;
            if is_top && self.common.rate && from.at == Exact::ONE {
                tier.to = None;
            } else if is_top || steps {
                tier.to = None;
                self.assume("at_least", "exactly", Some(as_written.clone()));
            }
        }
        Some(())
    }

    fn is_zero_point(&self, at: usize) -> bool {
        self.tiers[at]
            .from
            .as_ref()
            .is_some_and(|from| from.at.is_zero())
    }

    /// Single values further apart than one, or of a rate: more than exact hits must be meant.
    fn are_spaced(&self) -> bool {
        if !self.common.counted {
            return self.tiers.len() > 1;
        }
        let mut values: Vec<&Exact> = self
            .tiers
            .iter()
            .filter_map(|tier| Some(&tier.from.as_ref()?.at))
            .collect();
        values.sort();
        values
            .windows(2)
            .any(|pair| pair[1].clone() - pair[0].clone() > Exact::ONE)
    }

    /// «Dưới 10 bài (2,5đ); 0 bài (0đ)»: nothing is not less than ten.
    fn zero_apart(&mut self) {
        let Some(zero) =
            (0..self.tiers.len()).find(|at| self.tiers[*at].is_point() && self.is_zero_point(*at))
        else {
            return;
        };
        for at in 0..self.tiers.len() {
            let open = self.tiers[at]
                .from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included);
            if at != zero && open {
                self.tiers[at].from = Some(Bound {
                    at: Exact::ZERO,
                    included: false,
                });
            }
        }
    }

    /// Tiers that share a value: cascades are meant, shared ends are noted, the rest is unread.
    fn overlaps(&mut self) -> Option<()> {
        for first in 0..self.tiers.len() {
            for second in first + 1..self.tiers.len() {
                let (better, worse) = (&self.tiers[first], &self.tiers[second]);
                let Some((low, high)) = shared(better, worse) else {
                    continue;
                };
                if low.is_some() && low == high {
                    let value = low.unwrap_or_default();
                    let note = vec![
                        shown(&value),
                        shown(&better.at_top(&value)),
                        shown(&worse.at_top(&value)),
                    ];
                    let mut turned = self.tiers.clone();
                    exclude(&mut turned[first], &value);
                    let lower = Rule::Bands {
                        of: self.common.of.clone(),
                        bands: turned.iter().map(Tier::band).collect(),
                    };
                    let same = matches!(
                        (&better.earns, &worse.earns),
                        (Piece::Flat(_), Piece::Line { .. })
                    ) && better.at_top(&value) == worse.at_top(&value);
                    if !same {
                        self.notes.push((FindingCode::TiersOverlap, note));
                        self.assume("boundary_to_higher", "boundary_to_lower", Some(lower));
                    }
                    continue;
                }
                if !is_within(better, worse)
                    || !matches!(
                        (&better.earns, &worse.earns),
                        (Piece::Flat(_), Piece::Flat(_))
                    )
                {
                    return None;
                }
                let same_side = (better.to.is_none() && worse.to.is_none())
                    || (better.from.is_none() && worse.from.is_none());
                if !same_side {
                    return None;
                }
            }
        }
        Some(())
    }

    fn rises(&self) -> Option<bool> {
        let (first, last) = (self.tiers.first()?, self.tiers.last()?);
        if self.tiers.len() == 1 {
            return Some(first.to.is_none() || first.from.is_some());
        }
        let middle = |tier: &Tier| {
            tier.from
                .as_ref()
                .or(tier.to.as_ref())
                .map(|bound| bound.at.clone())
        };
        let upper = |tier: &Tier| tier.to.as_ref().map(|bound| bound.at.clone());
        match (upper(first), upper(last)) {
            (None, Some(_)) => Some(true),
            (Some(_), None) => Some(false),
            (Some(first), Some(last)) if first != last => Some(first > last),
            _ => Some(middle(first)? > middle(last)?),
        }
    }

    /// What is above the best tier and below the least.
    fn ends(&mut self) -> Option<()> {
        let rises = self.rises()?;
        let as_written = self.rule();
        if rises {
            let best = self.tiers.first()?.clone();
            if let Some(to) = best.to.clone() {
                let whole = self.common.rate && to.at >= Exact::ONE;
                self.tiers[0].to = None;
                if !whole {
                    self.assume("best_is_open", "as_written", Some(as_written.clone()));
                    self.notes
                        .push((FindingCode::TiersGap, vec![shown(&to.at), String::new()]));
                }
            }
        } else if self.of_late() {
            // On time is not late at all.
            let best = self.tiers.first()?.clone();
            if best
                .from
                .as_ref()
                .is_some_and(|from| from.at.is_zero() || from.at == Exact::ONE)
            {
                self.tiers[0].from = None;
            }
        }
        if self.rest.is_some() || self.tiers.is_empty() {
            return Some(());
        }
        let covered = if rises {
            self.covers_zero()
        } else {
            self.tiers.iter().any(|tier| tier.to.is_none())
        };
        if !covered {
            let least = self
                .tiers
                .iter()
                .flat_map(|tier| [&tier.from, &tier.to])
                .flatten()
                .map(|bound| bound.at.clone());
            let edge = if rises { least.min() } else { least.max() }?;
            let values = if rises {
                vec!["0".to_owned(), shown(&edge)]
            } else {
                vec![shown(&edge), String::new()]
            };
            self.notes.push((FindingCode::TiersGap, values));
            self.rest = Some(Piece::Flat(Exact::ZERO));
            self.assume("unstated_is_zero", "unstated", Some(as_written));
        }
        Some(())
    }

    fn of_late(&self) -> bool {
        self.common.of == Quantity::DaysLate
    }

    fn covers_zero(&self) -> bool {
        self.tiers.iter().any(|tier| {
            tier.from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included)
        }) || (self.common.counted
            && self
                .tiers
                .iter()
                .any(|tier| tier.from.as_ref().is_some_and(|from| from.at.is_zero()))
            && self.tiers.iter().any(|tier| {
                tier.is_point() && tier.from.as_ref().is_some_and(|from| from.at.is_zero())
            }))
    }

    /// «50–69%; 70–89%» leaves out what is between: the lower tier goes on.
    fn middle_gaps(&mut self) -> Option<()> {
        let mut order: Vec<usize> = (0..self.tiers.len()).collect();
        order.sort_by(|left, right| start(&self.tiers[*left]).cmp(&start(&self.tiers[*right])));
        let as_written = self.rule();
        for pair in order.windows(2) {
            let Some(next) = self.tiers[pair[1]].from.clone() else {
                continue;
            };
            let Some(end) = self.tiers[pair[0]].to.clone() else {
                continue;
            };
            // A cascade or another tier may hold it.
            let touches =
                end.at > next.at || (end.at == next.at && (end.included || next.included));
            let counted = self.common.counted
                && end.included
                && next.included
                && next.at.clone() - end.at.clone() <= Exact::ONE;
            let held = self.tiers.iter().enumerate().any(|(at, tier)| {
                at != pair[0]
                    && at != pair[1]
                    && tier.from.as_ref().is_none_or(|from| from.at <= end.at)
                    && tier.to.as_ref().is_none_or(|to| to.at >= next.at)
            });
            if touches || counted || held {
                continue;
            }
            if self.common.counted && !end.included && next.included && end.at == next.at {
                continue;
            }
            if self.rest.is_some() && end.at == next.at {
                return None;
            }
            let stated_rest = self.rest.is_some() && self.taken != Some("unstated_is_zero");
            if stated_rest {
                continue;
            }
            self.notes
                .push((FindingCode::TiersGap, vec![shown(&end.at), shown(&next.at)]));
            let lower_is_first =
                self.tiers[pair[0]].at_top(&end.at) <= self.tiers[pair[1]].at_top(&next.at);
            if lower_is_first {
                self.tiers[pair[0]].to = Some(Bound {
                    at: next.at.clone(),
                    included: !next.included,
                });
            } else {
                self.tiers[pair[1]].from = Some(Bound {
                    at: end.at.clone(),
                    included: !end.included,
                });
            }
            self.assume("gap_to_lower", "unstated", Some(as_written.clone()));
        }
        Some(())
    }

    /// A flat best and a line below it that does not reach it: «≥ 80%: 10đ; ≤ 80%: tỷ lệ × 10đ».
    #[expect(clippy::option_option, reason = "unread, no jump, or a jump")]
    fn jump(&self) -> Option<Option<(usize, usize, Rule)>> {
        for (at, tier) in self.tiers.iter().enumerate() {
            let Piece::Line { slope, intercept } = &tier.earns else {
                continue;
            };
            if !intercept.is_zero() || slope.is_negative() {
                return None;
            }
            let Some(to) = &tier.to else { continue };
            let above = self.tiers.iter().position(|other| {
                other.from.as_ref().is_some_and(|from| from.at == to.at)
                    && matches!(other.earns, Piece::Flat(_))
            });
            let Some(above) = above else { continue };
            let Piece::Flat(points) = &self.tiers[above].earns else {
                continue;
            };
            let reached = slope.clone() * to.at.clone();
            if reached > *points {
                return None;
            }
            if reached < *points && !to.at.is_zero() {
                let rule = Rule::ProportionalTo {
                    of: self.common.of.clone(),
                    target: Target::Stated(to.at.clone()),
                    points: points.clone(),
                    cut_off: None,
                };
                return Some(Some((at, above, rule)));
            }
        }
        Some(None)
    }
}

fn below_above(tiers: &[Tier], below: usize, above: usize) -> Option<[String; 3]> {
    let at = tiers[below].to.as_ref()?.at.clone();
    Some([
        shown(&at),
        shown(&tiers[below].at_top(&at)),
        shown(&tiers[above].at_top(&at)),
    ])
}

fn start(tier: &Tier) -> (Exact, bool) {
    tier.from
        .as_ref()
        .map_or((Exact::whole(-1), false), |from| {
            (from.at.clone(), !from.included)
        })
}

/// The stretch that two tiers share: its ends, `None` where open.
fn shared(left: &Tier, right: &Tier) -> Option<(Option<Exact>, Option<Exact>)> {
    let low = [&left.from, &right.from]
        .into_iter()
        .flatten()
        .map(|bound| (bound.at.clone(), !bound.included))
        .max();
    let high = [&left.to, &right.to]
        .into_iter()
        .flatten()
        .map(|bound| (bound.at.clone(), bound.included))
        .min();
    if let (Some((low, low_out)), Some((high, high_in))) = (&low, &high)
        && (low > high || (low == high && (*low_out || !*high_in))) {
            return None;
        }
    Some((low.map(|low| low.0), high.map(|high| high.0)))
}

fn is_within(inner: &Tier, outer: &Tier) -> bool {
    let from = match (&inner.from, &outer.from) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => (&inner.at, !inner.included) >= (&outer.at, !outer.included),
    };
    let to = match (&inner.to, &outer.to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => (&inner.at, inner.included) <= (&outer.at, outer.included),
    };
    from && to
}

fn exclude(tier: &mut Tier, value: &Exact) {
    for bound in [&mut tier.from, &mut tier.to].into_iter().flatten() {
        if bound.at == *value {
            bound.included = false;
        }
    }
}

/// The special shapes of two bands.
fn canonical(rule: &Rule, common: &Common) -> Rule {
    let Rule::Bands { of, bands } = rule else {
        return rule.clone();
    };
    let [best, rest] = bands.as_slice() else {
        return rule.clone();
    };
    let (Some(from), None, Piece::Flat(points)) = (&best.from, &best.to, &best.earns) else {
        return rule.clone();
    };
    let meets = rest.from.is_none()
        && rest
            .to
            .as_ref()
            .is_none_or(|to| to.at == from.at && (from.included || to.included));
    if !meets || !from.included || from.at.is_zero() {
        return rule.clone();
    }
    let target = Target::Stated(from.at.clone());
    match &rest.earns {
        Piece::Flat(none) if none.is_zero() => Rule::AllOrNothing {
            of: of.clone(),
            target,
            points: points.clone(),
        },
        Piece::Line { slope, intercept }
            if intercept.is_zero()
                && slope.clone() * from.at.clone() == *points
                && (common.rate || *of == Quantity::Value) =>
        {
            Rule::ProportionalTo {
                of: of.clone(),
                target,
                points: points.clone(),
                cut_off: None,
            }
        }
        _ => rule.clone(),
    }
}

/// «50tr; 25tr; 10tr»: thresholds only; points by their share of the highest.
#[expect(clippy::too_many_lines, reason = "one shape with its two alternatives")]
fn without_points(about: &About<'_>, intervals: &[&Interval], common: &Common) -> Option<Draft> {
    let max = about.max?.clone();
    let of = common.of.clone();
    let thresholds: Vec<Exact> = intervals
        .iter()
        .map(|interval| {
            let from = interval.from.as_ref()?;
            (interval.to.is_none() || interval.is_point()).then(|| from.at.clone())
        })
        .collect::<Option<_>>()?;
    if thresholds.iter().any(|at| at.is_zero() || at.is_negative()) || of == Quantity::DaysLate {
        return None;
    }
    let falling = thresholds.windows(2).all(|pair| pair[0] > pair[1]);
    let highest = thresholds.first()?.clone();
    let names: Vec<String> = intervals
        .iter()
        .map(|interval| {
            about
                .text
                .source(interval.label.1.min(interval.tail.0), interval.tail.1)
        })
        .collect();
    if thresholds.len() == 1 {
        let mut draft = Draft::new(Rule::AllOrNothing {
            of: of.clone(),
            target: Target::Stated(highest.clone()),
            points: max.clone(),
        });
        draft.assume("all_or_nothing");
        draft.or(
            "proportional_below",
            Rule::ProportionalTo {
                of,
                target: Target::Stated(highest.clone()),
                points: max.clone(),
                cut_off: None,
            },
        );
        draft.note(
            FindingCode::TierPointsNotStated,
            [shown(&highest), shown(&max)],
        );
        draft.note(FindingCode::AllOrNothing, [shown(&highest)]);
        draft.best = Some(max);
        return Some(draft);
    }
    if !falling {
        return None;
    }
    let by = |points: &dyn Fn(usize) -> Option<Exact>| -> Option<Rule> {
        let mut bands = Vec::new();
        for (nth, at) in thresholds.iter().enumerate() {
            let from = Some(Bound {
                at: at.clone(),
                included: true,
            });
            bands.push(Band {
                from,
                to: None,
                earns: Piece::Flat(points(nth)?),
            });
        }
        bands.push(Band {
            from: None,
            to: None,
            earns: Piece::Flat(Exact::ZERO),
        });
        Some(Rule::Bands {
            of: of.clone(),
            bands,
        })
    };
    let share = by(&|nth| Some(max.clone() * thresholds[nth].checked_div(&highest)?))?;
    let mut draft = Draft::new(share);
    draft.assume("proportional_to_threshold");
    if thresholds.len() == 3 {
        let parts = [Exact::ONE, Exact::ratio(7, 10)?, Exact::ratio(3, 10)?];
        draft.or(
            "steps_100_70_30",
            by(&|nth| Some(max.clone() * parts[nth].clone()))?,
        );
    }
    let half = |nth: usize| Exact::ratio(1, 1i64 << nth.min(30));
    draft.or("halving", by(&|nth| Some(max.clone() * half(nth)?))?);
    let taken: Vec<String> = thresholds
        .iter()
        .filter_map(|at| Some(shown(&(max.clone() * at.checked_div(&highest)?))))
        .collect();
    draft.note(
        FindingCode::TierPointsNotStated,
        [names.join("; "), taken.join("; ")],
    );
    draft.best = Some(max);
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_stretches_are_found_with_their_ends() {
        let at = |at: i64, included| {
            Some(Bound {
                at: Exact::whole(at),
                included,
            })
        };
        let tier = |from, to| Tier {
            from,
            to,
            earns: Piece::Flat(Exact::ONE),
        };
        let one = tier(at(80, true), None);
        assert_eq!(shared(&one, &tier(None, at(80, false))), None);
        let both = shared(&one, &tier(None, at(80, true)));
        assert_eq!(both, Some((Some(Exact::whole(80)), Some(Exact::whole(80)))));
        assert!(is_within(&one, &tier(at(70, true), None)));
    }
}

//! A scoring rule as a curve, with the unit's own place on it.
//!
//! Stretches come from [`scoring::Rule::curve`]: they do not overlap. An end that belongs to its
//! stretch is a full dot, one that does not is hollow; an end that carries on into the next
//! stretch has none. Values that no stretch holds are left blank, as the text leaves them.

use scoring::Exact;
use scoring::rule::{Band, Bound, Piece};

use super::legend::{self, Sample};
use super::scale::{Scale, range, ticks};
use super::svg::{Anchor, At, Path, SMALL, Shape, Svg, Tenths, Words, px};
use super::text::fitted;
use super::{Caption, Chart, DIGITS, ROWS_DRAWN_MAX, Table, cut_note, points};
use crate::vi::number;

const WIDTH: Tenths = px(360);
const LEFT: Tenths = px(44);
const RIGHT: Tenths = WIDTH - px(18);
const HEIGHT: Tenths = px(170);

/// What the value is counted in.
#[derive(Clone, Debug)]
pub enum CurveMeasure {
    /// A share: 0.86 is shown as «86 %».
    Percent,
    /// A number of these: «văn bản», «đồng», or nothing.
    Of(String),
}

/// A curve and a place on it.
#[derive(Clone, Debug)]
pub struct RuleCurve {
    /// Names the drawing.
    pub caption: Caption,
    /// The stretches, from the least value to the greatest.
    pub bands: Vec<Band>,
    /// What the value is counted in.
    pub measure: CurveMeasure,
    /// Points attainable, where known.
    pub maximum: Option<Exact>,
    /// The unit's value and the points it earned.
    pub own: Option<(Exact, Exact)>,
}

/// Places of both axes.
struct Plot {
    across: Scale,
    up: Scale,
    from: Exact,
    to: Exact,
}

impl Plot {
    fn at(&self, value: &Exact, points: &Exact) -> At {
        (self.across.at(value), self.up.at(points))
    }
}

impl RuleCurve {
    /// Draws the curve.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let mut entries = vec![(
            Sample::Line("series-1 line", Shape::Disc, "series-1"),
            "Cách tính điểm",
        )];
        let own = self.own_words();
        if let Some(own) = &own {
            entries.push((Sample::Mark(Shape::Diamond, "series-2 point"), own));
        }
        let key = legend::draw(&mut svg, (px(12), px(4)), WIDTH - px(24), &entries);
        let top = key + px(34);
        let plot = self.plot(&mut svg, top);
        for (index, band) in self.bands.iter().enumerate().take(ROWS_DRAWN_MAX) {
            let before = index.checked_sub(1).and_then(|at| self.bands.get(at));
            stretch(&mut svg, &plot, band, (before, self.bands.get(index + 1)));
        }
        if let Some((value, points)) = &self.own {
            let at = plot.at(value, points);
            svg.line("now line", at, (at.0, top + HEIGHT));
            svg.line("now line", (LEFT, at.1), at);
            svg.mark(Shape::Diamond, "series-2 point", at, px(6));
        }
        let size = (WIDTH, top + HEIGHT + px(24));
        Chart {
            svg: svg.finish("drawing", size, (&self.caption, &summary)),
            summary,
            table: self.table(),
        }
    }

    /// Axes with their numbers, and the scales between them.
    fn plot(&self, svg: &mut Svg, top: Tenths) -> Plot {
        let (from, to) = self.reach();
        let across_ticks = ticks(&from, &to, 4);
        let to = across_ticks.last().cloned().unwrap_or(to);
        let from = across_ticks.first().cloned().unwrap_or(from);
        let across = Scale::new((from.clone(), to.clone()), (LEFT, RIGHT));
        let earned = self.bands.iter().flat_map(|band| ends(band, &from, &to));
        let mut earned: Vec<Exact> = earned.map(|(_, points)| points).collect();
        earned.extend(self.maximum.clone());
        earned.extend(self.own.as_ref().map(|own| own.1.clone()));
        let (low, high) = range(&earned);
        let up_ticks = ticks(&low, &high, 4);
        let (low, high) = (
            up_ticks.first().cloned().unwrap_or(low),
            up_ticks.last().cloned().unwrap_or(high),
        );
        let up = Scale::new((low, high), (top + HEIGHT, top));
        for tick in &up_ticks {
            let y = up.at(tick);
            svg.line("rule", (LEFT, y), (RIGHT, y));
            let words = Words::new(Anchor::End, SMALL, "muted");
            svg.text((LEFT - px(6), y + px(4)), words, &number::compact(tick));
        }
        svg.line("axis", (LEFT, top + HEIGHT), (RIGHT, top + HEIGHT));
        for tick in &across_ticks {
            let x = across.at(tick);
            svg.line("axis", (x, top + HEIGHT), (x, top + HEIGHT + px(4)));
            let words = Words::new(Anchor::Middle, SMALL, "muted");
            svg.text((x, top + HEIGHT + px(17)), words, &self.tick(tick));
        }
        let words = Words::new(Anchor::Start, SMALL, "muted");
        svg.text((px(12), top - px(12)), words, "Điểm");
        let words = Words::new(Anchor::End, SMALL, "muted");
        let measure = match &self.measure {
            CurveMeasure::Percent => "Tỷ lệ →".to_owned(),
            CurveMeasure::Of(measure) if measure.trim().is_empty() => "Giá trị →".to_owned(),
            CurveMeasure::Of(measure) => format!("{} →", fitted(measure, px(250), SMALL)),
        };
        svg.text((RIGHT, top - px(12)), words, &measure);
        Plot {
            across,
            up,
            from,
            to,
        }
    }

    /// From the least to the greatest value worth showing.
    fn reach(&self) -> (Exact, Exact) {
        let bounds = self
            .bands
            .iter()
            .flat_map(|band| band.from.iter().chain(&band.to));
        let mut values: Vec<&Exact> = bounds.map(|bound| &bound.at).collect();
        values.extend(self.own.as_ref().map(|own| &own.0));
        let (low, high) = range(values);
        match self.measure {
            CurveMeasure::Percent => (low, high.max(Exact::ONE)),
            // A little beyond the last bound, to show how the curve carries on.
            CurveMeasure::Of(_) if high.is_zero() && low.is_zero() => (low, Exact::ONE),
            CurveMeasure::Of(_) => {
                let beyond = (high.clone() - low.clone()) / Exact::whole(10);
                (low, high + beyond)
            }
        }
    }

    fn tick(&self, value: &Exact) -> String {
        match self.measure {
            CurveMeasure::Percent => number::percent(value, DIGITS),
            CurveMeasure::Of(_) => number::compact(value),
        }
    }

    /// «62,5 %», «12 văn bản».
    fn value(&self, value: &Exact) -> String {
        match &self.measure {
            CurveMeasure::Percent => number::percent(value, DIGITS),
            CurveMeasure::Of(measure) => format!("{} {measure}", points(value)).trim().to_owned(),
        }
    }

    fn own_words(&self) -> Option<String> {
        let (value, earned) = self.own.as_ref()?;
        Some(format!(
            "{} được {} điểm",
            self.value(value),
            points(earned)
        ))
    }

    fn summary(&self) -> String {
        if self.bands.is_empty() {
            return "Chưa có cách tính điểm để vẽ.".to_owned();
        }
        let mut out = format!("Cách tính điểm có {} khoảng", self.bands.len());
        if let Some(max) = &self.maximum {
            out.push_str(&format!(", tối đa {} điểm", points(max)));
        }
        if let Some(own) = self.own_words() {
            out.push_str(&format!("; đơn vị đạt {own}"));
        }
        out.push('.');
        out + &cut_note(self.bands.len())
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["Giá trị", "Điểm"]);
        table.rows = self
            .bands
            .iter()
            .map(|band| vec![self.interval(band), earned(band)])
            .collect();
        table
    }

    /// «từ 7 % đến dưới 10 %»
    fn interval(&self, band: &Band) -> String {
        if let (Some(from), Some(to)) = (&band.from, &band.to)
            && from.at == to.at
        {
            return format!("đúng {}", self.value(&from.at));
        }
        let from = band.from.as_ref().map(|from| {
            let word = if from.included { "từ" } else { "trên" };
            format!("{word} {}", self.value(&from.at))
        });
        let to = band.to.as_ref().map(|to| {
            let word = if to.included { "đến" } else { "dưới" };
            format!("{word} {}", self.value(&to.at))
        });
        match (from, to) {
            (Some(from), Some(to)) if to.starts_with("dưới") => format!("{from} đến {to}"),
            (Some(from), Some(to)) => format!("{from} {to}"),
            (Some(from), None) if from.starts_with("từ") => format!("{from} trở lên"),
            (Some(end), None) | (None, Some(end)) => end,
            (None, None) => "mọi giá trị".to_owned(),
        }
    }
}

/// «3,5», «tăng đều từ 5 đến 8»
fn earned(band: &Band) -> String {
    match &band.earns {
        Piece::Flat(earned) => points(earned),
        Piece::Line { slope, .. } => {
            let way = if slope.is_negative() {
                "giảm"
            } else {
                "tăng"
            };
            let at = |bound: &Option<Bound>| {
                bound
                    .as_ref()
                    .map(|bound| points(&band.earns.at(&bound.at)))
            };
            match (at(&band.from), at(&band.to)) {
                (Some(from), Some(to)) => format!("{way} đều từ {from} đến {to}"),
                (Some(from), None) => format!("{way} đều từ {from}"),
                (None, Some(to)) => format!("{way} đều đến {to}"),
                (None, None) => format!("{way} đều"),
            }
        }
    }
}

/// Value and points at both ends of a stretch, within what is shown.
fn ends(band: &Band, from: &Exact, to: &Exact) -> [(Exact, Exact); 2] {
    let end = |bound: &Option<Bound>, edge: &Exact| {
        let value = bound.as_ref().map_or(edge, |bound| &bound.at);
        let value = value.clone();
        let points = band.earns.at(&value);
        (value, points)
    };
    [end(&band.from, from), end(&band.to, to)]
}

fn stretch(svg: &mut Svg, plot: &Plot, band: &Band, beside: (Option<&Band>, Option<&Band>)) {
    let [start, end] = ends(band, &plot.from, &plot.to);
    let (from, to) = (plot.at(&start.0, &start.1), plot.at(&end.0, &end.1));
    if from != to {
        svg.path("series-1 line", &Path::through(&[from, to]));
    }
    let before = beside
        .0
        .and_then(|band| Some((band.to.as_ref()?, &band.earns)));
    let after = beside
        .1
        .and_then(|band| Some((band.from.as_ref()?, &band.earns)));
    for (bound, at, points, next) in [
        (&band.from, from, &start.1, before),
        (&band.to, to, &end.1, after),
    ] {
        let Some(bound) = bound else { continue };
        let carries_on = next.is_some_and(|(other, earns)| {
            let meet = other.at == bound.at && (other.included || bound.included);
            meet && earns.at(&bound.at) == *points
        });
        if !carries_on {
            let class = if bound.included {
                "series-1"
            } else {
                "series-1 hollow"
            };
            svg.mark(Shape::Disc, class, at, px(4));
        }
    }
}

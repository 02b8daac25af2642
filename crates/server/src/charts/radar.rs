//! Pillars on the spokes of a wheel, each as a share of its maximum: this year, last year, the
//! median of the block. For the shape of a result; lengths are compared better in bars.

use scoring::Exact;

use super::legend::{self, Sample};
use super::scale::Scale;
use super::svg::{
    Anchor, At, LABEL, Path, SMALL, Shape, Svg, Tenths, Words, count, line_height, px,
};
use super::text::wrapped;
use super::turn::around;
use super::{Caption, Chart, DIGITS, ROWS_DRAWN_MAX, Table, cut_note};
use crate::vi::number;

const WIDTH: Tenths = px(360);
const RADIUS: Tenths = px(90);
/// More names than this collide around the wheel; then numbers stand there, as in the table.
const NAMES_MAX: usize = 12;
const NUMBERS_MAX: usize = 36;
const LINES: [&str; 3] = ["series-1 line", "series-2 line", "series-3 line"];
const MARKS: [(Shape, &str); 3] = [
    (Shape::Disc, "series-1 point"),
    (Shape::Square, "series-2 point"),
    (Shape::Diamond, "series-3 point"),
];

/// One outline.
#[derive(Clone, Debug)]
pub struct RadarSeries {
    /// «Năm 2024», «Trung vị của khối».
    pub name: String,
    /// For each pillar the share of its maximum, from zero to one; absent where nothing is known.
    pub shares: Vec<Option<Exact>>,
}

/// Outlines over the same spokes.
#[derive(Clone, Debug)]
pub struct Radar {
    /// Names the drawing.
    pub caption: Caption,
    /// Names of pillars, clockwise from the top.
    pub pillars: Vec<String>,
    /// At most three are drawn; the first is this year's.
    pub series: Vec<RadarSeries>,
}

impl Radar {
    /// Draws the wheel.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let entries: Vec<(Sample, &str)> = self
            .drawn()
            .map(|(index, series)| {
                let (shape, mark) = MARKS[index];
                (
                    Sample::Line(LINES[index], shape, mark),
                    series.name.as_str(),
                )
            })
            .collect();
        let key = legend::draw(&mut svg, (px(12), px(4)), WIDTH - px(24), &entries);
        let centre = (WIDTH / 2, key + px(62) + RADIUS);
        self.wheel(&mut svg, centre);
        for (index, series) in self.drawn().collect::<Vec<_>>().into_iter().rev() {
            self.outline(&mut svg, centre, index, series);
        }
        let size = (WIDTH, centre.1 + RADIUS + px(74));
        Chart {
            svg: svg.finish("drawing", size, (&self.caption, &summary)),
            summary,
            table: self.table(),
        }
    }

    fn drawn(&self) -> impl Iterator<Item = (usize, &RadarSeries)> {
        self.series.iter().take(MARKS.len()).enumerate()
    }

    fn spokes(&self) -> i32 {
        count(self.pillars.len().min(ROWS_DRAWN_MAX))
    }

    fn wheel(&self, svg: &mut Svg, centre: At) {
        let spokes = self.spokes();
        for quarter in 1..=4 {
            let ring: Vec<At> = (0..spokes)
                .map(|spoke| around(centre, RADIUS * quarter / 4, spoke, spokes))
                .collect();
            let mut path = Path::through(&ring);
            if !ring.is_empty() {
                path.close();
            }
            svg.path(if quarter == 4 { "axis" } else { "rule" }, &path);
        }
        let every = self.pillars.len().div_ceil(NUMBERS_MAX).max(1);
        for (index, name) in self.pillars.iter().enumerate().take(ROWS_DRAWN_MAX) {
            let spoke = count(index);
            svg.line("rule", centre, around(centre, RADIUS, spoke, spokes));
            let place = around(centre, RADIUS + px(10), spoke, spokes);
            if self.pillars.len() <= NAMES_MAX {
                label(svg, centre, place, name);
            } else if index % every == 0 {
                label(svg, centre, place, &(index + 1).to_string());
            }
        }
        let words = Words::new(Anchor::Start, SMALL, "muted");
        let below = (px(12), centre.1 + RADIUS + px(66));
        svg.text(
            below,
            words,
            "Tâm là 0, mỗi vòng 25 % điểm tối đa của trụ cột.",
        );
    }

    fn outline(&self, svg: &mut Svg, centre: At, index: usize, series: &RadarSeries) {
        let spokes = self.spokes();
        let scale = Scale::new((Exact::ZERO, Exact::ONE), (0, RADIUS));
        let places: Vec<Option<At>> = (0..self.pillars.len().min(ROWS_DRAWN_MAX))
            .map(|at| {
                let share = series.shares.get(at)?.as_ref()?;
                Some(around(centre, scale.at(share), count(at), spokes))
            })
            .collect();
        let known: Vec<At> = places.iter().copied().flatten().collect();
        // An area says "all known"; with a gap the outline stays open there.
        if index == 0 && known.len() == places.len() && places.len() > 2 {
            let mut path = Path::through(&known);
            path.close();
            svg.path("series-1 area", &path);
        } else {
            svg.path(LINES[index], &sides(&places));
        }
        let (shape, class) = MARKS[index];
        for at in known {
            svg.mark(shape, class, at, px(4));
        }
    }

    fn summary(&self) -> String {
        if self.pillars.is_empty() || self.series.is_empty() {
            return "Chưa có trụ cột nào để vẽ.".to_owned();
        }
        let mut out = format!("Tỷ lệ điểm đạt được của {} trụ cột", self.pillars.len());
        let now = self.series.first().map_or(&[][..], |series| &series.shares);
        let named = || {
            self.pillars
                .iter()
                .zip(now)
                .filter_map(|(name, share)| Some((name, share.as_ref()?)))
        };
        let best = named().reduce(|best, next| if next.1 > best.1 { next } else { best });
        let worst = named().reduce(|worst, next| if next.1 < worst.1 { next } else { worst });
        if let (Some(best), Some(worst)) = (best, worst) {
            let percent = |share| number::percent(share, 1);
            out.push_str(&format!(
                ": cao nhất là {} ({}), thấp nhất là {} ({})",
                best.0,
                percent(best.1),
                worst.0,
                percent(worst.1)
            ));
        }
        out.push('.');
        out + &cut_note(self.pillars.len())
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["TT", "Trụ cột"]);
        table
            .head
            .extend(self.series.iter().map(|series| series.name.clone()));
        for (index, name) in self.pillars.iter().enumerate() {
            let mut row = vec![(index + 1).to_string(), name.clone()];
            row.extend(self.series.iter().map(|series| {
                let share = series.shares.get(index).and_then(Option::as_ref);
                share.map_or_else(|| "–".to_owned(), |share| number::percent(share, DIGITS))
            }));
            table.rows.push(row);
        }
        table
    }
}

/// The sides of an outline whose both ends are known.
fn sides(places: &[Option<At>]) -> Path {
    let mut path = Path::default();
    for (index, from) in places.iter().enumerate() {
        let to = places.get(index + 1).or(places.first());
        if let (Some(from), Some(Some(to))) = (from, to) {
            path.to('M', *from);
            path.to('L', *to);
        }
    }
    path
}

/// A name outside the wheel, on the side where it stands.
fn label(svg: &mut Svg, centre: At, place: At, name: &str) {
    let aside = place.0 - centre.0;
    let (anchor, room) = if aside.abs() < px(12) {
        (Anchor::Middle, px(150))
    } else if aside > 0 {
        (Anchor::Start, WIDTH - place.0 - px(2))
    } else {
        (Anchor::End, place.0 - px(2))
    };
    let lines = wrapped(name, room, LABEL, 4);
    let height = line_height(LABEL) * count(lines.len());
    // Above the wheel words end at their place, below they begin there, aside they are centred.
    let (reach, down) = (RADIUS + px(10), place.1 - centre.1);
    let top = place.1 - height * (reach - down) / (2 * reach);
    svg.open(name, None);
    svg.lines(
        (place.0, top + px(12)),
        Words::new(anchor, LABEL, ""),
        &lines,
    );
    svg.close(None);
}

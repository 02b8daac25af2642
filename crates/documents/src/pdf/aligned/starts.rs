//! Where the rows of a table without lines start. Each entry of the first column is a row; where
//! those entries stand between the lines of their neighbours, rows are centred on them, else they
//! start with them.

use crate::pdf::lines::{Line, Room, Seam, seam};

/// An entry of the first column: baseline and size.
pub(super) type Code = (f64, f64);

/// A stretch of a page that holds rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// It may begin with the rest of a row that the page before broke off.
    pub(super) continued: bool,
}

/// Most places between two entries among which the best is searched.
const PLACES: usize = 60;

/// The heights at which rows start, the first being the top of the stretch.
pub(super) fn starts(codes: &[Code], columns: &[Vec<Line>], stretch: Stretch) -> Vec<f64> {
    let Some(first) = codes.first() else {
        return vec![stretch.top];
    };
    let text = Text::of(codes, columns);
    if is_centred(codes, &text) {
        return centred(codes, &text, stretch);
    }
    let mut starts: Vec<f64> = codes.iter().map(|(y, size)| y - size * 0.75).collect();
    let above = |line: &Line| line.y < first.0 - first.1 * 0.5;
    if stretch.continued && columns.iter().flatten().any(above) {
        starts.insert(0, stretch.top);
    } else {
        starts[0] = stretch.top;
    }
    starts
}

/// Whether many entries stand between the lines of their neighbours, or beside lines in the middle
/// of a text.
fn is_centred(codes: &[Code], text: &Text) -> bool {
    let mut others: Vec<f64> = text.columns.iter().flatten().map(|line| line.y).collect();
    others.sort_by(f64::total_cmp);
    let between = |(y, size): &&Code| {
        let near = others.partition_point(|other| *other < y - size * 0.15);
        others
            .get(near)
            .is_none_or(|other| *other > y + size * 0.15)
    };
    let amid = |code: &&Code| {
        let top = code.0 - code.1 * ABOVE;
        between(code) || text.cut(top, top - text.above(top)) > 0.5
    };
    codes.iter().filter(amid).count() * 10 >= codes.len()
}

/// A place where a row may start, and what the best division above it costs.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: f64,
    cost: f64,
    /// The place before, of the row above.
    from: usize,
}

/// Starts of rows that are centred on their entries: the division in which the entries stand most
/// nearly in the middle of their rows and the fewest columns are cut in the middle of a text.
fn centred(codes: &[Code], text: &Text, stretch: Stretch) -> Vec<f64> {
    let mut layers: Vec<Vec<Place>> = vec![first_places(codes[0], text, stretch)];
    for (code, below) in codes.iter().zip(&codes[1..]) {
        let places = text.places(code.0, below.0 - below.1 * 0.8);
        let layer = places.into_iter().map(|at| {
            let above = text.above(at);
            let (from, cost) = cheapest(layers.last(), *code, above);
            let cost = cost + text.cut(at, at - above);
            Place { at, cost, from }
        });
        let layer = layer.collect();
        layers.push(layer);
    }
    let last = codes[codes.len() - 1];
    let (mut at, _) = cheapest(layers.last(), last, stretch.bottom);
    let mut starts = Vec::new();
    for layer in layers.iter().rev() {
        let Some(place) = layer.get(at) else { break };
        starts.push(place.at);
        at = place.from;
    }
    starts.reverse();
    if starts.first().is_some_and(|start| *start > stretch.top) {
        starts.insert(0, stretch.top);
    }
    starts
}

/// Where the first row with an entry may start: at the top, or below the rest of a broken row.
fn first_places(code: Code, text: &Text, stretch: Stretch) -> Vec<Place> {
    let mut found = vec![Place {
        at: stretch.top,
        cost: 0.0,
        from: 0,
    }];
    if stretch.continued {
        let below = text.places(stretch.top + code.1 * 0.6, code.0 - code.1 * 0.8);
        found.extend(below.into_iter().map(|at| Place {
            at,
            cost: 1.0 + text.cut(at, at - text.above(at)),
            from: 0,
        }));
    }
    found
}

/// The start of the row around `code` that makes it end best at `end`, and the cost of all above.
fn cheapest(layer: Option<&Vec<Place>>, code: Code, end: f64) -> (usize, f64) {
    let middle = code.0 - code.1 * 0.3;
    let aside = |start: f64| ((start + end - 2.0 * middle).abs() / (code.1 * 1.2)).min(4.0) * 1.5;
    let costs = layer
        .into_iter()
        .flatten()
        .map(|place| place.cost + aside(place.at));
    let best = costs
        .enumerate()
        .min_by(|one, other| one.1.total_cmp(&other.1));
    best.unwrap_or((0, 0.0))
}

/// The lines of all columns but the first.
#[derive(Debug)]
struct Text<'l> {
    columns: &'l [Vec<Line>],
    /// Tops of lines and of entries, those of one height once.
    tops: Vec<f64>,
    /// Bottoms of lines and of entries, sorted.
    bottoms: Vec<f64>,
    /// The usual blank between two lines.
    leading: f64,
    /// Widest line of each column.
    rooms: Vec<f64>,
}

/// Parts of the text size above and below the baseline.
const ABOVE: f64 = 0.85;
const BELOW: f64 = 0.25;

impl Text<'_> {
    fn of<'l>(codes: &[Code], columns: &'l [Vec<Line>]) -> Text<'l> {
        let lines = columns.iter().flatten().map(|line| (line.y, line.size));
        let lines = lines.chain(codes.iter().copied());
        let mut tops: Vec<f64> = lines.clone().map(|(y, size)| y - size * ABOVE).collect();
        tops.sort_by(f64::total_cmp);
        tops.dedup_by(|one, other| *one - *other < 2.0);
        let mut bottoms: Vec<f64> = lines.map(|(y, size)| y + size * BELOW).collect();
        bottoms.sort_by(f64::total_cmp);
        let mut gaps: Vec<f64> = columns
            .iter()
            .flat_map(|lines| lines.windows(2))
            .map(|pair| pair[1].y - pair[1].size * ABOVE - pair[0].y - pair[0].size * BELOW)
            .collect();
        gaps.sort_by(f64::total_cmp);
        Text {
            columns,
            tops,
            bottoms,
            leading: gaps.get(gaps.len() / 4).copied().unwrap_or(0.0),
            rooms: columns
                .iter()
                .map(|lines| lines.iter().map(Line::width).fold(0.0, f64::max))
                .collect(),
        }
    }

    /// Where rows may start between two heights: at the tops of lines. Never none.
    fn places(&self, from: f64, to: f64) -> Vec<f64> {
        let first = self.tops.partition_point(|top| *top <= from);
        let after = self.tops.partition_point(|top| *top <= to + 2.0);
        let found = self.tops.get(first..after).unwrap_or_default();
        match found.len() {
            0 => vec![f64::midpoint(from, to)],
            count => found[count.saturating_sub(PLACES)..].to_vec(),
        }
    }

    /// Where the text above a height ends.
    fn above(&self, at: f64) -> f64 {
        let after = self.bottoms.partition_point(|bottom| *bottom < at + 2.0);
        let above = after.checked_sub(1).map_or(at, |above| self.bottoms[above]);
        above.min(at)
    }

    /// What it costs to start a row at this height: less where columns begin anew or a blank runs
    /// through them all, more where the text of one goes on.
    fn cut(&self, at: f64, blank: f64) -> f64 {
        let columns = self.columns.iter().zip(&self.rooms);
        let says: f64 = columns.map(|(lines, room)| says(lines, *room, at)).sum();
        if blank > self.leading.max(0.0) + 2.0 {
            says - 2.0
        } else {
            says
        }
    }
}

/// What one column says to a row's start at this height.
fn says(lines: &[Line], room: f64, at: f64) -> f64 {
    let after = lines.partition_point(|line| line.y - line.size * 0.3 < at);
    let Some(below) = lines.get(after) else {
        return 0.0;
    };
    let begins = (below.y - below.size * ABOVE - at).abs() < below.size * 0.3;
    let begins = if begins { -0.7 } else { 0.0 };
    let Some(above) = after.checked_sub(1).map(|above| &lines[above]) else {
        return begins;
    };
    if below.y - above.y > below.size * 1.6 {
        return begins;
    }
    let room = Room {
        width: room,
        trails: false,
    };
    match seam(above, below, room) {
        Seam::Break if !below.text.starts_with(char::is_lowercase) => -0.7,
        Seam::Break => 0.7,
        Seam::Wrap | Seam::Torn => 2.1,
    }
}

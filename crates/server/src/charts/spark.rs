//! The last values of a figure as a line small enough for a row of a table.

use scoring::Exact;

use super::scale::Scale;
use super::svg::{At, Path, Shape, Svg, Tenths, count, px};
use super::{Caption, Chart, Table, points, points_or_dash};

const WIDTH: Tenths = px(96);
const HEIGHT: Tenths = px(24);
const EDGE: Tenths = px(4);

/// Values in the order of time.
#[derive(Clone, Debug)]
pub struct Spark {
    /// Names the drawing.
    pub caption: Caption,
    /// Each with the name of its period; a gap where nothing is known.
    pub values: Vec<(String, Option<Exact>)>,
}

impl Spark {
    /// Draws the line, from the least value to the greatest: it shows the way, not the size.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let places = self.places();
        let mut path = Path::default();
        let mut joined = false;
        for place in &places {
            if let Some(at) = place {
                path.to(if joined { 'L' } else { 'M' }, *at);
            }
            joined = place.is_some();
        }
        svg.path("series-1 line", &path);
        if let Some(last) = places.iter().flatten().last() {
            svg.mark(Shape::Disc, "series-1", *last, px(3));
        }
        let mut table = Table::new(&["Kỳ", "Giá trị"]);
        let row = |(period, value): &(String, Option<Exact>)| {
            vec![period.clone(), points_or_dash(value.as_ref())]
        };
        table.rows = self.values.iter().map(row).collect();
        Chart {
            svg: svg.finish("drawing", (WIDTH, HEIGHT), (&self.caption, &summary)),
            summary,
            table,
        }
    }

    fn places(&self) -> Vec<Option<At>> {
        let known = || self.values.iter().filter_map(|(_, value)| value.as_ref());
        let low = known().min().cloned().unwrap_or_default();
        let high = known().max().cloned().unwrap_or_default();
        let level = low == high;
        let up = Scale::new((low, high), (HEIGHT - EDGE, EDGE));
        let last = i64::from(count(self.values.len().saturating_sub(1)));
        let across = Scale::new((Exact::ZERO, Exact::whole(last)), (EDGE, WIDTH - EDGE));
        let place = |(index, (_, value)): (usize, &(String, Option<Exact>))| {
            let value = value.as_ref()?;
            let y = if level { HEIGHT / 2 } else { up.at(value) };
            Some((across.at(&Exact::whole(i64::from(count(index)))), y))
        };
        self.values.iter().enumerate().map(place).collect()
    }

    fn summary(&self) -> String {
        let mut known = self
            .values
            .iter()
            .filter_map(|(period, value)| Some((period, value.as_ref()?)));
        let Some(first) = known.next() else {
            return "Chưa có giá trị nào.".to_owned();
        };
        let Some(last) = known.next_back() else {
            return format!("{}: {}.", first.0, points(first.1));
        };
        let way = match last.1.cmp(first.1) {
            std::cmp::Ordering::Less => "giảm",
            std::cmp::Ordering::Equal => "không đổi",
            std::cmp::Ordering::Greater => "tăng",
        };
        let (from, to) = (points(first.1), points(last.1));
        format!("Từ {from} ({}) đến {to} ({}): {way}.", first.0, last.0)
    }
}

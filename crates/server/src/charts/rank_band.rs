//! A rank among many, with the band of ranks that pending evidence could still make of it.

use scoring::Exact;

use super::legend::{self, Sample};
use super::scale::Scale;
use super::svg::{Anchor, Area, LABEL, SMALL, Shape, Svg, Tenths, Words, px};
use super::text::width;
use super::{Caption, Chart, Table};
use crate::vi::number;

const WIDTH: Tenths = px(360);
const SIDE: Tenths = px(20);
/// Up to so many ranks each has its tick.
const TICKS_MAX: u32 = 15;

/// Where a unit stands, and where it still could.
#[derive(Clone, Debug)]
pub struct RankBand {
    /// Names the drawing.
    pub caption: Caption,
    /// The rank now, from one.
    pub now: u32,
    /// The best rank still possible.
    pub best: u32,
    /// The worst rank still possible.
    pub worst: u32,
    /// The rank in the period before.
    pub last_year: Option<u32>,
    /// How many are ranked.
    pub of: u32,
}

impl RankBand {
    /// Draws the band; the first rank is at the left.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let mut entries = vec![(Sample::Mark(Shape::Disc, "now"), "Hiện nay")];
        entries.push((Sample::Bar(2), "Còn có thể thay đổi"));
        if self.last_year.is_some() {
            entries.push((Sample::Mark(Shape::Diamond, "series-3 hollow"), "Năm trước"));
        }
        let key = legend::draw(&mut svg, (px(8), px(4)), WIDTH - px(16), &entries);
        let last = self.of.max(1);
        let ends = (Exact::ONE, Exact::whole(i64::from(last)));
        let scale = Scale::new(ends, (SIDE, WIDTH - SIDE));
        let place = |rank: u32| scale.at(&Exact::whole(i64::from(rank)));
        let y = key + px(46);
        let (from, to) = (
            place(self.best.min(self.now)),
            place(self.worst.max(self.now)),
        );
        let track = |from: Tenths, to: Tenths| Area {
            at: (from - px(7), y - px(7)),
            size: (to - from + px(14), px(14)),
        };
        svg.rect("band", track(SIDE, WIDTH - SIDE));
        svg.bar(2, track(from, to));
        if let Some(rank) = self.last_year {
            svg.mark(Shape::Diamond, "series-3 hollow", (place(rank), y), px(5));
        }
        let now = place(self.now);
        svg.mark(Shape::Disc, "now point", (now, y), px(8));
        let name = format!("Hạng {}", number::thousands(self.now.into()));
        let half = width(&name, LABEL) / 2 + px(4);
        let x = now.clamp(half, WIDTH - half);
        svg.text(
            (x, y - px(14)),
            Words::new(Anchor::Middle, LABEL, "strong"),
            &name,
        );
        for rank in ticks(last) {
            let x = place(rank);
            svg.line("axis", (x, y + px(9)), (x, y + px(13)));
            let words = Words::new(Anchor::Middle, SMALL, "muted");
            svg.text((x, y + px(26)), words, &number::thousands(rank.into()));
        }
        Chart {
            svg: svg.finish("drawing", (WIDTH, y + px(34)), (&self.caption, &summary)),
            summary,
            table: self.table(),
        }
    }

    fn summary(&self) -> String {
        let (now, best, worst) = (self.now, self.best, self.worst);
        let still = if best >= now && worst <= now {
            "minh chứng đang chờ không còn làm thay đổi hạng".to_owned()
        } else {
            format!("minh chứng đang chờ còn có thể đưa hạng vào khoảng từ {best} đến {worst}")
        };
        let last = self
            .last_year
            .map(|rank| format!("; năm trước hạng {rank}"));
        format!(
            "Hạng {now} trên {}; {still}{}.",
            self.of,
            last.unwrap_or_default()
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["Nội dung", "Hạng"]);
        let mut row = |name: &str, rank: u32| {
            table
                .rows
                .push(vec![name.to_owned(), number::thousands(rank.into())]);
        };
        row("Hiện nay", self.now);
        row("Tốt nhất còn có thể", self.best);
        row("Thấp nhất còn có thể", self.worst);
        if let Some(rank) = self.last_year {
            row("Năm trước", rank);
        }
        row("Số đơn vị được xếp hạng", self.of);
        table
    }
}

/// Ranks with a number: all, or the first, round ones, and the last.
fn ticks(last: u32) -> Vec<u32> {
    if last <= TICKS_MAX {
        return (1..=last).collect();
    }
    let rough = last.div_ceil(6);
    let mut power = 1;
    while power <= rough / 10 {
        power *= 10;
    }
    let step = [1, 2, 5, 10]
        .map(|digit: u32| digit.saturating_mul(power))
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let mut ticks = vec![1];
    // The last round one gives way when it would touch the last of all.
    ticks.extend(
        (1..=last / step)
            .map(|n| n * step)
            .filter(|rank| last - rank > step / 2),
    );
    ticks.push(last);
    ticks
}

//! Points per pillar as bars: now, what is expected, the maximum, and last year.
//!
//! All pillars share one scale, so that a pillar of 200 points is longer than one of 50. The
//! name stands above its bar: names of pillars are too long to stand beside one on a phone.

use scoring::Exact;

use super::legend::{self, Sample};
use super::scale::{Scale, range, ticks};
use super::svg::{Anchor, Area, LABEL, SMALL, Shape, Svg, Tenths, Words, px};
use super::text::{fitted, wrapped};
use super::{Caption, Chart, ROWS_DRAWN_MAX, Table, cut_note, points, points_or_dash};

const WIDTH: Tenths = px(360);
/// Room left and right of the scale, for half a tick's number.
const SIDE: Tenths = px(12);
const BAR: Tenths = px(14);
const NAME_ROOM: Tenths = px(235);
const VALUE_ROOM: Tenths = px(105);

/// One pillar.
#[derive(Clone, Debug)]
pub struct PillarBar {
    /// Its name.
    pub name: String,
    /// Points now; absent when nothing is known.
    pub now: Option<Exact>,
    /// Points when what is under way succeeds.
    pub expected: Option<Exact>,
    /// Points attainable.
    pub maximum: Option<Exact>,
    /// Points in the period before.
    pub last_year: Option<Exact>,
}

/// Pillars side by side.
#[derive(Clone, Debug)]
pub struct PillarBars {
    /// Names the drawing.
    pub caption: Caption,
    /// In the order of the framework.
    pub pillars: Vec<PillarBar>,
}

impl PillarBars {
    /// Draws the bars.
    pub fn draw(&self) -> Chart {
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let mut y = px(4) + self.key(&mut svg) + px(10);
        let drawn = &self.pillars[..self.pillars.len().min(ROWS_DRAWN_MAX)];
        let (low, high) = range(drawn.iter().flat_map(PillarBar::values));
        let ticks = ticks(&low, &high.max(low.clone()), 5);
        let ends = (
            ticks.first().cloned().unwrap_or_default(),
            ticks.last().cloned().unwrap_or_default(),
        );
        let scale = Scale::new(ends, (SIDE, WIDTH - SIDE));
        for pillar in drawn {
            y = pillar.draw(&mut svg, &scale, y);
        }
        axis(&mut svg, &scale, y, &ticks);
        let size = (WIDTH, y + px(24));
        Chart {
            svg: svg.finish("drawing", size, (&self.caption, &summary)),
            summary,
            table: self.table(),
        }
    }

    fn key(&self, svg: &mut Svg) -> Tenths {
        let has = |value: fn(&PillarBar) -> bool| self.pillars.iter().any(value);
        let mut entries = vec![(Sample::Bar(1), "Hiện có")];
        if has(|pillar| pillar.expected.is_some()) {
            entries.push((Sample::Bar(2), "Dự kiến"));
        }
        if has(|pillar| pillar.maximum.is_some()) {
            entries.push((Sample::Box("band"), "Tối đa"));
        }
        if has(|pillar| pillar.last_year.is_some()) {
            entries.push((Sample::Mark(Shape::Diamond, "series-3"), "Năm trước"));
        }
        legend::draw(svg, (SIDE, px(4)), WIDTH - SIDE * 2, &entries)
    }

    fn summary(&self) -> String {
        let sum = |value: fn(&PillarBar) -> Option<&Exact>| -> Option<Exact> {
            let known: Vec<&Exact> = self.pillars.iter().filter_map(value).collect();
            (!known.is_empty()).then(|| known.into_iter().cloned().sum())
        };
        if self.pillars.is_empty() {
            return "Chưa có trụ cột nào để vẽ.".to_owned();
        }
        let now = sum(|pillar| pillar.now.as_ref());
        let now = now.map_or_else(
            || "chưa có điểm".to_owned(),
            |now| format!("hiện có {} điểm", points(&now)),
        );
        let mut out = format!("{} trụ cột: {now}", self.pillars.len());
        for (words, value) in [
            ("tối đa", sum(|pillar| pillar.maximum.as_ref())),
            ("dự kiến", sum(|pillar| pillar.expected.as_ref())),
            ("năm trước", sum(|pillar| pillar.last_year.as_ref())),
        ] {
            if let Some(value) = value {
                out.push_str(&format!(", {words} {} điểm", points(&value)));
            }
        }
        out.push('.');
        out + &cut_note(self.pillars.len())
    }

    fn table(&self) -> Table {
        let head = ["Trụ cột", "Hiện có", "Dự kiến", "Tối đa", "Năm trước"];
        let mut table = Table::new(&head);
        table.rows = self.pillars.iter().map(PillarBar::row).collect();
        table
    }
}

impl PillarBar {
    fn values(&self) -> impl Iterator<Item = &Exact> {
        [&self.now, &self.expected, &self.maximum, &self.last_year]
            .into_iter()
            .flatten()
    }

    fn row(&self) -> Vec<String> {
        let numbers = [&self.now, &self.expected, &self.maximum, &self.last_year];
        let mut row = vec![self.name.clone()];
        row.extend(numbers.map(|value| points_or_dash(value.as_ref())));
        row
    }

    /// Draws the pillar from `top` down; gives where the next begins.
    fn draw(&self, svg: &mut Svg, scale: &Scale, top: Tenths) -> Tenths {
        let beside = self.beside();
        let of = self
            .maximum
            .as_ref()
            .map(|max| format!(" / {}", points(max)));
        let value = points_or_dash(self.now.as_ref()) + &of.unwrap_or_default();
        svg.open(&format!("{}: {value}. {beside}", self.name), None);
        let name = wrapped(&self.name, NAME_ROOM, LABEL, 3);
        let name_words = Words::new(Anchor::Start, LABEL, "");
        let height = svg
            .lines((SIDE, top + px(12)), name_words, &name)
            .max(px(17));
        let value_words = Words::new(Anchor::End, LABEL, "strong");
        svg.text(
            (WIDTH - SIDE, top + px(12)),
            value_words,
            &fitted(&value, VALUE_ROOM, LABEL),
        );
        let bar = top + height + px(2);
        self.bars(svg, scale, bar);
        let mut next = bar + BAR + px(14);
        if !beside.is_empty() {
            let words = Words::new(Anchor::Start, SMALL, "muted");
            svg.text(
                (SIDE, bar + BAR + px(14)),
                words,
                &fitted(&beside, WIDTH - SIDE * 2, SMALL),
            );
            next += px(16);
        }
        svg.close(None);
        next
    }

    /// «Dự kiến 78 · Năm trước 55,5»
    fn beside(&self) -> String {
        let named = [("Dự kiến", &self.expected), ("Năm trước", &self.last_year)];
        let said = named.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?;
            Some(format!("{name} {}", points(value)))
        });
        said.collect::<Vec<_>>().join(" · ")
    }

    fn bars(&self, svg: &mut Svg, scale: &Scale, top: Tenths) {
        let zero = scale.at(&Exact::ZERO);
        let span = |from: Tenths, to: Tenths, inset: Tenths| Area {
            at: (from.min(to), top + inset),
            size: ((to - from).abs(), BAR - inset * 2),
        };
        if let Some(max) = &self.maximum {
            svg.rect("band", span(zero, scale.at(max), 0));
        }
        let now = self.now.as_ref().map_or(zero, |now| scale.at(now));
        // Beyond what is there now; a fall that is expected lies over it, thinner.
        if let Some(expected) = self.expected.as_ref().map(|value| scale.at(value)) {
            if (expected - zero).abs() >= (now - zero).abs() {
                svg.bar(2, span(now, expected, 0));
                svg.bar(1, span(zero, now, 0));
            } else {
                svg.bar(1, span(zero, now, 0));
                svg.bar(2, span(expected, now, px(4)));
            }
        } else {
            svg.bar(1, span(zero, now, 0));
        }
        if let Some(last) = &self.last_year {
            let x = scale.at(last);
            svg.mark(Shape::Diamond, "series-3 point", (x, top + BAR / 2), px(4));
        }
    }
}

/// The scale below all bars.
fn axis(svg: &mut Svg, scale: &Scale, y: Tenths, ticks: &[Exact]) {
    svg.line("axis", (SIDE, y), (WIDTH - SIDE, y));
    for tick in ticks {
        let x = scale.at(tick);
        svg.line("axis", (x, y), (x, y + px(4)));
        let words = Words::new(Anchor::Middle, SMALL, "muted");
        svg.text((x, y + px(16)), words, &crate::vi::number::compact(tick));
    }
}

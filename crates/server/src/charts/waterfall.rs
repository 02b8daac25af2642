//! Where points were lost: from what is attainable down to what is there, the greatest loss
//! first. A gain (a loss below zero) climbs again.

use scoring::Exact;

use super::legend::{self, Sample};
use super::scale::{Scale, range};
use super::svg::{Anchor, Area, SMALL, Svg, Tenths, Words, count, line_height, px};
use super::text::{width, wrapped};
use super::{Caption, Chart, Table, points};
use crate::vi::number;

const WIDTH: Tenths = px(360);
const NAMES: Tenths = px(142);
const RIGHT: Tenths = WIDTH - px(46);
const BAR: Tenths = px(16);
/// Steps drawn; the smaller ones become one.
const STEPS_MAX: usize = 20;

/// Points lost at one place.
#[derive(Clone, Debug)]
pub struct Loss {
    /// An indicator, or a pillar.
    pub name: String,
    /// How many; below zero for a gain.
    pub points: Exact,
}

/// From the attainable to what is there.
#[derive(Clone, Debug)]
pub struct Waterfall {
    /// Names the drawing.
    pub caption: Caption,
    /// Points attainable.
    pub maximum: Exact,
    /// In any order.
    pub losses: Vec<Loss>,
}

/// One bar: its name, where it begins and ends, and how it looks.
struct Step {
    name: String,
    from: Exact,
    to: Exact,
    look: Look,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Total,
    Lost,
    Gained,
}

impl Waterfall {
    /// Draws the steps.
    pub fn draw(&self) -> Chart {
        let sorted = self.sorted();
        let summary = self.summary(&sorted);
        let steps = self.steps(&sorted);
        let mut svg = Svg::new(&self.caption);
        let entries = [
            (Sample::Bar(1), "Tổng điểm"),
            (Sample::Bar(2), "Điểm mất"),
            (Sample::Bar(3), "Điểm thêm"),
        ];
        let shown = if steps.iter().any(|step| step.look == Look::Gained) {
            3
        } else {
            2
        };
        let key = legend::draw(&mut svg, (px(6), px(4)), WIDTH - px(12), &entries[..shown]);
        let scale = scale(&steps);
        let mut y = key + px(14);
        let mut before: Option<Tenths> = None;
        for step in &steps {
            let bar = step.draw(&mut svg, &scale, (y, before));
            before = Some(bar + BAR);
            y = step.next(y);
        }
        let size = (WIDTH, y + px(4));
        Chart {
            svg: svg.finish("drawing", size, (&self.caption, &summary)),
            summary,
            table: table(&sorted),
        }
    }

    fn now(&self) -> Exact {
        let lost: Exact = self.losses.iter().map(|loss| loss.points.clone()).sum();
        self.maximum.clone() - lost
    }

    /// The greatest first; equal ones as given.
    fn sorted(&self) -> Vec<&Loss> {
        let mut sorted: Vec<&Loss> = self
            .losses
            .iter()
            .filter(|loss| !loss.points.is_zero())
            .collect();
        sorted.sort_by(|a, b| b.points.cmp(&a.points));
        sorted
    }

    fn steps(&self, sorted: &[&Loss]) -> Vec<Step> {
        let total = |name: &str, points: &Exact| Step {
            name: name.to_owned(),
            from: Exact::ZERO,
            to: points.clone(),
            look: Look::Total,
        };
        let mut steps = vec![total("Điểm tối đa", &self.maximum)];
        let mut left = self.maximum.clone();
        let mut fall = |name: String, points: &Exact| {
            let to = left.clone() - points.clone();
            let look = if points.is_negative() {
                Look::Gained
            } else {
                Look::Lost
            };
            let from = std::mem::replace(&mut left, to.clone());
            Step {
                name,
                from,
                to,
                look,
            }
        };
        let drawn = if sorted.len() > STEPS_MAX {
            STEPS_MAX - 1
        } else {
            sorted.len()
        };
        let (single, rest) = sorted.split_at(drawn);
        steps.extend(
            single
                .iter()
                .map(|loss| fall(loss.name.clone(), &loss.points)),
        );
        if !rest.is_empty() {
            let sum: Exact = rest.iter().map(|loss| loss.points.clone()).sum();
            steps.push(fall(format!("{} mục khác", rest.len()), &sum));
        }
        steps.push(total("Điểm hiện có", &self.now()));
        steps
    }

    fn summary(&self, sorted: &[&Loss]) -> String {
        let (now, max) = (points(&self.now()), points(&self.maximum));
        let most: Vec<String> = sorted
            .iter()
            .filter(|loss| !loss.points.is_negative())
            .take(3)
            .map(|loss| format!("{} ({})", loss.name, points(&loss.points)))
            .collect();
        if most.is_empty() {
            return format!("Hiện có {now} trên {max} điểm, không mất điểm nào.");
        }
        format!(
            "Hiện có {now} trên {max} điểm; mất nhiều nhất ở {}.",
            most.join(", ")
        )
    }
}

fn table(sorted: &[&Loss]) -> Table {
    let mut table = Table::new(&["Nội dung", "Điểm mất"]);
    table.rows = sorted
        .iter()
        .map(|loss| vec![loss.name.clone(), points(&loss.points)])
        .collect();
    table
}

/// All bars on one scale from zero: a cut one would make small losses look like ruin.
fn scale(steps: &[Step]) -> Scale {
    let ends = range(steps.iter().flat_map(|step| [&step.from, &step.to]));
    Scale::new(ends, (NAMES, RIGHT))
}

impl Step {
    /// Draws the step from `top` down, tied to the bar before; gives the top of its own bar.
    fn draw(
        &self,
        svg: &mut Svg,
        scale: &Scale,
        (top, before): (Tenths, Option<Tenths>),
    ) -> Tenths {
        let total = self.look == Look::Total;
        let lines = self.lines();
        let middle = Tenths::midpoint(top, self.next(top));
        let value = self.value();
        svg.open(&format!("{}: {value}", self.name), None);
        let first = middle + px(4) - line_height(SMALL) * (count(lines.len()) - 1).max(0) / 2;
        let class = if total { "strong" } else { "" };
        svg.lines(
            (px(6), first),
            Words::new(Anchor::Start, SMALL, class),
            &lines,
        );
        let (from, to) = (scale.at(&self.from), scale.at(&self.to));
        if let Some(before) = before {
            let x = if total { to } else { from };
            svg.line("axis", (x, before), (x, middle - BAR / 2));
        }
        let area = Area {
            at: (from.min(to), middle - BAR / 2),
            // A loss too small to draw is still there.
            size: ((to - from).abs().max(px(1)), BAR),
        };
        svg.bar(self.series(), area);
        let end = from.max(to);
        // The word stands right of its bar, as long as there is room.
        let x = (end + px(5)).min(WIDTH - px(4) - width(&value, SMALL));
        let class = if total { "strong" } else { "" };
        svg.text(
            (x, middle + px(4)),
            Words::new(Anchor::Start, SMALL, class),
            &value,
        );
        svg.close(None);
        middle - BAR / 2
    }

    fn lines(&self) -> Vec<String> {
        wrapped(&self.name, NAMES - px(14), SMALL, 3)
    }

    /// Where the next step begins if this one begins at `top`.
    fn next(&self, top: Tenths) -> Tenths {
        let words = line_height(SMALL) * count(self.lines().len());
        top + words.max(BAR) + px(8)
    }

    fn series(&self) -> usize {
        match self.look {
            Look::Total => 1,
            Look::Gained => 3,
            Look::Lost => 2,
        }
    }

    fn value(&self) -> String {
        let moved = self.to.clone() - self.from.clone();
        match self.look {
            Look::Total => number::compact(&self.to),
            Look::Gained => format!("+{}", number::compact(&moved)),
            Look::Lost => number::compact(&moved),
        }
    }
}

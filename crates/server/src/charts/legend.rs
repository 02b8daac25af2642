//! The key to a drawing: a sample of each series beside its name, in as many lines as needed.

use super::svg::{Anchor, Area, At, SMALL, Shape, Svg, Tenths, Words, line_height, px};
use super::text::{fitted, width};

/// How a series is drawn, and so how its sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// A bar of this series.
    Bar(usize),
    /// A mark of this shape and class.
    Mark(Shape, &'static str),
    /// A line of this class with marks of this shape and class.
    Line(&'static str, Shape, &'static str),
    /// A plain rectangle of this class.
    Box(&'static str),
}

const GAP: Tenths = px(14);

/// Draws the key from `at` to the right, within `room`; gives the height it took.
pub(super) fn draw(svg: &mut Svg, at: At, room: Tenths, entries: &[(Sample, &str)]) -> Tenths {
    let (mut x, mut y) = at;
    for (sample, name) in entries {
        let sample_width = match sample {
            Sample::Bar(_) | Sample::Box(_) => px(14),
            Sample::Mark(..) => px(10),
            Sample::Line(..) => px(24),
        };
        let words_at = sample_width + px(5);
        let name = fitted(name, room - words_at, SMALL);
        let whole = words_at + width(&name, SMALL);
        if x > at.0 && x + whole > at.0 + room {
            (x, y) = (at.0, y + line_height(SMALL) + px(2));
        }
        sample_at(svg, *sample, (x, y + px(8)));
        let words = Words::new(Anchor::Start, SMALL, "muted");
        svg.text((x + words_at, y + px(12)), words, &name);
        x += whole + GAP;
    }
    y + line_height(SMALL) - at.1
}

/// The sample with its left end here and centred on this height.
fn sample_at(svg: &mut Svg, sample: Sample, (x, y): At) {
    let area = Area {
        at: (x, y - px(5)),
        size: (px(14), px(10)),
    };
    match sample {
        Sample::Bar(series) => svg.bar(series, area),
        Sample::Box(class) => svg.rect(class, area),
        Sample::Mark(shape, class) => svg.mark(shape, class, (x + px(5), y), px(4)),
        Sample::Line(line, shape, mark) => {
            svg.line(line, (x, y), (x + px(24), y));
            svg.mark(shape, mark, (x + px(12), y), px(4));
        }
    }
}

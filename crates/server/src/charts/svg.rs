//! A drawing as text: shapes, words, links, and the frame that names them for screen readers.
//!
//! Positions are whole tenths of a pixel, so that the same values always give the same bytes.
//! Colours are never written here: shapes carry classes, and the stylesheet of all pages gives them colours.

use std::fmt;
use std::fmt::Write as _;

use super::Caption;
use super::text::clean;

/// Characters of a tooltip; a longer name is in the table.
const TOOLTIP_CHARS_MAX: usize = 300;

/// Tenths of a pixel.
pub(super) type Tenths = i32;

/// A place: right, down.
pub(super) type At = (Tenths, Tenths);

/// Size of ordinary words.
pub(super) const LABEL: Tenths = 130;
/// Size of words beside.
pub(super) const SMALL: Tenths = 120;

/// Whole pixels.
pub(super) const fn px(pixels: i32) -> Tenths {
    pixels * 10
}

/// How many there are, for a layout.
pub(super) fn count(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}

/// Tenths as SVG reads them: `12.5`.
struct Number(Tenths);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        write!(f, "{sign}{}", size / 10)?;
        match size % 10 {
            0 => Ok(()),
            tenths => write!(f, ".{tenths}"),
        }
    }
}

/// A rectangle: its upper left corner and its size.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) at: At,
    pub(super) size: At,
}

/// Where a word stands about its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How words look.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) anchor: Anchor,
    pub(super) size: Tenths,
    pub(super) class: &'static str,
}

impl Words {
    pub(super) const fn new(anchor: Anchor, size: Tenths, class: &'static str) -> Words {
        Words {
            anchor,
            size,
            class,
        }
    }

    fn classes(self) -> String {
        let small = if self.size == SMALL { "small" } else { "" };
        attribute("class", format!("{} {small}", self.class).trim())
    }
}

/// Marks differ in shape, not only in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Disc,
    Square,
    Diamond,
    Triangle,
}

/// A path being drawn.
#[derive(Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn to(&mut self, command: char, at: At) {
        let _ = write!(self.0, "{command}{} {}", Number(at.0), Number(at.1));
    }

    pub(super) fn close(&mut self) {
        self.0.push('Z');
    }

    /// The points one after another.
    pub(super) fn through(points: &[At]) -> Path {
        let mut path = Path::default();
        for (index, at) in points.iter().enumerate() {
            path.to(if index == 0 { 'M' } else { 'L' }, *at);
        }
        path
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A drawing under way.
pub(super) struct Svg {
    body: String,
    id: String,
    hatched: [bool; 4],
    linked: bool,
}

impl Svg {
    pub(super) fn new(caption: &Caption) -> Svg {
        Svg {
            body: String::new(),
            id: identifier(&caption.prefix),
            hatched: [false; 4],
            linked: false,
        }
    }

    pub(super) fn text(&mut self, at: At, words: Words, content: &str) {
        let anchor = match words.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = words.classes();
        let (x, y, size) = (Number(at.0), Number(at.1), Number(words.size));
        let content = escaped(&clean(content));
        let _ = write!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{class}>{content}</text>"
        );
    }

    /// Words that rise to the right, for narrow columns.
    pub(super) fn slanted(&mut self, at: At, words: Words, content: &str) {
        let (x, y, size) = (Number(at.0), Number(at.1), Number(words.size));
        let class = words.classes();
        let content = escaped(&clean(content));
        let _ = write!(
            self.body,
            "<text transform=\"translate({x} {y}) rotate(-45)\" font-size=\"{size}\"{class}>{content}</text>"
        );
    }

    /// Several lines of words, the first on `at`; gives the height they took.
    pub(super) fn lines(&mut self, at: At, words: Words, lines: &[String]) -> Tenths {
        let step = line_height(words.size);
        for (index, line) in lines.iter().enumerate() {
            self.text((at.0, at.1 + step * count(index)), words, line);
        }
        step * count(lines.len())
    }

    pub(super) fn rect(&mut self, class: &str, area: Area) {
        let place = place(area);
        let _ = write!(self.body, "<rect {place}{}/>", attribute("class", class));
    }

    /// A bar of a series: the first plain, each other with a hatching of its own.
    pub(super) fn bar(&mut self, series: usize, area: Area) {
        let index = series.clamp(1, 4);
        if index == 1 {
            self.rect("series-1", area);
            return;
        }
        self.hatched[index - 1] = true;
        let (place, id) = (place(area), &self.id);
        let _ = write!(self.body, "<rect {place} fill=\"url(#{id}-h{index})\"/>");
    }

    pub(super) fn line(&mut self, class: &str, from: At, to: At) {
        let (x1, y1, x2, y2) = (Number(from.0), Number(from.1), Number(to.0), Number(to.1));
        let class = attribute("class", class);
        let _ = write!(
            self.body,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"{class}/>"
        );
    }

    pub(super) fn path(&mut self, class: &str, path: &Path) {
        if !path.is_empty() {
            let class = attribute("class", class);
            let _ = write!(self.body, "<path d=\"{}\"{class}/>", path.0);
        }
    }

    /// A mark about its centre, as wide and high as twice `half`.
    pub(super) fn mark(&mut self, shape: Shape, class: &str, at: At, half: Tenths) {
        let (x, y) = at;
        let points = match shape {
            Shape::Disc => {
                let (cx, cy, r) = (Number(x), Number(y), Number(half));
                let class = attribute("class", class);
                let _ = write!(
                    self.body,
                    "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\"{class}/>"
                );
                return;
            }
            // A little smaller, so that all shapes weigh the same to the eye.
            Shape::Square => {
                let side = half * 9 / 10;
                self.rect(
                    class,
                    Area {
                        at: (x - side, y - side),
                        size: (side * 2, side * 2),
                    },
                );
                return;
            }
            Shape::Diamond => {
                let half = half * 12 / 10;
                vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
            }
            Shape::Triangle => {
                let half = half * 11 / 10;
                vec![(x, y - half), (x + half, y + half), (x - half, y + half)]
            }
        };
        let mut path = Path::through(&points);
        path.close();
        self.path(class, &path);
    }

    /// Opens a group that says its name under the pointer, and leads somewhere if `href` is a
    /// path of this site.
    pub(super) fn open(&mut self, name: &str, href: Option<&str>) {
        let name: String = clean(name).chars().take(TOOLTIP_CHARS_MAX).collect();
        let name = escaped(&name);
        match href.filter(|href| is_local(href)) {
            Some(href) => {
                self.linked = true;
                let href = escaped(&clean(href));
                let _ = write!(self.body, "<a href=\"{href}\" aria-label=\"{name}\">");
            }
            None => self.body.push_str("<g>"),
        }
        let _ = write!(self.body, "<title>{name}</title>");
    }

    /// Closes what [`Svg::open`] opened for the same `href`.
    pub(super) fn close(&mut self, href: Option<&str>) {
        let linked = href.is_some_and(is_local);
        self.body.push_str(if linked { "</a>" } else { "</g>" });
    }

    /// The whole drawing, named. One with links is a group: an image would hide them.
    pub(super) fn finish(self, class: &str, size: At, named: (&Caption, &str)) -> String {
        let (width, height, id) = (Number(size.0), Number(size.1), &self.id);
        let role = if self.linked { "group" } else { "img" };
        let title = escaped(&clean(&named.0.title));
        let summary = escaped(&clean(named.1));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" role=\"{role}\" \
             aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\"><title id=\"{id}-t\">{title}</title>\
             <desc id=\"{id}-d\">{summary}</desc>"
        );
        out.push_str(&self.patterns());
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }

    /// Hatchings of the series that bars were drawn of.
    fn patterns(&self) -> String {
        let strokes = ["", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", "M0 3H6", "M3 0V6M0 3H6"];
        let mut out = String::new();
        for (index, stroke) in strokes.iter().enumerate().filter(|(i, _)| self.hatched[*i]) {
            let (id, series) = (&self.id, index + 1);
            let _ = write!(
                out,
                "<pattern id=\"{id}-h{series}\" width=\"6\" height=\"6\" \
                 patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" \
                 class=\"series-{series}\"/><path d=\"{stroke}\" class=\"hatch\"/></pattern>"
            );
        }
        if out.is_empty() {
            return out;
        }
        format!("<defs>{out}</defs>")
    }
}

/// From one line of words to the next.
pub(super) const fn line_height(size: Tenths) -> Tenths {
    size * 13 / 10
}

fn place(area: Area) -> String {
    let (x, y) = (Number(area.at.0), Number(area.at.1));
    let (width, height) = (Number(area.size.0.max(0)), Number(area.size.1.max(0)));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn attribute(name: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    format!(" {name}=\"{}\"", escaped(value))
}

/// A path of this site: what starts with a scheme or another host is not linked.
fn is_local(href: &str) -> bool {
    let inside = href.starts_with('/') && !href.starts_with("//") && !href.contains('\\');
    inside || href.starts_with('#') || href.starts_with('?')
}

/// The prefix as an identifier of its own: letters, digits, hyphens.
fn identifier(prefix: &str) -> String {
    let plain = prefix.chars().take(60).map(|c| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => c,
        _ => '-',
    });
    format!("chart-{}", plain.collect::<String>())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_print_as_the_shortest_decimal() {
        for (tenths, text) in [(0, "0"), (125, "12.5"), (-5, "-0.5"), (-120, "-12")] {
            assert_eq!(Number(tenths).to_string(), text);
        }
    }

    #[test]
    fn only_paths_of_this_site_are_linked() {
        for (href, expected) in [
            ("/ky/2024", true),
            ("#bang", true),
            ("?trang=2", true),
            ("//example.org", false),
            ("/\\example.org", false),
            ("javascript:alert(1)", false),
            ("https://example.org", false),
            ("", false),
        ] {
            assert_eq!(is_local(href), expected, "{href}");
        }
    }

    #[test]
    fn prefixes_become_identifiers() {
        assert_eq!(identifier("5.11 \"><b>"), "chart-5-11----b-");
    }
}

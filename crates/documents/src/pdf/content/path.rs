//! Paths, kept only until they are painted: strokes and thin filled boxes become ruling lines.

use super::super::geometry::{Bounds, Matrix};
use super::super::ink::Ink;
use crate::limits::PDF_PATH_POINTS_MAX;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::Number;

/// A path under construction, in page coordinates.
#[derive(Debug, Default)]
pub(super) struct Path {
    subpaths: Vec<Subpath>,
    points: usize,
}

#[derive(Debug, Default)]
struct Subpath {
    points: Vec<(f64, f64)>,
    curved: bool,
    closed: bool,
}

impl Path {
    /// Takes an operator that builds or paints a path; others are ignored.
    pub(super) fn operator(&mut self, op: &Op, ctm: Matrix, ink: &mut Ink) {
        let place = |x: &Number, y: &Number| ctm.apply((x.as_f64(), y.as_f64()));
        match op {
            Op::MoveTo(p) => self.start(place(&p.0, &p.1)),
            Op::LineTo(p) => self.line(place(&p.0, &p.1)),
            Op::CubicTo(p) => self.curve(place(&p.4, &p.5)),
            Op::CubicStartTo(p) => self.curve(place(&p.2, &p.3)),
            Op::CubicEndTo(p) => self.curve(place(&p.2, &p.3)),
            Op::ClosePath(_) => self.close(),
            Op::RectPath(r) => {
                let (x, y) = (r.0.as_f64(), r.1.as_f64());
                let (right, far) = (x + r.2.as_f64(), y + r.3.as_f64());
                self.start(ctm.apply((x, y)));
                for corner in [(right, y), (right, far), (x, far)] {
                    self.line(ctm.apply(corner));
                }
                self.close();
            }
            Op::StrokePath(_) => self.paint(ink, true, false),
            Op::CloseAndStrokePath(_) => {
                self.close();
                self.paint(ink, true, false);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.paint(ink, false, true),
            Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.paint(ink, true, true);
            }
            Op::EndPath(_) => self.clear(),
            _ => {}
        }
    }

    fn start(&mut self, point: (f64, f64)) {
        if self.points < PDF_PATH_POINTS_MAX {
            self.points += 1;
            self.subpaths.push(Subpath {
                points: vec![point],
                ..Subpath::default()
            });
        }
    }

    fn line(&mut self, point: (f64, f64)) {
        if self.points < PDF_PATH_POINTS_MAX
            && let Some(subpath) = self.subpaths.last_mut()
        {
            self.points += 1;
            subpath.points.push(point);
        }
    }

    fn curve(&mut self, point: (f64, f64)) {
        self.line(point);
        if let Some(subpath) = self.subpaths.last_mut() {
            subpath.curved = true;
        }
    }

    fn close(&mut self) {
        if let Some(subpath) = self.subpaths.last_mut() {
            subpath.closed = true;
        }
    }

    fn clear(&mut self) {
        self.subpaths.clear();
        self.points = 0;
    }

    fn paint(&mut self, ink: &mut Ink, stroke: bool, fill: bool) {
        for subpath in &self.subpaths {
            if subpath.curved {
                ink.shapes += 1;
                continue;
            }
            let thin = fill && subpath.fill(ink);
            if stroke && !thin {
                subpath.stroke(ink);
            }
        }
        self.clear();
    }
}

impl Subpath {
    /// Fills the subpath; `true` when it was a box thin enough to be a line.
    fn fill(&self, ink: &mut Ink) -> bool {
        let Some(first) = self.points.first() else {
            return false;
        };
        let around = self
            .points
            .iter()
            .fold(Bounds::around(*first, *first), |all, point| {
                all.union(Bounds::around(*point, *point))
            });
        let before = ink.rules.len();
        let on_edge = |point: &(f64, f64)| {
            let near = |one: f64, other: f64| (one - other).abs() < 0.3;
            (near(point.0, around.x0) || near(point.0, around.x1))
                && (near(point.1, around.y0) || near(point.1, around.y1))
        };
        if self.points.len() <= 6 && self.points.iter().all(on_edge) {
            ink.fill(around);
        } else {
            ink.shapes += 1;
        }
        ink.rules.len() > before
    }

    fn stroke(&self, ink: &mut Ink) {
        for pair in self.points.windows(2) {
            ink.stroke(pair[0], pair[1]);
        }
        if let (true, Some(first), Some(last)) =
            (self.closed, self.points.first(), self.points.last())
        {
            ink.stroke(*last, *first);
        }
    }
}

//! Points, matrices and boxes of a page: x to the right, y down, in points (1/72 inch).

/// An affine map, as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// `self` first, then `outer`: the order in which PDF concatenates.
    pub(super) fn then(self, outer: Matrix) -> Matrix {
        let (inner, outer) = (self.0, outer.0);
        let turned = |at: usize| {
            let (x, y) = (inner[at], inner[at + 1]);
            (x * outer[0] + y * outer[2], x * outer[1] + y * outer[3])
        };
        let (right, down, moved) = (turned(0), turned(2), turned(4));
        Matrix([
            right.0,
            right.1,
            down.0,
            down.1,
            moved.0 + outer[4],
            moved.1 + outer[5],
        ])
    }

    pub(super) fn translate(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    pub(super) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let map = self.0;
        (
            map[0] * x + map[2] * y + map[4],
            map[1] * x + map[3] * y + map[5],
        )
    }

    /// How long a vertical unit becomes: the size of text set in it.
    pub(super) fn height(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }
}

/// An upright box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Bounds {
    /// The box around two corners, whichever they are.
    pub(super) fn around(one: (f64, f64), other: (f64, f64)) -> Bounds {
        Bounds {
            x0: one.0.min(other.0),
            y0: one.1.min(other.1),
            x1: one.0.max(other.0),
            y1: one.1.max(other.1),
        }
    }

    pub(super) fn width(self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn union(self, other: Bounds) -> Bounds {
        Bounds {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    pub(super) fn holds(self, (x, y): (f64, f64)) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }
}

/// A turn of the page by quarter circles, so that its text runs from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// Text runs to the right already.
    None,
    /// Text runs down the page.
    Down,
    /// Text is upside down.
    Over,
    /// Text runs up the page.
    Up,
}

impl Turn {
    /// The direction of a baseline, unless it is oblique (watermarks, stamps).
    pub(super) fn of(dx: f64, dy: f64) -> Option<Turn> {
        let (along, across) = (dx.abs(), dy.abs());
        if across <= along * 0.05 {
            Some(if dx < 0.0 { Turn::Over } else { Turn::None })
        } else if along <= across * 0.05 {
            Some(if dy > 0.0 { Turn::Down } else { Turn::Up })
        } else {
            None
        }
    }

    /// Where a point lies once the page is turned so that this direction runs to the right.
    pub(super) fn upright(self, (x, y): (f64, f64), (width, height): (f64, f64)) -> (f64, f64) {
        match self {
            Turn::None => (x, y),
            Turn::Down => (y, width - x),
            Turn::Over => (width - x, height - y),
            Turn::Up => (height - y, x),
        }
    }

    /// Width and height of the page after that.
    pub(super) fn size(self, (width, height): (f64, f64)) -> (f64, f64) {
        match self {
            Turn::None | Turn::Over => (width, height),
            Turn::Down | Turn::Up => (height, width),
        }
    }
}

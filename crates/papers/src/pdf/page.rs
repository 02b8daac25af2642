//! What stands where on a page, in points from its top left corner.

use super::font::Face;

/// Text of one line, or a ruled line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// A text on its base line.
    Text {
        x: f32,
        y: f32,
        size: f32,
        face: Face,
        text: String,
        /// Added to each space, so that the line reaches the margin.
        stretch: f32,
    },
    /// A line from one point to another.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// Landscape.
    pub(super) lying: bool,
    pub(super) marks: Vec<Mark>,
}

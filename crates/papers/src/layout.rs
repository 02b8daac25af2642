//! Sizes and margins. Decree 30/2020/NĐ-CP, annex I, leaves ranges; an office chooses within them.

/// How large and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Of every page.
    pub margins: Margins,
    /// Running text, in half points: 26 or 28 by the decree.
    pub body_size: u16,
    /// Text in tables, in half points.
    pub table_size: u16,
    /// Distance of lines in hundredths of a line: 100 to 150 by the decree.
    pub line_percent: u16,
}

/// Margins in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// 20 to 25 by the decree.
    pub top: u16,
    /// 20 to 25.
    pub bottom: u16,
    /// 30 to 35.
    pub left: u16,
    /// 15 to 20.
    pub right: u16,
}

/// A4, standing, in millimetres.
pub(crate) const PAGE: (u16, u16) = (210, 297);

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            margins: Margins {
                top: 20,
                bottom: 20,
                left: 30,
                right: 15,
            },
            body_size: 28,
            table_size: 24,
            line_percent: 110,
        }
    }
}

impl Layout {
    /// Width of the text in millimetres on a page that stands or lies.
    pub(crate) fn text_width(&self, lying: bool) -> u16 {
        let across = if lying { PAGE.1 } else { PAGE.0 };
        across.saturating_sub(self.margins.left + self.margins.right)
    }
}

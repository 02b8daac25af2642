//! Numeric targets: in a «Chỉ tiêu» cell, in titles and in running text.

use std::ops::Range;

use domain::target::Target;

/// Reads a target cell with the «Đơn vị tính» beside it.
pub fn read_cell(text: &str, measure: Option<&str>) -> Option<Target> {
    let _ = (text, measure);
    None
}

/// Every target in a running text, with its byte range, in order.
pub fn find(text: &str) -> Vec<(Target, Range<usize>)> {
    let _ = text;
    Vec::new()
}

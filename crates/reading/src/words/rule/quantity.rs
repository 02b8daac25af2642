//! What quantities are called, and how their values are written.

use scoring::Exact;
use scoring::rule::{Quantity, Target};

use crate::words::number::{number, percent};

/// «tỷ lệ», «giá trị», «số ngày chậm»; changes say against what.
pub(super) fn name(of: &Quantity) -> String {
    match of {
        Quantity::Rate => "tỷ lệ".to_owned(),
        Quantity::Value => "giá trị".to_owned(),
        Quantity::DaysLate => "số ngày chậm".to_owned(),
        Quantity::Increase(of) => format!("mức tăng {} so với kỳ trước", plain(of)),
        Quantity::Growth(of) => format!("tốc độ tăng {} so với kỳ trước", plain(of)),
    }
}

/// The name of what changes, without going deeper: nobody speaks of changes of changes.
fn plain(of: &Quantity) -> &'static str {
    match of {
        Quantity::Rate => "tỷ lệ",
        Quantity::Value => "giá trị",
        Quantity::DaysLate => "số ngày chậm",
        Quantity::Increase(_) | Quantity::Growth(_) => "mức tăng",
    }
}

/// What one of it is called: «mỗi nội dung», «mỗi ngày chậm».
pub(super) fn item(of: &Quantity) -> &'static str {
    match of {
        Quantity::Value => "nội dung",
        Quantity::DaysLate => "ngày chậm",
        Quantity::Rate => "100 % của tỷ lệ",
        Quantity::Increase(_) | Quantity::Growth(_) => "đơn vị tăng thêm",
    }
}

/// The value with its measure: «86 %», «5 điểm phần trăm», «3 ngày».
pub(super) fn value(of: &Quantity, value: &Exact) -> String {
    match of {
        Quantity::Rate | Quantity::Growth(_) => percent(value),
        Quantity::Increase(of) if of.is_about_rate() => {
            let points = value.clone() * Exact::whole(100);
            format!("{} điểm phần trăm", number(&points))
        }
        Quantity::DaysLate => format!("{} ngày", number(value)),
        Quantity::Value | Quantity::Increase(_) => number(value),
    }
}

/// A quantity and its target as they are written.
pub(super) struct Shown<'a> {
    of: &'a Quantity,
    pub(super) name: String,
    pub(super) target: String,
}

impl<'a> Shown<'a> {
    pub(super) fn new(of: &'a Quantity, to: &Target) -> Shown<'a> {
        Shown {
            of,
            name: name(of),
            target: super::target(to, |at| value(of, at)),
        }
    }

    pub(super) fn value(&self, at: &Exact) -> String {
        value(self.of, at)
    }
}

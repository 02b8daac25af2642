//! Tổng quan: points, completeness, what is late, what is at stake.

pub(crate) mod sql;

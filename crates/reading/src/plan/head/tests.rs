//! Whole heads in small.

//! Whole frameworks: against an independent scorer, by properties, and on published results.

mod oracle;
mod properties;
mod published;
mod world;

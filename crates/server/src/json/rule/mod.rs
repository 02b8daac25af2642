//! The answers of `rule read`. How a rule itself stands in JSON is [`app::stored::rule`].

mod answer;
mod reading;

pub use answer::answer;
pub use app::stored::rule::{Fault, bands, read, write};
pub use reading::{ReadingJson, certainty};

#[cfg(test)]
mod tests;

//! The JSON of the command-line contract. The core has no serde; here its values get their
//! stable public shape.

pub mod deadline;
pub mod figures;
pub mod finding;
pub mod plan;
pub mod rule;
pub mod target;

pub use app::stored::exact;

//! What the readers make of real plans, where the folder of plans stands beside the project.

mod golden_party;
mod golden_rows;
mod shared;

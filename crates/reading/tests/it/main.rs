//! What the readers make of real plans, where the folder of plans stands beside the project, and
//! of phrases that need no plan.

mod compare;
mod deadline_phrases;
mod deadline_properties;
mod formats;
mod golden_deadlines;
mod golden_head;
mod golden_party;
mod golden_prose;
mod golden_rows;
mod golden_rules;
mod golden_targets;
mod real_plans;
mod rule_words;
mod scoring_cases;
mod shared;
mod target_phrases;
mod variations;

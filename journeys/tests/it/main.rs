//! Journeys in a real browser.

mod beginning;
mod entry;
mod everywhere;
mod evidence;
mod finding;
mod import;
mod people;
mod plan;
mod steps;
mod story;
mod year;

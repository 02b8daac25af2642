//! Journeys in a real browser.

mod beginning;

//! The one binary: pages, API, command line.
//!
//! Everything that decides lives elsewhere; here values become JSON and sentences, and bytes come
//! from files and pipes.

mod api;
pub mod charts;
pub mod cli;
pub mod demo;
pub mod json;
mod pages;
pub mod vi;
pub mod web;

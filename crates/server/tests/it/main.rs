//! The binary as scripts and offices use it: what the contract promises of each command.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod api;
mod command;
mod pages;
mod support;
mod survive;
mod work;

mod audit;
mod deadline;
mod misuse;
mod plan;
mod publication;
mod rule;
mod score;

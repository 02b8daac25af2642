//! Use cases on real databases: every test runs on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod account;
mod appraisal;
mod assignment;
mod audit;
mod cascade;
mod comment;
mod database;
mod evidence;
mod feed;
mod figure;
mod framework;
mod import;
mod lineage;
mod office;
mod paper;
mod party;
mod people;
mod period;
mod plan;
mod publication;
mod registry;
mod reminder;
mod scorecard;
mod search;
mod survey;
mod token;
mod workday;

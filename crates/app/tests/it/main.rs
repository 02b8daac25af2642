//! Use cases on real databases: every test runs on SQLite and on PostgreSQL.

mod account;
mod assignment;
mod comment;
mod audit;
mod database;
mod import;
mod evidence;
mod figure;
mod people;
mod plan;
mod office;
mod token;
mod party;
mod search;

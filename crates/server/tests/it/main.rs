//! The binary as scripts and offices use it: what the contract promises of each command.

mod api;
mod command;
mod pages;
mod support;
mod work;

mod audit;
mod deadline;
mod misuse;
mod plan;
mod rule;
mod score;

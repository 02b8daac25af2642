//! Pages through the router, without a socket. Files mirror addresses.

mod apart;
mod appraisal;
mod audit;
mod cascade;
mod desk;
mod door;
mod entry;
mod everywhere;
mod evidence;
mod framework;
mod html;
mod import;
mod lineage;
mod matrix;
mod overview;
mod paper;
mod people;
mod period;
mod plan;
mod provided;
mod publication;
mod registry;
mod rollup;
mod rough;
mod search;
mod survey;

//! Pages through the router, without a socket. Files mirror addresses.

mod door;
mod entry;
mod evidence;
mod import;
mod everywhere;
mod html;
mod matrix;
mod rough;
mod audit;
mod search;
mod overview;
mod plan;
mod people;

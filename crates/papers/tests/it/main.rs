//! What was written, looked at by others: our own readers, an office suite, a renderer.

mod looked_at;
mod read_back;
mod shared;

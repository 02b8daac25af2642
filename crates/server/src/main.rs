//! Entry point of `chamdiem`.

fn main() {}

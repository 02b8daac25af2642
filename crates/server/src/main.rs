//! Entry point of `chamdiem`: arguments in, exit code out. See [`server::cli`].

use std::process::ExitCode;

/// Thousands of small pieces a request, from several threads: the system's own allocator spends a
/// fifth of a save on them and gives little back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}

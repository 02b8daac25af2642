//! Entry point of `chamdiem`: arguments in, exit code out. See [`server::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}

//! Standard output and standard error. The only place that prints.

use std::io::{self, Write};

/// Words for people: one line to standard error. A closed standard error is nobody's loss.
pub(crate) fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Data: to standard output. `Err` when the reader has gone (a closed pipe), which ends the
/// command quietly.
pub(crate) fn data(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

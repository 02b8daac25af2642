//! What was written, looked at by others: our own readers, LibreOffice, poppler.

mod read_back;
mod shared;

//! The one binary: command line now, pages next. Everything that decides lives elsewhere.

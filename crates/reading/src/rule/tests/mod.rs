//! Sentences with the points they must give.

//! How often one address is asked within a minute: a program gone wild must not keep the server
//! busy. Counted in memory, each process for itself; what is counted is forgotten every minute.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Answers to one address within a minute.
pub const PER_MINUTE: u32 = 12;

/// The count of this minute, by the address' hash.
#[derive(Default)]
pub(crate) struct Gate {
    seen: Mutex<(i64, BTreeMap<String, u32>)>,
}

impl Gate {
    /// Whether one more is answered in the minute of this second.
    pub(super) fn lets_pass(&self, hash: &str, second: i64) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = second.div_euclid(60);
        if seen.0 != minute {
            *seen = (minute, BTreeMap::new());
        }
        let count = seen.1.entry(hash.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count <= PER_MINUTE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_count_and_every_minute_begins_anew() {
        let gate = Gate::default();
        for _ in 0..PER_MINUTE {
            assert!(gate.lets_pass("a", 59));
        }
        assert!(!gate.lets_pass("a", 59) && gate.lets_pass("b", 59));
        assert!(gate.lets_pass("a", 60));
    }
}

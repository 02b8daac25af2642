//! The one place where the time is taken. Tests set it; everything else asks [`crate::App`].

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, Unit};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A time that stands still until it is set.
    Set(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands at `instant`.
    pub fn at(instant: Timestamp) -> Clock {
        Clock::Set(Arc::new(Mutex::new(instant)))
    }

    /// Moves a clock that stands still; the machine's clock is not ours to move.
    pub fn set(&self, instant: Timestamp) {
        if let Clock::Set(time) = self {
            *time.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }

    /// Now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the time is taken"
    )]
    pub(crate) fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Set(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Today in Vietnam, which has one time zone and no summer time.
    pub(crate) fn today(&self) -> Date {
        Offset::constant(7).to_datetime(self.now()).date()
    }
}

/// An instant as stored: whole seconds, fixed width, so that text order is time order.
pub fn instant_text(instant: Timestamp) -> String {
    let whole = instant.round(Unit::Second).unwrap_or(instant);
    whole.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_vietnam() {
        let clock = Clock::at("2026-11-22T16:59:59Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-11-22");
        clock.set("2026-11-22T17:00:00Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-11-23");
    }

    #[test]
    fn instants_have_one_width() {
        let instant = "2026-01-02T03:04:05.6Z".parse().unwrap();
        assert_eq!(instant_text(instant), "2026-01-02T03:04:06Z");
    }
}

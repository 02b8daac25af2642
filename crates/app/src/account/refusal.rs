//! Why something about an account was not done.

/// See the sentences in `server::vi::account`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Wrong name or password; which one is not said.
    WrongPassword,
    /// Too many wrong passwords.
    Locked {
        /// Until when: `2026-11-22T05:09:00Z`.
        until: String,
    },
    /// The password is too short.
    PasswordShort {
        /// Characters typed.
        length: usize,
    },
    /// The password is too long.
    PasswordLong {
        /// Characters typed.
        length: usize,
    },
    /// The name to sign in with is empty or has characters that it may not have.
    BadLogin,
    /// Another account has this name.
    LoginTaken {
        /// The name.
        login: String,
    },
    /// The link was used, is too old, or was never given out.
    LinkInvalid,
    /// There is an administrator already.
    NotFirst,
    /// The person's name is empty.
    NoName,
    /// The token has no name.
    NoTokenName,
    /// The token would live too long, or ends before today.
    TokenDays {
        /// Its last day.
        last_day: jiff::civil::Date,
        /// The latest day there may be.
        latest: jiff::civil::Date,
    },
}

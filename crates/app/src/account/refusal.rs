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
    /// The account has a role outside what the administrator administrates.
    HigherAccount {
        /// The unit of that role.
        unit: String,
    },
    /// Nobody who administrates everything would be left.
    LastAdministrator,
    /// One's own account is changed on one's own page.
    OwnAccount,
    /// The person has an account already.
    HasAccount {
        /// Its name to sign in with.
        name: String,
    },
    /// The person has left.
    HasLeft {
        /// Their name.
        name: String,
    },
    /// No role was chosen.
    NoRole,
    /// The account has this role there already.
    RoleHeld {
        /// The unit.
        unit: String,
    },
    /// The old password is wrong.
    OldPasswordWrong,
    /// The two new passwords differ.
    PasswordsDiffer,
    /// The account is closed.
    Closed,
}

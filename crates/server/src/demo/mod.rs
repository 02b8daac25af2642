//! The made-up city: eight wards, two years of which the last is published, one framework, plans in
//! every state, figures, proof, late and finished work, and an account for every role. All of it
//! goes through the use cases that people use, so it is also the widest test there is.

mod fill;
mod judged;
mod names;
mod people;
mod plan_text;
mod story;
mod survey;
mod time;
mod typed;
mod whole;

pub use fill::{Error, fill};

use app::unit::Unit;
use domain::authority::Role;

/// How large the city is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Wards, beyond the named ones numbered.
    pub wards: usize,
    /// Wards that have offices, people and a plan of their own.
    pub told: usize,
    /// How many times over the framework holds its indicators.
    pub times: usize,
}

impl Size {
    /// What `demo` shows: eight wards.
    pub const CITY: Size = Size {
        wards: 8,
        told: 8,
        times: 1,
    };
    /// For tests: two wards.
    pub const SMALL: Size = Size {
        wards: 2,
        told: 2,
        times: 1,
    };
    /// For measuring: 200 units, 108 indicators.
    pub const LARGE: Size = Size {
        wards: 200,
        told: 2,
        times: 2,
    };
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name to sign in with.
    pub login: String,
    /// Who.
    pub name: String,
    /// What they are in the city: «Đầu mối Phường Sơn Khê».
    pub title: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Number of their ward; `None`: the city's own.
    pub ward: Option<usize>,
}

/// The city, filled.
#[derive(Clone, Debug)]
pub struct City {
    /// Everyone who can sign in.
    pub accounts: Vec<Account>,
    /// Its wards.
    pub wards: Vec<Unit>,
    /// Things of the first ward, by the word that routes call them.
    things: Vec<(&'static str, String)>,
}

impl City {
    /// A word for a route's placeholder: something of the first ward's.
    pub fn word_for(&self, placeholder: &str, _route: &str) -> String {
        self.things
            .iter()
            .find(|(name, _)| *name == placeholder)
            .map_or_else(|| placeholder.to_owned(), |(_, word)| word.clone())
    }

    /// Whether the route, filled with these words, is about something of the first ward's.
    pub fn is_of_first_ward(&self, route: &str) -> bool {
        ["{unit}", "{plan}", "{row}", "{paper}"]
            .iter()
            .any(|word| route.contains(word))
    }
}

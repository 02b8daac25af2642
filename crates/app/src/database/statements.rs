//! Statements as constants, and the list of all of them: a test compiles each on both engines.

/// Declares the statements of a noun, and `ALL` of them.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $sql;)*

        /// Every statement above, by name: a test compiles each on both engines.
        #[cfg(any(test, feature = "testing"))]
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

/// The statements of every noun.
#[cfg(any(test, feature = "testing"))]
pub(crate) const NOUNS: &[&[(&str, &str)]] = &[
    crate::account::sql::ALL,
    crate::appraisal::sql::ALL,
    crate::assignment::sql::ALL,
    crate::audit::sql::ALL,
    crate::cascade::sql::ALL,
    crate::comment::sql::ALL,
    crate::evidence::sql::ALL,
    crate::feed::sql::ALL,
    crate::figure::sql::ALL,
    crate::framework::draft::sql::ALL,
    crate::figure::desk::sql::ALL,
    crate::figure::rollup::sql::ALL,
    crate::framework::sql::ALL,
    crate::import::sql::ALL,
    crate::lineage::sql::ALL,
    crate::notice::sql::ALL,
    crate::overview::sql::ALL,
    crate::paper::sql::ALL,
    crate::party::sql::ALL,
    crate::period::sql::ALL,
    crate::plan::sql::ALL,
    crate::publication::sql::ALL,
    crate::ranking::sql::ALL,
    crate::registry::sql::ALL,
    crate::repetition::sql::ALL,
    crate::scorecard::sql::ALL,
    crate::search::sql::ALL,
    crate::survey::sql::ALL,
    crate::unit::sql::ALL,
    crate::workday::sql::ALL,
];

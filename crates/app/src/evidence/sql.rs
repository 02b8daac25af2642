//! Statements about proof.

use crate::database::statements::statements;

statements! {
    /// Files that records know.
    KNOWN_FILES = "select sha256 from blob union select sha256 from import_draft
        union select source_sha256 as sha256 from plan where source_sha256 is not null";
}

//! Statements about units.

use crate::database::statements::statements;

statements! {
    /// By the word in addresses.
    BY_SLUG = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where slug = $1";
    /// By id.
    BY_ID = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where id = $1";
    /// A subtree, by path.
    UNDER = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where substr(path, 1, length($1)) = $1 order by path";
    /// Words in addresses that begin alike.
    SLUGS_LIKE = "select slug from unit where substr(slug, 1, length($1)) = $1";
    /// A new one.
    INSERT = "insert into unit (id, parent_id, path, slug, kind, code, name, name_folded, valid_from,
        valid_to, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, 1)";
}

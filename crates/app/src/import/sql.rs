//! Statements about imports.

use crate::database::statements::statements;

statements! {
    /// A new draft.
    INSERT = "insert into import_draft (id, unit_id, account_id, year, file_name, sha256,
        decisions_json, created_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// By id.
    BY_ID = "select id, unit_id, account_id, year, file_name, sha256, decisions_json,
        amends_plan_id, written_plan_id, created_at, discarded_at, version
        from import_draft where id = $1";
    /// Somebody's drafts, newest first.
    OF_ACCOUNT = "select d.id, d.year, d.file_name, d.written_plan_id, d.created_at, u.name as unit_name
        from import_draft d join unit u on u.id = d.unit_id
        where d.account_id = $1 and d.discarded_at is null
        order by d.created_at desc, d.id desc limit $2";
    /// What was decided, if nobody else did meanwhile.
    DECIDE = "update import_draft set decisions_json = $3, amends_plan_id = $4, version = version + 1
        where id = $1 and version = $2 and written_plan_id is null and discarded_at is null";
    /// Put away.
    DISCARD = "update import_draft set discarded_at = $3, version = version + 1
        where id = $1 and version = $2 and written_plan_id is null and discarded_at is null";
}

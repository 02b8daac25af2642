//! Statements about plans and their rows.

use crate::database::statements::statements;

statements! {
    /// A new plan.
    INSERT = "insert into plan (id, unit_id, year, kind, reference, issued_on, place, issuer, title,
        title_folded, signatory, state, parent_plan_id, replaces_plan_id, framework_id, origin,
        source_sha256, source_name, created_at, created_by, version) values ($1, $2, $3, $4, $5, $6,
        $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1)";
    /// A basis; the document itself is linked where a plan of that reference is here.
    INSERT_BASIS = "insert into plan_basis (plan_id, position, reference, issued_on, issuer, subject,
        linked_plan_id) values ($1, $2, $3, $4, $5, $6, (select min(p.id) from plan p
        where p.reference = $3 and p.id <> $1 and p.state <> 'withdrawn'))";
    /// Someone to whom it goes.
    INSERT_RECIPIENT = "insert into plan_recipient (plan_id, position, name, purpose, party_id,
        acknowledged_at) values ($1, $2, $3, $4, $5, null)";
    /// What was wrong or unclear.
    INSERT_FINDING = "insert into plan_finding (plan_id, position, code, severity, row_path, message,
        settlement, settled_by, settled_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// A row.
    INSERT_ROW = "insert into plan_row (id, plan_id, annex, position, kind, code, path, parent_path,
        title, title_folded, max_points, rule_text, evidence_text, source_text, deadline_text,
        effective_due, measure, target_text, note, corrected_json, triage, indicator_id, next_due,
        status, removed_at, source_line, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, null, $23, null, $24, 1)";
    /// A party, where its merges lead, and whoever its groups hold.
    PARTY_AND_MEMBERS = "with recursive leads (id, asked) as (
            select cast($1 as text), 1
            union
            select coalesce(p.merged_into, m.party_id), case when p.merged_into is null then 0 else l.asked end
            from leads l join party p on p.id = l.id
            left join group_member m on m.group_id = p.id and p.merged_into is null
            where p.merged_into is not null or m.party_id is not null)
        select p.id, p.kind, p.name, u.path, max(l.asked) as asked
        from leads l join party p on p.id = l.id and p.merged_into is null
        join unit u on u.id = p.unit_id
        group by p.id, p.kind, p.name, u.path order by p.id";
    /// Someone who does a row, or does it again.
    INSERT_ASSIGNMENT = "insert into assignment (id, row_id, role, party_id, via_group_id, named,
        status, ended_at, version) values ($1, $2, $3, $4, $5, $6, $7, null, 1)
        on conflict (row_id, role, party_id) do update set ended_at = null,
        version = assignment.version + 1";
}

//! Statements about the search entries.

use crate::database::statements::statements;

statements! {
    /// New or changed.
    PUT = "insert into search_entry (subject_kind, subject_id, unit_id, title, body, address,
        removed_at, change_seq) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (subject_kind, subject_id) do update set unit_id = $3, title = $4, body = $5,
        address = $6, removed_at = $7, change_seq = $8";
    /// What changed after a place in the order of changes. Several entries of one transaction have
    /// one number, so the place is the number with kind and id.
    CHANGED = "select s.subject_kind, s.subject_id, s.unit_id, s.title, s.body, s.removed_at,
        s.change_seq, e.visibility, c.subject_kind as about
        from search_entry s
        left join evidence e on s.subject_kind = 'evidence' and e.id = s.subject_id
        left join comment c on s.subject_kind = 'comment' and c.id = s.subject_id
        where s.change_seq >= $1 and (s.change_seq > $1 or s.subject_kind > $2
        or (s.subject_kind = $2 and s.subject_id > $3))
        order by s.change_seq, s.subject_kind, s.subject_id limit $4";
    /// Where each unit stands.
    PATHS = "select id, path from unit";
    /// Proof of rows and entries that a person works on.
    OWN_PROOF = "select u.evidence_id from party_holder h
        join assignment a on a.party_id = h.party_id and a.ended_at is null
        join evidence_use u on u.subject_kind = 'plan_row' and u.subject_id = a.row_id
        where h.person_id = $1 and u.removed_at is null
        union
        select u.evidence_id from party_holder h
        join assignment a on a.party_id = h.party_id and a.ended_at is null
        join plan_row r on r.id = a.row_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.state <> 'withdrawn'
        join assessment s on s.unit_id = p.unit_id
        join entry n on n.assessment_id = s.id and n.indicator_id = r.indicator_id
        join evidence_use u on u.subject_kind = 'entry' and u.subject_id = n.id
        where h.person_id = $1 and u.removed_at is null";
    /// What so many entries are now: they may have changed since the index was asked.
    NOW = "select s.subject_kind, s.subject_id, s.address, u.path, u.name as unit_name,
        e.visibility, c.subject_kind as about
        from search_entry s join unit u on u.id = s.unit_id
        left join evidence e on s.subject_kind = 'evidence' and e.id = s.subject_id
        left join comment c on s.subject_kind = 'comment' and c.id = s.subject_id
        where s.removed_at is null and s.subject_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
        $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46,
        $47, $48, $49, $50)";
}

//! Statements about proof.

use crate::database::statements::statements;

statements! {
    /// Files that records know.
    KNOWN_FILES = "select sha256 from blob union select sha256 from import_draft
        union select source_sha256 as sha256 from plan where source_sha256 is not null";

    /// What a row or an indicator asked for so far.
    REQUIREMENTS_KEPT = "select id, text from evidence_requirement
        where (cast($1 as text) is not null and row_id = $1)
        or (cast($2 as text) is not null and indicator_id = $2) order by position";
    /// A requirement, new or as it is now.
    PUT_REQUIREMENT = "insert into evidence_requirement (id, row_id, indicator_id, position, text,
        accepts, needed, per, window_from, window_to) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update set position = $4, accepts = $6, needed = $7, per = $8,
        window_from = $9, window_to = $10";
    /// What served a requirement serves its row or entry still.
    FREE_USES = "update evidence_use set requirement_id = null where requirement_id = $1";
    /// No longer asked for.
    DROP_REQUIREMENT = "delete from evidence_requirement where id = $1";

    /// What the rows of a plan ask for.
    ASKED_OF_PLAN = "select r.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to from evidence_requirement q join plan_row r on r.id = q.row_id
        where r.plan_id = $1 order by q.position";
    /// What the entries of an assessment ask for.
    ASKED_OF_ASSESSMENT = "select e.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to from entry e
        join evidence_requirement q on q.indicator_id = e.indicator_id
        where e.assessment_id = $1 order by q.position";
    /// What a row asks for.
    ASKED_OF_ROW = "select row_id as subject_id, id, text, accepts, needed, per, window_from,
        window_to from evidence_requirement where row_id = $1 order by position";
    /// What an entry asks for.
    ASKED_OF_ENTRY = "select e.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to from entry e
        join evidence_requirement q on q.indicator_id = e.indicator_id
        where e.id = $1 order by q.position";
    /// Proof in use in a plan.
    USED_IN_PLAN = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        join plan_row r on r.id = u.subject_id
        where u.subject_kind = $1 and r.plan_id = $2 and u.removed_at is null";
    /// Proof in use in an assessment.
    USED_IN_ASSESSMENT = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        join entry e on e.id = u.subject_id
        where u.subject_kind = $1 and e.assessment_id = $2 and u.removed_at is null";
    /// Proof in use for one row or entry.
    USED_BY_ONE = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where u.subject_kind = $1 and u.subject_id = $2 and u.removed_at is null";

    /// Where a row stands.
    ROW_PLACE = "select p.unit_id, n.path as unit_path, n.slug, r.code, r.title, p.id as place
        from plan_row r join plan p on p.id = r.plan_id join unit n on n.id = p.unit_id
        where r.id = $1 and r.removed_at is null";
    /// Where an entry stands.
    ENTRY_PLACE = "select s.unit_id, n.path as unit_path, n.slug, i.code, i.title, d.code as place
        from entry e join assessment s on s.id = e.assessment_id join unit n on n.id = s.unit_id
        join period d on d.id = s.period_id join indicator i on i.id = e.indicator_id
        where e.id = $1";
    /// Entries that are about the row's indicator, of its unit and year.
    ENTRIES_OF_ROW = "select e.id from plan_row r join plan p on p.id = r.plan_id
        join entry e on e.indicator_id = r.indicator_id
        join assessment s on s.id = e.assessment_id and s.unit_id = p.unit_id
        join period d on d.id = s.period_id and d.year = p.year
        where r.id = $1 order by e.id";
    /// Rows that are about the entry's indicator, of its unit and year.
    ROWS_OF_ENTRY = "select r.id from entry e join assessment s on s.id = e.assessment_id
        join period d on d.id = s.period_id
        join plan_row r on r.indicator_id = e.indicator_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.year = d.year
        and p.state <> 'withdrawn'
        where e.id = $1 order by r.id";
    /// In use, for the first time or again.
    PUT_USE = "insert into evidence_use (id, evidence_id, subject_kind, subject_id, requirement_id,
        page, created_by, created_at, removed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, null)
        on conflict (evidence_id, subject_kind, subject_id) do update set requirement_id = $5,
        page = $6, created_by = $7, created_at = $8, removed_at = null";
    /// No longer in use there.
    END_USE = "update evidence_use set removed_at = $4
        where evidence_id = $1 and subject_kind = $2 and subject_id = $3 and removed_at is null";
    /// Counts again the proofs of every entry that a proof serves or served.
    RECOUNT = "update entry set evidence_count = (select count(*) from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where u.subject_kind = 'entry' and u.subject_id = entry.id and u.removed_at is null)
        where id in (select subject_id from evidence_use
        where evidence_id = $1 and subject_kind = 'entry')";
}

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
    /// A plan was written from it.
    WRITTEN = "update import_draft set written_plan_id = $3, decisions_json = $4, version = version + 1
        where id = $1 and version = $2 and written_plan_id is null and discarded_at is null";
    /// It was taken back.
    UNWRITTEN = "update import_draft set written_plan_id = null, decisions_json = $3,
        version = version + 1 where id = $1 and version = $2 and written_plan_id is not null";
    /// Parties that the unit at the path may mean: its own, those under it and over it, every unit.
    DIRECTORY = "select p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref, p.person_ref,
        p.merged_into, p.version, u.path as unit_path from party p join unit u on u.id = p.unit_id
        where p.merged_into is null and (substr(u.path, 1, length($1)) = $1
        or substr($1, 1, length(u.path)) = u.path or p.kind = 'unit') order by p.id limit $2";
    /// Groups to which a unit belongs.
    GROUPS_OF_UNIT = "select m.group_id from group_member m join party p on p.id = m.party_id
        where p.unit_ref = $1 order by m.group_id";
    /// The party of a unit.
    PARTY_OF_UNIT = "select id from party where unit_ref = $1 order by id limit 1";
    /// Plans of a unit and year, or the one of them.
    PLANS = "select id, kind, reference, issued_on, issuer, title, state, source_sha256, framework_id
        from plan where unit_id = $1 and year = $2 and state <> 'withdrawn'
        and (cast($3 as text) is null or id = $3) order by created_at desc, id desc limit $4";
    /// Their rows.
    ROWS = "select r.id, r.plan_id, r.annex, r.kind, r.code, r.path, r.parent_path, r.title, r.max_points,
        r.rule_text, r.evidence_text, r.source_text, r.deadline_text, r.effective_due, r.measure,
        r.target_text, r.note, r.named_json, r.indicator_id
        from plan_row r join plan p on p.id = r.plan_id
        where p.unit_id = $1 and p.year = $2 and p.state <> 'withdrawn' and r.removed_at is null
        and (cast($3 as text) is null or p.id = $3) order by r.plan_id, r.position limit $4";
    /// Who does them.
    DOING = "select a.row_id, a.role, a.party_id, a.via_group_id, a.named
        from assignment a join plan_row r on r.id = a.row_id join plan p on p.id = r.plan_id
        where p.unit_id = $1 and p.year = $2 and p.state <> 'withdrawn' and r.removed_at is null
        and a.ended_at is null and (cast($3 as text) is null or p.id = $3) order by a.row_id, a.id";
    /// Rows of a plan just written.
    NEW_ROWS = "select id, annex, path from plan_row where plan_id = $1 order by position";
    /// A row is as far as the one it replaces.
    CARRY_STATUS = "update plan_row set status = (select o.status from plan_row o where o.id = $1)
        where id = $2";
    /// So is everyone who goes on doing it.
    CARRY_ASSIGNMENTS = "update assignment set status = (select max(o.status) from assignment o
        where o.row_id = $1 and o.role = assignment.role and o.party_id = assignment.party_id
        and o.ended_at is null)
        where row_id = $2 and exists (select 1 from assignment o where o.row_id = $1
        and o.role = assignment.role and o.party_id = assignment.party_id and o.ended_at is null)";
    /// What was done of a plan.
    HAPPENINGS = "select h.row_id, h.happened_on, h.note, h.created_by, h.created_at
        from happening h join plan_row r on r.id = h.row_id
        where r.plan_id = $1 and h.removed_at is null order by h.id";
    /// The same for a row that goes on.
    HAPPENING_INSERT = "insert into happening (id, row_id, happened_on, note, created_by, created_at,
        removed_at) values ($1, $2, $3, $4, $5, $6, null)";
    /// What was said of a plan and its rows.
    COMMENTS = "select c.id, c.subject_kind, c.subject_id from comment c
        left join plan_row r on r.id = c.subject_id and c.subject_kind = 'plan_row'
        where c.removed_at is null and ((c.subject_kind = 'plan' and c.subject_id = $1)
        or r.plan_id = $1) order by c.id";
    /// The same about what goes on.
    COMMENT_COPY = "insert into comment (id, unit_id, subject_kind, subject_id, body, created_by,
        created_at, removed_at) select cast($2 as text), unit_id, subject_kind, cast($3 as text), body,
        created_by, created_at, null from comment where id = $1";
    /// Proof in use for a plan's rows.
    USES = "select s.id, s.subject_id from evidence_use s join plan_row r on r.id = s.subject_id
        where s.subject_kind = 'plan_row' and s.removed_at is null and r.plan_id = $1 order by s.id";
    /// The same for a row that goes on, for what it asks in the same words.
    USE_COPY = "insert into evidence_use (id, evidence_id, subject_kind, subject_id, requirement_id,
        requirement_named, page, created_by, created_at, removed_at)
        select cast($2 as text), s.evidence_id, s.subject_kind,
        cast($3 as text), (select min(q.id) from evidence_requirement q
        join evidence_requirement o on o.id = s.requirement_id and o.text = q.text
        where q.row_id = $3),
        case when exists (select 1 from evidence_requirement q
            join evidence_requirement o on o.id = s.requirement_id and o.text = q.text
            where q.row_id = $3) then s.requirement_named else 0 end,
        s.page, s.created_by, s.created_at, null
        from evidence_use s where s.id = $1";
    /// A plan's state.
    SET_STATE = "update plan set state = $2, version = version + 1 where id = $1";
    /// Rows that somebody changed since.
    CHANGED_ROWS = "select count(*) as n from plan_row r where r.plan_id = $1 and (r.version > 1
        or exists (select 1 from assignment a where a.row_id = r.id and (a.ended_at is not null
        or (a.version > 1 and a.status <> r.status))))";
    /// Things done.
    HAPPENED = "select count(*) as n from happening h join plan_row r on r.id = h.row_id
        where r.plan_id = $1 and h.removed_at is null";
    /// Proof in use.
    USED = "select count(*) as n from evidence_use s join plan_row r on r.id = s.subject_id
        where s.subject_kind = 'plan_row' and s.removed_at is null and r.plan_id = $1";
    /// Comments.
    SAID = "select count(*) as n from comment c
        left join plan_row r on r.id = c.subject_id and c.subject_kind = 'plan_row'
        where c.removed_at is null and ((c.subject_kind = 'plan' and c.subject_id = $1)
        or r.plan_id = $1)";
    /// Entries in frameworks that came with the plan, with figures of the year or words since.
    ENTERED = "select count(*) as n from entry e join assessment s on s.id = e.assessment_id
        where s.framework_id in (select i.framework_id from plan_row r
        join indicator i on i.id = r.indicator_id join plan p on p.id = r.plan_id
        where r.plan_id = $1 and not exists (select 1 from plan b where b.id = p.replaces_plan_id
        and b.framework_id = i.framework_id))
        and (e.explanation is not null or e.expected_points is not null or e.evidence_count > 0
        or exists (select 1 from indicator_figure f join figure_value v on v.figure_id = f.figure_id
        and v.unit_id = s.unit_id and v.period_id = s.period_id join plan p on p.id = $1
        where f.indicator_id = e.indicator_id and v.changed_at >= p.created_at))";
    /// Versions that amend it.
    VERSIONS = "select count(*) as n from plan where replaces_plan_id = $1 and state <> 'withdrawn'";
    /// Rows that are found.
    FOUND_ROWS = "select id from plan_row where plan_id = $1 and removed_at is null order by position";
    /// Frameworks that came with the plan.
    FRAMEWORKS = "select distinct i.framework_id from plan_row r
        join indicator i on i.id = r.indicator_id join plan p on p.id = r.plan_id
        where r.plan_id = $1 and not exists (select 1 from plan b where b.id = p.replaces_plan_id
        and b.framework_id = i.framework_id) order by i.framework_id";
    /// A framework that is not in force.
    FRAMEWORK_WITHDRAW = "update framework set state = 'withdrawn', version = version + 1 where id = $1";
    /// Its indicators.
    INDICATORS = "select id from indicator where framework_id = $1 order by position";
    /// Nobody does them any more.
    ASSIGNMENTS_END = "update assignment set ended_at = $2 where ended_at is null
        and row_id in (select id from plan_row where plan_id = $1)";
    /// They are put away.
    ROWS_END = "update plan_row set removed_at = $2, next_due = null, version = version + 1
        where plan_id = $1 and removed_at is null";
}

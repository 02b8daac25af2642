//! Statements about plans and their rows.

use crate::database::statements::statements;
use crate::unit::sql::seen;

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
        status, removed_at, source_line, named_json, version) values ($1, $2, $3, $4, $5, $6, $7, $8,
        $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, null, $23, null, $24,
        $25, 1)";
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
    /// A plan's head with its unit.
    BY_ID = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from plan p join unit u on u.id = p.unit_id where p.id = $1";
    /// A row of a plan, with where the figures of its indicator are entered: in the plan's unit and
    /// year, in the period that runs on the day $3, else in the last one.
    ROW_AND_ENTRY = "select r.id, r.plan_id, r.annex, r.position, r.kind, r.code, r.path, r.parent_path,
        r.title, r.title_folded, r.max_points, r.rule_text, r.evidence_text, r.source_text,
        r.deadline_text, r.effective_due, r.measure, r.target_text, r.note, r.corrected_json, r.named_json, r.triage,
        r.indicator_id, r.next_due, r.status, r.removed_at, r.source_line, r.version,
        d.code as period_code, i.code as indicator_code
        from plan_row r join plan p on p.id = r.plan_id
        left join indicator i on i.id = r.indicator_id
        left join period d on d.id = (select y.id from entry e
            join assessment s on s.id = e.assessment_id and s.unit_id = p.unit_id
            join period y on y.id = s.period_id and y.year = p.year
            where e.indicator_id = r.indicator_id
            order by case when y.starts_on <= $3 and y.ends_on >= $3 then 0 else 1 end,
            y.starts_on desc, y.ends_on limit 1)
        where r.id = $1 and r.plan_id = $2";
    /// A row of a plan.
    ROW = "select r.id, r.plan_id, r.annex, r.position, r.kind, r.code, r.path, r.parent_path, r.title,
        r.title_folded, r.max_points, r.rule_text, r.evidence_text, r.source_text, r.deadline_text,
        r.effective_due, r.measure, r.target_text, r.note, r.corrected_json, r.named_json, r.triage, r.indicator_id,
        r.next_due, r.status, r.removed_at, r.source_line, r.version
        from plan_row r where r.id = $1 and r.plan_id = $2";
    /// Rows of a plan in order, those put away too.
    ROWS = "select r.id, r.plan_id, r.annex, r.position, r.kind, r.code, r.path, r.parent_path, r.title,
        r.title_folded, r.max_points, r.rule_text, r.evidence_text, r.source_text, r.deadline_text,
        r.effective_due, r.measure, r.target_text, r.note, r.corrected_json, r.named_json, r.triage, r.indicator_id,
        r.next_due, r.status, r.removed_at, r.source_line, r.version
        from plan_row r where r.plan_id = $1 order by r.position, r.id";
    /// Plans that the actor may see, of a year, a state, a unit, with how far their rows are; newest
    /// first.
    LIST = concat!(seen!(), "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug,
        u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version,
        coalesce(w.row_count, 0) as row_count, coalesce(w.done_count, 0) as done_count,
        coalesce(w.late_count, 0) as late_count
        from plan p join unit u on u.id = p.unit_id
        left join (select r.plan_id, count(*) as row_count,
            count(case when r.status in ('done', 'not_applicable') then 1 end) as done_count,
            count(case when r.next_due < $2
                and r.status in ('not_started', 'in_progress', 'waiting_proof', 'returned') then 1 end) as late_count
            from plan_row r join plan o on o.id = r.plan_id
            where r.removed_at is null and r.triage <> 'not_ours'
            and r.kind in ('indicator', 'task', 'target') and o.unit_id in (select id from seen)
            group by r.plan_id) w on w.plan_id = p.id
        where p.unit_id in (select id from seen) and (cast($3 as integer) is null or p.year = $3)
        and (cast($4 as text) is null or p.state = $4)
        and (cast($5 as text) is null or u.slug = $5)
        order by p.year desc, p.id desc");
    /// How often each number of points stands in a plan that the actor may see, at indicators that
    /// are under no other.
    POINTS = concat!(seen!(), "select r.plan_id, r.max_points, count(*) as times
        from plan_row r join plan p on p.id = r.plan_id
        left join plan_row above on above.plan_id = r.plan_id and above.annex = r.annex
            and above.path = r.parent_path and above.kind = 'indicator'
            and above.max_points is not null and above.removed_at is null
        where p.unit_id in (select id from seen) and (cast($2 as integer) is null or p.year = $2)
        and r.kind = 'indicator'
        and r.removed_at is null and r.max_points is not null and above.id is null
        group by r.plan_id, r.max_points");
    /// Who does the rows of a plan. The flag says that the person acts for the party.
    ASSIGNMENTS = "select a.id, a.row_id, a.role, a.party_id, a.via_group_id, a.named, a.status,
        a.ended_at, a.version, y.name as party_name, y.kind as party_kind, g.name as group_name,
        case when h.person_id is null then 0 else 1 end as mine
        from assignment a join plan_row r on r.id = a.row_id join party y on y.id = a.party_id
        left join party g on g.id = a.via_group_id
        left join party_holder h on h.party_id = a.party_id and h.person_id = $2
        where r.plan_id = $1 and (cast($3 as text) is null or a.row_id = $3) order by a.id";
    /// How many proofs each row has, and how many it asks for.
    PROOFS = "select r.id, (select count(*) from evidence_use v where v.subject_kind = 'plan_row'
            and v.subject_id = r.id and v.removed_at is null) as have,
        (select coalesce(sum(q.needed), 0) from evidence_requirement q where q.row_id = r.id) as need
        from plan_row r where r.plan_id = $1 and r.removed_at is null";
    /// Legal bases with the plan that each is, where it is here.
    BASES = "select b.reference, b.issued_on, b.issuer, b.subject, b.linked_plan_id, l.title, u.path
        from plan_basis b left join plan l on l.id = b.linked_plan_id
        left join unit u on u.id = l.unit_id where b.plan_id = $1 order by b.position";
    /// To whom it goes.
    RECIPIENTS = "select name, purpose from plan_recipient where plan_id = $1 order by position";
    /// Findings that nobody has settled come first.
    FINDINGS = "select code, severity, row_path, message, settlement from plan_finding
        where plan_id = $1 order by case when settlement is null then 0 else 1 end, position";
    /// The plans above, nearest first; ten levels at most.
    ABOVE = "with recursive above (id, depth) as (
            select p.parent_plan_id, 1 from plan p where p.id = $1 and p.parent_plan_id is not null
            union
            select p.parent_plan_id, a.depth + 1 from above a join plan p on p.id = a.id
            where p.parent_plan_id is not null and a.depth < 10)
        select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from above a join plan p on p.id = a.id join unit u on u.id = p.unit_id order by a.depth";
    /// The plans that name this one as the plan above or as what they replace.
    BELOW = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from plan p join unit u on u.id = p.unit_id
        where p.parent_plan_id = $1 or p.replaces_plan_id = $1 order by p.year, p.id";
    /// What happened to a plan and its rows, newest first.
    CHANGES = "select e.seq, e.at, e.actor_name, e.kind, e.subject_kind, e.subject_id, e.subject_name,
        e.before_json, e.after_json from audit_event e
        where (e.subject_kind = 'plan' and e.subject_id = $1) or (e.subject_kind = 'plan_row'
            and e.subject_id in (select r.id from plan_row r where r.plan_id = $1))
        order by e.seq desc limit $2";
    /// What happened to one row, newest first.
    ROW_CHANGES = "select e.seq, e.at, e.actor_name, e.kind, e.subject_kind, e.subject_id,
        e.subject_name, e.before_json, e.after_json from audit_event e
        where e.subject_kind = 'plan_row' and e.subject_id = $1 order by e.seq desc limit $2";
    /// Parties that the directory of a unit or of one above it lists.
    PARTIES = "select y.id, y.kind, y.name from party y join unit u on u.id = y.unit_id
        where y.merged_into is null and substr($1, 1, length(u.path)) = u.path
        and not (y.kind = 'person' and exists (select 1 from person s where s.id = y.person_ref and s.left_on is not null))
        order by y.id";
    /// Head fields.
    SET_HEAD = "update plan set kind = $3, reference = $4, issued_on = $5, place = $6, issuer = $7,
        title = $8, title_folded = $9, signatory = $10, parent_plan_id = $11, year = $12,
        version = version + 1 where id = $1 and version = $2";
    /// How far it is.
    SET_STATE = "update plan set state = $3, version = version + 1 where id = $1 and version = $2";
    /// Bases are kept anew.
    DROP_BASES = "delete from plan_basis where plan_id = $1";
    /// Recipients are kept anew.
    DROP_RECIPIENTS = "delete from plan_recipient where plan_id = $1";
    /// Texts of a row.
    SET_ROW = "update plan_row set kind = $3, code = $4, title = $5, title_folded = $6,
        max_points = $7, rule_text = $8, evidence_text = $9, source_text = $10, deadline_text = $11,
        effective_due = $12, measure = $13, target_text = $14, note = $15, corrected_json = $16,
        triage = $17, version = version + 1 where id = $1 and version = $2 and removed_at is null";
    /// A row put away, or brought back.
    SET_REMOVED = "update plan_row set removed_at = $3, version = version + 1
        where id = $1 and version = $2";
    /// Where a row stands.
    SET_POSITION = "update plan_row set position = $2 where id = $1";
    /// Makes room after a position.
    MAKE_ROOM = "update plan_row set position = position + $3 where plan_id = $1 and position > $2";
    /// Someone no longer does a row.
    END_ASSIGNMENT = "update assignment set ended_at = $3, version = version + 1
        where id = $1 and version = $2 and ended_at is null";
    /// Everyone who came to a row through a group no longer does it.
    END_GROUP = "update assignment set ended_at = $4, version = version + 1
        where row_id = $1 and role = $2 and via_group_id = $3 and ended_at is null";
    /// What a plan was before it was last withdrawn.
    STATE_BEFORE = "select e.before_json from audit_event e where e.subject_kind = 'plan'
        and e.subject_id = $1 and e.kind = 'plan.withdrawn' order by e.seq desc limit 1";
    /// Parties of a plan's assignments, and their groups, that no longer exist.
    PARTIES_GONE = "select distinct y.id from plan_row r join assignment a on a.row_id = r.id
        and a.ended_at is null join party y on y.id = coalesce(a.via_group_id, a.party_id)
        left join person s on s.id = y.person_ref left join post o on o.id = y.post_ref
        left join unit u on u.id = y.unit_ref
        where r.plan_id = $1 and (s.left_on is not null or o.closed_on is not null or u.valid_to is not null)";
}

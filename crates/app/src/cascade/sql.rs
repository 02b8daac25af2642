//! Statements about plans above and below each other.

use crate::database::statements::statements;

statements! {
    /// Units of these paths.
    HOMES = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where cast($1 as text) like '%|' || path || '|%' order by path";
    /// Plans in force of the units over a path, with the plan of the unit $2 that carries each out.
    ABOVE = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version, o.id as own_id, o.state as own_state
        from plan p join unit u on u.id = p.unit_id
        left join plan o on o.id = (select max(c.id) from plan c where c.parent_plan_id = p.id
            and c.unit_id = $2 and c.state <> 'withdrawn')
        where p.state = 'issued' and u.path <> $1 and substr($1, 1, length(u.path)) = u.path
        order by p.year desc, length(u.path) desc, p.id desc";
    /// The plan of a unit that carries out plan $2, and its own plan of the last year before $3, one
    /// in force before a draft.
    OWN_AND_BEFORE = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from plan p join unit u on u.id = p.unit_id where p.id = (select max(o.id) from plan o
            where o.unit_id = $1 and o.parent_plan_id = $2 and o.state <> 'withdrawn')
        or p.id = (select b.id from plan b where b.unit_id = $1 and b.year < $3
            and b.state <> 'withdrawn' order by b.year desc,
            case b.state when 'issued' then 0 else 1 end, b.id desc limit 1)";
    /// Which rows of a plan name the unit with path $2 and id $3, someone of it, or a group with it.
    OURS = "select distinct a.row_id, a.role from plan_row r join assignment a on a.row_id = r.id
        join party y on y.id = a.party_id join unit h on h.id = y.unit_id
        left join unit t on t.id = y.unit_ref
        where r.plan_id = $1 and r.removed_at is null and a.ended_at is null
        and ((y.kind = 'unit' and substr(t.path, 1, length($2)) = $2)
            or (y.kind in ('post', 'person') and substr(h.path, 1, length($2)) = $2)
            or (y.kind = 'group' and exists (select 1 from group_member m
                join party g on g.id = m.party_id where m.group_id = y.id and g.unit_ref = $3)))";
    /// A unit and those under it.
    WITHIN = "select id from unit where substr(path, 1, length($1)) = $1 order by path";
    /// Names in the directories of a unit and of those under it.
    DIRECTORY = "select distinct y.name from party y join unit u on u.id = y.unit_id
        where y.merged_into is null and substr(u.path, 1, length($1)) = $1
        and not (y.kind = 'person' and exists (select 1 from person s where s.id = y.person_ref
            and s.left_on is not null)) order by y.name limit 500";
    /// Rows of a plan just written.
    WRITTEN = "select id, annex, path from plan_row where plan_id = $1 order by position";
    /// How long before the plan above.
    SET_LEAD = "insert into cascade_plan (plan_id, lead_days, lead_counted, version)
        values ($1, $2, $3, 1) on conflict (plan_id) do update set lead_days = $2,
        lead_counted = $3, version = cascade_plan.version + 1";
    /// Which row carries out a row above, and what of it was answered to.
    SET_ROW = "insert into cascade_row (plan_id, above_row_id, row_id, taken_json)
        values ($1, $2, $3, $4) on conflict (plan_id, above_row_id) do update set
        row_id = $3, taken_json = $4";
    /// Units right under the unit $2 on the day $3, and those under its path $4 that have a plan
    /// which carries out $1; each with such plans.
    STATUS = "select u.id, u.slug, u.name, u.kind, u.parent_id, p.id as plan_id, p.state, p.reference,
        p.issued_on, p.created_at,
        (select count(*) from cascade_row c where c.plan_id = p.id and c.row_id is not null) as linked
        from unit u left join plan p on p.unit_id = u.id and p.parent_plan_id = $1
            and p.state <> 'withdrawn'
        where (u.parent_id = $2 and u.valid_from <= $3 and coalesce(u.valid_to, '9999-12-31') >= $3)
        or (p.id is not null and u.id <> $2 and substr(u.path, 1, length($4)) = $4)
        order by u.path, p.id";
    /// What is kept of the rows above.
    KEPT = "select above_row_id, row_id, taken_json from cascade_row where plan_id = $1
        order by above_row_id";
    /// How long before the plan above, and how many answers there are.
    LEAD = "select (select c.lead_days from cascade_plan c where c.plan_id = $1) as lead_days,
        (select c.lead_counted from cascade_plan c where c.plan_id = $1) as lead_counted,
        (select count(*) from cascade_answer a where a.plan_id = $1) as answers";
    /// How long before, unless it is set.
    FIRST_LEAD = "insert into cascade_plan (plan_id, lead_days, lead_counted, version)
        values ($1, $2, $3, 1) on conflict (plan_id) do nothing";
    /// Answers, newest first.
    ANSWERS = "select id, kind, answer, reason, name, before_json, after_json, answered_name,
        answered_at from cascade_answer where plan_id = $1
        order by answered_at desc, id desc limit $2";
    /// An answer.
    INSERT_ANSWER = "insert into cascade_answer (id, plan_id, above_row_id, row_id, kind, answer,
        reason, name, before_json, after_json, answered_by, answered_name, answered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// A new row is measured by the indicator of the row above.
    SET_INDICATOR = "update plan_row set indicator_id = $2 where id = $1";
    /// The plan above.
    SET_ABOVE = "update plan set parent_plan_id = $2, version = version + 1
        where id = $1 and parent_plan_id is null";
    /// No plan above.
    NO_ABOVE = "update plan set parent_plan_id = null, version = version + 1 where id = $1";
    /// No links.
    DROP_ALL = "delete from cascade_row where plan_id = $1";
    /// One link less.
    DROP_ROW = "delete from cascade_row where plan_id = $1 and above_row_id = $2";
    /// Whether a plan has links.
    LINKS = "select count(*) as n from cascade_row where plan_id = $1";
    /// Focal officers of units below who carry a plan out and have not been told, or have looked.
    TO_TELL = "select distinct p.id as plan_id, a.id as account_id from plan p
        join role_grant g on g.unit_id = p.unit_id and g.role = 'focal' and g.ended_at is null
        join account a on a.id = g.account_id and a.state = 'active'
        where p.parent_plan_id = $1 and p.state <> 'withdrawn'
        and exists (select 1 from cascade_row c where c.plan_id = p.id)
        and not exists (select 1 from notice n where n.account_id = a.id
            and n.subject_kind = 'cascade' and n.subject_id = p.id and n.read_at is null)
        order by p.id, a.id";
    /// How many plans carry a plan out.
    BELOW_COUNT = "select count(*) as n from plan where parent_plan_id = $1";
    /// What carried out one row carries out another.
    REPOINT = "update cascade_row set above_row_id = $2 where above_row_id = $1
        and not exists (select 1 from cascade_row o where o.plan_id = cascade_row.plan_id
            and o.above_row_id = $2)";
    /// What carried out one plan carries out another.
    REPARENT = "update plan set parent_plan_id = $2, version = version + 1
        where parent_plan_id = $1 and id <> $2";
    /// A new version has the plan above that the old one has.
    SAME_ABOVE = "update plan set parent_plan_id = (select o.parent_plan_id from plan o
        where o.id = $2) where id = $1
        and exists (select 1 from plan o where o.id = $2 and o.parent_plan_id is not null)";
    /// And its days.
    COPY_LEAD = "insert into cascade_plan (plan_id, lead_days, lead_counted, version)
        select cast($2 as text), c.lead_days, c.lead_counted, 1 from cascade_plan c
        where c.plan_id = $1";
    /// And the link of a row.
    COPY_ROW = "insert into cascade_row (plan_id, above_row_id, row_id, taken_json)
        select cast($2 as text), c.above_row_id, cast($4 as text), c.taken_json from cascade_row c
        where c.plan_id = $1 and c.row_id = $3";
    /// And what it leaves out.
    COPY_LEFT_OUT = "insert into cascade_row (plan_id, above_row_id, row_id, taken_json)
        select cast($2 as text), c.above_row_id, null, c.taken_json from cascade_row c
        where c.plan_id = $1 and not exists (select 1 from cascade_row n
            where n.plan_id = $2 and n.above_row_id = c.above_row_id)";
    /// Who is focal in each unit under a path.
    FOCALS = "select distinct u.id as unit_id, a.id as account_id from role_grant g
        join account a on a.id = g.account_id and a.state = 'active'
        join unit u on u.id = g.unit_id
        where g.role = 'focal' and g.ended_at is null and substr(u.path, 1, length($1)) = $1
        order by u.id, a.id";
}

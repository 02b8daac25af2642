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
    /// The plan of a unit that carries out another one.
    OWN = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from plan p join unit u on u.id = p.unit_id where p.unit_id = $1 and p.parent_plan_id = $2
        and p.state <> 'withdrawn' order by p.id desc limit 1";
    /// The unit's own plan of the last year before $2, one in force before a draft.
    BEFORE = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.year, p.kind, p.reference, p.issued_on, p.place, p.issuer, p.title, p.signatory, p.state,
        p.parent_plan_id, p.replaces_plan_id, p.framework_id, p.origin, p.source_name, p.created_at,
        p.version
        from plan p join unit u on u.id = p.unit_id where p.unit_id = $1 and p.year < $2
        and p.state <> 'withdrawn'
        order by p.year desc, case p.state when 'issued' then 0 else 1 end, p.id desc limit 1";
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
    /// Who is focal in each unit under a path.
    FOCALS = "select distinct u.id as unit_id, a.id as account_id from role_grant g
        join account a on a.id = g.account_id and a.state = 'active'
        join unit u on u.id = g.unit_id
        where g.role = 'focal' and g.ended_at is null and substr(u.path, 1, length($1)) = $1
        order by u.id, a.id";
}

//! Statements about the overview.

use crate::database::statements::statements;

statements! {
    /// What the unit was assessed on in a period; the same framework comes first.
    EARLIER = "select a.id, a.framework_id from assessment a join period p on p.id = a.period_id
        where a.unit_id = $1 and p.code = $2
        order by case when a.framework_id = $3 then 0 else 1 end, a.id limit 1";
    /// An assessment's indicators with what they earned and what proves it.
    ENTRIES = "select id, indicator_id, points, outcome, state, evidence_count from entry
        where assessment_id = $1";
    /// Work of a unit's plans of a year, a row once for each who leads it.
    WORK = "select r.id, r.plan_id, r.code, r.title, r.status, r.next_due, r.max_points,
        r.indicator_id, y.name as lead from plan_row r join plan p on p.id = r.plan_id
        left join assignment a on a.row_id = r.id and a.role = 'lead' and a.ended_at is null
        left join party y on y.id = a.party_id
        where p.unit_id = $1 and p.year = $2 and p.state <> 'withdrawn' and r.removed_at is null
        and r.triage <> 'not_ours' and r.kind in ('indicator', 'task', 'target')
        order by r.position, r.id, a.id";
    /// What happened in the unit last.
    RECENT = "select e.seq, e.at, e.account_id, e.actor_name, u.slug as unit_slug,
        u.name as unit_name, e.kind, e.subject_kind, e.subject_id, e.subject_name, e.before_json,
        e.after_json from audit_event e join unit u on u.id = e.unit_id
        where e.unit_id = $1 and (e.kind like 'plan%' or e.kind like 'entry.%'
        or e.kind like 'assignment.%' or e.kind like 'happening.%' or e.kind like 'framework.%')
        order by e.seq desc limit $2";
    /// Units directly below, with how much of their work is late.
    BELOW = "select u.id, u.parent_id, u.path, u.slug, u.kind, u.code, u.name, u.valid_from,
        u.valid_to, u.version, coalesce(w.n, 0) as late
        from unit u left join (select p.unit_id, count(*) as n
            from plan p join unit o on o.id = p.unit_id and o.parent_id = $1
            join plan_row r on r.plan_id = p.id where p.year = $2
            and p.state <> 'withdrawn' and r.removed_at is null and r.triage <> 'not_ours'
            and r.kind in ('indicator', 'task', 'target') and r.next_due < $3
            and r.status in ('not_started', 'in_progress', 'waiting_proof', 'returned')
            group by p.unit_id) w on w.unit_id = u.id
        where u.parent_id = $1 and u.valid_to is null and u.kind <> 'office' order by u.path";
    /// Frameworks that units below are assessed on in the period, the most used first.
    FRAMEWORKS_BELOW = "select a.framework_id, count(*) as n from assessment a
        join unit u on u.id = a.unit_id where u.parent_id = $1 and a.period_id = $2
        group by a.framework_id order by count(*) desc, a.framework_id limit 3";
}

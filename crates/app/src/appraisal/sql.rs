//! Statements about handing in, decisions and objections.

use crate::database::statements::statements;
use crate::unit::sql::seen;

statements! {
    /// An assessment with everything that decides what may be done with it.
    CASE = "select a.id, a.state as assessment_state, a.version as assessment_version, a.unit_id,
        u.path, u.kind, u.parent_id, u.name as unit_name, a.framework_id, f.name as framework_name,
        f.state as framework_state, a.period_id,
        p.code as period_code, p.name as period_name, p.locked_at,
        (select max(z.until_on) from period_exception z where z.period_id = a.period_id
            and z.unit_id = a.unit_id and z.answer = 'granted') as granted_until,
        s.stage, s.submitted_at, s.explanation, s.objection_until, s.version as stage_version,
        t.objection_days, t.return_days, t.second_share, t.version as terms_version
        from assessment a join unit u on u.id = a.unit_id join framework f on f.id = a.framework_id
        join period p on p.id = a.period_id left join appraisal s on s.assessment_id = a.id
        left join appraisal_terms t on t.framework_id = a.framework_id and t.period_id = a.period_id
        where a.id = $1";
    /// The assessment of an entry, and the entry's indicator.
    ENTRY = "select assessment_id, indicator_id, explanation from entry where id = $1";
    /// Into the next state, if it is still the one that was shown.
    SET_STATE = "update assessment set state = $3, version = version + 1
        where id = $1 and version = $2";
    /// Handed in, for the first time or again.
    SUBMIT = "insert into appraisal (assessment_id, stage, submitted_at, submitted_by, explanation,
        version) values ($1, 'submitted', $2, $3, $4, 1)
        on conflict (assessment_id) do update set stage = 'submitted',
        submitted_at = excluded.submitted_at, submitted_by = excluded.submitted_by,
        explanation = excluded.explanation, objection_until = null,
        version = appraisal.version + 1";
    /// The next stage.
    SET_STAGE = "update appraisal set stage = $3, objection_until = coalesce($4, objection_until),
        version = version + 1 where assessment_id = $1 and version = $2";
    /// Whether anybody has decided anything.
    BEGUN = "select count(*) as n from entry e join decision d on d.entry_id = e.id
        where e.assessment_id = $1";
    /// Figures that an account entered for the unit in the period, and handings-in.
    TOUCHED = "select v.kind from audit_event v where v.account_id = $1 and v.unit_id = $2
        and ((v.kind = 'assessment.submitted' and v.subject_id = $4)
            or (v.kind = 'entry.saved' and exists (select 1 from entry e
                join assessment a on a.id = e.assessment_id
                where e.id = v.subject_id and a.period_id = $3)))
        order by v.seq limit 1";
    /// Everything decided in an assessment.
    DECISIONS = "select d.id, d.entry_id, d.round, d.outcome, d.points, d.remark, d.due_on,
        d.answered_at, d.decided_at, d.decided_by, d.version, n.name as decided_name,
        e.indicator_id
        from entry e join decision d on d.entry_id = e.id
        left join account c on c.id = d.decided_by left join person n on n.id = c.person_id
        where e.assessment_id = $1 order by e.indicator_id, d.round";
    /// Entries of an assessment.
    ENTRIES = "select id, indicator_id, explanation, evidence_count from entry
        where assessment_id = $1";
    /// A new decision.
    DECIDE = "insert into decision (id, entry_id, round, outcome, points, remark, due_on,
        inputs_json, decided_at, decided_by, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    /// Another decision in its place.
    DECIDE_AGAIN = "update decision set outcome = $3, points = $4, remark = $5, due_on = $6,
        inputs_json = $7, decided_at = $8, decided_by = $9, answered_at = null,
        version = version + 1 where id = $1 and version = $2";
    /// The unit handed in again: the line is to be decided anew.
    ANSWERED = "update decision set answered_at = $3, version = version + 1
        where answered_at is null and entry_id in (select e.id from entry e
            where e.assessment_id = $1 and e.indicator_id = $2)";
    /// Objections of an assessment.
    OBJECTIONS = "select o.id, o.entry_id, e.indicator_id, o.reason, o.evidence_id,
        v.title as evidence_title, o.made_at, o.answer, o.points, o.answer_reason, o.answered_at,
        o.version from entry e join objection o on o.entry_id = e.id
        left join evidence v on v.id = o.evidence_id
        where e.assessment_id = $1 order by o.made_at, o.id";
    /// A new objection.
    OBJECT = "insert into objection (id, entry_id, reason, evidence_id, made_at, made_by, version)
        values ($1, $2, $3, $4, $5, $6, 1)";
    /// Whether a proof serves the entry.
    SERVES = "select count(*) as n from evidence_use
        where evidence_id = $1 and subject_kind = 'entry' and subject_id = $2
        and removed_at is null";
    /// Proofs that serve an entry.
    PROOFS = "select v.id, v.title from evidence_use x join evidence v on v.id = x.evidence_id
        where x.subject_kind = 'entry' and x.subject_id = $1 and x.removed_at is null
        and v.removed_at is null order by v.id";
    /// The panel's answer.
    ANSWER = "update objection set answer = $3, points = $4, answer_reason = $5, answered_at = $6,
        answered_by = $7, version = version + 1 where id = $1 and version = $2";
    /// Earlier decisions on the same indicator in the period, of units that the actor may appraise.
    LIKE = concat!(seen!(), "select e.id as entry_id, u.name as unit_name, d.round, d.outcome,
        d.points, d.remark, d.inputs_json, d.decided_at, d.decided_by,
        (select count(*) from decision b where b.entry_id = e.id and b.round = 'second'
            and b.answered_at is null) as seconds
        from assessment a join entry e on e.assessment_id = a.id and e.indicator_id = $2
        join decision d on d.entry_id = e.id join unit u on u.id = a.unit_id
        where a.period_id = $3 and a.id <> $4 and d.answered_at is null
        and d.outcome <> 'sent_back' and d.round in ('first', 'settled')
        and a.unit_id in (select id from seen)
        order by d.decided_at desc, d.id limit 40");
    /// Assessments handed in, of units that the actor may appraise, with how much is decided.
    QUEUE = concat!(seen!(), "select a.id, u.slug, u.name as unit_name, u.path, f.id as framework_id,
        f.name as framework_name, s.stage, s.submitted_at, s.objection_until,
        (select count(*) from entry e join indicator i on i.id = e.indicator_id
            where e.assessment_id = a.id and i.counts <> 'unscored'
            and not exists (select 1 from indicator c where c.parent_id = i.id)) as lines,
        (select count(*) from entry e join decision d on d.entry_id = e.id
            where e.assessment_id = a.id and d.round = 'first' and d.answered_at is null
            and d.outcome <> 'sent_back') as decided,
        (select count(*) from entry e join decision d on d.entry_id = e.id
            where e.assessment_id = a.id and d.round = 'first' and d.answered_at is null
            and d.outcome = 'sent_back') as sent_back,
        (select count(*) from entry e join objection o on o.entry_id = e.id
            where e.assessment_id = a.id and o.answer is null) as objections
        from assessment a join unit u on u.id = a.unit_id join framework f on f.id = a.framework_id
        join appraisal s on s.assessment_id = a.id
        where a.period_id = $2 and a.state <> 'open' and a.unit_id in (select id from seen)
        order by s.submitted_at, a.id limit $3 offset $4");
    /// Lines that two people decided, of units that the actor may appraise.
    PAIRS = concat!(seen!(), "select u.name as unit_name, u.slug, i.code, i.title,
        x.points as first_points, y.points as second_points, z.points as settled_points,
        case when z.id is null then 0 else 1 end as is_settled
        from assessment a join unit u on u.id = a.unit_id join entry e on e.assessment_id = a.id
        join decision x on x.entry_id = e.id and x.round = 'first'
        join decision y on y.entry_id = e.id and y.round = 'second'
        left join decision z on z.entry_id = e.id and z.round = 'settled'
            and z.answered_at is null
        join indicator i on i.id = e.indicator_id
        where a.period_id = $2 and x.answered_at is null and y.answered_at is null
        and a.unit_id in (select id from seen) order by a.id, i.position");
    /// New terms.
    SET_TERMS = "insert into appraisal_terms (framework_id, period_id, objection_days, return_days,
        second_share, version) values ($1, $2, $3, $4, $5, 1)
        on conflict (framework_id, period_id) do update set
        objection_days = excluded.objection_days, return_days = excluded.return_days,
        second_share = excluded.second_share, version = appraisal_terms.version + 1
        where appraisal_terms.version = $6";
    /// Frameworks of units that the actor may appraise, open in a period, with their terms.
    TERMS = concat!(seen!(), "select distinct f.id, f.name, t.objection_days, t.return_days,
        t.second_share, t.version as terms_version
        from assessment a join framework f on f.id = a.framework_id
        left join appraisal_terms t on t.framework_id = f.id and t.period_id = a.period_id
        where a.period_id = $2 and f.unit_id in (select id from seen) order by f.id");
    /// The unit that a framework belongs to.
    OWNER = "select u.path, u.id, f.name from framework f join unit u on u.id = f.unit_id
        where f.id = $1";
    /// Words in addresses of an assessment.
    PLACE = "select u.slug, p.code from assessment a join unit u on u.id = a.unit_id
        join period p on p.id = a.period_id where a.id = $1";
    /// Leaders and focal officers of a unit.
    UNIT_HEADS = "select distinct c.id from role_grant g
        join account c on c.id = g.account_id and c.state = 'active'
        where g.unit_id = $1 and g.role in ('focal', 'leader') and g.ended_at is null order by c.id";
    /// Appraisers over a path who do not work under it: they may judge.
    JUDGES = "select distinct c.id from role_grant g join unit u on u.id = g.unit_id
        join account c on c.id = g.account_id and c.state = 'active'
        left join person q on q.id = c.person_id left join unit h on h.id = q.unit_id
        where g.role = 'appraiser' and g.ended_at is null
        and substr($1, 1, length(u.path)) = u.path and u.path <> $1
        and (h.path is null or substr(h.path, 1, length($1)) <> $1) order by c.id";
}

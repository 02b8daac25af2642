//! Statements about frozen scorecards. There is none that changes or deletes one.

use crate::database::statements::statements;

statements! {
    /// Whose assessment it is.
    HEAD = "select a.unit_id, a.framework_id, a.period_id from assessment a where a.id = $1";
    /// Its lines as they stand.
    LINES = "select indicator_id, applicable, points, outcome from entry where assessment_id = $1";
    /// Its figures as they stand.
    INPUTS = "select x.indicator_id, x.input_key, v.value
        from assessment a join indicator i on i.framework_id = a.framework_id
        join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id
        where a.id = $1 and v.value is not null order by x.indicator_id, x.position";
    /// What was decided on its lines, and what objections changed.
    DECIDED = "select e.indicator_id, d.round, d.outcome, d.points, d.remark, o.answer, o.points as objection_points, o.answer_reason
        from entry e join decision d on d.entry_id = e.id
        left join objection o on o.entry_id = e.id
        where e.assessment_id = $1 and d.answered_at is null order by e.indicator_id, d.round";
    /// Lines that the unit was to put right.
    SENT_BACK = "select e.indicator_id from entry e join decision d on d.entry_id = e.id
        where e.assessment_id = $1 and d.round = 'first' and d.outcome = 'sent_back'
        and d.answered_at is null order by e.indicator_id";
    /// The last one of a kind.
    LAST = "select number, body_json from scorecard where assessment_id = $1 and kind = $2
        order by number desc limit 1";
    /// A new one.
    INSERT = "insert into scorecard (id, assessment_id, kind, number, made_at, made_by,
        framework_version, body_json, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// All of an assessment, as they were frozen.
    OF_ASSESSMENT = "select kind, number, made_at, body_json, sha256 from scorecard
        where assessment_id = $1 order by made_at, id";
    /// The best that each unit has: final before appraised before claimed, the last of its kind.
    /// A unit that took back what it handed in has none.
    LATEST = "select a.unit_id, s.kind, s.body_json from assessment a
        join scorecard s on s.id = (select c.id from scorecard c where c.assessment_id = a.id
            order by case c.kind when 'final' then 0 when 'appraised' then 1 else 2 end,
            c.number desc limit 1)
        where a.framework_id = $1 and a.period_id = $2 and a.state <> 'open' order by a.unit_id";
    /// Assessments with a frozen scorecard, and whose they are; $1: only one of them.
    JUDGED = "select a.id, a.unit_id, a.framework_id, a.period_id, u.kind, u.name as unit_name,
        f.name as framework_name, p.name as period_name
        from assessment a join unit u on u.id = a.unit_id join framework f on f.id = a.framework_id
        join period p on p.id = a.period_id
        where (cast($1 as text) is null or a.id = $1)
        and exists (select 1 from scorecard s where s.assessment_id = a.id)
        order by a.framework_id, a.period_id, a.id";
    /// Entries of a period with what they ask; $2: only one unit's.
    PLACES = "select a.unit_id, a.framework_id, e.id, e.indicator_id, x.input_key, x.figure_id
        from assessment a join entry e on e.assessment_id = a.id
        left join indicator_figure x on x.indicator_id = e.indicator_id
        where a.period_id = $1 and (cast($2 as text) is null or a.unit_id = $2)
        order by e.id, x.position";
    /// Scorecards of a framework in a period, as they were frozen.
    KEPT = "select s.assessment_id, s.kind, s.number, s.sha256, s.body_json
        from assessment a join scorecard s on s.assessment_id = a.id
        where a.framework_id = $1 and a.period_id = $2 order by s.assessment_id, s.made_at, s.id";
    /// So many events about figures and judging, after one.
    LOG = "select seq, kind, subject_id, after_json from audit_event
        where seq > $1 and kind in ('entry.saved', 'assessment.submitted', 'assessment.withdrawn',
            'assessment.appraised', 'assessment.closed', 'decision.made', 'objection.answered')
        order by seq limit $2";
}

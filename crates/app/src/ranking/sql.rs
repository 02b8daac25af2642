//! Statements about rankings.

use crate::database::statements::statements;

statements! {
    /// Frameworks on which units under a path are assessed in a period, those of most units first.
    FRAMEWORKS = "select f.id, f.name, f.unit_id, u.path, count(*) as n from assessment a
        join unit w on w.id = a.unit_id join framework f on f.id = a.framework_id
        join unit u on u.id = f.unit_id
        where a.period_id = $1 and substr(w.path, 1, length($2)) = $2 and f.state <> 'withdrawn'
        group by f.id, f.name, f.unit_id, u.path order by n desc, f.id";
    /// The units of them, each with its best scorecard: final before appraised before claimed, the
    /// last of its kind; none where nothing was handed in.
    UNITS = "select u.id, u.slug, u.name, u.code, u.kind, a.id as assessment_id,
        s.id as scorecard_id, s.kind as scorecard_kind
        from assessment a join unit u on u.id = a.unit_id
        left join scorecard s on a.state <> 'open' and s.id = (select c.id from scorecard c
            where c.assessment_id = a.id
            order by case c.kind when 'final' then 0 when 'appraised' then 1 else 2 end,
            c.number desc limit 1)
        where a.framework_id = $1 and a.period_id = $2 and substr(u.path, 1, length($3)) = $3
        order by u.id";
    /// Scorecards whose ids stand end to end in the first.
    CARDS = "select s.id, s.body_json from assessment a join scorecard s on s.assessment_id = a.id
        where a.framework_id = $2 and a.period_id = $3 and $1 like '%' || s.id || '%'";
    /// Lines whose appraisal the unit objects to, and nobody has answered yet.
    CONTESTED = "select e.assessment_id, e.indicator_id from objection o
        join entry e on e.id = o.entry_id join assessment a on a.id = e.assessment_id
        where a.framework_id = $1 and a.period_id = $2 and o.answer is null
        order by e.assessment_id, e.indicator_id";
    /// The same framework, or another, in the period of that word: what to compare with.
    BEFORE = "select a.framework_id, count(*) as n from assessment a
        join period p on p.id = a.period_id join unit u on u.id = a.unit_id
        where p.code = $1 and substr(u.path, 1, length($2)) = $2
        group by a.framework_id
        order by case when a.framework_id = $3 then 0 else 1 end, n desc, a.framework_id limit 1";
    /// A period by its word.
    PERIOD = "select id, code, name, year, starts_on, ends_on, closes_on, locked_at, version
        from period where code = $1";
}

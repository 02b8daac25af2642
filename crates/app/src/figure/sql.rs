//! Statements about figures, entries and assessments.

use super::packed::places;
use crate::database::statements::statements;
use crate::period::sql::{closing, granted};

/// A stored value, with whether it is provided and whether somebody disputes it.
macro_rules! value {
    () => {
        "v.value, v.state, v.source, v.as_of, v.locked_at,
        case when v.locked_at is not null and exists (select 1 from figure_dispute w
            where w.value_id = v.id and w.answered_at is null) then 1 else 0 end as disputed"
    };
}

statements! {
    /// A unit's assessment, if it is new.
    ASSESSMENT_INSERT = "insert into assessment (id, unit_id, framework_id, period_id, state, version)
        values ($1, $2, $3, $4, 'open', 1) on conflict (unit_id, framework_id, period_id) do nothing";
    /// The one that there is.
    ASSESSMENT_KEY = "select id from assessment where unit_id = $1 and framework_id = $2 and period_id = $3";
    /// Assessments of units of a kind (or of any) in a subtree that lack one; ids stand end to end
    /// in the first parameter, 36 characters each.
    ASSESSMENTS_OPEN = "insert into assessment (id, unit_id, framework_id, period_id, state, version)
        select substr($1, (n.place - 1) * 36 + 1, 36), n.id, $2, $3, 'open', 1
        from (select u.id, cast(row_number() over (order by u.path) as integer) as place from unit u
            where substr(u.path, 1, length($4)) = $4 and u.valid_to is null
            and (cast($5 as text) is null or u.kind = $5)
            and not exists (select 1 from assessment a where a.unit_id = u.id
                and a.framework_id = $2 and a.period_id = $3)) n
        where n.place <= $6";
    /// An assessment with how many of its lines somebody worked in; handing in counts as work.
    UNUSED = "select a.id, (select count(*) from entry e where e.assessment_id = a.id
            and (e.changed_at is not null or e.evidence_count > 0 or e.explanation is not null
            or exists (select 1 from evidence_use w where w.subject_kind = 'entry' and w.subject_id = e.id)
            or exists (select 1 from comment c where c.subject_kind = 'entry' and c.subject_id = e.id)
            or exists (select 1 from decision d where d.entry_id = e.id)
            or exists (select 1 from objection o where o.entry_id = e.id)))
        + (select count(*) from scorecard s where s.assessment_id = a.id)
        + (select count(*) from appraisal s where s.assessment_id = a.id) as worked
        from assessment a where a.unit_id = $1 and a.framework_id = $2 and a.period_id = $3";
    /// Its lines.
    ENTRIES_DELETE = "delete from entry where assessment_id = $1";
    /// Itself.
    ASSESSMENT_DELETE = "delete from assessment where id = $1";
    /// How many units that would be.
    UNITS_LACKING = "select count(*) as n from unit u
        where substr(u.path, 1, length($3)) = $3 and u.valid_to is null
        and (cast($4 as text) is null or u.kind = $4)
        and not exists (select 1 from assessment a where a.unit_id = u.id
            and a.framework_id = $1 and a.period_id = $2)";
    /// Entries that assessments of a framework in a period lack; ids stand end to end.
    ENTRIES_OPEN = "insert into entry (id, assessment_id, indicator_id, applicable, outcome,
        evidence_count, version)
        select substr($1, (n.place - 1) * 36 + 1, 36), n.assessment_id, n.indicator_id, n.applicable,
            case when n.applicable = 0 then 'not_applicable' else n.outcome end, 0, 1
        from (select a.id as assessment_id, i.id as indicator_id,
                case when i.kinds is null or i.kinds like '%|' || u.kind || '|%' then 1 else 0 end
                    as applicable,
                case when i.counts = 'unscored' then 'unscored'
                    when i.kind = 'heading' and i.reading is null then 'heading'
                    when i.reading is null or i.reading = 'unread' then 'unread'
                    else 'missing' end as outcome,
                cast(row_number() over (order by a.id, i.position) as integer) as place
            from assessment a join unit u on u.id = a.unit_id
            join indicator i on i.framework_id = a.framework_id
            where a.framework_id = $2 and a.period_id = $3 and i.kind <> 'pillar'
            and not exists (select 1 from entry e where e.assessment_id = a.id
                and e.indicator_id = i.id)) n
        where n.place <= $4";
    /// Units of an opened framework that have figures already.
    WITH_FIGURES = "select distinct a.id, a.unit_id from assessment a
        join indicator i on i.framework_id = a.framework_id
        join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.unit_id = a.unit_id and v.period_id = a.period_id
            and v.figure_id = x.figure_id
        where a.framework_id = $1 and a.period_id = $2 and v.value is not null";
    /// An entry with all that decides whether and how it is saved.
    STANDING = concat!("select e.id, e.assessment_id, e.indicator_id, e.applicable, e.explanation, e.points,
        e.outcome, e.state, e.expected_points, e.evidence_count, e.version,
        a.unit_id, a.period_id, a.framework_id, a.state as assessment_state, u.path, u.kind,
        p.code as period_code, p.name as period_name, p.year, p.starts_on, p.ends_on, ", closing!(), ",
        p.version as period_version, f.version as framework_version,
        (select d.due_on from decision d where d.entry_id = e.id and d.round = 'first'
            and d.outcome = 'sent_back' and d.answered_at is null) as sent_back_until
        from entry e join assessment a on a.id = e.assessment_id join unit u on u.id = a.unit_id
        join period p on p.id = a.period_id join framework f on f.id = a.framework_id ", granted!("a.unit_id"), "
        where e.id = $1");
    /// Points, expectations or proof of the assessment are others now.
    TOUCH = "update assessment set version = version + 1 where id = $1";
    /// The same of all open ones of a framework.
    TOUCH_ALL = "update assessment set version = version + 1
        where framework_id = $1 and state = 'open'";
    /// The values of a line.
    VALUES = concat!("select x.input_key, ", value!(), "
        from indicator_figure x join figure_value v on v.figure_id = x.figure_id
        where x.indicator_id = $1 and v.unit_id = $2 and v.period_id = $3");
    /// A value, new or again.
    VALUE_PUT = "insert into figure_value (id, unit_id, period_id, figure_id, value, state, source,
        as_of, changed_at, changed_by, locked_at, provided_by, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
        on conflict (unit_id, period_id, figure_id) do update set value = excluded.value,
        state = excluded.state, source = excluded.source, as_of = excluded.as_of,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by,
        locked_at = excluded.locked_at, provided_by = excluded.provided_by,
        checked_at = null, checked_by = null, version = figure_value.version + 1";
    /// Figures of an entry that are provided, each with what was said against it.
    PROVIDED = "select x.input_key, v.id as value_id, v.provided_by, v.source, v.as_of, v.locked_at,
        v.checked_at, coalesce(cp.name, v.checked_by) as checker,
        coalesce(pp.name, v.provided_by) as provider, w.id, w.said, w.said_at,
        coalesce(sp.name, w.said_by) as said_name, w.answer, w.answered_at,
        coalesce(ap.name, w.answered_by) as answered_name
        from entry e join assessment a on a.id = e.assessment_id
        join indicator_figure x on x.indicator_id = e.indicator_id
        join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id and v.locked_at is not null
            and v.provided_by is not null
        left join account pa on pa.id = v.provided_by left join person pp on pp.id = pa.person_id
        left join account ca on ca.id = v.checked_by left join person cp on cp.id = ca.person_id
        left join figure_dispute w on w.value_id = v.id
        left join account sa on sa.id = w.said_by left join person sp on sp.id = sa.person_id
        left join account aa on aa.id = w.answered_by left join person ap on ap.id = aa.person_id
        where e.id = $1 order by x.position, w.said_at, w.id";
    /// What is said against a figure.
    DISPUTE = "insert into figure_dispute (id, value_id, said, said_by, said_at)
        values ($1, $2, $3, $4, $5)";
    /// Who said it about a figure of the entry, if it waits for an answer.
    DISPUTE_WAITING = "select w.said_by from figure_dispute w join figure_value v on v.id = w.value_id
        join indicator_figure x on x.figure_id = v.figure_id
        join entry e on e.indicator_id = x.indicator_id
        join assessment a on a.id = e.assessment_id and a.unit_id = v.unit_id
            and a.period_id = v.period_id
        where e.id = $1 and w.id = $2 and w.answered_at is null";
    /// The answer.
    DISPUTE_ANSWER = "update figure_dispute set answer = $2, answered_by = $3, answered_at = $4
        where id = $1 and answered_at is null";
    /// A saved entry.
    SAVE = "update entry set applicable = $3, explanation = $4, points = $5, outcome = $6, state = $7,
        expected_points = $8, changed_at = $9, changed_by = $10, version = version + 1
        where id = $1 and version = $2";
    /// Points that follow from a change elsewhere.
    RESCORE = "update entry set points = $2, outcome = $3 where id = $1";
    /// A row whose figures changed elsewhere: a form that shows it is stale.
    NOTE = "update entry set state = $2, version = version + 1 where id = $1";
    /// Other entries of the unit that the figures of an indicator feed, each with the field of this
    /// one whose figure it is. Most indicators share none, so it begins there. An assessment that was
    /// handed in takes part only when the line saved is its own: one that was sent back.
    ALSO_FED = "select own.input_key, e.id, a.id as assessment_id, e.indicator_id, a.framework_id
        from indicator_figure own
        cross join indicator_figure x
        cross join assessment a
        join entry e on e.assessment_id = a.id and e.indicator_id = x.indicator_id
        where own.indicator_id = $1 and x.figure_id = own.figure_id
        and x.indicator_id <> own.indicator_id
        and a.unit_id = $2 and a.period_id = $3 and (a.state = 'open'
            or (a.state = 'submitted' and exists (select 1 from entry w
                where w.assessment_id = a.id and w.indicator_id = $1)))
        order by e.id, own.position";
    /// The entry of a line in an assessment, and those of the lines directly below it.
    FAMILY = "select e.id, e.indicator_id, e.applicable, e.points, e.outcome
        from (select id from indicator where id = $1
            union all select id from indicator where parent_id = $1) i
        join entry e on e.indicator_id = i.id and e.assessment_id = $2";
    /// Points of the lines directly below one.
    BELOW = "select e.indicator_id, e.points, e.outcome from indicator i
        join entry e on e.indicator_id = i.id
        where i.parent_id = $1 and e.assessment_id = $2";
    /// Rows whose figures changed elsewhere: forms that show them are stale.
    ENTRIES_NOTE = concat!(places!("$2"), ", item (id, state) as (
        select substr($1, (n - 1) * 48 + 1, 36),
            nullif(rtrim(substr($1, (n - 1) * 48 + 37, 12)), '') from place)
        update entry set state = i.state, version = entry.version + 1
        from item i where entry.id = i.id");
    /// Points that follow; $3: how wide they are.
    ENTRIES_RESCORE = concat!(places!("$2"), ", item (id, outcome, points) as (
        select substr($1, (n - 1) * (52 + $3) + 1, 36),
            rtrim(substr($1, (n - 1) * (52 + $3) + 37, 16)),
            nullif(rtrim(substr($1, (n - 1) * (52 + $3) + 53, $3)), '') from place)
        update entry set points = i.points, outcome = i.outcome
        from item i where entry.id = i.id");
    /// Assessments whose sums are others now.
    TOUCH_THESE = concat!(places!("$2"), ", item (id) as (
        select substr($1, (n - 1) * 36 + 1, 36) from place)
        update assessment set version = assessment.version + 1
        from item i where assessment.id = i.id");
    /// A line of every assessment of a framework in a period, with those directly below it.
    FAMILIES = "select a.id as assessment_id, a.unit_id, a.state as assessment_state, a.version as assessment_version,
        u.kind, e.id, e.indicator_id, e.applicable, e.points, e.outcome
        from assessment a cross join (select id from indicator where id = $3
            union all select id from indicator where parent_id = $3) i
        join entry e on e.assessment_id = a.id and e.indicator_id = i.id
        join unit u on u.id = a.unit_id
        where a.framework_id = $1 and a.period_id = $2";
    /// The figures of a line, of all units.
    FIGURES = "select v.unit_id, x.input_key, v.value, v.state from indicator_figure x
        join figure_value v on v.figure_id = x.figure_id and v.period_id = $2
        where x.indicator_id = $1 and v.value is not null";
    /// Periods in which a framework is being filled in.
    OPEN_PERIODS = "select distinct period_id from assessment
        where framework_id = $1 and state = 'open' order by period_id";
    /// Of which framework and unit it is.
    ASSESSMENT_HEAD = "select a.framework_id, u.path from assessment a join unit u on u.id = a.unit_id
        where a.id = $1";
    /// Points of all lines of an assessment of the unit $2, with whether each is the work of the person
    /// $3 and how much was said about it.
    GRID = "with mine (indicator_id) as (select distinct r.indicator_id from party_holder h
            join assignment a on a.party_id = h.party_id and a.ended_at is null
            join plan_row r on r.id = a.row_id and r.removed_at is null
            join plan p on p.id = r.plan_id and p.unit_id = $2 and p.state <> 'withdrawn'
            where h.person_id = cast($3 as text) and r.indicator_id is not null),
        said (id, n) as (select e.id, count(*) from entry e
            join comment c on c.subject_kind = 'entry' and c.subject_id = e.id
            and c.removed_at is null where e.assessment_id = $1 group by e.id)
        select e.id, e.indicator_id, e.applicable, e.explanation, e.points, e.outcome,
        e.expected_points, e.state, e.evidence_count, e.version,
        case when m.indicator_id is null then 0 else 1 end as mine,
        cast(coalesce(t.n, 0) as bigint) as comments,
        (select d.due_on from decision d where d.entry_id = e.id and d.round = 'first'
            and d.outcome = 'sent_back' and d.answered_at is null) as sent_back_until
        from entry e left join mine m on m.indicator_id = e.indicator_id
        left join said t on t.id = e.id where e.assessment_id = $1";
    /// Assessments of units under a path.
    HEADS_UNDER = "select a.id, a.unit_id, a.version from assessment a
        join unit u on u.id = a.unit_id
        where a.framework_id = $1 and a.period_id = $2 and substr(u.path, 1, length($3)) = $3";
    /// What the lines of an assessment bring to its sums.
    PARTS = "select indicator_id, points, outcome, expected_points, evidence_count from entry
        where assessment_id = $1";
    /// The same of several assessments, whose ids stand end to end in the third.
    PARTS_OF = "select e.assessment_id, e.indicator_id, e.points, e.outcome, e.expected_points,
        e.evidence_count from assessment a join entry e on e.assessment_id = a.id
        where a.framework_id = $1 and a.period_id = $2 and $3 like '%' || a.id || '%'";
    /// The same of all assessments of units under a path.
    PARTS_UNDER = "select e.assessment_id, e.indicator_id, e.points, e.outcome, e.expected_points,
        e.evidence_count from assessment a join unit u on u.id = a.unit_id
        join entry e on e.assessment_id = a.id
        where a.framework_id = $1 and a.period_id = $2 and substr(u.path, 1, length($3)) = $3";
    /// A unit's assessments in a period, the oldest first.
    ASSESSMENTS = "select a.id, a.framework_id, a.state, f.name, f.version
        from assessment a join framework f on f.id = a.framework_id
        where a.unit_id = $1 and a.period_id = $2 and f.state <> 'withdrawn' order by a.id";
    /// Who is responsible for an entry, by the unit's plans.
    RESPONSIBLE = "select t.name, a.role, p.id as plan_id, r.id as row_id
        from entry e join assessment s on s.id = e.assessment_id
        join plan_row r on r.indicator_id = e.indicator_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.state <> 'withdrawn'
        join assignment a on a.row_id = r.id and a.ended_at is null
        join party t on t.id = a.party_id
        where e.id = $1 order by a.role, a.id limit 40";
    /// The entry's figures in other periods.
    EARLIER = concat!("select p.name, p.code, x.input_key, ", value!(), "
        from entry e join indicator_figure x on x.indicator_id = e.indicator_id
        join figure_value v on v.figure_id = x.figure_id
        join period p on p.id = v.period_id
        where v.unit_id = $1 and v.period_id <> $2 and e.id = $3 and v.value is not null
        order by p.starts_on desc, p.ends_on desc, x.position limit 40");
    /// Points of the entry's line in other periods, and of the line of the edition before that it
    /// carries on.
    PAST_POINTS = "select p.name, p.code, i.code as line_code, i.title, i.max_points, f.name as framework,
        o.points, o.outcome
        from (select e.indicator_id as line from entry e where e.id = $3
            union select c.from_id from entry e join crosswalk c on c.indicator_id = e.indicator_id
            where e.id = $3 and c.from_id is not null) l
        join entry o on o.indicator_id = l.line and o.id <> $3
        join assessment a on a.id = o.assessment_id and a.unit_id = $1 and a.period_id <> $2
        join period p on p.id = a.period_id join indicator i on i.id = o.indicator_id
        join framework f on f.id = i.framework_id
        order by p.starts_on desc, p.ends_on desc, o.id limit 8";
    /// Proof that served the entry's line in other periods, or the line that it carries on, and does
    /// not serve the entry yet.
    PAST_PROOF = "select distinct v.id, v.title, v.reference, p.name as period, p.starts_on
        from (select e.indicator_id as line from entry e where e.id = $3
            union select c.from_id from entry e join crosswalk c on c.indicator_id = e.indicator_id
            where e.id = $3 and c.from_id is not null) l
        join entry o on o.indicator_id = l.line and o.id <> $3
        join assessment a on a.id = o.assessment_id and a.unit_id = $1 and a.period_id <> $2
        join period p on p.id = a.period_id
        join evidence_use u on u.subject_kind = 'entry' and u.subject_id = o.id
            and u.removed_at is null
        join evidence v on v.id = u.evidence_id and v.removed_at is null and v.unit_id = $1
        where not exists (select 1 from evidence_use w where w.evidence_id = v.id
            and w.subject_kind = 'entry' and w.subject_id = $3 and w.removed_at is null)
        order by p.starts_on desc, v.id limit 12";
    /// Changes of an entry.
    CHANGES = "select at, actor_name, before_json, after_json from audit_event
        where subject_kind = 'entry' and subject_id = $1 and kind = 'entry.saved'
        order by seq desc limit $2";
    /// Who saved an entry last.
    LATEST = "select e.version, e.changed_at, p.name, u.path from entry e
        join assessment a on a.id = e.assessment_id join unit u on u.id = a.unit_id
        left join account c on c.id = e.changed_by left join person p on p.id = c.person_id
        where e.id = $1";
    /// Where an entry stands in addresses.
    ADDRESS = "select p.code as period, u.slug, i.code, i.title from entry e
        join assessment a on a.id = e.assessment_id join unit u on u.id = a.unit_id
        join period p on p.id = a.period_id join indicator i on i.id = e.indicator_id
        where e.id = $1";
    /// All figures of an assessment.
    CARD_VALUES = concat!("select x.indicator_id, x.input_key, ", value!(), "
        from assessment a join indicator i on i.framework_id = a.framework_id
        join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id
        where a.id = $1");
}

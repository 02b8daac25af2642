//! Statements about figures that are computed from units below.

use crate::database::statements::statements;
use crate::figure::packed::places;

/// Units of the roll-up $1, $2 in the period $3, with the figures that it takes of them.
macro_rules! units {
    () => {
        "select u.id, u.name, u.slug, u.path, s.part, v.value, v.state,
        case when v.locked_at is not null and exists (select 1 from figure_dispute w
            where w.value_id = v.id and w.answered_at is null) then 1 else 0 end as disputed,
        case when exists (select 1 from rollup_source w
            cross join indicator_figure x cross join assessment a
            join entry e on e.assessment_id = a.id and e.indicator_id = x.indicator_id
            where w.indicator_id = r.indicator_id and w.target = r.target
            and x.figure_id = w.figure_id and a.unit_id = u.id and a.period_id = p.id
            and e.applicable = 0)
        and not exists (select 1 from rollup_source w
            cross join indicator_figure x cross join assessment a
            join entry e on e.assessment_id = a.id and e.indicator_id = x.indicator_id
            where w.indicator_id = r.indicator_id and w.target = r.target
            and x.figure_id = w.figure_id and a.unit_id = u.id and a.period_id = p.id
            and e.applicable = 1) then 1 else 0 end as aside
        from rollup r join period p on p.id = $3
        join unit u on r.kinds like '%|' || u.kind || '|%' and u.valid_from <= p.ends_on
            and coalesce(u.valid_to, '9999-12-31') >= p.ends_on
        join rollup_source s on s.indicator_id = r.indicator_id and s.target = r.target
        left join figure_value v on v.unit_id = u.id and v.period_id = p.id
            and v.figure_id = s.figure_id and v.value is not null
        where r.indicator_id = $1 and r.target = $2 "
    };
}

/// Assessments of units above that use a roll-up's framework in a period.
macro_rules! spots {
    () => {
        "select distinct a.id, a.unit_id, a.period_id, a.framework_id, u.path
        from rollup r cross join indicator i cross join assessment a
        join unit u on u.id = a.unit_id join framework f on f.id = a.framework_id
        where i.id = r.indicator_id and a.framework_id = i.framework_id
        and f.state <> 'withdrawn' "
    };
}

statements! {
    /// Roll-ups that take a figure of a line.
    LISTENERS = "select distinct s.indicator_id, s.target, i.framework_id from indicator_figure x
        join rollup_source s on s.figure_id = x.figure_id
        join indicator i on i.id = s.indicator_id
        join framework f on f.id = i.framework_id and f.state <> 'withdrawn'
        where x.indicator_id = $1 order by i.framework_id, s.indicator_id, s.target";
    /// Units above a path ($3) that use a framework in a period.
    HOLDERS = "select a.id, a.unit_id, u.path from assessment a join unit u on u.id = a.unit_id
        where a.framework_id = $1 and a.period_id = $2
        and substr($3, 1, length(u.path)) = u.path and u.path <> $3 order by length(u.path) desc";
    /// All under a path ($4).
    GATHER = concat!(units!(), "and substr(u.path, 1, length($4)) = $4 and u.path <> $4
        order by u.id, s.part");
    /// One of them.
    ONE = concat!(units!(), "and u.id = $4 order by s.part");
    /// What a unit brought.
    PART = "select met, state, num, den from rollup_part
        where indicator_id = $1 and target = $2 and period_id = $3 and unit_id = $4";
    /// What it brings now.
    PART_PUT = "insert into rollup_part (indicator_id, target, period_id, unit_id, met, state, num, den)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (indicator_id, target, period_id, unit_id) do update set met = excluded.met,
        state = excluded.state, num = excluded.num, den = excluded.den";
    /// It brings nothing any more.
    PART_DELETE = "delete from rollup_part
        where indicator_id = $1 and target = $2 and period_id = $3 and unit_id = $4";
    /// Nothing under a path ($4) does.
    PARTS_DELETE = "delete from rollup_part where indicator_id = $1 and target = $2 and period_id = $3
        and unit_id in (select u.id from unit u where substr(u.path, 1, length($4)) = $4)";
    /// What $2 units bring; $3 and $4: how wide their numbers are.
    PARTS_PUT = concat!(places!("$2"), ", item (unit_id, met, state, num, den) as (
        select substr($1, (n - 1) * (49 + $3 + $4) + 1, 36),
            cast(substr($1, (n - 1) * (49 + $3 + $4) + 37, 1) as integer),
            rtrim(substr($1, (n - 1) * (49 + $3 + $4) + 38, 12)),
            rtrim(substr($1, (n - 1) * (49 + $3 + $4) + 50, $3)),
            rtrim(substr($1, (n - 1) * (49 + $3 + $4) + 50 + $3, $4)) from place)
        insert into rollup_part (indicator_id, target, period_id, unit_id, met, state, num, den)
        select $5, $6, $7, i.unit_id, i.met, i.state, i.num, i.den from item i");
    /// What the units of one above come to.
    SUM = "select units, aside, given, met, estimates, provisionals, num, den from rollup_sum
        where indicator_id = $1 and target = $2 and unit_id = $3 and period_id = $4";
    /// The same, new or again.
    SUM_PUT = "insert into rollup_sum (indicator_id, target, unit_id, period_id, units, aside, given,
        met, estimates, provisionals, num, den)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (indicator_id, target, unit_id, period_id) do update set units = excluded.units,
        aside = excluded.aside, given = excluded.given, met = excluded.met,
        estimates = excluded.estimates, provisionals = excluded.provisionals,
        num = excluded.num, den = excluded.den";
    /// Whether a line of an assessment takes what is computed: it is open, or the line was sent back.
    TAKES = "select case when a.state = 'open' or (a.state = 'submitted' and exists (select 1
            from decision d where d.entry_id = e.id and d.round = 'first'
            and d.outcome = 'sent_back' and d.answered_at is null)) then 1 else 0 end as takes
        from assessment a join entry e on e.assessment_id = a.id and e.indicator_id = $2
        where a.id = $1";
    /// Lines of a unit's assessments that the figures of a line feed.
    FED = "select distinct e.id, a.id as assessment_id, e.indicator_id, a.framework_id
        from indicator_figure own cross join indicator_figure x cross join assessment a
        join entry e on e.assessment_id = a.id and e.indicator_id = x.indicator_id
        where own.indicator_id = $1 and x.figure_id = own.figure_id
        and a.unit_id = $2 and a.period_id = $3 and (a.state = 'open'
            or (a.state = 'submitted' and x.indicator_id = $1)) order by e.id";
    /// How sure the figures of an entry are. Nobody typed, so no form is stale.
    STATE = "update entry set state = $2 where id = $1";
    /// Assessments of an edition in a period that have computed figures.
    SPOTS_OF = concat!(spots!(), "and a.framework_id = $1 and a.period_id = $2 order by u.path desc, a.id");
    /// Assessments that take figures of the lines of an edition ($1) in a period.
    SPOTS_FROM = concat!(spots!(), "and a.period_id = $2 and exists (select 1 from indicator own
            join indicator_figure x on x.indicator_id = own.id
            join rollup_source s on s.figure_id = x.figure_id
            where own.framework_id = $1 and s.indicator_id = r.indicator_id and s.target = r.target)
        order by u.path desc, a.id");
    /// All that are open.
    SPOTS_OPEN = concat!(spots!(), "and a.state = 'open' order by u.path desc, a.id");
    /// One.
    SPOT = concat!(spots!(), "and a.id = $1");
    /// Where the figures of units are entered: the line of each, the oldest assessment first.
    LINKS = "select a.unit_id, a.framework_id, i.code from rollup_source s
        join indicator_figure x on x.figure_id = s.figure_id
        join indicator i on i.id = x.indicator_id
        join assessment a on a.framework_id = i.framework_id and a.period_id = $3
        join entry e on e.assessment_id = a.id and e.indicator_id = i.id
        where s.indicator_id = $1 and s.target = $2 order by a.id desc, i.position desc";
}

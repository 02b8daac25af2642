//! Statements about drafts being written.

use crate::database::statements::statements;
use crate::framework::sql::open;
use crate::unit::sql::seen;

statements! {
    /// A new version of what is still a draft.
    TOUCH = "update framework set version = version + 1 where id = $1 and state = 'draft'";
    /// What stands above the rows.
    HEAD = "select f.unit_id, f.name, f.legal_basis, f.follows_id, f.settings_json, f.state, f.version,
        (select count(*) from assessment a where a.framework_id = f.id) as opened,
        (select count(*) from assessment a where a.framework_id = f.id and a.state <> 'open') as handed
        from framework f where f.id = $1";
    /// All rows, pillars among them, as they stand.
    ROWS = "select i.id, i.parent_id, i.position, i.kind, i.code, i.title, i.max_points, i.counts,
        i.mandatory, i.rule_text, i.rule_json, i.reading, i.evidence_text, i.source_text,
        i.legal_basis, i.kinds, i.note, i.version, i.provider_id, p.name as provider_name,
        i.verifier_id, v.name as verifier_name
        from indicator i left join party p on p.id = i.provider_id
        left join party v on v.id = i.verifier_id
        where i.framework_id = $1 order by i.position, i.id";
    /// An edition that may be followed: in force, and one that the actor may see.
    FOLLOWED = concat!(seen!(), "select f.id, f.name, f.legal_basis, f.state, f.settings_json
        from framework f where f.id = $2 and ", open!());
    /// Editions that may be followed, newest first.
    TO_FOLLOW = concat!(seen!(), "select f.id, f.name from framework f
        where f.state = 'issued' and ", open!(), " order by f.id desc");
    /// A new draft that takes the place of an edition.
    COPY = "insert into framework (id, unit_id, name, name_folded, legal_basis, follows_id, state,
        settings_json, version)
        select $1, $2, $3, $4, $5, f.id, 'draft', f.settings_json, 1 from framework f where f.id = $6";
    /// Its rows; their ids stand end to end in the first, 36 characters each.
    COPY_ROWS = "with placed (id, place) as (select id,
            cast(row_number() over (order by position, id) as integer)
            from indicator where framework_id = $2)
        insert into indicator (id, framework_id, parent_id, position, kind, code, title, title_folded,
            max_points, counts, mandatory, rule_text, rule_json, reading, evidence_text, source_text,
            legal_basis, kinds, note, provider_id, verifier_id, version)
        select substr($1, (p.place - 1) * 36 + 1, 36), $3,
            case when q.id is null then null else substr($1, (q.place - 1) * 36 + 1, 36) end,
            p.place, i.kind, i.code, i.title, i.title_folded, i.max_points, i.counts, i.mandatory,
            i.rule_text, i.rule_json, i.reading, i.evidence_text, i.source_text, i.legal_basis,
            i.kinds, i.note, i.provider_id, i.verifier_id, 1
        from placed p join indicator i on i.id = p.id left join placed q on q.id = i.parent_id
        order by p.place";
    /// Each with the row that it was copied from.
    COPY_CROSSWALK = "insert into crosswalk (indicator_id, from_id, state, version)
        select n.id, o.id, 'copied', 1 from indicator n
        join indicator o on o.framework_id = $2 and o.code = n.code
        where n.framework_id = $1";
    /// Each asks for the same figures.
    COPY_ASKS = "insert into indicator_figure (indicator_id, input_key, position, label, figure_id)
        select c.indicator_id, x.input_key, x.position, x.label, x.figure_id
        from indicator i join crosswalk c on c.indicator_id = i.id
        join indicator_figure x on x.indicator_id = c.from_id where i.framework_id = $1";
    /// What a row says.
    CHANGE = "update indicator set code = $3, title = $4, title_folded = $5, max_points = $6, counts = $7,
        mandatory = $8, rule_text = $9, rule_json = $10, reading = $11, evidence_text = $12,
        source_text = $13, legal_basis = $14, note = $15, parent_id = $16, kinds = $17,
        provider_id = $18, verifier_id = $19, version = version + 1
        where id = $1 and version = $2";
    /// A draft's name, basis and settings.
    DECLARE = "update framework set name = $2, name_folded = $3, legal_basis = $4, settings_json = $5
        where id = $1";
    /// Entries of units for which a row is not, of those that are open.
    OUT_OF_SCOPE = "update entry set applicable = 0 where indicator_id = $1 and applicable = 1
        and assessment_id in (select a.id from assessment a join unit u on u.id = a.unit_id
            where a.state = 'open' and cast($2 as text) is not null
            and cast($2 as text) not like '%|' || u.kind || '|%')";
    /// Entries of units for which it was not ($3) and is now ($2).
    INTO_SCOPE = "update entry set applicable = 1 where indicator_id = $1 and applicable = 0
        and assessment_id in (select a.id from assessment a join unit u on u.id = a.unit_id
            where a.state = 'open' and cast($3 as text) not like '%|' || u.kind || '|%'
            and (cast($2 as text) is null or cast($2 as text) like '%|' || u.kind || '|%'))";
    /// How many units of each kind stand under a path.
    KINDS_UNDER = "select kind, count(*) as n from unit
        where substr(path, 1, length($1)) = $1 and valid_to is null group by kind order by kind";
    /// The points that a row's parts add up to.
    TAKE_SUM = "update indicator set max_points = $3, version = version + 1
        where id = $1 and version = $2";
    /// What each row carries on.
    CROSSWALK = "select c.indicator_id, c.from_id, c.state from indicator i
        join crosswalk c on c.indicator_id = i.id where i.framework_id = $1";
    /// Before a draft follows another edition.
    FORGET_CROSSWALK = "delete from crosswalk where indicator_id in
        (select i.id from indicator i where i.framework_id = $1)";
    /// Whose place a draft takes.
    FOLLOW = "update framework set follows_id = $2 where id = $1";
    /// What a row carries on, by a person's word.
    CARRY_ON = "insert into crosswalk (indicator_id, from_id, state, version)
        values ($1, $2, 'chosen', 1) on conflict (indicator_id) do update set
        from_id = excluded.from_id, state = 'chosen', version = crosswalk.version + 1";
    /// Rows ask for the figures of those that they carry on: where they are typed alike, where an
    /// option is the same option, and where nothing was entered for their own yet.
    SAME_FIGURES = "update indicator_figure set figure_id = (select o.figure_id from crosswalk c
            join indicator_figure o on o.indicator_id = c.from_id
            where c.indicator_id = indicator_figure.indicator_id
            and o.input_key = indicator_figure.input_key)
        where indicator_id in (select i.id from indicator i where i.framework_id = $1)
        and not exists (select 1 from figure_value v where v.figure_id = indicator_figure.figure_id)
        and exists (select 1 from crosswalk c
            join indicator_figure o on o.indicator_id = c.from_id
            join figure f on f.id = o.figure_id
            join figure g on g.id = indicator_figure.figure_id
            join indicator i on i.id = c.indicator_id join indicator w on w.id = c.from_id
            where c.indicator_id = indicator_figure.indicator_id
            and o.input_key = indicator_figure.input_key
            and (f.shape = g.shape or (f.shape in ('num', 'den', 'value')
                and g.shape in ('num', 'den', 'value')))
            and (f.shape not in ('option', 'parts') or i.rule_text = w.rule_text))";
    /// Rows ($2, ids end to end) that name nobody keep who provided and confirmed the figures of
    /// those that they carry on.
    SAME_CHARGE = "update indicator set
        provider_id = (select o.provider_id from crosswalk c join indicator o on o.id = c.from_id
            where c.indicator_id = indicator.id),
        verifier_id = (select o.verifier_id from crosswalk c join indicator o on o.id = c.from_id
            where c.indicator_id = indicator.id), version = version + 1
        where framework_id = $1 and $2 like '%' || id || '%' and kind = 'indicator'
        and provider_id is null and verifier_id is null
        and exists (select 1 from crosswalk c join indicator o on o.id = c.from_id
            where c.indicator_id = indicator.id
            and (o.provider_id is not null or o.verifier_id is not null))";
    /// Editions in which units under a path were assessed, by period: that of $3 first.
    MEASURED = "select f.id, f.name, p.code, p.name as period, p.starts_on, p.ends_on, count(*) as n
        from assessment a join unit u on u.id = a.unit_id join period p on p.id = a.period_id
        join framework f on f.id = a.framework_id
        where substr(u.path, 1, length($1)) = $1 and f.id <> $2 and f.state <> 'draft'
        group by f.id, f.name, p.code, p.name, p.starts_on, p.ends_on
        order by case when f.id = cast($3 as text) then 0 else 1 end, p.starts_on desc,
        p.ends_on desc, n desc, f.id limit 40";
    /// Figures of units under a path ($4) that were assessed on $2 in $3, as its lines and those of
    /// $1 ask for them.
    MEASURED_VALUES = "select a.unit_id, i.id as indicator_id, x.input_key, v.value
        from assessment a join unit u on u.id = a.unit_id
        join indicator i on i.framework_id in ($1, $2)
        join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.unit_id = a.unit_id and v.period_id = a.period_id
            and v.figure_id = x.figure_id
        where a.framework_id = $2 and a.period_id = $3 and substr(u.path, 1, length($4)) = $4
        and v.value is not null";
    /// Lines of $2 that those units set aside, and the lines of $1 that carry them on.
    SET_ASIDE = "select a.unit_id, l.indicator_id from assessment a join unit u on u.id = a.unit_id
        join entry e on e.assessment_id = a.id and e.applicable = 0
        join (select i.id as line, i.id as indicator_id from indicator i where i.framework_id = $2
            union all select c.from_id, c.indicator_id from indicator i
            join crosswalk c on c.indicator_id = i.id
            join indicator w on w.id = c.from_id and w.kinds is null
            where i.framework_id = $1) l on l.line = e.indicator_id
        where a.framework_id = $2 and a.period_id = $3 and substr(u.path, 1, length($4)) = $4";
    /// A row was moved: whoever saw it elsewhere is stale.
    MOVED = "update indicator set version = version + 1 where id = $1 and version = $2";
    /// Room for a row at a position.
    MAKE_ROOM = "update indicator set position = position + 1
        where framework_id = $1 and position >= $2";
    /// Two neighbouring runs of rows change places: those up to $4 go down, the others up.
    SWAP = "update indicator set position = case when position <= $4 then position + $5
        else position - $6 end where framework_id = $1 and position >= $2 and position <= $3";
    /// One row's position, where a document's rows did not stand in their tree's order.
    PLACE = "update indicator set position = $2 where id = $1";
    /// Periods in which it is opened.
    PERIODS = "select distinct period_id from assessment where framework_id = $1 order by period_id";
    /// Figures that lines of frameworks which the actor may see ask for, other than the draft $2.
    SOURCES = concat!(seen!(), "select f.name as framework, i.id as indicator_id, i.code, i.title,
        x.input_key, x.figure_id, g.shape from framework f
        join indicator i on i.framework_id = f.id
        join indicator_figure x on x.indicator_id = i.id join figure g on g.id = x.figure_id
        where f.state <> 'withdrawn' and f.id <> $2 and ", open!(), "
        order by case f.state when 'issued' then 0 else 1 end, f.id desc, i.position, i.id,
        case when x.input_key in ('num', 'den', 'ratio') then 0 else 1 end, x.position");
    /// Every roll-up: which figures it makes of which.
    EDGES = "select x.figure_id as made, s.figure_id as source from rollup r
        join rollup_source s on s.indicator_id = r.indicator_id and s.target = r.target
        join indicator_figure x on x.indicator_id = r.indicator_id
            and (x.input_key = r.target or (r.target = 'rate' and x.input_key in ('num', 'den', 'ratio')))
        join indicator i on i.id = r.indicator_id
        join framework f on f.id = i.framework_id and f.state <> 'withdrawn'";
    /// How a figure of a line is computed.
    ROLLUP_INSERT = "insert into rollup (indicator_id, target, how, kinds, test, bound, named)
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// From which figures of the units below.
    ROLLUP_SOURCE_INSERT = "insert into rollup_source (indicator_id, target, part, figure_id)
        values ($1, $2, $3, $4)";
    /// What units brought to it.
    ROLLUP_PARTS_DELETE = "delete from rollup_part where indicator_id = $1 and target = $2";
    /// What they came to.
    ROLLUP_SUMS_DELETE = "delete from rollup_sum where indicator_id = $1 and target = $2";
    /// From which figures.
    ROLLUP_SOURCES_DELETE = "delete from rollup_source where indicator_id = $1 and target = $2";
    /// It is computed no more.
    ROLLUP_DELETE = "delete from rollup where indicator_id = $1 and target = $2";
    /// What was computed of a figure ($1) for the units of a draft ($2) is theirs to change.
    UNLOCK_ROLLED = "update figure_value set locked_at = null, version = version + 1
        where figure_id = $1 and locked_at is not null and provided_by is null
        and exists (select 1 from assessment a where a.framework_id = $2
            and a.unit_id = figure_value.unit_id and a.period_id = figure_value.period_id)";
    /// A copied draft computes the same figures.
    COPY_ROLLUPS = "insert into rollup (indicator_id, target, how, kinds, test, bound, named)
        select c.indicator_id, r.target, r.how, r.kinds, r.test, r.bound, r.named
        from indicator i join crosswalk c on c.indicator_id = i.id
        join rollup r on r.indicator_id = c.from_id where i.framework_id = $1";
    /// From the same figures of the units below.
    COPY_ROLLUP_SOURCES = "insert into rollup_source (indicator_id, target, part, figure_id)
        select c.indicator_id, s.target, s.part, s.figure_id
        from indicator i join crosswalk c on c.indicator_id = i.id
        join rollup_source s on s.indicator_id = c.from_id where i.framework_id = $1";
    /// What computed the figures of rows that go.
    DROP_ROLLUP_PARTS = "delete from rollup_part where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// Sums of it.
    DROP_ROLLUP_SUMS = "delete from rollup_sum where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// Its sources.
    DROP_ROLLUP_SOURCES = "delete from rollup_source where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// It itself.
    DROP_ROLLUPS = "delete from rollup where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// Rows whose ids stand end to end, by what hangs on them: units that worked there, plans' rows.
    HANGS_ON = "select
        (select count(distinct e.assessment_id) from indicator i join entry e on e.indicator_id = i.id
            where i.framework_id = $1 and $2 like '%' || i.id || '%'
            and (e.changed_at is not null or e.evidence_count > 0 or e.explanation is not null
                or exists (select 1 from evidence_use w where w.subject_kind = 'entry' and w.subject_id = e.id)
                or exists (select 1 from comment c where c.subject_kind = 'entry' and c.subject_id = e.id)
                or exists (select 1 from decision d where d.entry_id = e.id)
                or exists (select 1 from objection o where o.entry_id = e.id))) as worked,
        (select count(*) from indicator i join plan_row r on r.indicator_id = i.id
            where i.framework_id = $1 and $2 like '%' || i.id || '%' and r.removed_at is null) as plan_rows";
    /// Plans' rows that stand for rows that go.
    FREE_PLAN_ROWS = "update plan_row set indicator_id = null where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// Entries of rows that go, in which nobody worked.
    DROP_ENTRIES = "delete from entry where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// What they ask as proof.
    DROP_REQUIREMENTS = "delete from evidence_requirement where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// Which figures they ask for.
    DROP_ASKS = "delete from indicator_figure where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// What they carry on.
    DROP_CROSSWALK = "delete from crosswalk where indicator_id in
        (select i.id from indicator i where i.framework_id = $1 and $2 like '%' || i.id || '%')";
    /// The rows themselves.
    DROP_ROWS = "delete from indicator where framework_id = $1 and $2 like '%' || id || '%'";
}

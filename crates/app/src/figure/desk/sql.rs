//! Statements of the desk where figures are provided for many units at once.

use crate::database::statements::statements;
use crate::figure::packed::places;

statements! {
    /// Frameworks in use under a path in a period.
    FRAMEWORKS = "select f.id, f.name, f.version from framework f where f.state <> 'withdrawn'
        and exists (select 1 from assessment a join unit u on u.id = a.unit_id
            where a.framework_id = f.id and a.period_id = $1
            and substr(u.path, 1, length($2)) = $2 and u.path <> $2)
        order by f.id";
    /// How far each line is under a path.
    COUNTS = "select e.indicator_id, count(*) as units,
        sum(case when e.state is null then 0 else 1 end) as given
        from assessment a join unit u on u.id = a.unit_id join entry e on e.assessment_id = a.id
        where a.framework_id = $1 and a.period_id = $2
        and substr(u.path, 1, length($3)) = $3 and u.path <> $3
        and (e.applicable = 1 or e.state is not null) group by e.indicator_id";
    /// Of how many units the figures of each line are provided, and of how many somebody says that
    /// they are not right.
    LOCKS = "select x.indicator_id, count(distinct v.unit_id) as locked,
        count(distinct case when exists (select 1 from figure_dispute w where w.value_id = v.id
            and w.answered_at is null) then v.unit_id end) as disputed
        from indicator i join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.figure_id = x.figure_id and v.period_id = $2
            and v.locked_at is not null
        join unit u on u.id = v.unit_id
        where i.framework_id = $1 and substr(u.path, 1, length($3)) = $3 and u.path <> $3
        group by x.indicator_id";
    /// Who provides the figures of a framework at a path, the highest first; whether the person $3
    /// acts for them.
    PROVISIONS = "select p.id, p.figure_id, p.party_id, u.path, u.name as unit_name,
        t.name as party_name, case when exists (select 1 from party_holder h
            where h.party_id = p.party_id and h.person_id = cast($3 as text)) then 1 else 0 end
            as mine, r.due_on, r.asked_at
        from provision p join unit u on u.id = p.unit_id left join party t on t.id = p.party_id
        left join provision_request r on r.provision_id = p.id and r.period_id = $4
        where p.figure_id in (select x.figure_id from indicator i
            join indicator_figure x on x.indicator_id = i.id where i.framework_id = $1)
        and substr($2, 1, length(u.path)) = u.path order by length(u.path), p.id";
    /// Whether a person acts for whoever provides one of an entry's figures.
    PROVIDES_ENTRY = "select count(*) as n from entry e join assessment a on a.id = e.assessment_id
        join unit own on own.id = a.unit_id
        join indicator_figure x on x.indicator_id = e.indicator_id
        join provision p on p.figure_id = x.figure_id
        join unit u on u.id = p.unit_id and substr(own.path, 1, length(u.path)) = u.path
            and u.path <> own.path
        join party_holder h on h.party_id = p.party_id and h.person_id = $2
        where e.id = $1";
    /// A line of every unit under a path, with its figures.
    SEATS = "select a.id as assessment_id, a.state as assessment_state, a.unit_id, u.name, u.slug,
        u.code, u.kind, e.id, e.applicable, e.explanation, e.points, e.outcome, e.expected_points,
        e.state as entry_state, e.evidence_count, e.version,
        (select d.due_on from decision d where d.entry_id = e.id and d.round = 'first'
            and d.outcome = 'sent_back' and d.answered_at is null) as sent_back_until,
        (select max(z.until_on) from period_exception z where z.period_id = a.period_id
            and z.unit_id = a.unit_id and z.answer = 'granted') as granted_until,
        x.input_key, v.value, v.state, v.source, v.as_of, v.locked_at, v.provided_by, v.checked_at,
        v.version as value_version, case when v.locked_at is not null and exists (select 1 from figure_dispute w
            where w.value_id = v.id and w.answered_at is null) then 1 else 0 end as disputed
        from assessment a join unit u on u.id = a.unit_id
        join entry e on e.assessment_id = a.id and e.indicator_id = $3
        left join indicator_figure x on x.indicator_id = e.indicator_id
        left join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id
        where a.framework_id = $1 and a.period_id = $2
        and substr(u.path, 1, length($4)) = $4 and u.path <> $4
        order by e.id, x.position";
    /// Names that units under a path, or the units that went into them, had before.
    FORMER = "select l.to_unit as unit_id,
        case when l.kind = 'rename' then l.before_text else f.name end as name
        from unit_lineage l join unit u on u.id = l.to_unit join unit f on f.id = l.from_unit
        where l.kind <> 'reparent' and substr(u.path, 1, length($1)) = $1 and u.path <> $1";
    /// Parties of a unit's directory.
    PARTIES = "select id, name from party where unit_id = $1 and merged_into is null order by id";
    /// Frameworks in use at a path or under it in a period.
    FRAMEWORKS_HERE = "select f.id, f.name, f.version from framework f where f.state <> 'withdrawn'
        and exists (select 1 from assessment a join unit u on u.id = a.unit_id
            where a.framework_id = f.id and a.period_id = $1
            and substr(u.path, 1, length($2)) = $2)
        order by f.id";
    /// What each line lacks at a path and under it.
    READY = "select e.indicator_id, sum(e.applicable) as units,
        sum(case when e.applicable = 1 and e.outcome = 'missing' then 1 else 0 end) as missing,
        sum(case when e.applicable = 1 and e.state is not null and e.evidence_count = 0
            and i.evidence_text is not null then 1 else 0 end) as unproven
        from assessment a join unit u on u.id = a.unit_id join entry e on e.assessment_id = a.id
        join indicator i on i.id = e.indicator_id
        where a.framework_id = $1 and a.period_id = $2 and substr(u.path, 1, length($3)) = $3
        group by e.indicator_id";
    /// Units whose figure has no source, by line.
    UNSOURCED = "select x.indicator_id, count(distinct v.unit_id) as units
        from indicator i join indicator_figure x on x.indicator_id = i.id
        join figure_value v on v.figure_id = x.figure_id and v.period_id = $2
            and v.value is not null and v.source = ''
        join unit u on u.id = v.unit_id
        where i.framework_id = $1 and substr(u.path, 1, length($3)) = $3
        and exists (select 1 from assessment a where a.unit_id = v.unit_id
            and a.framework_id = i.framework_id and a.period_id = v.period_id)
        group by x.indicator_id";
    /// Units that lack what $5 names on a line, by path.
    LACKING = "select u.name, u.slug from assessment a join unit u on u.id = a.unit_id
        join entry e on e.assessment_id = a.id and e.indicator_id = $4
        join indicator i on i.id = e.indicator_id
        where a.framework_id = $1 and a.period_id = $2 and substr(u.path, 1, length($3)) = $3
        and (($5 = 'so-lieu' and e.applicable = 1 and e.outcome = 'missing')
            or ($5 = 'minh-chung' and e.applicable = 1 and e.state is not null
                and e.evidence_count = 0 and i.evidence_text is not null)
            or ($5 = 'nguon' and exists (select 1 from indicator_figure x
                join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
                and v.period_id = a.period_id and v.value is not null and v.source = ''
                where x.indicator_id = e.indicator_id)))
        order by u.path limit $6 offset $7";
    /// Asked, again or for the first time; ids stand end to end in the first.
    REQUEST = "insert into provision_request (provision_id, period_id, due_on, said, asked_at,
        asked_by) select p.id, $2, $3, $4, $5, $6 from provision p
        where $1 like '%' || p.id || '%'
        on conflict (provision_id, period_id) do update set due_on = excluded.due_on,
        said = excluded.said, asked_at = excluded.asked_at, asked_by = excluded.asked_by";
    /// Who acts for the providers whose ids stand end to end, with how many figures.
    ASKED_PEOPLE = "select c.id as account_id, count(distinct p.figure_id) as n from provision p
        join party_holder h on h.party_id = p.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where $1 like '%' || p.id || '%' group by c.id order by c.id";
    /// A party with its unit's path.
    PARTY = "select t.name, u.path from party t join unit u on u.id = t.unit_id
        where t.id = $1 and t.merged_into is null";
    /// Who provides a figure in a unit; null: the units themselves.
    PROVISION_PUT = "insert into provision (id, figure_id, unit_id, party_id, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (figure_id, unit_id) do update set party_id = excluded.party_id,
        made_at = excluded.made_at, made_by = excluded.made_by";
    /// How many figures of a framework ($1) wait for the provider whom it names, where nobody has
    /// opened it in the period ($2) yet and nobody is named at its unit.
    TO_TAKE = "select count(distinct x.figure_id) as n from indicator i
        join framework f on f.id = i.framework_id
        join indicator_figure x on x.indicator_id = i.id
        where i.framework_id = $1 and i.provider_id is not null
        and not exists (select 1 from assessment a where a.framework_id = $1 and a.period_id = $2)
        and not exists (select 1 from provision p
            where p.figure_id = x.figure_id and p.unit_id = f.unit_id)";
    /// They are provided by whom the framework names, of lines that share one by whom the first of
    /// them names; new ids ($2) stand end to end. What is computed from units below nobody provides.
    TAKE_PROVIDERS = "insert into provision (id, figure_id, unit_id, party_id, made_at, made_by)
        select substr($2, (n.place - 1) * 36 + 1, 36), n.figure_id, n.unit_id, n.party_id, $3, $4
        from (select x.figure_id, f.unit_id, min(i.provider_id) as party_id,
            cast(row_number() over (order by x.figure_id) as integer) as place
            from indicator i join framework f on f.id = i.framework_id
            join indicator_figure x on x.indicator_id = i.id
            where i.framework_id = $1 and i.provider_id is not null
            and not exists (select 1 from indicator_figure y join indicator j on j.id = y.indicator_id
                where y.figure_id = x.figure_id and j.framework_id = i.framework_id
                and j.provider_id is not null and j.position < i.position)
            and not exists (select 1 from indicator_figure y
                join rollup r on r.indicator_id = y.indicator_id and (r.target = y.input_key
                    or (r.target = 'rate' and y.input_key in ('num', 'den', 'ratio')))
                where y.figure_id = x.figure_id)
            and not exists (select 1 from provision p
                where p.figure_id = x.figure_id and p.unit_id = f.unit_id)
            group by x.figure_id, f.unit_id) n";
    /// Whether a person ($2) acts for a party.
    ACTS_FOR = "select count(*) as n from party_holder where party_id = $1 and person_id = $2";
    /// Provided figures of a line ($3) of units ($1, $2 of them) in a period ($4) are confirmed, or
    /// no longer where $6 is null; $5: how sure they are then.
    CONFIRM = concat!(places!("$2"), " update figure_value set state = $5, checked_at = $6,
            checked_by = $7, version = version + 1
        where period_id = $4 and locked_at is not null and provided_by is not null
        and value is not null and (cast($6 as text) is not null or checked_at is not null)
        and figure_id in (select x.figure_id from indicator_figure x where x.indicator_id = $3)
        and unit_id in (select substr($1, (n - 1) * 36 + 1, 36) from place)");
    /// Entries of those units that one of the figures feeds are as sure as the least sure of theirs.
    CONFIRM_ENTRIES = concat!(places!("$2"), " update entry set version = version + 1,
        state = (select case min(case v.state when 'estimate' then 0 when 'provisional' then 1
                else 2 end) when 0 then 'estimate' when 1 then 'provisional' when 2 then 'final' end
            from assessment a join indicator_figure x on x.indicator_id = entry.indicator_id
            join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
                and v.period_id = a.period_id and v.value is not null
            where a.id = entry.assessment_id)
        where id in (select e.id from indicator_figure own
            join indicator_figure x on x.figure_id = own.figure_id
            join entry e on e.indicator_id = x.indicator_id
            join assessment a on a.id = e.assessment_id and a.state = 'open' and a.period_id = $4
            where own.indicator_id = $3
            and a.unit_id in (select substr($1, (n - 1) * 36 + 1, 36) from place))");
    /// Who confirms the provided figures of an entry.
    VERIFIER_OF = "select p.name from entry e join indicator i on i.id = e.indicator_id
        join party p on p.id = i.verifier_id where e.id = $1";
    /// What was asked of whoever provided it before is void.
    REQUESTS_DELETE = "delete from provision_request where provision_id in
        (select id from provision where figure_id = $1 and unit_id = $2)";
    /// Nobody provides it any more.
    PROVISION_DELETE = "delete from provision where figure_id = $1 and unit_id = $2";
    /// Figures of one key, for $4 units; $2 and $3: how wide values and sources are.
    VALUES_PUT = concat!(places!("$4"), ", item (id, unit_id, as_of, value, source) as (
        select substr($1, (n - 1) * (82 + $2 + $3) + 1, 36),
            substr($1, (n - 1) * (82 + $2 + $3) + 37, 36),
            rtrim(substr($1, (n - 1) * (82 + $2 + $3) + 73, 10)),
            nullif(rtrim(substr($1, (n - 1) * (82 + $2 + $3) + 83, $2)), ''),
            rtrim(substr($1, (n - 1) * (82 + $2 + $3) + 83 + $2, $3)) from place)
        insert into figure_value (id, unit_id, period_id, figure_id, value, state, source, as_of,
            changed_at, changed_by, locked_at, provided_by, version)
        select i.id, i.unit_id, $5, $6, i.value, $7, i.source, i.as_of, $8, $9,
            case when i.value is null then null else $8 end,
            case when i.value is null then null else $9 end, 1 from item i where true
        on conflict (unit_id, period_id, figure_id) do update set value = excluded.value,
            state = excluded.state, source = excluded.source, as_of = excluded.as_of,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by,
            locked_at = excluded.locked_at, provided_by = excluded.provided_by,
            checked_at = null, checked_by = null, version = figure_value.version + 1");
    /// Saved entries, where each is still the one that was read.
    ENTRIES_SAVE = concat!(places!("$2"), ", item (id, seen, state) as (
        select substr($1, (n - 1) * 58 + 1, 36),
            cast(rtrim(substr($1, (n - 1) * 58 + 37, 10)) as integer),
            nullif(rtrim(substr($1, (n - 1) * 58 + 47, 12)), '') from place)
        update entry set state = i.state, changed_at = $3, changed_by = $4,
            version = entry.version + 1
        from item i where entry.id = i.id and entry.version = i.seen");
    /// Lines of any framework that a figure feeds.
    FED = "select i.framework_id, x.indicator_id from indicator_figure x
        join indicator i on i.id = x.indicator_id
        join framework f on f.id = i.framework_id and f.state <> 'withdrawn'
        where x.figure_id = $1 order by i.framework_id, i.position";
    /// What waits for an answer in a period under a path, the oldest first.
    WAITING = "select w.id, w.said, w.said_at, coalesce(sp.name, w.said_by) as said_name,
        u.name as unit_name, u.slug, e.id as entry_id, i.code, i.title, x.input_key, v.figure_id,
        v.value, v.source, v.as_of, v.provided_by, coalesce(pp.name, v.provided_by) as provider,
        case when pa.state = 'active' then 1 else 0 end as is_there, i.framework_id
        from figure_dispute w join figure_value v on v.id = w.value_id
            and v.locked_at is not null and v.period_id = $1
        join unit u on u.id = v.unit_id
        join indicator_figure x on x.figure_id = v.figure_id
        join indicator i on i.id = x.indicator_id
        join assessment a on a.unit_id = v.unit_id and a.period_id = v.period_id
            and a.framework_id = i.framework_id
        join entry e on e.assessment_id = a.id and e.indicator_id = i.id
        left join account sa on sa.id = w.said_by left join person sp on sp.id = sa.person_id
        left join account pa on pa.id = v.provided_by left join person pp on pp.id = pa.person_id
        where w.answered_at is null and substr(u.path, 1, length($2)) = $2 and u.path <> $2
        order by w.said_at, w.id, i.framework_id, i.position limit 400";
    /// A provided figure of an entry, with who provides it.
    LOCKED = "select v.id, v.provided_by from entry e join assessment a on a.id = e.assessment_id
        join indicator_figure x on x.indicator_id = e.indicator_id and x.input_key = $2
        join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id and v.locked_at is not null
            and v.provided_by is not null
        where e.id = $1";
    /// The figure is the unit's own again.
    RELEASE = "update figure_value set locked_at = null, provided_by = null, checked_at = null,
        checked_by = null, changed_at = $2,
        changed_by = $3, version = version + 1 where id = $1";
    /// With the release everything that waited is answered.
    RELEASE_ANSWERS = "update figure_dispute set answer = $2, answered_by = $3, answered_at = $4
        where value_id = $1 and answered_at is null";
    /// Whether an account can still be used.
    IS_ACTIVE = "select count(*) as n from account where id = $1 and state = 'active'";
    /// Focal officers of the units over a path.
    FOCALS_ABOVE = "select distinct c.id from role_grant g join unit u on u.id = g.unit_id
        join account c on c.id = g.account_id and c.state = 'active'
        where g.role = 'focal' and g.ended_at is null
        and substr($1, 1, length(u.path)) = u.path and u.path <> $1 order by c.id";
    /// Where whoever provides a figure of an entry has their desk.
    DESK_OF = "select u.slug from entry e join assessment a on a.id = e.assessment_id
        join unit own on own.id = a.unit_id
        join indicator_figure x on x.indicator_id = e.indicator_id
        join provision p on p.figure_id = x.figure_id
        join unit u on u.id = p.unit_id and substr(own.path, 1, length(u.path)) = u.path
        join party_holder h on h.party_id = p.party_id
        join account c on c.person_id = h.person_id and c.id = $2
        where e.id = $1 order by length(u.path) desc limit 1";
}

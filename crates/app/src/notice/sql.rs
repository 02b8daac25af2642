//! Statements about messages.

use crate::database::statements::statements;

/// The id of a row that is inserted, out of the text of all ($1), by its place.
macro_rules! nth_id {
    () => {
        "substr($1, cast((row_number() over (order by d.account_id, d.once_key) - 1) * 36 + 1
        as integer), 36)"
    };
}

/// A text as the inside of one in JSON.
macro_rules! quoted {
    ($text:literal) => {
        concat!("replace(replace(", $text, ", '\\', '\\\\'), '\"', '\\\"')")
    };
}

/// Whether something is still to be done on the row or the assignment.
macro_rules! open {
    ($what:literal) => {
        concat!(
            $what,
            ".status in ('not_started', 'in_progress', 'waiting_proof', 'returned')"
        )
    };
}

statements! {
    /// How many are not read.
    UNREAD = "select count(*) as n from notice where account_id = $1 and read_at is null";
    /// A new one, unless one with its key is there.
    INSERT = "insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key) values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9)
        on conflict (once_key) do nothing";
    /// Who has work in a plan, and how many rows.
    ASSIGNED_IN_PLAN = "select c.id as account_id, count(distinct r.id) as n
        from plan_row r join assignment a on a.row_id = r.id and a.ended_at is null
        and a.role <> 'outside_lead'
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where r.plan_id = $1 and r.removed_at is null group by c.id order by c.id";
    /// Whose work a row is.
    ACCOUNTS_ON_ROW = "select distinct c.id as account_id from assignment a
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where a.row_id = $1 and a.ended_at is null
        and (cast($2 as text) is null or a.role = $2) order by c.id";
    /// A page of an inbox.
    LIST = "select id, kind, detail_json, created_at, read_at from notice
        where account_id = $1 and (cast($2 as text) is null or kind = $2)
        and (cast($3 as text) is null or read_at is null)
        order by case when read_at is null then 0 else 1 end, created_at desc, id desc
        limit $4 offset $5";
    /// How many are shown, and how many are not read.
    COUNTS = "select coalesce(sum(case when (cast($2 as text) is null or kind = $2)
        and (cast($3 as text) is null or read_at is null) then 1 else 0 end), 0) as total,
        coalesce(sum(case when read_at is null then 1 else 0 end), 0) as unread
        from notice where account_id = $1";
    /// Where one's message opens.
    ADDRESS = "select address from notice where id = $1 and account_id = $2";
    /// Read.
    READ = "update notice set read_at = $3 where id = $1 and account_id = $2 and read_at is null";
    /// All read.
    READ_ALL = "update notice set read_at = $2 where account_id = $1 and read_at is null";
    /// Reminders of today that were not sent yet. $1: ids one after another, 36 characters each;
    /// $2: now; $3 to $6: today, in one, three and seven days; $7: the day before this week's Monday.
    REMIND = concat!("insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key)
        select ", nth_id!(), ", d.account_id, 'reminder', 'plan_row', d.row_id,
        '{\"what\":\"' || ", quoted!("d.name"), " || '\",\"due\":\"' || d.next_due || '\"}',
        '/ke-hoach/' || d.plan_id || '/dong/' || d.row_id, $2, null, d.once_key
        from (select w.* from (select distinct c.id as account_id, r.id as row_id, r.plan_id, r.next_due,
        case when r.code is null then r.title else r.code || ' ' || r.title end as name,
        'due:' || r.id || ':' || c.id || ':' || r.next_due || ':' ||
        case when r.next_due > $5 then '7' when r.next_due > $4 then '3' when r.next_due > $3 then '1'
        when r.next_due = $3 then '0' else 'late' end as once_key
        from plan_row r join plan p on p.id = r.plan_id and p.state = 'issued'
        join assignment a on a.row_id = r.id and a.ended_at is null and a.role <> 'outside_lead'
        and ", open!("a"), "
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where r.next_due >= $7 and r.next_due <= $6 and r.removed_at is null
        and ", open!("r"), ") w
        where not exists (select 1 from notice n where n.once_key = w.once_key)
        order by w.account_id, w.row_id limit $8) d
        where d.once_key is not null
        on conflict (once_key) do nothing");
    /// Work that is late by as many working days as its unit bears, told to the unit's leaders. $1:
    /// ids; $2: now; $3: the days that are one, two, three … working days ago, ten characters each;
    /// $4: for each the day from which on it is told of (before, the week's summary tells); $5: how
    /// many days a unit bears that said nothing.
    ESCALATE = concat!("insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key)
        select ", nth_id!(), ", d.account_id, 'reminder', 'plan_row', d.row_id,
        '{\"topic\":\"escalated\",\"what\":\"' || ", quoted!("d.name"), " || '\",\"by\":\"' || ",
        quoted!("d.who"), " || '\",\"due\":\"' || d.next_due || '\"}',
        '/ke-hoach/' || d.plan_id || '/dong/' || d.row_id, $2, null, d.once_key
        from (select w.* from (select distinct g.account_id, r.id as row_id, r.plan_id, r.next_due,
        case when r.code is null then r.title else r.code || ' ' || r.title end as name,
        coalesce((select min(t.name) from assignment a join party t on t.id = a.party_id
            where a.row_id = r.id and a.role = 'lead' and a.ended_at is null), '') as who,
        'escalated:' || r.id || ':' || g.account_id || ':' || r.next_due as once_key
        from plan_row r join plan p on p.id = r.plan_id and p.state = 'issued'
        left join remind_setting s on s.unit_id = p.unit_id
        join role_grant g on g.unit_id = p.unit_id and g.role = 'leader' and g.ended_at is null
        join account c on c.id = g.account_id and c.state = 'active'
        where r.removed_at is null and ", open!("r"), "
        and coalesce(s.escalate_days, $5) > 0
        and r.next_due <= substr($3, coalesce(s.escalate_days, $5) * 10 - 9, 10)
        and r.next_due >= substr($4, coalesce(s.escalate_days, $5) * 10 - 9, 10)) w
        where not exists (select 1 from notice n where n.once_key = w.once_key)
        order by w.account_id, w.row_id limit $6) d
        where d.once_key is not null
        on conflict (once_key) do nothing");
    /// The week's summaries that were not sent yet. $1: ids; $2: now; $3: today; $4: the week's
    /// Sunday; $5: its Monday.
    DIGEST = concat!("insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key)
        select ", nth_id!(), ", d.account_id, 'reminder', 'account', d.account_id,
        '{\"topic\":\"week\",\"due\":' || cast(d.due as text) || ',\"late\":' || cast(d.late as text)
        || ',\"returned\":' || cast(d.returned as text) || ',\"asked\":' || cast(d.asked as text)
        || ',\"unit_late\":' || cast(d.unit_late as text) || '}',
        case when d.due + d.late + d.returned = 0 and d.unit_late > 0 then '/ke-hoach'
        else '/viec-cua-toi' end, $2, null, d.once_key
        from (select w.* from (select c.id as account_id, 'week:' || c.id || ':' || $5 as once_key,
        coalesce(own.due, 0) as due, coalesce(own.late, 0) as late,
        coalesce(own.returned, 0) as returned, coalesce(ask.n, 0) as asked,
        coalesce(led.late, 0) as unit_late
        from account c
        left join (select o.account_id, sum(o.due) as due, sum(o.late) as late,
            sum(o.returned) as returned
            from (select c.id as account_id, r.id as row_id,
                max(case when r.next_due >= $3 and r.next_due <= $4 then 1 else 0 end) as due,
                max(case when r.next_due < $3 then 1 else 0 end) as late,
                max(case when a.status = 'returned' then 1 else 0 end) as returned
                from plan_row r join plan p on p.id = r.plan_id and p.state = 'issued'
                join assignment a on a.row_id = r.id and a.ended_at is null
                and a.role <> 'outside_lead' and ", open!("a"), "
                join party_holder h on h.party_id = a.party_id
                join account c on c.person_id = h.person_id and c.state = 'active'
                where r.removed_at is null and ", open!("r"), "
                and (r.next_due <= $4 or a.status = 'returned')
                group by c.id, r.id) o group by o.account_id) own on own.account_id = c.id
        left join (select g.account_id, count(distinct r.id) as late from role_grant g
            join plan p on p.unit_id = g.unit_id and p.state = 'issued'
            join plan_row r on r.plan_id = p.id and r.removed_at is null and r.next_due < $3
            and ", open!("r"), "
            where g.role = 'leader' and g.ended_at is null group by g.account_id) led
            on led.account_id = c.id
        left join (select n.account_id, count(*) as n from notice n
            where n.kind = 'request' and n.read_at is null group by n.account_id) ask
            on ask.account_id = c.id
        where c.state = 'active') w
        where w.due + w.late + w.returned + w.asked + w.unit_late > 0
        and not exists (select 1 from notice n where n.once_key = w.once_key)
        order by w.account_id limit $6) d
        where d.once_key is not null
        on conflict (once_key) do nothing");
    /// Whether something was told to everybody already.
    RAN = "select done_at from remind_run where what = $1";
    /// It was.
    RUN_DONE = "insert into remind_run (what, done_at) values ($1, $2) on conflict (what) do nothing";
    /// How a unit is reminded.
    SETTING = "select escalate_days, version from remind_setting where unit_id = $1";
    /// Set for the first time.
    SETTING_INSERT = "insert into remind_setting (unit_id, escalate_days, version) values ($1, $2, 1)";
    /// Set otherwise.
    SETTING_UPDATE = "update remind_setting set escalate_days = $3, version = version + 1
        where unit_id = $1 and version = $2";
}

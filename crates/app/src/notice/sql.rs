//! Statements about messages.

use crate::database::statements::statements;

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
    /// $2: now; $3 to $6: today, in one, three and seven days; $7: Monday; $8: the day before it.
    REMIND = "insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key)
        select substr($1, cast((row_number() over (order by d.account_id, d.row_id) - 1) * 36 + 1
        as integer), 36), d.account_id, 'reminder', 'plan_row', d.row_id,
        '{\"what\":\"' || replace(replace(d.name, '\\', '\\\\'), '\"', '\\\"')
        || '\",\"due\":\"' || d.next_due || '\"}',
        '/ke-hoach/' || d.plan_id || '/dong/' || d.row_id, $2, null, d.once_key
        from (select w.* from (select distinct c.id as account_id, r.id as row_id, r.plan_id, r.next_due,
        case when r.code is null then r.title else r.code || ' ' || r.title end as name,
        'due:' || r.id || ':' || c.id || ':' || r.next_due || ':' ||
        case when r.next_due > $5 then '7' when r.next_due > $4 then '3' when r.next_due > $3 then '1'
        when r.next_due = $3 then '0' when r.next_due >= $8 then 'late' else 'late:' || $7 end as once_key
        from plan_row r join plan p on p.id = r.plan_id and p.state = 'issued'
        join assignment a on a.row_id = r.id and a.ended_at is null and a.role <> 'outside_lead'
        and a.status in ('not_started', 'in_progress', 'waiting_proof', 'returned')
        join party_holder h on h.party_id = a.party_id
        join account c on c.person_id = h.person_id and c.state = 'active'
        where r.next_due <= $6 and r.removed_at is null
        and r.status in ('not_started', 'in_progress', 'waiting_proof', 'returned')) w
        where not exists (select 1 from notice n where n.once_key = w.once_key)
        order by w.account_id, w.row_id limit $9) d
        where d.once_key is not null
        on conflict (once_key) do nothing";
}

//! Statements about posts, persons, groups and aliases.

use crate::database::statements::statements;

/// Who holds what on the day `$1`, as `holds (party_id, person_id)`.
macro_rules! holds {
    () => {
        "with recursive
        member (group_id, party_id) as (
            select group_id, party_id from group_member
            union
            select m.group_id, g.party_id from member m join group_member g
            on g.group_id = m.party_id
        ),
        active (id, unit_id) as (
            select id, unit_id from person where left_on is null or left_on > $1
        ),
        direct (party_id, person_id) as (
            select t.id, p.id from party t join active p on p.unit_id = t.unit_ref
            where t.kind = 'unit' and t.merged_into is null
            union
            select t.id, p.id from party t join tenure e on e.post_id = t.post_ref
            join active p on p.id = e.person_id
            where t.kind = 'post' and t.merged_into is null
            and e.from_on <= $1 and (e.to_on is null or e.to_on >= $1)
            union
            select t.id, p.id from party t join active p on p.id = t.person_ref
            where t.kind = 'person' and t.merged_into is null
        ),
        holds (party_id, person_id) as (
            select party_id, person_id from direct
            union
            select g.id, d.person_id from party g join member m on m.group_id = g.id
            join direct d on d.party_id = m.party_id
            where g.kind = 'group' and g.merged_into is null
        ) "
    };
}

/// Assignments `a` of rows that are still to be done.
macro_rules! open {
    () => {
        " a.ended_at is null and a.status not in ('done', 'not_applicable') and exists
        (select 1 from plan_row r join plan p on p.id = r.plan_id where r.id = a.row_id
        and r.removed_at is null and p.state <> 'withdrawn') "
    };
}

/// The same of a table without a name of its own, for updates.
macro_rules! still_open {
    () => {
        " ended_at is null and status not in ('done', 'not_applicable') "
    };
}

statements! {
    /// By id.
    BY_ID = "select id, unit_id, kind, name, unit_ref, post_ref, person_ref, merged_into, version
        from party where id = $1";
    /// Whoever holds no longer.
    HOLDERS_GO = concat!(holds!(), "delete from party_holder
        where (party_id, person_id) not in (select party_id, person_id from holds)");
    /// Whoever holds from now on.
    HOLDERS_COME = concat!("insert into party_holder (party_id, person_id) ", holds!(),
        "select party_id, person_id from holds
        except select party_id, person_id from party_holder");
    /// Another party of the directory with this name.
    NAME_TAKEN = "select name from party where unit_id = $1 and name_folded = $2
        and merged_into is null and (cast($3 as text) is null or id <> $3) limit 1";
    /// A new party.
    INSERT = "insert into party (id, unit_id, kind, unit_ref, post_ref, person_ref, name,
        name_folded, name_key, merged_into, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, 1)";
    /// A new person.
    PERSON_INSERT = "insert into person (id, unit_id, name, name_folded, email, phone, left_on,
        version) values ($1, $2, $3, $4, $5, $6, null, 1)";
    /// A new post.
    POST_INSERT = "insert into post (id, unit_id, name, name_folded, closed_on, version)
        values ($1, $2, $3, $4, null, 1)";
    /// A person holds a post from a day on.
    TENURE_INSERT = "insert into tenure (id, post_id, person_id, from_on, to_on)
        values ($1, $2, $3, $4, null)";
    /// A spelling means a party from now on.
    ALIAS_PUT = "insert into alias (unit_id, folded, name_key, text, party_id)
        values ($1, $2, $3, $4, $5)
        on conflict (unit_id, folded) do update set name_key = $3, text = $4, party_id = $5";
    /// A group begins anew.
    MEMBERS_END = "delete from group_member where group_id = $1";
    /// One more member.
    MEMBER_INSERT = "insert into group_member (group_id, party_id) values ($1, $2)";
    /// The member through which a group holds itself.
    CIRCLE = "with recursive member (party_id, through) as (
            select party_id, party_id from group_member where group_id = $1
            union
            select g.party_id, m.through from member m join group_member g
            on g.group_id = m.party_id
        )
        select p.name from member m join party p on p.id = m.through where m.party_id = $1 limit 1";
    /// Members of a group, of groups in it, and so on, without the groups.
    FAN_OUT = "with recursive member (party_id) as (
            select party_id from group_member where group_id = $1
            union
            select g.party_id from member m join group_member g on g.group_id = m.party_id
        )
        select p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref, p.person_ref,
        p.merged_into, p.version from member m join party p on p.id = m.party_id
        where p.kind <> 'group' order by p.id";
    /// The path of a unit.
    UNIT_PATH = "select path from unit where id = $1";
    /// Parties by spellings that a unit's directory knows.
    BY_ALIAS = "select a.folded as name_folded, a.name_key, p.id, p.unit_id, p.kind, p.name,
        p.unit_ref, p.post_ref, p.person_ref, p.merged_into, p.version
        from alias a join party p on p.id = a.party_id
        where a.unit_id = $1 and (a.folded in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)
        or a.name_key in ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51,
        $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)) order by p.id";
    /// Parties by name: of the unit at the path and of those over and under it, and every unit. People
    /// who left and posts that were closed are not meant any more.
    BY_NAME = "select p.name_folded, p.name_key, p.id, p.unit_id, p.kind, p.name,
        p.unit_ref, p.post_ref, p.person_ref, p.merged_into, p.version, u.path as unit_path,
        u.valid_to from party p join unit u on u.id = p.unit_id
        left join person n on n.id = p.person_ref left join post o on o.id = p.post_ref
        where p.merged_into is null and n.left_on is null and o.closed_on is null
        and (substr(u.path, 1, length($1)) = $1 or substr($1, 1, length(u.path)) = u.path
        or p.kind = 'unit')
        and (p.name_folded in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)
        or p.name_key in ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51,
        $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)) order by p.id";
    /// A unit's party.
    OF_UNIT = "select id, unit_id, kind, name, unit_ref, post_ref, person_ref, merged_into, version
        from party where unit_ref = $1 and merged_into is null";
    /// Another name.
    RENAME = "update party set name = $3, name_folded = $4, name_key = $5, version = version + 1
        where id = $1 and version = $2";
    /// A unit's parties with what is said of them.
    DIRECTORY = concat!("select t.id, t.unit_id, t.kind, t.name, t.unit_ref, t.post_ref,
        t.person_ref, t.merged_into, t.version, n.email, n.phone,
        (select min(c.login) from account c where c.person_id = n.id and c.state = 'active') as login,
        coalesce(n.left_on, o.closed_on) as ended_on,
        coalesce(n.version, o.version) as detail_version,
        (select count(*) from assignment a where a.party_id = t.id and", open!(), ") as open_work
        from party t left join person n on n.id = t.person_ref
        left join post o on o.id = t.post_ref
        where t.unit_id = $1 and t.merged_into is null order by t.id");
    /// Who holds the unit's posts now or later.
    TENURES = "select e.id, e.post_id, e.person_id, n.name, e.from_on, e.to_on
        from tenure e join post o on o.id = e.post_id join person n on n.id = e.person_id
        where o.unit_id = $1 and (e.to_on is null or e.to_on >= $2) order by e.from_on, e.id";
    /// Members of the unit's groups.
    MEMBERS = "select m.group_id, p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref,
        p.person_ref, p.merged_into, p.version from group_member m
        join party g on g.id = m.group_id join party p on p.id = m.party_id
        where g.unit_id = $1 order by p.id";
    /// Spellings of the unit's directory.
    ALIASES = "select party_id, text from alias where unit_id = $1 order by folded";
    /// The party that a spelling means.
    ALIAS = "select p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref, p.person_ref,
        p.merged_into, p.version from alias a join party p on p.id = a.party_id
        where a.unit_id = $1 and a.folded = $2";
    /// A spelling means nobody.
    ALIAS_END = "delete from alias where unit_id = $1 and folded = $2 and party_id = $3";
    /// A person's name and contacts.
    PERSON_EDIT = "update person set name = $2, name_folded = $3, email = $4, phone = $5,
        version = version + 1 where id = $1";
    /// A post's name.
    POST_EDIT = "update post set name = $2, name_folded = $3, version = version + 1 where id = $1";
    /// A party's open work, what is due first at the top.
    OPEN_WORK = "select r.id as row_id, r.plan_id, p.reference, p.title as plan_title, r.code,
        r.title, a.role, r.next_due from assignment a join plan_row r on r.id = a.row_id
        join plan p on p.id = r.plan_id where a.party_id = $1 and a.ended_at is null
        and a.status not in ('done', 'not_applicable') and r.removed_at is null
        and p.state <> 'withdrawn'
        order by case when r.next_due is null then 1 else 0 end, r.next_due, r.id limit $2";
    /// How much of it there is.
    OPEN_COUNT = concat!("select count(*) as n from assignment a where a.party_id = $1 and",
        open!());
    /// Holders of a post now or later, with how much open work is their own.
    HOLDERS_WORK = concat!("select e.id, e.person_id, n.name, e.from_on, e.to_on,
        (select count(*) from assignment a join party t on t.id = a.party_id
            where t.person_ref = n.id and", open!(), ") as n
        from tenure e join person n on n.id = e.person_id
        where e.post_id = $1 and (e.to_on is null or e.to_on >= $2) order by e.from_on, e.id");
    /// Whoever holds the post on the day or later.
    HOLDERS_FROM = "select e.id, e.person_id, n.name, e.from_on, e.to_on
        from tenure e join person n on n.id = e.person_id
        where e.post_id = $1 and (e.to_on is null or e.to_on >= $2) order by e.id";
    /// A tenure's last day.
    TENURE_END = "update tenure set to_on = $2 where id = $1";
    /// A person's party.
    OF_PERSON = "select id, unit_id, kind, name, unit_ref, post_ref, person_ref, merged_into,
        version from party where person_ref = $1 and merged_into is null";
    /// Since when a person is gone.
    LEFT_ON = "select left_on from person where id = $1";
    /// Posts that a person holds after the day.
    POSTS_HELD = "select distinct t.id, t.unit_id, t.kind, t.name, t.unit_ref, t.post_ref,
        t.person_ref, t.merged_into, t.version from tenure e join party t on t.post_ref = e.post_id
        where e.person_id = $1 and (e.to_on is null or e.to_on > $2) and t.merged_into is null
        order by t.id";
    /// Gone.
    SET_LEFT = "update person set left_on = $2, version = version + 1
        where id = $1 and left_on is null";
    /// Here again.
    SET_BACK = "update person set left_on = null, version = version + 1
        where id = $1 and left_on is not null";
    /// A person holds nothing after the day.
    TENURES_END = "update tenure set to_on = $2
        where person_id = $1 and (to_on is null or to_on > $2)";
    /// Nobody holds a post after the day.
    POST_TENURES_END = "update tenure set to_on = $2
        where post_id = $1 and (to_on is null or to_on > $2)";
    /// A person's open accounts.
    ACCOUNTS = "select id, version from account where person_id = $1 and state = 'active' order by id";
    /// A post is no more.
    POST_CLOSE = "update post set closed_on = $2, version = version + 1
        where id = $1 and closed_on is null";
    /// A post is there again.
    POST_REOPEN = "update post set closed_on = null, version = version + 1
        where id = $1 and closed_on is not null";
    /// Where the second party had the same part of the same row and it had ended, it goes on.
    REVIVE_SAME = "update assignment set ended_at = null, version = version + 1
        where party_id = $2 and ended_at is not null and exists (select 1 from assignment b
        where b.party_id = $1 and b.row_id = assignment.row_id and b.role = assignment.role
        and b.ended_at is null and b.status not in ('done', 'not_applicable'))";
    /// Where the second party has the same part of the same row, the first one's ends.
    END_SAME = "update assignment set ended_at = $3, version = version + 1
        where party_id = $1 and ended_at is null and exists (select 1 from assignment b
        where b.party_id = $2 and b.row_id = assignment.row_id and b.role = assignment.role)";
    /// Open work of the first becomes the second's.
    MOVE_OPEN = concat!("update assignment set party_id = $2, version = version + 1
        where party_id = $1 and", still_open!());
    /// All work of the first becomes the second's, unless the second has the same.
    REPOINT_ASSIGNMENTS = "update assignment set party_id = $2, version = version + 1
        where party_id = $1 and not exists (select 1 from assignment b
        where b.party_id = $2 and b.row_id = assignment.row_id and b.role = assignment.role)";
    /// What came through a group came through the other.
    REPOINT_VIA = "update assignment set via_group_id = $2 where via_group_id = $1";
    /// Spellings.
    REPOINT_ALIASES = "update alias set party_id = $2 where party_id = $1";
    /// Figures that they provide.
    REPOINT_PROVISIONS = "update provision set party_id = $2 where party_id = $1";
    /// Lines whose figures they are to provide.
    REPOINT_PROVIDERS = "update indicator set provider_id = $2 where provider_id = $1";
    /// Lines whose figures they are to confirm.
    REPOINT_VERIFIERS = "update indicator set verifier_id = $2 where verifier_id = $1";
    /// Recipients of plans.
    REPOINT_RECIPIENTS = "update plan_recipient set party_id = $2 where party_id = $1";
    /// Groups with the first hold the second.
    JOIN_GROUPS = "insert into group_member (group_id, party_id)
        select group_id, $2 from group_member where party_id = $1 and group_id <> $2
        except select group_id, party_id from group_member";
    /// The second holds the members of the first.
    TAKE_MEMBERS = "insert into group_member (group_id, party_id)
        select $2, party_id from group_member where group_id = $1 and party_id <> $2
        except select group_id, party_id from group_member";
    /// The first is in no group, and is none.
    LEAVE_GROUPS = "delete from group_member where party_id = $1 or group_id = $1";
    /// The first post's holders hold the second.
    REPOINT_POST = "update tenure set post_id = $2 where post_id = $1";
    /// The first person's posts are the second's.
    REPOINT_PERSON = "update tenure set person_id = $2 where person_id = $1";
    /// The first is the second.
    SET_MERGED = "update party set merged_into = $3, version = version + 1
        where id = $1 and version = $2 and merged_into is null";
    /// What points at a party, its post, its person.
    MERGE_COUNTS = "select
        (select count(*) from assignment where party_id = $1) as assignments,
        (select count(*) from alias where party_id = $1) as aliases,
        (select count(*) from group_member where party_id = $1 or group_id = $1) as members,
        (select count(*) from plan_recipient where party_id = $1) as recipients,
        (select count(*) from tenure where post_id = $2 or person_id = $3) as tenures";
    /// People without an open account.
    WITHOUT_ACCOUNT = "select n.id, n.name, u.name as unit_name, u.path as unit_path
        from person n join unit u on u.id = n.unit_id where n.left_on is null
        and (cast($1 as text) is null or n.name_folded like $1 escape '!')
        and not exists (select 1 from account a where a.person_id = n.id and a.state = 'active')
        order by n.id";
    /// Someone and where they work.
    PERSON_HOME = "select n.name, u.id as unit_id, u.slug as unit_slug, u.name as unit_name,
        u.path as unit_path from person n join unit u on u.id = n.unit_id where n.id = $1";
    /// The parties of a unit and of those right under it.
    UNITS_AT = "select p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref, p.person_ref,
        p.merged_into, p.version from party p join unit u on u.id = p.unit_ref
        where (u.id = $1 or u.parent_id = $1) and u.valid_to is null order by p.id";
}

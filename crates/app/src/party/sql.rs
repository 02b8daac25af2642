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
}

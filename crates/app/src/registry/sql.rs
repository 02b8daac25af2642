//! Statements about what was entered from the list.

use crate::database::statements::statements;
use crate::unit::sql::hangs;

statements! {
    /// One time.
    INSERT = "insert into registry_fill (id, unit_id, kind, made_at, made_by)
        values ($1, $2, $3, $4, $5)";
    /// A unit of it.
    INSERT_UNIT = "insert into registry_fill_unit (fill_id, unit_id) values ($1, $2)";
    /// The last time, of that kind and about that unit.
    LAST = "select f.id, f.made_at, count(u.unit_id) as n from registry_fill f
        left join registry_fill_unit u on u.fill_id = f.id
        where f.kind = $1 and f.unit_id = $2
        group by f.id, f.made_at order by f.made_at desc, f.id desc limit 1";
    /// Units of it on which something hangs.
    IN_USE = concat!("select count(*) as n from registry_fill_unit f join unit u on u.id = f.unit_id
        where f.fill_id = $1 and (u.version <> 1
        or exists (select 1 from unit c where c.parent_id = u.id and not exists
            (select 1 from registry_fill_unit o where o.fill_id = $1 and o.unit_id = c.id))
        or exists (select 1 from unit_lineage x where (x.from_unit = u.id or x.to_unit = u.id)
            and x.change_id <> $1)
        or ", hangs!(), ")");
    /// Their parties, for the search to forget.
    PARTIES = "select p.id, p.name, u.id as unit_id from registry_fill_unit f
        join unit u on u.id = f.unit_id join party p on p.unit_ref = u.id
        where f.fill_id = $1 order by p.id";
    /// Their lineage goes.
    DELETE_LINEAGE = "delete from unit_lineage where change_id = $1";
    /// Their parties go.
    DELETE_HOLDERS = "delete from party_holder where party_id in (select p.id from party p
        join registry_fill_unit f on f.unit_id = p.unit_ref where f.fill_id = $1)";
    /// Their parties go.
    DELETE_PARTIES = "delete from party where unit_ref in
        (select unit_id from registry_fill_unit where fill_id = $1)";
    /// Which units they are, the lowest first.
    UNITS = "select u.id from registry_fill_unit f join unit u on u.id = f.unit_id
        where f.fill_id = $1 order by length(u.path) desc, u.id";
    /// They are not of a fill any more, before they go themselves.
    FORGET_UNITS = "delete from registry_fill_unit where fill_id = $1";
    /// Nor is there a fill.
    FORGET = "delete from registry_fill where id = $1";
    /// A unit goes.
    DELETE_UNIT = "delete from unit where id = $1";
}

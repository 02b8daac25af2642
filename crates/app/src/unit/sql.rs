//! Statements about units.

use crate::database::statements::statements;

/// `seen`: the units that an actor may read, from `Actor::places` in $1. A page of one ward must not
/// cost what all the others hold.
macro_rules! seen {
    () => {
        "with places (path) as (select cast('/' as text) where cast($1 as text) like '%|/|%'
            union select g.path from unit g where cast($1 as text) like '%|' || g.path || '|%'),
        seen (id) as (select distinct s.id from places cross join unit s
            where substr(s.path, 1, length(places.path)) = places.path) "
    };
}
pub(crate) use seen;

/// `hangs`: whether anything that people made hangs on the unit `u`, other than units below it and
/// what the unit itself brings (its party, its lineage). A test compares it with the schema.
macro_rules! hangs {
    () => {
        "exists (select 1 from person x where x.unit_id = u.id)
        or exists (select 1 from post x where x.unit_id = u.id)
        or exists (select 1 from party x where x.unit_id = u.id and x.unit_ref is null)
        or exists (select 1 from alias x where x.unit_id = u.id)
        or exists (select 1 from role_grant x where x.unit_id = u.id)
        or exists (select 1 from framework x where x.unit_id = u.id)
        or exists (select 1 from figure x where x.unit_id = u.id)
        or exists (select 1 from figure_value x where x.unit_id = u.id)
        or exists (select 1 from assessment x where x.unit_id = u.id)
        or exists (select 1 from plan x where x.unit_id = u.id)
        or exists (select 1 from comment x where x.unit_id = u.id)
        or exists (select 1 from import_draft x where x.unit_id = u.id)
        or exists (select 1 from evidence x where x.unit_id = u.id)
        or exists (select 1 from registry_fill x where x.unit_id = u.id)
        or exists (select 1 from publication_unit x where x.unit_id = u.id)
        or exists (select 1 from provision x where x.unit_id = u.id)
        or exists (select 1 from period_exception x where x.unit_id = u.id)
        or exists (select 1 from snapshot x where x.unit_id = u.id)
        or exists (select 1 from rollup_part x where x.unit_id = u.id)
        or exists (select 1 from rollup_sum x where x.unit_id = u.id)
        or exists (select 1 from paper x where x.unit_id = u.id)
        or exists (select 1 from survey x where x.unit_id = u.id)
        or exists (select 1 from survey_unit x where x.unit_id = u.id)
        or exists (select 1 from feed x where x.unit_id = u.id)
        or exists (select 1 from remind_setting x where x.unit_id = u.id)
        or exists (select 1 from party p where p.unit_ref = u.id and (p.merged_into is not null
            or exists (select 1 from group_member x where x.party_id = p.id)
            or exists (select 1 from alias x where x.party_id = p.id)
            or exists (select 1 from plan_recipient x where x.party_id = p.id)
            or exists (select 1 from assignment x where x.party_id = p.id)
            or exists (select 1 from provision x where x.party_id = p.id)
            or exists (select 1 from indicator x where x.provider_id = p.id or x.verifier_id = p.id)
            or exists (select 1 from party x where x.merged_into = p.id)))"
    };
}
pub(crate) use hangs;

statements! {
    /// By the word in addresses.
    BY_SLUG = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where slug = $1";
    /// By id.
    BY_ID = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where id = $1";
    /// Units with nothing above.
    TOPS = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where parent_id is null order by id";
    /// Another unit that has the code within these days.
    CODE_TAKEN = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where code = $1 and id <> $2 and valid_from <= $4
        and coalesce(valid_to, '9999-12-31') >= $3 order by id limit 1";
    /// A subtree, by path.
    UNDER = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where substr(path, 1, length($1)) = $1 order by path";
    /// Words in addresses that begin alike.
    SLUGS_LIKE = "select slug from unit where substr(slug, 1, length($1)) = $1";
    /// A new one.
    INSERT = "insert into unit (id, parent_id, path, slug, kind, code, name, name_folded, valid_from,
        valid_to, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    /// Another name, kind, code, first day.
    EDIT = "update unit set name = $3, name_folded = $4, kind = $5, code = $6, valid_from = $7,
        version = version + 1 where id = $1 and version = $2";
    /// A last day, or none.
    SET_END = "update unit set valid_to = $3, version = version + 1
        where id = $1 and version = $2";
    /// Another unit above.
    SET_PARENT = "update unit set parent_id = $3, version = version + 1
        where id = $1 and version = $2";
    /// The paths of a subtree begin otherwise.
    REWRITE_PATHS = "update unit set path = $2 || substr(path, length($1) + 1)
        where substr(path, 1, length($1)) = $1";
    /// Units right under it that have not ended.
    UNITS_LEFT = "select count(*) as n from unit where parent_id = $1 and valid_to is null";
    /// Work that is not done: in its own plans, or of parties in its directory.
    WORK_LEFT = "select count(*) as n from assignment a join plan_row r on r.id = a.row_id
        join plan p on p.id = r.plan_id join party t on t.id = a.party_id
        where (p.unit_id = $1 or t.unit_id = $1) and a.ended_at is null
        and a.status not in ('done', 'not_applicable') and r.removed_at is null
        and p.state <> 'withdrawn'";
    /// What a subtree holds.
    SUBTREE_COUNTS = "select
        (select count(*) from unit u where substr(u.path, 1, length($1)) = $1) as units,
        (select count(*) from person n join unit u on u.id = n.unit_id
            where substr(u.path, 1, length($1)) = $1 and n.left_on is null) as persons,
        (select count(*) from plan p join unit u on u.id = p.unit_id
            where substr(u.path, 1, length($1)) = $1) as plans";
    /// Accounts with a role over the first path that is not over the second.
    REACHING = "select count(distinct g.account_id) as n from role_grant g
        join unit u on u.id = g.unit_id where g.ended_at is null
        and substr($1, 1, length(u.path)) = u.path and substr($2, 1, length(u.path)) <> u.path";
    /// Over a path and under it.
    ALONG = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where substr(path, 1, length($1)) = $1 or substr($1, 1, length(path)) = path
        order by path";
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// The unit's own: they come and go with it.
    const OWN: [&str; 3] = ["unit", "unit_lineage", "registry_fill_unit"];

    #[test]
    fn every_table_about_a_unit_holds_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut looked = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let schema = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for table in schema.split("create table ").skip(1) {
                let (name, columns) = table.split_once(" (").unwrap();
                if OWN.contains(&name) || !columns.contains("unit_id text not null references unit")
                {
                    continue;
                }
                looked += 1;
                assert!(
                    hangs!().contains(&format!("from {name} x where x.unit_id = u.id")),
                    "`hangs!` leaves {name} out"
                );
            }
        }
        assert!(looked > 10, "the schema was not found");
    }
}

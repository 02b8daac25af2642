//! Statements about what units were and became.

use crate::database::statements::statements;
use crate::unit::sql::hangs;

/// Notes what moves from the unit $2 to the unit $3 by the decision $1.
macro_rules! note {
    ($kind:literal, $subject:literal, $from:literal) => {
        concat!(
            "insert into unit_moved (change_id, kind, subject_id, from_id, to_id)
            select cast($1 as text), '",
            $kind,
            "', ",
            $subject,
            ", cast($2 as text), cast($3 as text) from ",
            $from
        )
    };
}

/// Rows of the table that were noted stand in the unit where they went.
macro_rules! go {
    ($table:literal, $kind:literal) => {
        concat!(
            "update ",
            $table,
            " set unit_id = $3, version = version + 1 where unit_id = $2 and id in
            (select m.subject_id from unit_moved m where m.change_id = $1 and m.kind = '",
            $kind,
            "' and m.from_id = $2)"
        )
    };
}

/// Rows of the table stand again where they stood, if they are where they went.
macro_rules! come_back {
    ($table:literal, $kind:literal, $column:literal) => {
        concat!(
            "update ",
            $table,
            " set ",
            $column,
            " = (select m.from_id from unit_moved m where m.change_id = $1 and m.kind = '",
            $kind,
            "' and m.subject_id = ",
            $table,
            ".id), version = version + 1 where exists
            (select 1 from unit_moved m where m.change_id = $1 and m.kind = '",
            $kind,
            "' and m.subject_id = ",
            $table,
            ".id and m.to_id = ",
            $table,
            ".",
            $column,
            ")"
        )
    };
}

statements! {
    /// A line.
    INSERT = "insert into unit_lineage (id, change_id, from_unit, to_unit, on_date, kind,
        legal_basis, share, before_text, made_unit, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Whether the one became the other.
    KNOWN = "select count(*) as n from unit_lineage where from_unit = $1 and to_unit = $2";
    /// About a unit.
    OF_UNIT = "select l.change_id, l.from_unit, f.name as from_name, f.slug as from_slug, l.to_unit,
        t.name as to_name, t.slug as to_slug, l.on_date, l.kind, l.legal_basis, l.share,
        l.before_text, l.made_unit, b.name as above_name
        from unit_lineage l join unit f on f.id = l.from_unit join unit t on t.id = l.to_unit
        left join unit b on l.kind = 'reparent' and b.id = l.before_text
        where l.from_unit = $1 or l.to_unit = $1 order by l.on_date, l.made_at, l.id";
    /// Of a decision.
    OF_CHANGE = "select l.change_id, l.from_unit, f.name as from_name, f.slug as from_slug,
        l.to_unit, t.name as to_name, t.slug as to_slug, l.on_date, l.kind, l.legal_basis, l.share,
        l.before_text, l.made_unit, cast(null as text) as above_name
        from unit_lineage l join unit f on f.id = l.from_unit join unit t on t.id = l.to_unit
        where l.change_id = $1 order by l.id";
    /// What became what.
    EDGES = "select from_unit, to_unit from unit_lineage where from_unit <> to_unit
        order by from_unit, to_unit";
    /// What a unit became.
    BECAME = "select t.name from unit_lineage l join unit t on t.id = l.to_unit
        where l.from_unit = $1 and l.to_unit <> $1 order by l.on_date, l.id";
    /// Later decisions about units of this one.
    LATER = "select count(*) as n from unit_lineage l where l.change_id <> $1 and exists
        (select 1 from unit_lineage o where o.change_id = $1 and o.made_at <= l.made_at
        and (o.from_unit in (l.from_unit, l.to_unit) or o.to_unit in (l.from_unit, l.to_unit)))
        and l.change_id > $1";
    /// A decision is taken back.
    DELETE = "delete from unit_lineage where change_id = $1";
    /// Units right under one that have not ended.
    UNDER = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where parent_id = $1 and valid_to is null order by id";
    /// A unit stands under another one, which nobody looked at.
    MOVE = "update unit set parent_id = $2, version = version + 1 where id = $1";
    /// A unit ends, or does not any more.
    END = "update unit set valid_to = $2, version = version + 1 where id = $1";
    /// A unit is called so.
    NAME = "update unit set name = $2, name_folded = $3, version = version + 1 where id = $1";
    /// What hangs on a unit.
    HANGING = "select
        (select count(*) from unit x where x.parent_id = $1 and x.valid_to is null) as units,
        (select count(*) from person x where x.unit_id = $1 and x.left_on is null) as persons,
        (select count(*) from account a join person x on x.id = a.person_id
            where x.unit_id = $1 and a.state = 'active') as accounts,
        (select count(*) from role_grant x where x.unit_id = $1 and x.ended_at is null) as grants,
        (select count(*) from plan x where x.unit_id = $1 and x.state <> 'withdrawn') as plans,
        (select count(*) from assignment a join plan_row r on r.id = a.row_id
            join plan p on p.id = r.plan_id where p.unit_id = $1 and a.ended_at is null
            and a.status not in ('done', 'not_applicable') and r.removed_at is null
            and p.state <> 'withdrawn') as work,
        (select count(*) from assessment x where x.unit_id = $1) as assessments,
        (select count(*) from assessment x where x.unit_id = $1 and x.state = 'open') as open,
        (select count(*) from figure_value x where x.unit_id = $1 and x.value is not null)
            as figures";
    /// Whether anything that people made hangs on a unit that a decision made.
    USED = concat!("select count(*) as n from unit u where u.id = $1 and (
        exists (select 1 from unit c where c.parent_id = u.id)
        or ", hangs!(), ")");
    /// The party of a unit.
    PARTY = "select id from party where unit_ref = $1 and kind = 'unit'";
    /// Nobody acts for it any more.
    DELETE_HOLDERS = "delete from party_holder where party_id in
        (select id from party where unit_ref = $1)";
    /// It goes.
    DELETE_PARTY = "delete from party where unit_ref = $1";
    /// So does the unit.
    DELETE_UNIT = "delete from unit where id = $1";
    /// Assessments of units whose ids stand end to end, the newest first.
    RESULTS = "select a.id, a.unit_id, u.name as unit_name, u.path, u.valid_to, a.framework_id,
        f.name as framework_name, p.id as period_id, p.name as period_name, p.year
        from assessment a join unit u on u.id = a.unit_id join framework f on f.id = a.framework_id
        join period p on p.id = a.period_id
        where $1 like '%' || a.unit_id || '%' and f.state <> 'withdrawn'
        order by p.year desc, p.id, f.id, u.path limit $2";
    /// The best scorecard of each assessment whose ids stand end to end.
    CARDS = "select a.id as assessment_id, s.kind, s.body_json from assessment a
        join scorecard s on s.id = (select c.id from scorecard c where c.assessment_id = a.id
            order by case c.kind when 'final' then 0 when 'appraised' then 1 else 2 end,
            c.number desc limit 1)
        where $1 like '%' || a.id || '%' and a.state <> 'open'";
    /// What would follow from a unit to what it becomes, $2; null: a new one.
    FOLLOWS = "select
        (select count(*) from person x where x.unit_id = $1 and x.left_on is null) as persons,
        (select count(*) from account a join person x on x.id = a.person_id
            where x.unit_id = $1 and x.left_on is null and a.state = 'active') as accounts,
        (select count(*) from post x where x.unit_id = $1 and x.closed_on is null) as posts,
        (select count(*) from party x where x.unit_id = $1 and x.kind in ('group', 'outsider')
            and x.merged_into is null) as parties,
        (select count(*) from alias x where x.unit_id = $1 and not exists
            (select 1 from alias y where y.unit_id = $2 and y.folded = x.folded))
            + (select count(*) from alias x join party p on p.id = x.party_id
            where p.unit_ref = $1 and x.unit_id <> $1) as aliases,
        (select count(*) from role_grant x where x.unit_id = $1 and x.ended_at is null
            and not exists (select 1 from role_grant y where y.unit_id = $2
            and y.account_id = x.account_id and y.role = x.role and y.ended_at is null)) as grants,
        (select count(*) from assignment a join party p on p.id = a.party_id
            where p.unit_ref = $1 and a.ended_at is null
            and a.status not in ('done', 'not_applicable') and not exists
            (select 1 from assignment b join party q on q.id = b.party_id
            where q.unit_ref = $2 and b.row_id = a.row_id and b.role = a.role)) as work";
    /// People who are here.
    NOTE_PERSONS = note!("person", "x.id", "person x where x.unit_id = $2 and x.left_on is null");
    /// They stand in the other unit.
    GO_PERSONS = go!("person", "person");
    /// Posts that are not closed.
    NOTE_POSTS = note!("post", "x.id", "post x where x.unit_id = $2 and x.closed_on is null");
    /// They stand in the other unit.
    GO_POSTS = go!("post", "post");
    /// Parties of the directory: of those people and posts, groups, outsiders.
    NOTE_PARTIES = note!("party", "x.id", "party x where x.unit_id = $2 and x.unit_ref is null
        and x.merged_into is null and (x.person_ref is null or exists (select 1 from unit_moved m
            where m.change_id = $1 and m.kind = 'person' and m.subject_id = x.person_ref))
        and (x.post_ref is null or exists (select 1 from unit_moved m
            where m.change_id = $1 and m.kind = 'post' and m.subject_id = x.post_ref))");
    /// They stand in the other directory.
    GO_PARTIES = go!("party", "party");
    /// Spellings in any directory that mean the party $2, which become those of the party $3.
    NOTE_NAMED = note!("named", "x.unit_id || ' ' || x.folded", "alias x where x.party_id = $2");
    /// They mean the other party.
    GO_NAMED = "update alias set party_id = $2 where party_id = $1";
    /// Spellings of the directory that the other one has not.
    NOTE_ALIASES = note!("alias", "x.folded", "alias x where x.unit_id = $2 and not exists
        (select 1 from alias y where y.unit_id = $3 and y.folded = x.folded)");
    /// They stand in the other directory.
    GO_ALIASES = "update alias set unit_id = $3 where unit_id = $2 and folded in
        (select m.subject_id from unit_moved m where m.change_id = $1 and m.kind = 'alias'
        and m.from_id = $2)";
    /// Roles over a unit that nobody has over the other one yet.
    GRANTS_LACKING = "select count(*) as n from role_grant x where x.unit_id = $1
        and x.ended_at is null and not exists (select 1 from role_grant y where y.unit_id = $2
        and y.account_id = x.account_id and y.role = x.role and y.ended_at is null)";
    /// The same roles over the other unit; ids stand end to end.
    GRANTS_GIVE = "insert into role_grant (id, account_id, role, unit_id, granted_at)
        select substr($1, (n.place - 1) * 36 + 1, 36), n.account_id, n.role, cast($3 as text),
            cast($4 as text)
        from (select x.account_id, x.role, cast(row_number() over (order by x.id) as integer)
            as place from role_grant x where x.unit_id = $2 and x.ended_at is null and not exists
            (select 1 from role_grant y where y.unit_id = $3 and y.account_id = x.account_id
            and y.role = x.role and y.ended_at is null)) n";
    /// Which were given, of ids end to end in $4.
    NOTE_GRANTS = note!("grant", "x.id",
        "role_grant x where x.unit_id = $3 and $4 like '%' || x.id || '%'");
    /// Open work of the party $2 that the party $3 does not have in the same part.
    NOTE_WORK = note!("assignment", "x.id", "assignment x where x.party_id = $2
        and x.ended_at is null and x.status not in ('done', 'not_applicable') and not exists
        (select 1 from assignment y where y.party_id = $3 and y.row_id = x.row_id
        and y.role = x.role)");
    /// It is the other party's.
    GO_WORK = "update assignment set party_id = $3, version = version + 1 where party_id = $2
        and id in (select m.subject_id from unit_moved m where m.change_id = $1
        and m.kind = 'assignment' and m.from_id = $2)";
    /// The parties that moved.
    MOVED_PARTIES = "select p.id, p.unit_id, p.kind, p.name, p.unit_ref, p.post_ref, p.person_ref,
        p.merged_into, p.version from party p join unit_moved m on m.subject_id = p.id
        where m.change_id = $1 and m.kind = 'party' order by p.id";
    /// How many of each moved.
    MOVED = "select kind, count(*) as n from unit_moved where change_id = $1 group by kind
        order by kind";
    /// Work is again the party's that had it.
    BACK_WORK = come_back!("assignment", "assignment", "party_id");
    /// Roles that were given go.
    BACK_GRANTS = "delete from role_grant where id in (select m.subject_id from unit_moved m
        where m.change_id = $1 and m.kind = 'grant')";
    /// Spellings stand again in the directory that had them.
    BACK_ALIASES = "update alias set unit_id = (select m.from_id from unit_moved m
            where m.change_id = $1 and m.kind = 'alias' and m.subject_id = alias.folded
            and m.to_id = alias.unit_id)
        where exists (select 1 from unit_moved m where m.change_id = $1 and m.kind = 'alias'
            and m.subject_id = alias.folded and m.to_id = alias.unit_id)";
    /// Spellings mean again the party that they meant.
    BACK_NAMED = "update alias set party_id = (select m.from_id from unit_moved m
            where m.change_id = $1 and m.kind = 'named'
            and m.subject_id = alias.unit_id || ' ' || alias.folded)
        where exists (select 1 from unit_moved m where m.change_id = $1 and m.kind = 'named'
            and m.subject_id = alias.unit_id || ' ' || alias.folded and m.to_id = alias.party_id)";
    /// Parties stand again in their directory.
    BACK_PARTIES = come_back!("party", "party", "unit_id");
    /// Posts are again where they were.
    BACK_POSTS = come_back!("post", "post", "unit_id");
    /// So are people.
    BACK_PERSONS = come_back!("person", "person", "unit_id");
    /// Nothing is noted any more.
    FORGET_MOVED = "delete from unit_moved where change_id = $1";
}

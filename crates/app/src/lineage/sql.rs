//! Statements about what units were and became.

use crate::database::statements::statements;
use crate::unit::sql::hangs;

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
}

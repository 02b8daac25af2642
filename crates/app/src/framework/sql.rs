//! Statements about frameworks and indicators.

use crate::database::statements::statements;
use crate::unit::sql::seen;

/// Of units that the actor ($1) may read, or in use there: in an assessment or a plan.
macro_rules! open {
    () => {
        "(f.unit_id in (select id from seen)
        or exists (select 1 from assessment a
            where a.framework_id = f.id and a.unit_id in (select id from seen))
        or exists (select 1 from plan p where p.framework_id = f.id and p.state <> 'withdrawn'
            and p.unit_id in (select id from seen)))"
    };
}

pub(crate) use open;

statements! {
    /// The version, to ask the shelf with.
    VERSION = "select version from framework where id = $1";
    /// What stands above the indicators.
    HEAD = "select unit_id, name, legal_basis, follows_id, state, settings_json, version
        from framework where id = $1";
    /// All indicators and pillars.
    INDICATORS = "select id, parent_id, kind, code, title, max_points, counts, mandatory, rule_text,
        rule_json, reading, evidence_text, source_text, legal_basis, kinds, note
        from indicator where framework_id = $1 order by position, id";
    /// Who provides figures of its lines, and who confirms them.
    CHARGES = "select i.id, i.provider_id, p.name as provider_name, i.verifier_id,
        v.name as verifier_name from indicator i left join party p on p.id = i.provider_id
        left join party v on v.id = i.verifier_id
        where i.framework_id = $1 and (i.provider_id is not null or i.verifier_id is not null)
        order by i.id";
    /// The same of one line.
    CHARGE = "select i.provider_id, p.name as provider_name, i.verifier_id, v.name as verifier_name
        from indicator i left join party p on p.id = i.provider_id
        left join party v on v.id = i.verifier_id where i.id = $1";
    /// What they ask for.
    ASKS = "select x.indicator_id, x.input_key, x.label, x.figure_id, f.shape, f.measure
        from indicator i join indicator_figure x on x.indicator_id = i.id
        join figure f on f.id = x.figure_id
        where i.framework_id = $1 order by x.indicator_id, x.position";
    /// Which of it is computed from units below, and from which figures of theirs.
    ROLLUPS = "select r.indicator_id, r.target, r.how, r.kinds, r.test, r.bound, r.named, s.part,
        s.figure_id from indicator i join rollup r on r.indicator_id = i.id
        join rollup_source s on s.indicator_id = r.indicator_id and s.target = r.target
        where i.framework_id = $1 order by r.indicator_id, r.target, s.part";
    /// A new framework.
    INSERT = "insert into framework (id, unit_id, name, name_folded, legal_basis, state,
        settings_json, follows_id, version) values ($1, $2, $3, $4, $5, 'draft', $6, $7, 1)";
    /// A new pillar, heading or indicator.
    INDICATOR_INSERT = "insert into indicator (id, framework_id, parent_id, position, kind, code,
        title, title_folded, max_points, counts, mandatory, rule_text, rule_json, reading,
        evidence_text, source_text, note, legal_basis, kinds, provider_id, verifier_id, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, 1)";
    /// Figures that a unit's frameworks ask for already.
    FIGURES = "select id, name_folded, shape, measure from figure where unit_id = $1 order by id";
    /// A new figure.
    FIGURE_INSERT = "insert into figure (id, unit_id, name, name_folded, shape, measure, version)
        values ($1, $2, $3, $4, $5, $6, 1)";
    /// Which figure is the input of that key.
    ASK_INSERT = "insert into indicator_figure (indicator_id, input_key, position, label, figure_id)
        values ($1, $2, $3, $4, $5)";
    /// Before an indicator asks for something else.
    ASKS_DELETE = "delete from indicator_figure where indicator_id = $1";
    /// Indicators of frameworks of the unit and of the units above it: issued before drafts, nearer
    /// before higher, each framework together.
    INDICATORS_ABOVE = "select i.framework_id, i.id, i.code, i.title_folded
        from indicator i join framework f on f.id = i.framework_id join unit u on u.id = f.unit_id
        where f.state <> 'withdrawn' and substr($1, 1, length(u.path)) = u.path
        order by case f.state when 'issued' then 0 else 1 end, length(u.path) desc,
        i.framework_id, i.position";
    /// A new version, if it is still the one that was shown.
    TOUCH = "update framework set version = version + 1 where id = $1 and version = $2 and state = 'draft'";
    /// What a rule means, by a person's word.
    CHOOSE = "update indicator set rule_json = $2, reading = 'chosen',
        counts = case when counts = 'unscored' then 'adds' else counts end,
        version = version + 1 where id = $1";
    /// Into force.
    ISSUE = "update framework set state = 'issued', version = version + 1
        where id = $1 and version = $2 and state = 'draft'";
    /// Frameworks that the actor may see, with what is in them.
    LIST = concat!(seen!(), "select f.id, f.name, f.legal_basis, f.state, f.unit_id, u.name as unit_name,
        (select count(*) from indicator i where i.framework_id = f.id and i.kind = 'indicator') as indicators,
        (select count(*) from indicator i where i.framework_id = f.id and i.kind <> 'pillar' and i.reading = 'unread') as unread,
        (select count(*) from indicator i where i.framework_id = f.id and i.kind <> 'pillar' and i.reading = 'assumed') as assumed,
        (select count(*) from assessment a where a.framework_id = f.id
            and a.unit_id in (select id from seen)) as assessments
        from framework f join unit u on u.id = f.unit_id where ", open!(), " order by f.id desc");
    /// One, if the actor may see it.
    OPEN = concat!(seen!(), "select f.version as framework_version, u.id, u.parent_id, u.path,
        u.slug, u.kind, u.code, u.name, u.valid_from, u.valid_to, u.version from framework f join unit u on u.id = f.unit_id
        where f.id = $2 and ", open!());
    /// Where one is open among the units that the actor may read.
    OPEN_IN = concat!(seen!(), "select p.name, p.code, p.starts_on, p.ends_on, count(*) as n
        from assessment a join period p on p.id = a.period_id
        where a.framework_id = $2 and a.unit_id in (select id from seen)
        group by p.name, p.code, p.starts_on, p.ends_on order by p.starts_on desc, p.ends_on desc");
}

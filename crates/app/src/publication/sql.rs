//! Statements about publications.

use crate::database::statements::statements;

statements! {
    /// The last publication of a framework in a period.
    LAST = "select id, number, sha256, state from publication
        where framework_id = $1 and period_id = $2 order by number desc limit 1";
    /// A new one.
    INSERT = "insert into publication (id, framework_id, period_id, number, title, reason, state,
        published_at, published_by, sha256, framework_json, totals_json, version)
        values ($1, $2, $3, $4, $5, $6, 'published', $7, $8, $9, $10, $11, 1)";
    /// A unit of it.
    INSERT_UNIT = "insert into publication_unit (publication_id, unit_id, slug, name, code, block,
        points, max_points, number, rank, grade, card_json)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// The ones before it stay, and say so.
    REPLACE = "update publication set state = 'replaced', version = version + 1
        where framework_id = $1 and period_id = $2 and number < $3 and state = 'published'";
    /// Withdrawn, with what is said of it.
    WITHDRAW = "update publication set state = 'withdrawn', withdrawn_at = $3, withdrawn_by = $4,
        withdrawn_note = $5, version = version + 1
        where id = $1 and version = $2 and state <> 'withdrawn'";
    /// All that were published, newest first.
    LIST = "select b.id, b.framework_id, b.number, b.title, b.reason, b.state, b.published_at,
        b.sha256, b.totals_json, b.withdrawn_at, b.withdrawn_note, b.version, p.code as period_code,
        p.name as period_name, f.name as framework_name, u.id as owner_id, u.name as owner_name,
        u.path as owner_path
        from publication b join period p on p.id = b.period_id
        join framework f on f.id = b.framework_id join unit u on u.id = f.unit_id
        order by b.published_at desc, b.id desc";
    /// One of them.
    SHOW = "select b.id, b.framework_id, b.number, b.title, b.reason, b.state, b.published_at,
        b.sha256, b.totals_json, b.withdrawn_at, b.withdrawn_note, b.version, p.code as period_code,
        p.name as period_name, f.name as framework_name, u.id as owner_id, u.name as owner_name,
        u.path as owner_path
        from publication b join period p on p.id = b.period_id
        join framework f on f.id = b.framework_id join unit u on u.id = f.unit_id
        where b.id = $1";
    /// Its frozen framework.
    FRAMEWORK = "select framework_json from publication where id = $1";
    /// Its units, without their lines.
    UNITS = "select unit_id, slug, name, code, block, points, max_points, number, rank, grade
        from publication_unit where publication_id = $1 order by block, rank, slug";
    /// One unit with its lines.
    UNIT = "select card_json from publication_unit where publication_id = $1 and slug = $2";
    /// Ranks as published for a framework in a period of that word.
    BEFORE = "select b.number as publication, n.unit_id, n.rank, n.number
        from publication b join publication_unit n on n.publication_id = b.id
        where b.id = (select c.id from publication c join period p on p.id = c.period_id
            join framework f on f.id = c.framework_id join unit u on u.id = f.unit_id
            where p.code = $1 and c.state = 'published'
            and (c.framework_id = $3 or u.path = $2)
            order by case when c.framework_id = $3 then 0 else 1 end, c.number desc, c.id limit 1)";
}

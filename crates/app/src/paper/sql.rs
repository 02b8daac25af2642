//! Statements about papers.

use crate::database::statements::statements;

statements! {
    /// The file that a plan came from.
    SOURCE = "select source_sha256, source_name from plan where id = $1 and source_sha256 is not null";
    /// Rows above that the rows of a plan carry out.
    REASONS = "select c.row_id, r.code, r.annex, p.kind, p.reference, u.path
        from cascade_row c join plan_row r on r.id = c.above_row_id join plan p on p.id = r.plan_id
        join unit u on u.id = p.unit_id
        where c.plan_id = $1 and c.row_id is not null order by c.row_id";
    /// Who issues, where, who signs, as the unit's last plan says; and the unit above.
    HEAD_BEFORE = "select u.name, a.name as above_name, p.issuer, p.place, p.signatory
        from unit u left join unit a on a.id = u.parent_id
        left join plan p on p.id = (select max(o.id) from plan o where o.unit_id = u.id
            and o.issuer is not null and o.state <> 'withdrawn')
        where u.id = $1";
    /// A new one.
    INSERT = "insert into paper (id, unit_id, kind, plan_id, period_id, year, title, agency, place,
        addressed, bases, recipients, signatory, body, figures_json, figures_at, state, reference,
        issued_on, docx_sha256, pdf_sha256, created_at, created_by, entry_id, version) values ($1, $2,
        $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'draft', $17, $18, null, null,
        $16, $19, $20, 1)";
    /// A paper with its unit.
    BY_ID = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.kind, p.plan_id, p.period_id, p.entry_id, p.year, p.title, p.agency, p.place, p.addressed, p.bases,
        p.recipients, p.signatory, p.body, p.figures_json, p.figures_at, p.state, p.reference,
        p.issued_on, p.docx_sha256, p.pdf_sha256, p.created_at, p.version
        from paper p join unit u on u.id = p.unit_id where p.id = $1";
    /// Papers of a unit in a year without their figures, the newest first.
    LIST = "select p.id, p.unit_id, u.name as unit_name, u.slug as unit_slug, u.path as unit_path,
        p.kind, p.plan_id, p.period_id, p.entry_id, p.year, p.title, p.agency, p.place, p.addressed, p.bases,
        p.recipients, p.signatory, '' as body, '{}' as figures_json, p.figures_at, p.state,
        p.reference, p.issued_on, p.docx_sha256, p.pdf_sha256, p.created_at, p.version,
        (select count(*) from paper_signed s where s.paper_id = p.id) as signed_count
        from paper p join unit u on u.id = p.unit_id
        where p.unit_id = $1 and p.year = $2 order by p.id desc limit 500";
    /// Other words.
    EDIT = "update paper set title = $3, agency = $4, place = $5, addressed = $6, bases = $7,
        recipients = $8, signatory = $9, body = $10, version = version + 1
        where id = $1 and version = $2 and state = 'draft'";
    /// Other figures.
    SET_FIGURES = "update paper set figures_json = $3, figures_at = $4, version = version + 1
        where id = $1 and version = $2 and state = 'draft'";
    /// Issued: number, day, files.
    ISSUE = "update paper set state = 'issued', reference = $3, issued_on = $4, docx_sha256 = $5,
        pdf_sha256 = $6, version = version + 1 where id = $1 and version = $2 and state = 'draft'";
    /// Signed copies, in the order in which they came.
    SIGNED = "select position, sha256, name, size_bytes, at, by_name from paper_signed
        where paper_id = $1 order by position";
    /// A signed copy.
    INSERT_SIGNED = "insert into paper_signed (paper_id, position, sha256, name, size_bytes, at,
        by_name) values ($1, (select coalesce(max(s.position), 0) + 1 from paper_signed s
        where s.paper_id = $1), $2, $3, $4, $5, $6)";
    /// A copy came: the version moves, so that two do not come at once unseen.
    TOUCH = "update paper set version = version + 1 where id = $1 and version = $2
        and state = 'issued'";
}

//! Statements about proof.

use crate::assignment::sql::part;
use crate::database::statements::statements;

/// The columns of a proof, before what chooses among them.
macro_rules! proof {
    ($more:literal, $rest:literal) => {
        concat!(
            "select v.id, v.unit_id, n.path as unit_path, v.title, v.document_kind, v.reference,
            v.issued_on, v.issuer, v.effective_from, v.effective_to, v.sha256, v.file_name,
            b.media_type, b.size_bytes, v.link, v.visibility, v.proposed, v.created_by,
            coalesce(w.name, v.created_by) as created_name, v.created_at, v.removed_at, v.version",
            $more,
            " from evidence v join unit n on n.id = v.unit_id
            left join blob b on b.sha256 = v.sha256
            left join account a on a.id = v.created_by left join person w on w.id = a.person_id ",
            $rest
        )
    };
}

/// Whether a proof `v` is open to all readers, brought by the account $3, or serves the work of the
/// person $2; null for $2: of whoever may open all.
macro_rules! openable {
    ($before:expr, $after:literal) => {
        concat!(
            $before,
            "(cast($2 as text) is null or v.visibility = 'unit' or v.created_by = cast($3 as text)
            or exists (select 1 from evidence_use u join assignment g on g.row_id = u.subject_id
                and g.ended_at is null and g.role in ('lead', 'supporting')
                join party_holder h on h.party_id = g.party_id and h.person_id = cast($2 as text)
                where u.evidence_id = v.id and u.subject_kind = 'plan_row' and u.removed_at is null)
            or exists (select 1 from evidence_use u join entry e on e.id = u.subject_id
                join assessment s on s.id = e.assessment_id
                join plan_row r on r.indicator_id = e.indicator_id and r.removed_at is null
                join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.state <> 'withdrawn'
                join assignment g on g.row_id = r.id and g.ended_at is null
                and g.role in ('lead', 'supporting')
                join party_holder h on h.party_id = g.party_id and h.person_id = cast($2 as text)
                where u.evidence_id = v.id and u.subject_kind = 'entry' and u.removed_at is null))",
            $after
        )
    };
}

/// The unit `n` whose place it is.
macro_rules! place {
    () => {
        "n.id, n.parent_id, n.path, n.slug, n.kind, n.code, n.name, n.valid_from,
        n.valid_to, n.version"
    };
}

statements! {
    /// Files that records know.
    KNOWN_FILES = "select sha256 from blob union select sha256 from import_draft
        union select source_sha256 as sha256 from plan where source_sha256 is not null
        union select sha256 from publication union select sha256 from paper_signed
        union select docx_sha256 as sha256 from paper where docx_sha256 is not null
        union select pdf_sha256 as sha256 from paper where pdf_sha256 is not null";

    /// What a row or an indicator asked for so far.
    REQUIREMENTS_KEPT = "select id, text from evidence_requirement
        where (cast($1 as text) is not null and row_id = $1)
        or (cast($2 as text) is not null and indicator_id = $2) order by position";
    /// A requirement, new or as it is now.
    PUT_REQUIREMENT = "insert into evidence_requirement (id, row_id, indicator_id, position, text,
        accepts, needed, per, window_from, window_to) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update set position = $4, accepts = $6, needed = $7, per = $8,
        window_from = $9, window_to = $10";
    /// What served a requirement serves its row or entry still.
    FREE_USES = "update evidence_use set requirement_id = null, requirement_named = 0
        where requirement_id = $1";
    /// No longer asked for.
    DROP_REQUIREMENT = "delete from evidence_requirement where id = $1";

    /// What the rows of a plan ask for.
    ASKED_OF_PLAN = "select r.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to, cast(null as integer) as year from evidence_requirement q join plan_row r on r.id = q.row_id
        where r.plan_id = $1 order by q.position";
    /// What the entries of an assessment ask for.
    ASKED_OF_ASSESSMENT = "select e.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to, d.year from entry e
        join evidence_requirement q on q.indicator_id = e.indicator_id
        join assessment s on s.id = e.assessment_id join period d on d.id = s.period_id
        where e.assessment_id = $1 order by q.position";
    /// What a row asks for.
    ASKED_OF_ROW = "select row_id as subject_id, id, text, accepts, needed, per, window_from,
        window_to, cast(null as integer) as year from evidence_requirement where row_id = $1 order by position";
    /// What an entry asks for.
    ASKED_OF_ENTRY = "select e.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to, d.year from entry e
        join evidence_requirement q on q.indicator_id = e.indicator_id
        join assessment s on s.id = e.assessment_id join period d on d.id = s.period_id
        where e.id = $1 order by q.position";
    /// Proof in use in a plan.
    USED_IN_PLAN = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        join plan_row r on r.id = u.subject_id
        where u.subject_kind = $1 and r.plan_id = $2 and u.removed_at is null";
    /// Proof in use in an assessment.
    USED_IN_ASSESSMENT = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        join entry e on e.id = u.subject_id
        where u.subject_kind = $1 and e.assessment_id = $2 and u.removed_at is null";
    /// Proof in use for one row or entry.
    USED_BY_ONE = "select u.subject_id, u.requirement_id, v.issued_on from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where u.subject_kind = $1 and u.subject_id = $2 and u.removed_at is null";

    /// Where a row stands, with the part that the person $2 has in it.
    ROW_PLACE = concat!("select r.code as place_code, r.title, p.id as place, ", place!(), ",
        (select ", part!(), " from assignment a join party_holder h on h.party_id = a.party_id
            and h.person_id = cast($2 as text) where a.row_id = r.id and a.ended_at is null) as part
        from plan_row r join plan p on p.id = r.plan_id join unit n on n.id = p.unit_id
        where r.id = $1 and r.removed_at is null");
    /// Where an entry stands, with the part that the person $2 has in it.
    ENTRY_PLACE = concat!("select i.code as place_code, i.title, d.code as place, ", place!(), ",
        (select ", part!(), " from plan_row r join plan p on p.id = r.plan_id
            and p.unit_id = s.unit_id and p.state <> 'withdrawn'
            join assignment a on a.row_id = r.id and a.ended_at is null
            join party_holder h on h.party_id = a.party_id and h.person_id = cast($2 as text)
            where r.indicator_id = e.indicator_id and r.removed_at is null) as part
        from entry e join assessment s on s.id = e.assessment_id join unit n on n.id = s.unit_id
        join period d on d.id = s.period_id join indicator i on i.id = e.indicator_id
        where e.id = $1");
    /// Entries that are about the row's indicator, of its unit and year.
    ENTRIES_OF_ROW = "select e.id from plan_row r join plan p on p.id = r.plan_id
        join entry e on e.indicator_id = r.indicator_id
        join assessment s on s.id = e.assessment_id and s.unit_id = p.unit_id
        join period d on d.id = s.period_id and d.year = p.year
        where r.id = $1 order by e.id";
    /// Rows that are about the entry's indicator, of its unit and year.
    ROWS_OF_ENTRY = "select r.id from entry e join assessment s on s.id = e.assessment_id
        join period d on d.id = s.period_id
        join plan_row r on r.indicator_id = e.indicator_id and r.removed_at is null
        join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.year = d.year
        and p.state <> 'withdrawn'
        where e.id = $1 order by r.id";
    /// In use, for the first time or again. Which requirement a person named for it stands until
    /// a person names another.
    PUT_USE = "insert into evidence_use (id, evidence_id, subject_kind, subject_id, requirement_id,
        requirement_named, page, created_by, created_at, removed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null)
        on conflict (evidence_id, subject_kind, subject_id) do update set
        requirement_id = case when evidence_use.requirement_named > $6
            and evidence_use.removed_at is null then evidence_use.requirement_id else $5 end,
        requirement_named = case when evidence_use.requirement_named > $6
            and evidence_use.removed_at is null then 1 else $6 end,
        page = $7, created_by = $8, created_at = $9, removed_at = null";
    /// No longer in use there.
    END_USE = "update evidence_use set removed_at = $4
        where evidence_id = $1 and subject_kind = $2 and subject_id = $3 and removed_at is null";
    /// Counts again the proofs of every entry that a proof serves or served.
    RECOUNT = "update entry set evidence_count = (select count(*) from evidence_use u
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where u.subject_kind = 'entry' and u.subject_id = entry.id and u.removed_at is null)
        where id in (select subject_id from evidence_use
        where evidence_id = $1 and subject_kind = 'entry')";
    /// Sums of their assessments are others now.
    TOUCH = "update assessment set version = version + 1 where id in (select e.assessment_id
        from evidence_use u join entry e on e.id = u.subject_id
        where u.evidence_id = $1 and u.subject_kind = 'entry')";

    /// By id.
    BY_ID = proof!("", "where v.id = $1");
    /// Whether a person may open it.
    OPENABLE = openable!("select v.id from evidence v where v.id = $1 and ", "");
    /// The library of a unit.
    LIST = openable!(proof!(", count(*) over () as total, (select count(*) from evidence_use u
        where u.evidence_id = v.id and u.removed_at is null) as uses", "where v.unit_id = $1 and "),
        " and (cast($4 as text) is null or v.words_folded like cast($4 as text) escape '!')
        and (cast($5 as text) is null or v.words_folded like cast($5 as text) escape '!')
        and (cast($6 as text) is null or v.words_folded like cast($6 as text) escape '!')
        and (cast($7 as text) is null or v.document_kind = cast($7 as text))
        and (v.removed_at is not null) = (cast($8 as text) = 'removed')
        and (cast($8 as text) <> 'waiting' or v.proposed is not null)
        and (cast($8 as text) <> 'incomplete' or v.document_kind is null or v.issued_on is null)
        and (cast($8 as text) <> 'expiring' or (v.effective_to >= cast($9 as text)
            and v.effective_to <= cast($10 as text)))
        and (cast($8 as text) <> 'expired' or v.effective_to < cast($9 as text))
        and (cast($8 as text) not in ('used', 'unused') or (cast($8 as text) = 'used') = exists
            (select 1 from evidence_use u where u.evidence_id = v.id and u.removed_at is null))
        order by case when cast($8 as text) = 'expiring' then v.effective_to end,
        case when cast($8 as text) = 'expired' then v.effective_to end desc,
        v.created_at desc, v.id desc limit $11 offset $12");
    /// How many of a unit's proofs are in each state that wants attention.
    TALLY = openable!("select count(*) as whole,
        coalesce(sum(case when v.proposed is not null then 1 else 0 end), 0) as waiting,
        coalesce(sum(case when v.effective_to >= cast($4 as text)
            and v.effective_to <= cast($5 as text) then 1 else 0 end), 0) as expiring,
        coalesce(sum(case when v.effective_to < cast($4 as text) then 1 else 0 end), 0) as expired
        from evidence v where v.unit_id = $1 and v.removed_at is null and ", "");
    /// Kinds in a unit's library.
    KINDS = "select distinct document_kind from evidence
        where unit_id = $1 and document_kind is not null and removed_at is null";
    /// Proof of a row or entry.
    ATTACHED = proof!(", u.page, u.subject_id, u.requirement_id, u.requirement_named", "join evidence_use u on u.evidence_id = v.id
        where u.subject_kind = $1 and u.subject_id = $2 and u.removed_at is null
        and v.removed_at is null order by u.created_at, v.id");
    /// The same bytes in the same unit.
    SAME_BYTES = proof!("", "where v.unit_id = $1 and v.sha256 = $2 and v.removed_at is null
        order by v.id limit 1");
    /// The same number in the same unit, that the person may know of.
    SAME_NUMBER = openable!("select v.id, v.title from evidence v where v.unit_id = $1 and ",
        " and v.reference = cast($4 as text) and v.id <> cast($5 as text) and v.removed_at is null
        order by v.id limit 5");
    /// Addresses in a unit's library.
    LINKS = "select link, title from evidence
        where unit_id = $1 and link is not null and removed_at is null";
    /// A file that is kept.
    PUT_BLOB = "insert into blob (sha256, size_bytes, media_type, created_at)
        values ($1, $2, $3, $4) on conflict (sha256) do nothing";
    /// A new proof.
    INSERT = "insert into evidence (id, unit_id, title, words_folded, document_kind, reference,
        issued_on, issuer, effective_from, effective_to, sha256, file_name, link, visibility,
        proposed, created_by, created_at, removed_at, version) values ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, null, 1)";
    /// What is said of it, by a person.
    UPDATE = "update evidence set title = $3, words_folded = $4, document_kind = $5,
        reference = $6, issued_on = $7, issuer = $8, effective_from = $9, effective_to = $10,
        visibility = $11, proposed = null, version = version + 1 where id = $1 and version = $2";
    /// Put away, or back.
    SET_REMOVED = "update evidence set removed_at = $3, version = version + 1
        where id = $1 and version = $2";
    /// Uses whose requirement nobody named, with the kinds that it accepts.
    UNNAMED = "select u.subject_kind, u.subject_id, q.accepts from evidence_use u
        left join evidence_requirement q on q.id = u.requirement_id
        where u.evidence_id = $1 and u.requirement_named = 0 and u.removed_at is null order by u.id";
    /// Which requirement a use serves, and whether a person named it.
    SET_REQUIREMENT = "update evidence_use set requirement_id = $4, requirement_named = $5
        where evidence_id = $1 and subject_kind = $2 and subject_id = $3 and removed_at is null";
    /// Where a proof is in use.
    USES = "select u.subject_kind, u.subject_id, u.page, q.text as requirement, u.requirement_id,
        u.requirement_named,
        coalesce(r.code, i.code) as code, coalesce(r.title, i.title) as title,
        r.plan_id, p.title as plan_title, p.reference as plan_reference, d.code as period,
        d.name as period_name, n.slug, coalesce(n.path, w.path) as place_path,
        case when exists (select 1 from assignment g
            join party_holder h on h.party_id = g.party_id and h.person_id = cast($2 as text)
            join plan_row o on o.id = g.row_id and o.removed_at is null
            where g.ended_at is null and g.role in ('lead', 'supporting')
            and (o.id = r.id or o.indicator_id = e.indicator_id)) then 1 else 0 end as own
        from evidence_use u
        left join plan_row r on u.subject_kind = 'plan_row' and r.id = u.subject_id
        left join plan p on p.id = r.plan_id left join unit w on w.id = p.unit_id
        left join entry e on u.subject_kind = 'entry' and e.id = u.subject_id
        left join assessment s on s.id = e.assessment_id left join period d on d.id = s.period_id
        left join unit n on n.id = s.unit_id left join indicator i on i.id = e.indicator_id
        left join evidence_requirement q on q.id = u.requirement_id
        where u.evidence_id = $1 and u.removed_at is null order by u.created_at, u.id";
    /// What is asked for where a proof is in use.
    ASKED_WHERE_USED = "select u.subject_id, q.id, q.text, q.position from evidence_use u
        join evidence_requirement q on q.row_id = u.subject_id
        where u.evidence_id = $1 and u.subject_kind = 'plan_row' and u.removed_at is null
        union all
        select u.subject_id, q.id, q.text, q.position from evidence_use u
        join entry e on e.id = u.subject_id
        join evidence_requirement q on q.indicator_id = e.indicator_id
        where u.evidence_id = $1 and u.subject_kind = 'entry' and u.removed_at is null
        order by position";
    /// What happened to a proof, newest first.
    HISTORY = "select at, actor_name, kind, subject_name, after_json from audit_event
        where subject_kind = 'evidence' and subject_id = $1 order by seq desc limit 50";
    /// Whether this person has looked at it today.
    SEEN_TODAY = "select count(*) as seen from audit_event where subject_kind = 'evidence'
        and subject_id = $1 and kind = 'evidence.viewed' and account_id = $2 and at >= $3";
    /// Rows and entries of a unit's year that a proof could serve.
    CANDIDATES = "select c.kind, c.id, c.code, c.title, c.place from (
            select 'plan_row' as kind, r.id, r.code, r.title, r.position, p.title as place,
            r.title_folded as folded
            from plan_row r join plan p on p.id = r.plan_id
            where p.unit_id = $1 and p.year = $2 and p.state <> 'withdrawn'
            and r.removed_at is null and r.kind in ('indicator', 'task', 'target')
            and (cast($3 as text) is null or exists (select 1 from assignment g
                join party_holder h on h.party_id = g.party_id and h.person_id = cast($3 as text)
                where g.row_id = r.id and g.ended_at is null and g.role in ('lead', 'supporting')))
            union all
            select 'entry' as kind, e.id, i.code, i.title, i.position, f.name as place,
            i.title_folded as folded
            from entry e join assessment s on s.id = e.assessment_id
            join period d on d.id = s.period_id join indicator i on i.id = e.indicator_id
            join framework f on f.id = i.framework_id
            where s.unit_id = $1 and d.year = $2 and i.kind = 'indicator'
            and cast($3 as text) is null
            and not exists (select 1 from plan_row r join plan p on p.id = r.plan_id
                where r.indicator_id = i.id and p.unit_id = s.unit_id and p.year = d.year
                and p.state <> 'withdrawn' and r.removed_at is null)) as c
        where (cast($4 as text) is null or c.folded like cast($4 as text) escape '!'
            or c.code like cast($5 as text) escape '!')
        and not exists (select 1 from evidence_use u where u.evidence_id = $6
            and u.subject_kind = c.kind and u.subject_id = c.id and u.removed_at is null)
        order by c.kind desc, c.position, c.id limit 60";
    /// What rows of a unit's year ask for, where no entry asks for the same indicator's proof.
    ASKED_OF_ROWS = "select r.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to, cast(null as integer) as year, r.code, r.title, p.id as place,
        coalesce(r.effective_due, r.next_due) as due,
        case when exists (select 1 from assignment g
            join party_holder h on h.party_id = g.party_id and h.person_id = cast($5 as text)
            where g.row_id = r.id and g.ended_at is null and g.role in ('lead', 'supporting'))
            then 1 else 0 end as own
        from evidence_requirement q join plan_row r on r.id = q.row_id and r.removed_at is null
        join plan p on p.id = r.plan_id
        where p.unit_id = $1 and p.year = $2 and p.state <> 'withdrawn' and r.triage <> 'not_ours'
        and (cast($4 as text) is null or exists (select 1 from assignment g
            join party_holder h on h.party_id = g.party_id and h.person_id = cast($4 as text)
            where g.row_id = r.id and g.ended_at is null and g.role in ('lead', 'supporting')))
        and not exists (select 1 from entry e join assessment s on s.id = e.assessment_id
            join evidence_requirement o on o.indicator_id = e.indicator_id
            where e.indicator_id = r.indicator_id and s.unit_id = p.unit_id and s.period_id = $3)
        order by p.id, r.position, q.position";
    /// What entries of a unit in a period ask for.
    ASKED_OF_ENTRIES = "select e.id as subject_id, q.id, q.text, q.accepts, q.needed, q.per,
        q.window_from, q.window_to, d.year, i.code, i.title, d.code as place, d.closes_on as due,
        case when exists (select 1 from plan_row r
            join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.state <> 'withdrawn'
            join assignment g on g.row_id = r.id and g.ended_at is null
            and g.role in ('lead', 'supporting')
            join party_holder h on h.party_id = g.party_id and h.person_id = cast($4 as text)
            where r.indicator_id = e.indicator_id and r.removed_at is null)
            then 1 else 0 end as own
        from entry e join assessment s on s.id = e.assessment_id
        join period d on d.id = s.period_id join indicator i on i.id = e.indicator_id
        join evidence_requirement q on q.indicator_id = i.id
        where s.unit_id = $1 and s.period_id = $2 and e.applicable = 1
        and (cast($3 as text) is null or exists (select 1 from plan_row r
            join plan p on p.id = r.plan_id and p.unit_id = s.unit_id and p.state <> 'withdrawn'
            join assignment g on g.row_id = r.id and g.ended_at is null
            and g.role in ('lead', 'supporting')
            join party_holder h on h.party_id = g.party_id and h.person_id = cast($3 as text)
            where r.indicator_id = e.indicator_id and r.removed_at is null))
        order by i.position, q.position";
    /// Proof in use for a unit's rows and entries, also what units below brought.
    USED_IN_UNIT = "select u.subject_id, u.requirement_id, v.issued_on
        from plan p join plan_row r on r.plan_id = p.id
        join evidence_use u on u.subject_kind = 'plan_row' and u.subject_id = r.id
        and u.removed_at is null
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where p.unit_id = $1
        union all
        select u.subject_id, u.requirement_id, v.issued_on
        from assessment s join entry e on e.assessment_id = s.id
        join evidence_use u on u.subject_kind = 'entry' and u.subject_id = e.id
        and u.removed_at is null
        join evidence v on v.id = u.evidence_id and v.removed_at is null
        where s.unit_id = $1";
}

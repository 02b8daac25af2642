-- Official papers: drafted from what is kept here, edited, issued, and the signed copy.

create table paper (
    id text primary key,
    unit_id text not null references unit (id),
    kind text not null check (kind in ('plan', 'report', 'notice', 'urging', 'explanation',
        'minutes')),
    -- A plan's paper is of a plan, others of a period, an explanation of an indicator too.
    plan_id text references plan (id),
    period_id text references period (id),
    entry_id text references entry (id),
    year integer not null,
    title text not null,
    agency text not null,
    place text not null,
    -- Kính gửi, căn cứ, nơi nhận, người ký: one line each.
    addressed text not null,
    bases text not null,
    recipients text not null,
    signatory text not null,
    -- What it says; names in double brackets stand for figures.
    body text not null,
    -- The figures, as they stood at one instant: JSON.
    figures_json text not null,
    figures_at text not null,
    state text not null check (state in ('draft', 'issued')),
    reference text,
    issued_on text,
    -- The files as issued.
    docx_sha256 text,
    pdf_sha256 text,
    created_at text not null,
    created_by text not null,
    version integer not null
) -- strict
;
create index paper_unit on paper (unit_id, year);

-- Signed copies as they came back, byte for byte, the last one last.
create table paper_signed (
    paper_id text not null references paper (id),
    position integer not null,
    sha256 text not null,
    name text not null,
    size_bytes integer not null,
    at text not null,
    by_name text not null,
    primary key (paper_id, position)
) -- strict
;

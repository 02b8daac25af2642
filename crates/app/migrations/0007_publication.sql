-- Công bố: results as they were made public. The file of a publication lies in the file store under
-- its hash and is the truth; the rows here are what pages read of it.

create table publication (
    id text primary key,
    framework_id text not null references framework (id),
    period_id text not null references period (id),
    -- 1, 2 …: a correction is a new one.
    number integer not null,
    title text not null,
    -- Why it corrects the one before.
    reason text,
    state text not null check (state in ('published', 'replaced', 'withdrawn')),
    published_at text not null,
    published_by text not null,
    -- The file of the publication.
    sha256 text not null,
    -- Its frozen framework and totals, as in the file.
    framework_json text not null,
    totals_json text not null,
    withdrawn_at text,
    withdrawn_by text,
    -- What the public reads in its place.
    withdrawn_note text,
    version integer not null,
    unique (framework_id, period_id, number)
) -- strict
;
create index publication_period on publication (period_id);

-- A unit's published result.
create table publication_unit (
    publication_id text not null references publication (id),
    unit_id text not null references unit (id),
    slug text not null,
    name text not null,
    code text,
    block text not null,
    points text not null,
    max_points text not null,
    number text not null,
    rank integer not null,
    grade text,
    -- The unit's part of the file.
    card_json text not null,
    primary key (publication_id, unit_id)
) -- strict
;
create index publication_unit_unit on publication_unit (unit_id);

-- Proof: files by their hash, documents about them, what they prove.

create table blob (
    sha256 text primary key,
    size_bytes integer not null,
    media_type text not null,
    created_at text not null
) -- strict
;

create table evidence (
    id text primary key,
    unit_id text not null references unit (id),
    title text not null,
    -- Title, number, issuer, name of the file: what the library searches, folded.
    words_folded text not null,
    -- «Quyết định», «Báo cáo» …, or 'article', 'picture', 'video' …: what kinds of proof there are.
    document_kind text,
    reference text,
    issued_on text,
    issuer text,
    effective_from text,
    effective_to text,
    sha256 text references blob (sha256),
    file_name text,
    -- An address outside; never fetched by the server.
    link text,
    -- 'private' unless someone opened it for the unit's readers.
    visibility text not null check (visibility in ('private', 'unit')),
    -- Fields that were read from the file and how surely: 'reference:sure issuer:likely'; null:
    -- a person has confirmed them, or nothing was read.
    proposed text,
    created_by text not null,
    created_at text not null,
    removed_at text,
    version integer not null
) -- strict
;
create index evidence_unit on evidence (unit_id);
create index evidence_sha256 on evidence (sha256);
create index evidence_reference on evidence (unit_id, reference);

-- What a row or an indicator asks for.
create table evidence_requirement (
    id text primary key,
    -- Of a plan's row or of a framework's indicator.
    row_id text references plan_row (id),
    indicator_id text references indicator (id),
    position integer not null,
    text text not null,
    -- Kinds of proof that serve, 'Quyết định|picture'; '': any.
    accepts text not null,
    needed integer not null,
    -- Needed in each of these: 'week', 'month', 'quarter', 'half_year', 'year'.
    per text,
    -- Days within which a proof must be dated.
    window_from text,
    window_to text
) -- strict
;
create index evidence_requirement_row on evidence_requirement (row_id);
create index evidence_requirement_indicator on evidence_requirement (indicator_id);

-- One proof may serve many rows and entries.
create table evidence_use (
    id text primary key,
    evidence_id text not null references evidence (id),
    subject_kind text not null check (subject_kind in ('plan_row', 'entry')),
    subject_id text not null,
    requirement_id text references evidence_requirement (id),
    -- 1: a person named the requirement, so that it stays whatever the proof's kind becomes.
    requirement_named integer not null check (requirement_named in (0, 1)),
    -- Where in the proof: «trang 3, khoản 2 Điều 5».
    page text,
    created_by text not null,
    created_at text not null,
    removed_at text
) -- strict
;
create unique index evidence_use_key on evidence_use (evidence_id, subject_kind, subject_id);
create index evidence_use_requirement on evidence_use (requirement_id);
create index evidence_use_subject on evidence_use (subject_kind, subject_id);

-- Plans, their rows, who does what by when, what was said about it.

create table plan (
    id text primary key,
    unit_id text not null references unit (id),
    year integer not null,
    kind text not null,
    reference text,
    issued_on text,
    place text,
    issuer text,
    title text not null,
    title_folded text not null,
    signatory text,
    state text not null check (state in ('draft', 'issued', 'withdrawn')),
    -- Kế hoạch cấp trên.
    parent_plan_id text references plan (id),
    -- The plan that this one amends or replaces.
    replaces_plan_id text references plan (id),
    framework_id text references framework (id),
    -- Where the rows came from: a file, a copy of last year's, a person's typing.
    origin text not null check (origin in ('imported', 'typed', 'copied')),
    source_sha256 text,
    source_name text,
    created_at text not null,
    created_by text not null,
    version integer not null
) -- strict
;
create index plan_unit on plan (unit_id, year);

create table plan_basis (
    plan_id text not null references plan (id),
    position integer not null,
    reference text not null,
    issued_on text,
    issuer text,
    subject text,
    -- The document itself, where it is here.
    linked_plan_id text references plan (id),
    primary key (plan_id, position)
) -- strict
;

create table plan_recipient (
    plan_id text not null references plan (id),
    position integer not null,
    name text not null,
    purpose text,
    party_id text references party (id),
    acknowledged_at text,
    primary key (plan_id, position)
) -- strict
;

create table plan_row (
    id text primary key,
    plan_id text not null references plan (id),
    -- Phụ lục.
    annex text not null,
    position integer not null,
    kind text not null check (kind in ('banner', 'heading', 'indicator', 'task', 'target')),
    code text,
    path text not null,
    parent_path text,
    title text not null,
    title_folded text not null,
    max_points text,
    rule_text text,
    evidence_text text,
    source_text text,
    deadline_text text,
    -- The deadline that binds instead of the text's, set by a person: '2026-10-14'.
    effective_due text,
    measure text,
    target_text text,
    note text,
    -- What extraction damaged, as it was meant: {"deadline_text": "…"}. The texts above stay as printed.
    corrected_json text,
    -- Whom the document names where those are not the ones assigned: {"lead": "…; …"}.
    named_json text,
    triage text not null check (triage in ('leads', 'supports', 'not_ours', 'undecided')),
    indicator_id text references indicator (id),
    -- Next day on which something is due; null: nothing is. Kept with the occurrences, for lists.
    next_due text,
    -- The row's status (R-X-8), that of its lead; 'overdue' is never stored.
    status text not null,
    removed_at text,
    source_line integer,
    version integer not null
) -- strict
;
create unique index plan_row_path on plan_row (plan_id, annex, path);
create index plan_row_position on plan_row (plan_id, position);
create index plan_row_indicator on plan_row (indicator_id);

-- What was wrong or unclear in a plan, and what a person said to it.
create table plan_finding (
    plan_id text not null references plan (id),
    position integer not null,
    code text not null,
    severity text not null,
    row_path text,
    message text not null,
    settlement text,
    settled_by text,
    settled_at text,
    primary key (plan_id, position)
) -- strict
;

create table assignment (
    id text primary key,
    row_id text not null references plan_row (id),
    role text not null check (role in ('lead', 'supporting', 'outside_lead')),
    party_id text not null references party (id),
    -- The group through which it came («UBND các phường, xã» fans out).
    via_group_id text references party (id),
    -- As the plan names it.
    named text not null,
    status text not null,
    ended_at text,
    version integer not null
) -- strict
;
create unique index assignment_key on assignment (row_id, role, party_id);
create index assignment_party on assignment (party_id);

-- What is to be done by a day, and how often: «Ít nhất 1 cuộc/quý» gives four rows.
create table occurrence (
    id text primary key,
    row_id text not null references plan_row (id),
    position integer not null,
    starts_on text,
    due_on text,
    needed integer not null,
    done integer not null,
    -- 'once', 'quarter:2026:1:1', 'month:2026:3:4', 'event', 'unstated', 'ongoing'.
    label text not null,
    -- The event whose happening starts the clock; without a day of its own it is waited for.
    event text,
    event_on text,
    -- The letter that brought the event, and what was said of it.
    reference text,
    note text,
    version integer not null
) -- strict
;
create index occurrence_row on occurrence (row_id, position);
create index occurrence_due on occurrence (due_on);

-- One time that it was done (a meeting held, an article printed).
create table happening (
    id text primary key,
    row_id text not null references plan_row (id),
    happened_on text not null,
    note text not null,
    created_by text not null,
    created_at text not null,
    removed_at text
) -- strict
;
create index happening_row on happening (row_id);

-- A discussion of a row, an entry, a plan, a proof.
create table comment (
    id text primary key,
    unit_id text not null references unit (id),
    subject_kind text not null check (subject_kind in ('plan', 'plan_row', 'entry', 'evidence')),
    subject_id text not null,
    body text not null,
    created_by text not null references account (id),
    created_at text not null,
    removed_at text
) -- strict
;
create index comment_subject on comment (subject_kind, subject_id);

-- What stands in someone's inbox.
create table notice (
    id text primary key,
    account_id text not null references account (id),
    kind text not null check (kind in ('mention', 'reminder', 'assigned', 'returned', 'comment', 'request', 'system')),
    subject_kind text not null,
    subject_id text not null,
    -- Names of people and things as they were then; the sentence is made when shown.
    detail_json text not null,
    address text not null,
    created_at text not null,
    read_at text,
    -- A reminder of the same thing for the same day is sent once.
    once_key text unique
) -- strict
;
create index notice_account on notice (account_id, read_at);

-- A plan being imported: the file, and what was decided so far.
create table import_draft (
    id text primary key,
    unit_id text not null references unit (id),
    account_id text not null references account (id),
    year integer not null,
    file_name text not null,
    sha256 text not null,
    -- Settlements, triage, matched parties, by row path and finding: JSON.
    decisions_json text not null,
    amends_plan_id text references plan (id),
    written_plan_id text references plan (id),
    created_at text not null,
    discarded_at text,
    version integer not null
) -- strict
;
create index import_draft_account on import_draft (account_id);

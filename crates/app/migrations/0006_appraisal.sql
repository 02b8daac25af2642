-- Handing in, appraisal, objection; scorecards as they were frozen.

-- Bảng điểm: written once, never changed and never deleted.
create table scorecard (
    id text primary key,
    assessment_id text not null references assessment (id),
    kind text not null check (kind in ('claimed', 'appraised', 'final')),
    -- 1, 2 … of its kind.
    number integer not null,
    made_at text not null,
    made_by text not null,
    framework_version integer not null,
    -- `app::scorecard::Card`, keys sorted; the hash is over these very bytes.
    body_json text not null,
    sha256 text not null,
    unique (assessment_id, kind, number)
) -- strict
;

-- How a framework's appraisal goes in a period; no row: as `app::appraisal::Terms` has it.
create table appraisal_terms (
    framework_id text not null references framework (id),
    period_id text not null references period (id),
    -- Calendar days to explain and object.
    objection_days integer not null,
    -- Calendar days to put right what was sent back.
    return_days integer not null,
    -- Per cent of the lines that a second person decides too, without seeing the first decision.
    second_share integer not null,
    version integer not null,
    primary key (framework_id, period_id)
) -- strict
;
create index appraisal_terms_period on appraisal_terms (period_id);

-- An assessment that was handed in, and how far its appraisal is.
create table appraisal (
    assessment_id text primary key references assessment (id),
    stage text not null check (stage in ('withdrawn', 'submitted', 'appraised', 'closed')),
    submitted_at text not null,
    submitted_by text not null,
    -- What the unit says of what is missing.
    explanation text,
    -- Last day to object; null until the appraisal ends.
    objection_until text,
    version integer not null
) -- strict
;

-- What was decided on a line: by the first appraiser, blindly by a second one, and by whoever
-- settles where the two differ.
create table decision (
    id text primary key,
    entry_id text not null references entry (id),
    round text not null check (round in ('first', 'second', 'settled')),
    outcome text not null check (outcome in ('accepted', 'adjusted', 'sent_back')),
    -- What the line counts with; null: it has none, or it was sent back.
    points text,
    -- Why, or what is asked.
    remark text,
    -- Of a line sent back: the last day to put it right.
    due_on text,
    -- The figures that were decided on, as the claimed scorecard has them.
    inputs_json text not null,
    -- Set when the unit handed in again: the line is to be decided anew.
    answered_at text,
    decided_at text not null,
    decided_by text not null,
    version integer not null,
    unique (entry_id, round)
) -- strict
;
create index decision_by on decision (decided_by);

-- Giải trình, kiến nghị: what the unit says of an appraised line, and what the panel answers.
create table objection (
    id text primary key,
    entry_id text not null unique references entry (id),
    reason text not null,
    evidence_id text references evidence (id),
    made_at text not null,
    made_by text not null,
    answer text check (answer in ('kept', 'changed')),
    -- Where changed: what the line counts with.
    points text,
    answer_reason text,
    answered_at text,
    answered_by text,
    version integer not null
) -- strict
;
create index objection_evidence on objection (evidence_id);

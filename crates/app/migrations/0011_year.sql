-- Who provides figures; what is asked for and given in the year.

-- Who provides a figure in a unit and everything under it; the nearest one above a unit holds.
create table provision (
    id text primary key,
    figure_id text not null references figure (id),
    unit_id text not null references unit (id),
    -- Null: the units enter it themselves.
    party_id text references party (id),
    made_at text not null,
    made_by text not null,
    unique (figure_id, unit_id)
) -- strict
;
create index provision_unit on provision (unit_id);
create index provision_party on provision (party_id);

-- That it was asked for in a period.
create table provision_request (
    provision_id text not null references provision (id),
    period_id text not null references period (id),
    due_on text not null,
    said text,
    asked_at text not null,
    asked_by text not null,
    primary key (provision_id, period_id)
) -- strict
;
create index provision_request_period on provision_request (period_id);

-- The steps of a period: gathered, scored, appraised, objected to, published.
create table period_phase (
    period_id text not null references period (id),
    step text not null check (step in ('collect', 'score', 'appraise', 'object', 'publish')),
    starts_on text not null,
    ends_on text not null,
    primary key (period_id, step)
) -- strict
;

-- A unit asks to enter figures after its period closed; the level above answers.
create table period_exception (
    id text primary key,
    period_id text not null references period (id),
    unit_id text not null references unit (id),
    reason text not null,
    wanted_on text not null,
    asked_at text not null,
    asked_by text not null,
    answer text check (answer in ('granted', 'refused', 'ended')),
    -- The last day on which the unit may enter figures.
    until_on text,
    said text,
    answered_at text,
    answered_by text,
    version integer not null
) -- strict
;
create index period_exception_unit on period_exception (unit_id, period_id);
create index period_exception_period on period_exception (period_id);

-- Số liệu chốt: figures of a unit and everything under it as they stood, never changed.
create table snapshot (
    id text primary key,
    period_id text not null references period (id),
    framework_id text not null references framework (id),
    unit_id text not null references unit (id),
    name text not null,
    made_at text not null,
    made_by text not null,
    units integer not null,
    -- Over the lines' texts.
    sha256 text not null
) -- strict
;
create index snapshot_period on snapshot (period_id, unit_id);
create index snapshot_unit on snapshot (unit_id);

create table snapshot_line (
    snapshot_id text not null references snapshot (id),
    -- No reference: what was frozen outlives a line that a draft lost.
    indicator_id text not null,
    position integer not null,
    code text not null,
    title text not null,
    -- `app::period::Stand`, keys sorted.
    body_json text not null,
    primary key (snapshot_id, indicator_id)
) -- strict
;

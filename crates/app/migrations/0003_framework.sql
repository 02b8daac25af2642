-- Frameworks, indicators, the figures they ask for; periods; each unit's assessment.

create table period (
    id text primary key,
    -- The word in addresses: '2026', '2026-q1'.
    code text not null unique,
    name text not null,
    year integer not null,
    starts_on text not null,
    ends_on text not null,
    -- Last day of entry; null: not fixed.
    closes_on text,
    locked_at text,
    version integer not null
) -- strict
;

create table framework (
    id text primary key,
    unit_id text not null references unit (id),
    name text not null,
    name_folded text not null,
    legal_basis text,
    -- The issued edition that this one takes the place of, where it is the next one.
    follows_id text references framework (id),
    state text not null check (state in ('draft', 'issued', 'withdrawn')),
    -- Declared rounding and limits, as the framework file's JSON.
    settings_json text not null,
    version integer not null
) -- strict
;

create table indicator (
    id text primary key,
    framework_id text not null references framework (id),
    parent_id text references indicator (id),
    position integer not null,
    kind text not null check (kind in ('pillar', 'heading', 'indicator')),
    code text not null,
    title text not null,
    title_folded text not null,
    -- Exact numbers are text: '10', '20/3'.
    max_points text,
    counts text not null check (counts in ('adds', 'bonus', 'deducts', 'unscored')),
    mandatory integer not null check (mandatory in (0, 1)),
    rule_text text,
    -- The reading, frozen as JSON: the rule as read or chosen (null: unread), its other readings,
    -- labels, inputs, findings; null: no rule text.
    rule_json text,
    -- 'certain', 'assumed', 'unread', 'chosen'; null: no rule text.
    reading text,
    evidence_text text,
    source_text text,
    -- The document that the rule stands in, where it is not the framework's own.
    legal_basis text,
    -- Kinds of unit that it is for, '|commune|city|'; null: all.
    kinds text,
    note text,
    -- Who provides its figures for all units, and who confirms what is provided.
    provider_id text references party (id),
    verifier_id text references party (id),
    version integer not null
) -- strict
;
create index framework_follows on framework (follows_id);
create unique index indicator_code on indicator (framework_id, code);
create index indicator_parent on indicator (parent_id);
create index indicator_position on indicator (framework_id, position);
create index indicator_provider on indicator (provider_id);
create index indicator_verifier on indicator (verifier_id);

-- A figure: what is asked, in which measure. One figure may feed many indicators.
create table figure (
    id text primary key,
    unit_id text not null references unit (id),
    name text not null,
    name_folded text not null,
    -- How it is typed: 'yes', 'num', 'den', 'value', 'ratio', 'option', 'parts', 'number'.
    shape text not null,
    measure text,
    version integer not null
) -- strict
;
create index figure_unit on figure (unit_id);

-- Which figure is an indicator's input of that key.
create table indicator_figure (
    indicator_id text not null references indicator (id),
    input_key text not null,
    position integer not null,
    label text not null,
    figure_id text not null references figure (id),
    primary key (indicator_id, input_key)
) -- strict
;
create index indicator_figure_figure on indicator_figure (figure_id);

-- A unit's figure for a period.
create table figure_value (
    id text primary key,
    unit_id text not null references unit (id),
    period_id text not null references period (id),
    figure_id text not null references figure (id),
    -- 'true'/'false', an exact number, an option's index, '1,0,1' for parts; null: no data.
    value text,
    state text not null check (state in ('estimate', 'provisional', 'final')),
    source text not null,
    as_of text not null,
    -- Since when and by which account it is provided for the unit, which may not overwrite it.
    locked_at text,
    provided_by text,
    -- When and by which account what is provided was confirmed; every change takes it back.
    checked_at text,
    checked_by text,
    changed_at text not null,
    changed_by text not null,
    version integer not null
) -- strict
;
create unique index figure_value_key on figure_value (unit_id, period_id, figure_id);
create index figure_value_figure on figure_value (figure_id, period_id);

-- What somebody of the unit says against a figure that is provided for it, and the answer.
create table figure_dispute (
    id text primary key,
    value_id text not null references figure_value (id),
    said text not null,
    said_by text not null,
    said_at text not null,
    answer text,
    answered_by text,
    answered_at text
) -- strict
;
create index figure_dispute_value on figure_dispute (value_id);

-- A unit's work on a framework in a period.
create table assessment (
    id text primary key,
    unit_id text not null references unit (id),
    framework_id text not null references framework (id),
    period_id text not null references period (id),
    state text not null check (state in ('open', 'submitted', 'closed')),
    version integer not null
) -- strict
;
create unique index assessment_key on assessment (unit_id, framework_id, period_id);
create index assessment_period on assessment (period_id, framework_id);

-- One indicator in one assessment: what the entry grid shows as a row.
create table entry (
    id text primary key,
    assessment_id text not null references assessment (id),
    indicator_id text not null references indicator (id),
    applicable integer not null check (applicable in (0, 1)),
    -- Why there is no proof, or what it does not show.
    explanation text,
    -- The computed score: exact points, or null with a reason.
    points text,
    outcome text not null check (outcome in ('scored', 'missing', 'unstated', 'unread', 'not_applicable', 'unscored', 'heading')),
    -- How sure its figures are: the least sure of them.
    state text check (state in ('estimate', 'provisional', 'final')),
    -- What the person expects by the deadline; null: the points as they are.
    expected_points text,
    evidence_count integer not null,
    changed_at text,
    changed_by text,
    version integer not null
) -- strict
;
create unique index entry_key on entry (assessment_id, indicator_id);
create index entry_indicator on entry (indicator_id);

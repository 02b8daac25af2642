-- Khảo sát: what a unit asks of units below it, due by a day that the issue fixes, and what they
-- answered.

create table survey (
    id text primary key,
    unit_id text not null references unit (id),
    period_id text not null references period (id),
    title text not null,
    -- Số, ký hiệu.
    reference text,
    -- The document's day; null: the day on which it is issued here.
    document_on text,
    body text not null,
    -- Hạn trả lời as written: «15 ngày kể từ ngày phát hành».
    term text not null,
    -- Whom it asks, as chosen: all, kind:commune, group:<id>, chosen.
    whom text not null,
    state text not null check (state in ('draft', 'issued', 'closed', 'withdrawn')),
    issued_on text,
    due_on text,
    made_at text not null,
    made_by text not null,
    version integer not null
) -- strict
;
create index survey_unit_made on survey (unit_id, made_at);

create table survey_question (
    survey_id text not null references survey (id),
    position integer not null,
    text text not null,
    kind text not null check (kind in ('text', 'number', 'yes', 'date', 'file', 'figure')),
    -- Of a figure: the indicator, and which of its figures.
    indicator_id text references indicator (id),
    input_key text,
    primary key (survey_id, position)
) -- strict
;
create index survey_question_indicator on survey_question (indicator_id);

create table survey_unit (
    survey_id text not null references survey (id),
    unit_id text not null references unit (id),
    -- `app::survey::Given` by the question's position: what the unit has not sent yet.
    draft_json text,
    -- What it sent last.
    sent_json text,
    -- The day on which it sent for the first time: what decides whether it was late.
    sent_on text,
    sent_at text,
    sent_by text,
    version integer not null,
    primary key (survey_id, unit_id)
) -- strict
;
create index survey_unit_unit on survey_unit (unit_id);

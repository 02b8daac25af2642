-- Kế hoạch cấp dưới triển khai kế hoạch cấp trên (plan.parent_plan_id): which row carries out which,
-- what was answered to changes above.

-- How long before the plan above the plan of a lower unit ends its rows.
create table cascade_plan (
    plan_id text primary key references plan (id),
    lead_days integer not null,
    lead_counted text not null check (lead_counted in ('working', 'calendar')),
    version integer not null
) -- strict
;

create table cascade_row (
    plan_id text not null references plan (id),
    above_row_id text not null references plan_row (id),
    -- The row of the plan that carries it out; null: it was left out.
    row_id text references plan_row (id),
    -- The row above as it was when it was last answered to, by field: JSON; null: it was gone.
    taken_json text,
    primary key (plan_id, above_row_id)
) -- strict
;
create unique index cascade_row_row on cascade_row (row_id);
create index cascade_row_above on cascade_row (above_row_id);
create index plan_parent on plan (parent_plan_id);

-- What a lower unit answered to a change above: never altered.
create table cascade_answer (
    id text primary key,
    plan_id text not null references plan (id),
    above_row_id text not null references plan_row (id),
    row_id text references plan_row (id),
    kind text not null check (kind in ('moved', 'changed', 'added', 'removed')),
    answer text not null check (answer in ('accepted', 'declined')),
    reason text,
    -- What the row above is called.
    name text not null,
    before_json text,
    after_json text,
    answered_by text not null,
    answered_name text not null,
    answered_at text not null
) -- strict
;
create index cascade_answer_plan on cascade_answer (plan_id);

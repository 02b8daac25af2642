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

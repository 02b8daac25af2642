-- The list of the country's units loaded into the tree; what units were before, and became.

-- One time that units were entered from the list.
create table registry_fill (
    id text primary key,
    -- The unit at the top, or the unit of today whose former units were entered.
    unit_id text not null references unit (id),
    kind text not null check (kind in ('present', 'former')),
    made_at text not null,
    made_by text not null
) -- strict
;

-- The units that it entered, so that they can be taken out again while nothing hangs on them.
create table registry_fill_unit (
    fill_id text not null references registry_fill (id),
    unit_id text not null references unit (id),
    primary key (fill_id, unit_id)
) -- strict
;
create index registry_fill_unit_unit on registry_fill_unit (unit_id);

-- What a unit became. A unit that was only renamed or put under another one stays itself, so it
-- stands on both sides, with what it was in `before_text`: its name, or the unit above.
create table unit_lineage (
    id text primary key,
    -- Rows of one decision: three units merged into one are three rows.
    change_id text not null,
    from_unit text not null references unit (id),
    to_unit text not null references unit (id),
    -- The first day that it holds.
    on_date text not null,
    kind text not null check (kind in ('rename', 'merge', 'split', 'reparent')),
    legal_basis text not null,
    -- Of a split: which part of the old unit came here, in percent; null where nobody said.
    share text,
    before_text text,
    -- Whether `to_unit` was made by this decision.
    made_unit integer not null check (made_unit in (0, 1)),
    made_at text not null,
    made_by text not null
) -- strict
;
create index unit_lineage_from on unit_lineage (from_unit);
create index unit_lineage_to on unit_lineage (to_unit);
create index unit_lineage_change on unit_lineage (change_id);

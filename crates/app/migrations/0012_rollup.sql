-- Figures of a unit that are computed from the own entries of units below it.

create table rollup (
    indicator_id text not null references indicator (id),
    -- 'rate' (its counts, or itself where nothing is counted), or the key of one figure.
    target text not null,
    how text not null check (how in ('share', 'count', 'sum', 'ratio', 'mean')),
    -- Kinds of unit that are counted, '|commune|'.
    kinds text not null,
    -- What a unit must reach to be counted; null where nothing is asked of it.
    test text check (test in ('given', 'final', 'yes', 'at_least', 'at_most')),
    -- An exact number.
    bound text,
    -- The line whose figure it is, as it was called when it was chosen.
    named text not null,
    primary key (indicator_id, target)
) -- strict
;

-- Which figures of the units below: 'value', 'yes', 'num', 'den', 'ratio', or one that is only given
-- or not, 'any'.
create table rollup_source (
    indicator_id text not null,
    target text not null,
    part text not null check (part in ('value', 'yes', 'num', 'den', 'ratio', 'any')),
    figure_id text not null references figure (id),
    primary key (indicator_id, target, part),
    foreign key (indicator_id, target) references rollup (indicator_id, target)
) -- strict
;
create index rollup_source_figure on rollup_source (figure_id);

-- What a unit below brings; none where it has no figure yet.
create table rollup_part (
    indicator_id text not null,
    target text not null,
    unit_id text not null references unit (id),
    period_id text not null references period (id),
    -- 0 and 1: whether it reaches what is asked; 2: the line does not apply to it.
    met integer not null check (met in (0, 1, 2)),
    state text not null,
    num text not null,
    den text not null,
    primary key (indicator_id, target, period_id, unit_id),
    foreign key (indicator_id, target) references rollup (indicator_id, target)
) -- strict
;
create index rollup_part_unit on rollup_part (unit_id);

-- What all of them come to, for a unit above: one changed figure moves the sum, nothing is read again.
create table rollup_sum (
    indicator_id text not null,
    target text not null,
    unit_id text not null references unit (id),
    period_id text not null references period (id),
    units integer not null,
    aside integer not null,
    given integer not null,
    met integer not null,
    estimates integer not null,
    provisionals integer not null,
    num text not null,
    den text not null,
    primary key (indicator_id, target, unit_id, period_id),
    foreign key (indicator_id, target) references rollup (indicator_id, target)
) -- strict
;
create index rollup_sum_unit on rollup_sum (unit_id);

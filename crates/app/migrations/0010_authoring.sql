-- Editions of a framework: which line of the edition before a line carries on.

create table crosswalk (
    indicator_id text primary key references indicator (id),
    -- Of the edition before; null: a person said that the line is new.
    from_id text references indicator (id),
    -- 'copied': the line was copied from it; 'chosen': a person said so.
    state text not null check (state in ('copied', 'chosen')),
    version integer not null
) -- strict
;
create index crosswalk_from on crosswalk (from_id);

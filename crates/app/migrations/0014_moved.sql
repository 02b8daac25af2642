-- What went along when units were merged, so that taking the decision back restores exactly that.

create table unit_moved (
    change_id text not null,
    kind text not null check (kind in ('person', 'post', 'party', 'named', 'alias', 'grant', 'assignment')),
    -- Which; of an alias its folded spelling, of a spelling elsewhere the directory's unit before it.
    subject_id text not null,
    -- The unit before and since; of work and spellings elsewhere the parties.
    from_id text not null,
    to_id text not null,
    primary key (change_id, kind, subject_id, from_id)
) -- strict
;

-- Every change, chained: each row's hash covers the row before it.

create table audit_event (
    seq integer primary key,
    at text not null,
    account_id text,
    -- The name as it was then.
    actor_name text not null,
    unit_id text,
    kind text not null,
    subject_kind text not null,
    subject_id text not null,
    -- One line for people, in the words of data: code and title of what was changed.
    subject_name text not null,
    before_json text not null,
    after_json text not null,
    previous_hash text not null,
    hash text not null
) -- strict
;
create index audit_subject on audit_event (subject_kind, subject_id, seq);
create index audit_unit on audit_event (unit_id, seq);
create index audit_account on audit_event (account_id, seq);

-- The chain's end; one row, whose update also makes writers take turns.
create table audit_head (
    id integer primary key check (id = 1),
    seq integer not null,
    hash text not null
) -- strict
;
insert into audit_head (id, seq, hash) values (1, 0, '');

-- What the search index of each process catches up with, by change number.
create table search_entry (
    subject_kind text not null,
    subject_id text not null,
    unit_id text not null,
    title text not null,
    body text not null,
    -- Where it opens.
    address text not null,
    removed_at text,
    change_seq integer not null,
    -- Hits are looked up by their ids alone.
    primary key (subject_id, subject_kind)
) -- strict
;
create index search_entry_change on search_entry (change_seq);

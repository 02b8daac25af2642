-- Days off and days worked instead that a person entered, over the state's calendar in `domain`;
-- addresses at which calendar programs fetch what falls due.

create table work_day (
    day text primary key,
    kind text not null check (kind in ('off', 'worked')),
    -- The decision: «Thông báo 9441/TB-BNV».
    why text not null,
    set_by text not null,
    set_at text not null,
    version integer not null
) -- strict
;

create table feed (
    id text primary key,
    -- SHA-256 of the secret in the address, which is shown once.
    token_hash text not null unique,
    -- Whose work: a person's, by the account, or a unit's.
    account_id text references account (id),
    unit_id text references unit (id),
    made_by text not null,
    made_at text not null,
    revoked_at text,
    -- Within an hour.
    fetched_at text,
    check ((account_id is null) <> (unit_id is null))
) -- strict
;
create index feed_account on feed (account_id);
create index feed_unit on feed (unit_id);

-- How a unit is reminded; a unit without a line has what `app::notice` takes for granted.
create table remind_setting (
    unit_id text primary key references unit (id),
    -- Working days late after which the unit's leader is told; 0: never.
    escalate_days integer not null,
    version integer not null
) -- strict
;

-- What was told of a week to everybody, so that it is looked for once: «week:2026-10-12».
create table remind_run (
    what text primary key,
    done_at text not null
) -- strict
;

-- Units, posts, persons, parties, accounts. Ids are UUIDv7 text; dates 2026-11-22; instants 2026-11-22T05:09:00Z.

create table unit (
    id text primary key,
    parent_id text references unit (id),
    -- '/city/ward/': the ids from the root down, for subtree checks by prefix.
    path text not null unique,
    -- The word in addresses: 'ha-khe'.
    slug text not null unique,
    kind text not null check (kind in ('province', 'city', 'commune', 'office', 'village', 'other')),
    code text,
    name text not null,
    name_folded text not null,
    valid_from text not null,
    valid_to text,
    version integer not null
) -- strict
;
create index unit_parent on unit (parent_id);
create index unit_code on unit (code);

create table person (
    id text primary key,
    unit_id text not null references unit (id),
    name text not null,
    name_folded text not null,
    email text,
    phone text,
    left_on text,
    version integer not null
) -- strict
;
create index person_unit on person (unit_id);

create table post (
    id text primary key,
    unit_id text not null references unit (id),
    name text not null,
    name_folded text not null,
    closed_on text,
    version integer not null
) -- strict
;
create index post_unit on post (unit_id);

-- Who holds which post, from when to when.
create table tenure (
    id text primary key,
    post_id text not null references post (id),
    person_id text not null references person (id),
    from_on text not null,
    to_on text
) -- strict
;
create index tenure_post on tenure (post_id);
create index tenure_person on tenure (person_id);

-- Whoever a plan can name: a unit, a post, a person, a group, an outsider. `unit_id` is the unit whose directory lists it.
create table party (
    id text primary key,
    unit_id text not null references unit (id),
    kind text not null check (kind in ('unit', 'post', 'person', 'group', 'outsider')),
    -- Of a party of kind unit, post or person: which one.
    unit_ref text references unit (id),
    post_ref text references post (id),
    person_ref text references person (id),
    name text not null,
    name_folded text not null,
    -- All spellings of one name agree in it: abbreviations spelled out, «UBND» and «đ/c» left out.
    name_key text not null,
    -- Set when merged into another: everything points there from then on.
    merged_into text references party (id),
    version integer not null
) -- strict
;
create index party_unit on party (unit_id);
create index party_name_folded on party (name_folded);
create index party_name_key on party (name_key);
create index party_unit_ref on party (unit_ref);
create index party_post_ref on party (post_ref);
create index party_person_ref on party (person_ref);

create table group_member (
    group_id text not null references party (id),
    party_id text not null references party (id),
    primary key (group_id, party_id)
) -- strict
;
create index group_member_party on group_member (party_id);

-- Spellings that mean a party, in one unit's directory.
create table alias (
    unit_id text not null references unit (id),
    folded text not null,
    name_key text not null,
    text text not null,
    party_id text not null references party (id),
    primary key (unit_id, folded)
) -- strict
;
create index alias_party on alias (party_id);
create index alias_name_key on alias (unit_id, name_key);

-- Derived: which persons act for a party today (post held, group joined, unit belonged to). Kept by `party::refresh_holders`.
create table party_holder (
    party_id text not null references party (id),
    person_id text not null references person (id),
    primary key (party_id, person_id)
) -- strict
;
create index party_holder_person on party_holder (person_id);

create table account (
    id text primary key,
    person_id text not null references person (id),
    login text not null unique,
    -- Argon2id in PHC form; null until the first password is set.
    password_hash text,
    state text not null check (state in ('active', 'closed')),
    failed_count integer not null,
    locked_until text,
    last_seen_at text,
    version integer not null
) -- strict
;
create index account_person on account (person_id);

-- A role in a unit and everything under it.
create table role_grant (
    id text primary key,
    account_id text not null references account (id),
    role text not null check (role in ('administrator', 'leader', 'focal', 'officer', 'provider', 'appraiser', 'reader')),
    unit_id text not null references unit (id),
    granted_at text not null,
    ended_at text
) -- strict
;
create index role_grant_account on role_grant (account_id);

create table session (
    -- SHA-256 of the cookie, in hexadecimal: the cookie itself is nowhere.
    token_hash text primary key,
    account_id text not null references account (id),
    created_at text not null,
    seen_at text not null,
    ended_at text
) -- strict
;
create index session_account on session (account_id);

-- Links that work once: the first administrator, a password reset.
create table one_time_link (
    token_hash text primary key,
    purpose text not null check (purpose in ('first_administrator', 'set_password')),
    account_id text references account (id),
    created_at text not null,
    expires_at text not null,
    used_at text
) -- strict
;

create table api_token (
    id text primary key,
    token_hash text not null unique,
    account_id text not null references account (id),
    name text not null,
    scope text not null check (scope in ('read', 'write')),
    created_at text not null,
    expires_at text not null,
    revoked_at text,
    last_used_at text
) -- strict
;
create index api_token_account on api_token (account_id);

-- What a request with an Idempotency-Key was answered, so that a repetition gets the same.
create table idempotent_answer (
    account_id text not null references account (id),
    idempotency_key text not null,
    request_hash text not null,
    -- 0 while the work runs.
    status integer not null,
    body text not null,
    etag text,
    location text,
    created_at text not null,
    primary key (account_id, idempotency_key)
) -- strict
;

//! Statements about accounts and sessions.

use crate::database::statements::statements;

/// An account with its person, home and roles in force.
macro_rules! who {
    () => {
        "a.id as account_id, p.id as person_id, p.name as person_name, u.id as unit_id,
        u.slug as unit_slug, u.name as unit_name, u.path as unit_path, g.role,
        w.path as grant_path
        from account a join person p on p.id = a.person_id join unit u on u.id = p.unit_id
        left join role_grant g on g.account_id = a.id and g.ended_at is null
        left join unit w on w.id = g.unit_id"
    };
}

statements! {
    /// Who an account is, a row for each role in force.
    WHO = concat!("select ", who!(), " where a.id = $1 and a.state = 'active' order by g.id");
    /// Who has a session, with its times.
    VISITOR = concat!("select s.created_at, s.seen_at, ", who!(),
        " join session s on s.account_id = a.id
        where s.token_hash = $1 and s.ended_at is null and a.state = 'active' order by g.id");
    /// What signing in needs.
    FOR_SIGN_IN = "select id, password_hash, failed_count, locked_until from account
        where login = $1 and state = 'active'";
    /// One more wrong password.
    FAILED = "update account set failed_count = $2, locked_until = $3 where id = $1";
    /// Signed in.
    SUCCEEDED = "update account set failed_count = 0, locked_until = null, last_seen_at = $2
        where id = $1";
    /// A new session.
    SESSION_INSERT = "insert into session (token_hash, account_id, created_at, seen_at, ended_at)
        values ($1, $2, $3, $3, null)";
    /// Seen again.
    SESSION_SEEN = "update session set seen_at = $2 where token_hash = $1";
    /// Ended.
    SESSION_END = "update session set ended_at = $2 where token_hash = $1 and ended_at is null";
    /// Whether anyone has an account.
    COUNT = "select count(*) as n from account";
    /// A new account.
    INSERT = "insert into account (id, person_id, login, password_hash, state, failed_count,
        locked_until, last_seen_at, version) values ($1, $2, $3, $4, 'active', 0, null, null, 1)";
    /// A new grant.
    GRANT = "insert into role_grant (id, account_id, role, unit_id, granted_at, ended_at)
        values ($1, $2, $3, $4, $5, null)";
    /// A link that works once.
    LINK_INSERT = "insert into one_time_link (token_hash, purpose, account_id, created_at,
        expires_at, used_at) values ($1, $2, $3, $4, $5, null)";
    /// Links of a purpose that were not used end when another one is given out.
    LINKS_END = "update one_time_link set used_at = $2 where purpose = $1 and used_at is null";
    /// A link that still works.
    LINK = "select purpose, account_id from one_time_link
        where token_hash = $1 and used_at is null and expires_at > $2";
    /// Used.
    LINK_USED = "update one_time_link set used_at = $2 where token_hash = $1 and used_at is null";
    /// A new token.
    TOKEN_INSERT = "insert into api_token (id, token_hash, account_id, name, scope, created_at,
        expires_at, revoked_at, last_used_at) values ($1, $2, $3, $4, $5, $6, $7, null, null)";
    /// Someone's tokens, newest first.
    TOKENS = "select id, name, scope, created_at, expires_at, revoked_at, last_used_at
        from api_token where account_id = $1 order by id desc";
    /// Revoked by its owner.
    TOKEN_REVOKE = "update api_token set revoked_at = $3
        where id = $1 and account_id = $2 and revoked_at is null returning name";
    /// A token that works.
    TOKEN_LIVE = "select account_id, scope, last_used_at from api_token
        where token_hash = $1 and expires_at > $2 and revoked_at is null";
    /// Used again.
    TOKEN_USED = "update api_token set last_used_at = $2 where token_hash = $1";
    /// An account with its person's home.
    ACCOUNT = "select a.id, a.login, a.state, a.locked_until, a.last_seen_at, a.version,
        case when a.password_hash is null then 0 else 1 end as has_password,
        p.id as person_id, p.name as person_name, p.left_on, u.id as unit_id, u.name as unit_name,
        u.slug as unit_slug, u.path as unit_path
        from account a join person p on p.id = a.person_id join unit u on u.id = p.unit_id
        where a.id = $1";
    /// Accounts of people at home under the path, by state and by a piece of the name.
    LIST = "select a.id, a.login, a.state, a.locked_until, a.last_seen_at, a.version,
        case when a.password_hash is null then 0 else 1 end as has_password,
        p.id as person_id, p.name as person_name, p.left_on, u.id as unit_id, u.name as unit_name,
        u.slug as unit_slug, u.path as unit_path
        from account a join person p on p.id = a.person_id join unit u on u.id = p.unit_id
        where substr(u.path, 1, length($1)) = $1 and (cast($2 as text) is null or a.state = $2)
        and (cast($3 as text) is null or p.name_folded like $3 escape '!' or a.login like $3 escape '!')
        order by a.id";
    /// Roles in force of those accounts.
    LIST_GRANTS = "select g.id, g.account_id, g.role, g.granted_at, u.id as unit_id,
        u.name as unit_name, u.path as unit_path
        from role_grant g join unit u on u.id = g.unit_id join account a on a.id = g.account_id
        join person p on p.id = a.person_id join unit h on h.id = p.unit_id
        where substr(h.path, 1, length($1)) = $1 and g.ended_at is null order by g.id";
    /// Roles in force of one account.
    ACCOUNT_GRANTS = "select g.id, g.account_id, g.role, g.granted_at, u.id as unit_id,
        u.name as unit_name, u.path as unit_path
        from role_grant g join unit u on u.id = g.unit_id
        where g.account_id = $1 and g.ended_at is null order by g.id";
    /// One role in force.
    GRANT_BY_ID = "select g.id, g.account_id, g.role, g.granted_at, u.id as unit_id,
        u.name as unit_name, u.path as unit_path
        from role_grant g join unit u on u.id = g.unit_id where g.id = $1 and g.ended_at is null";
    /// A role ends.
    GRANT_END = "update role_grant set ended_at = $2 where id = $1 and ended_at is null";
    /// By the name to sign in with.
    BY_LOGIN = "select id from account where login = $1";
    /// A person who may have an account, with their home.
    PERSON_HOME = "select p.name, p.left_on, u.id as unit_id, u.path as unit_path
        from person p join unit u on u.id = p.unit_id where p.id = $1";
    /// Another account of the person that is open.
    OF_PERSON = "select id from account where person_id = $1 and state = 'active' order by id";
    /// Opened again or closed.
    SET_STATE = "update account set state = $3, version = version + 1
        where id = $1 and version = $2";
    /// May try again.
    UNLOCK = "update account set failed_count = 0, locked_until = null where id = $1";
    /// A password.
    SET_PASSWORD = "update account set password_hash = $2, failed_count = 0, locked_until = null
        where id = $1";
    /// Only a link helps now.
    NO_PASSWORD = "update account set password_hash = null where id = $1";
    /// The password, to compare.
    PASSWORD = "select password_hash from account where id = $1";
    /// All sessions of an account end, but one.
    SESSIONS_END = "update session set ended_at = $2 where account_id = $1 and ended_at is null
        and (cast($3 as text) is null or token_hash <> $3)";
    /// Sessions that may still be live.
    SESSIONS = "select token_hash, created_at, seen_at from session
        where account_id = $1 and ended_at is null order by created_at desc, token_hash";
    /// Links of an account that were not used end.
    ACCOUNT_LINKS_END = "update one_time_link set used_at = $2
        where account_id = $1 and used_at is null";
    /// Administrators of everything who can sign in, but one.
    OTHER_ADMINISTRATORS = "select count(*) as n from account a
        where a.state = 'active' and a.password_hash is not null and a.id <> $1 and exists
        (select 1 from role_grant g join unit u on u.id = g.unit_id where g.account_id = a.id
        and g.role = 'administrator' and g.ended_at is null and u.parent_id is null)";
    /// The role of administrator of everything that an account has.
    ADMINISTRATES_ALL = "select count(*) as n from role_grant g join unit u on u.id = g.unit_id
        where g.account_id = $1 and g.role = 'administrator' and g.ended_at is null
        and u.parent_id is null";
}

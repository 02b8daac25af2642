//! `/api/v1/tokens`: one's own tokens. A token is made only by someone who signed in with a
//! password: a token that could make tokens would never end.

use app::account::{self, NewToken, Scope, Token};
use app::{Noun, TokenId};
use axum::http::Method;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Done, Many, One, Shown, field};
use crate::web::{Access, Failure};

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
struct TokenShape {
    /// Id.
    id: String,
    /// What it is for.
    name: String,
    /// `read` or `write`.
    scope: &'static str,
    /// Made at.
    #[schema(format = DateTime)]
    created_at: String,
    /// Works until.
    #[schema(format = DateTime)]
    expires_at: String,
    /// Revoked at.
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// Last used at, within five minutes.
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
}

/// A token just made.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    /// The token.
    token: TokenShape,
    /// Its secret: shown now and never again; null where the request was sent again.
    secret: Option<String>,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenToMake {
    /// What it is for.
    name: String,
    /// `read` or `write`.
    scope: String,
    /// Its last day.
    #[schema(format = Date)]
    last_day: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let one = "/api/v1/tokens/{token}";
    api.about("Tài khoản")
        .get(
            "/api/v1/tokens",
            Access::SignedIn,
            ("listTokens", "Các mã truy cập của mình"),
            list,
        )
        .post(
            "/api/v1/tokens",
            Access::SignedIn,
            ("createToken", "Tạo mã truy cập; mã chỉ hiện một lần"),
            create,
        )
        .get(
            one,
            Access::SignedIn,
            ("showToken", "Một mã truy cập"),
            show,
        )
        .change(
            Method::DELETE,
            one,
            Access::SignedIn,
            ("revokeToken", "Thu hồi mã truy cập"),
            revoke,
        )
}

fn shape(token: Token) -> TokenShape {
    TokenShape {
        id: token.id.to_string(),
        name: token.name,
        scope: token.scope.name(),
        created_at: token.created_at,
        expires_at: token.expires_at,
        revoked_at: token.revoked_at,
        last_used_at: token.last_used_at,
    }
}

async fn list(ask: Ask) -> Result<Many<TokenShape>, Failure> {
    let tokens = account::tokens(ask.app(), ask.actor()).await?;
    Ok(Many::all(tokens.into_iter().map(shape).collect()))
}

async fn show(ask: Ask) -> Result<One<TokenShape>, Failure> {
    let id = ask.id("token", TokenId::parse, Noun::Token)?;
    let tokens = account::tokens(ask.app(), ask.actor()).await?;
    let found = tokens.into_iter().find(|token| token.id == id);
    // Whether it is revoked is all that can change; its last use is nobody's precondition.
    let version = |token: &Token| if token.revoked_at.is_some() { 2 } else { 1 };
    found
        .map(|token| One::at(version(&token), shape(token)))
        .ok_or(Failure::NotFound(Noun::Token))
}

async fn create(ask: Ask<Body<TokenToMake>>) -> Result<Shown<MadeToken>, Failure> {
    ask.visitor.require_session()?;
    let Body(asked) = &ask.body;
    let new = NewToken {
        name: asked.name.clone(),
        scope: field("/scope", &asked.scope, Scope::parse(&asked.scope))?,
        last_day: field("/last_day", &asked.last_day, asked.last_day.parse().ok())?,
    };
    let (token, secret) = account::create_token(ask.app(), ask.actor(), new).await?;
    let location = format!("/api/v1/tokens/{}", token.id);
    let made = |secret| MadeToken {
        token: shape(token.clone()),
        secret,
    };
    Ok(Shown {
        location,
        once: made(Some(secret)),
        again: made(None),
    })
}

async fn revoke(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("token", TokenId::parse, Noun::Token)?;
    ask.version()?;
    account::revoke_token(ask.app(), ask.actor(), &id).await?;
    Ok(Done)
}

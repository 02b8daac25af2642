//! Secrets: made from the system's randomness, stored only as hashes.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use sha2::{Digest, Sha256};

use crate::Fault;

/// 256 bits for a cookie, a link or a token, as 64 hexadecimal digits.
pub(crate) fn token() -> Result<String, Fault> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::new(format!("randomness: {error}")))?;
    Ok(hexadecimal(&bytes))
}

/// What is stored of a token. It has 256 random bits, so a plain hash is enough.
pub(crate) fn token_hash(token: &str) -> String {
    sha256(token.as_bytes())
}

/// SHA-256 as 64 hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Argon2id with the library's parameters (19 MiB, two passes), off the threads that serve pages.
pub(crate) async fn hash_password(password: String) -> Result<String, Fault> {
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| Fault::new(format!("argon2: {error}")))
    })
    .await
    .map_err(|error| Fault::new(format!("argon2: {error}")))?
}

/// Whether the password is that of the hash. Without a hash the same work is done in vain, so that
/// the time taken does not tell whether an account exists.
pub(crate) async fn password_matches(
    password: String,
    hash: Option<String>,
) -> Result<bool, Fault> {
    tokio::task::spawn_blocking(move || {
        let Some(hash) = hash else {
            let _ = Argon2::default().hash_password(password.as_bytes());
            return Ok(false);
        };
        let parsed =
            PasswordHash::new(&hash).map_err(|error| Fault::new(format!("argon2: {error}")))?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok())
    })
    .await
    .map_err(|error| Fault::new(format!("argon2: {error}")))?
}

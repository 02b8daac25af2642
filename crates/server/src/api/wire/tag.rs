//! Entity tags: `"7.3f2a…"` is version 7 of a resource in this representation; `"3f2a…"` one
//! without a version.
//!
//! The second part covers every byte, so a 304 never hides a change in what hangs on a resource
//! without being part of its version. `If-Match` compares the version: only a change of the
//! resource itself makes a sender's knowledge stale.

use std::hash::{DefaultHasher, Hasher as _};

/// The tag of a body.
pub(super) fn of(version: Option<i32>, body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    let hash = hasher.finish();
    match version {
        Some(version) => format!("\"{version}.{hash:016x}\""),
        None => format!("\"{hash:016x}\""),
    }
}

/// The version in a tag.
pub(super) fn version(tag: &str) -> Option<i32> {
    let inner = tag.strip_prefix('"')?.strip_suffix('"')?;
    let (version, hash) = inner.split_once('.').unwrap_or((inner, ""));
    let whole = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    (whole && (hash.is_empty() || hash.len() == 16)).then(|| version.parse().ok())?
}

/// The tags of an `If-Match` or `If-None-Match`; weak ones without their mark if `weak`.
pub(super) fn list(header: &str, weak: bool) -> Vec<&str> {
    header
        .split(',')
        .map(str::trim)
        .filter_map(|tag| match tag.strip_prefix("W/") {
            Some(tag) => weak.then_some(tag),
            None => Some(tag),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, expected: Option<i32>) {
        assert_eq!(version(tag), expected, "{tag}");
    }

    #[test]
    fn a_tag_holds_its_version() {
        check(&of(Some(7), b"{}"), Some(7));
        check("\"7\"", Some(7));
        for other in [
            &of(None, b"{}"),
            "7",
            "\"\"",
            "\"7.1\"",
            "\"-1\"",
            "\"99999999999\"",
            "*",
            "\"",
        ] {
            check(other, None);
        }
    }

    #[test]
    fn weak_tags_count_only_for_reading() {
        assert_eq!(list("\"1\", W/\"2\"", true), ["\"1\"", "\"2\""]);
        assert_eq!(list("\"1\", W/\"2\"", false), ["\"1\""]);
    }
}

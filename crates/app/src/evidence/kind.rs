//! Kinds of proof as stored: a document's kind in its own words («Quyết định»), or a code for what
//! is no document (`article`, `picture` …). A requirement's kinds stand in one column, apart by `|`.

use reading::evidence::Proof;

/// Codes of what is no official document, in the order in which pages offer them.
pub const CODES: [&str; 9] = [
    "article",
    "link",
    "picture",
    "video",
    "broadcast",
    "list",
    "meeting",
    "class",
    "figures",
];

/// The code of any document.
pub const ANY_DOCUMENT: &str = "document";

/// As stored.
pub fn code(proof: Proof) -> &'static str {
    match proof {
        Proof::Document(kind) => kind,
        Proof::AnyDocument => ANY_DOCUMENT,
        Proof::Link => "link",
        Proof::Picture => "picture",
        Proof::Video => "video",
        Proof::Article => "article",
        Proof::Broadcast => "broadcast",
        Proof::List => "list",
        Proof::Meeting => "meeting",
        Proof::Class => "class",
        Proof::Figures => "figures",
    }
}

/// What of a proof decides which requirements it serves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape<'a> {
    /// Its kind, where known.
    pub(crate) kind: Option<&'a str>,
    /// Whether it is an address.
    pub(crate) is_link: bool,
    /// The file's type.
    pub(crate) media_type: Option<&'a str>,
}

/// Whether a proof of that shape serves where these kinds are asked for.
pub(crate) fn serves(accepts: &str, shape: Shape<'_>) -> bool {
    accepts.is_empty() || accepts.split('|').any(|wanted| is(wanted, shape))
}

fn is(wanted: &str, shape: Shape<'_>) -> bool {
    let picture = shape
        .media_type
        .is_some_and(|media| media.starts_with("image/"));
    if shape.kind == Some(wanted) {
        return true;
    }
    match wanted {
        "link" => shape.is_link,
        "picture" => picture,
        ANY_DOCUMENT => shape
            .kind
            .map_or(shape.media_type.is_some() && !picture, |kind| {
                !CODES.contains(&kind)
            }),
        // Papers that meetings and classes leave behind.
        "meeting" => matches!(
            shape.kind,
            Some("Biên bản" | "Giấy mời" | "Kết luận" | "Thông báo")
        ),
        "class" => matches!(shape.kind, Some("list" | "Kế hoạch" | "Báo cáo")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accepts: &str, kind: Option<&str>, expected: bool) {
        let shape = Shape {
            kind,
            is_link: false,
            media_type: Some("application/pdf"),
        };
        assert_eq!(serves(accepts, shape), expected, "{accepts} {kind:?}");
    }

    #[test]
    fn a_proof_serves_where_its_kind_is_asked_for() {
        check("", None, true);
        check("Quyết định", Some("Quyết định"), true);
        check("Quyết định", Some("Báo cáo"), false);
        check("Quyết định", None, false);
        check("document", Some("Báo cáo"), true);
        check("document", None, true);
        check("document", Some("article"), false);
        check("article", Some("Báo cáo"), false);
        check("picture|Biên bản", Some("Biên bản"), true);
        check("meeting", Some("Biên bản"), true);
    }

    #[test]
    fn pictures_and_addresses_are_known_by_what_they_are() {
        let picture = Shape {
            kind: None,
            is_link: false,
            media_type: Some("image/png"),
        };
        assert!(serves("picture", picture) && !serves("document", picture));
        let link = Shape {
            kind: None,
            is_link: true,
            media_type: None,
        };
        assert!(serves("link", link) && !serves("document", link));
    }
}

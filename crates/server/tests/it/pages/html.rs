//! Just enough of HTML for tests that walk pages.

/// Opening and closing tags, without their `>`.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('<').filter_map(|(begin, _)| {
        let end = html[begin..].find('>')?;
        Some(&html[begin..begin + end])
    })
}

/// The value of an attribute.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let begin = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[begin..].split('"').next()
}

/// Addresses of this site that the page links to.
pub(crate) fn links(html: &str) -> Vec<String> {
    tags(html)
        .filter(|tag| tag.starts_with("<a ") && attribute(tag, "download").is_none())
        .filter_map(|tag| attribute(tag, "href"))
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .map(|href| {
            // What is escaped first: «&#38;» holds the sign that begins a fragment.
            let href = href.replace("&amp;", "&").replace("&#38;", "&");
            href.split('#').next().unwrap_or_default().to_owned()
        })
        .filter(|href| !href.is_empty())
        .collect()
}

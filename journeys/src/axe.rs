//! Accessibility, checked by axe in the page.

use std::path::PathBuf;

/// The text of axe, or why there is none.
pub(crate) fn text() -> Result<String, String> {
    let file = std::env::var_os("CHAMDIEM_AXE").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../target/axe/node_modules/axe-core/axe.min.js"
            ))
        },
        PathBuf::from,
    );
    std::fs::read_to_string(&file)
        .map_err(|_| "axe is not installed (npm install --prefix target/axe axe-core)".to_owned())
}

/// Runs in the page: what it breaks, one line each.
pub(crate) const CHECK: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(result => done(result.violations.map(v =>
    v.id + ': ' + v.help + ' — ' + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | '))),
    error => done(['axe failed: ' + error]));
";

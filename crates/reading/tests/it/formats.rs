//! One annex written as text with tabs, HTML and Markdown, and the sample plan in every format: the
//! same rows each time.

use domain::plan::Annex;

use crate::variations::{self, Gist};

fn read(bytes: &[u8], name: &str) -> Vec<Annex> {
    let source = documents::read(bytes, Some(name)).expect("readable");
    reading::plan::read(&source, Some(2025)).annexes
}

#[track_caller]
fn check(annexes: &[Annex]) {
    let [annex] = annexes else {
        panic!("{} annexes", annexes.len())
    };
    assert_eq!(annex.name, "Phụ lục 01");
    assert_eq!(Gist::of(annex), variations::expected());
}

#[test]
fn text_with_tabs_gives_the_rows() {
    let lines: Vec<String> = variations::grid()
        .iter()
        .map(|row| row.join("\t"))
        .collect();
    let text = format!(
        "KẾ HOẠCH\n\nPHỤ LỤC 01\nGIAO CHỈ TIÊU\n\n{}\n",
        lines.join("\n")
    );
    check(&read(text.as_bytes(), "plan.txt"));
}

#[test]
fn markdown_gives_the_rows() {
    let rows = variations::grid();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| format!("| {} |", row.join(" | ").replace('*', "\\*")))
        .collect();
    lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
    let text = format!(
        "# KẾ HOẠCH\n\n**PHỤ LỤC 01**\n\n**GIAO CHỈ TIÊU**\n\n{}\n",
        lines.join("\n")
    );
    check(&read(text.as_bytes(), "plan.md"));
}

#[test]
fn html_gives_the_rows() {
    let mut rows = String::new();
    for row in variations::grid() {
        rows.push_str("<tr><td><p>");
        rows.push_str(&row.join("</p></td><td><p>"));
        rows.push_str("</p></td></tr>");
    }
    let text = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><p>KẾ HOẠCH</p>\
         <p><b>PHỤ LỤC 01</b></p><p>GIAO CHỈ TIÊU</p><table>{rows}</table></body></html>",
    );
    check(&read(text.as_bytes(), "plan.html"));
}

/// The sample plan of the project, in one format; `None` where the samples are not beside it.
fn sample(extension: &str) -> Option<Vec<Gist>> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/son-khe/ke-hoach."
    );
    let bytes = std::fs::read(format!("{folder}{extension}")).ok()?;
    let annexes = read(&bytes, &format!("ke-hoach.{extension}"));
    Some(annexes.iter().map(Gist::of).collect())
}

#[test]
fn the_sample_plan_is_the_same_in_every_format() {
    let Some(text) = sample("txt") else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(),
            "the samples are needed"
        );
        eprintln!("skipped: the samples are not here");
        return;
    };
    assert_eq!(text.len(), 2);
    for extension in ["docx", "xlsx", "html", "pdf"] {
        assert_eq!(sample(extension).as_ref(), Some(&text), "{extension}");
    }
}

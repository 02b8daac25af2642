//! A web page as portals publish it.

use domain::source::{Block, Paragraph, Source, Table};

use super::{Placed, escape, is_header, placed};

/// Writes a page.
pub fn html(source: &Source) -> Vec<u8> {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Văn bản</title>\n<style>td { border: 1px solid }</style>\n</head>\n<body>\n",
    );
    for block in &source.blocks {
        match block {
            Block::Paragraph(one) => out.push_str(&paragraph(one)),
            Block::Table(one) => out.push_str(&table(one)),
        }
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn paragraph(paragraph: &Paragraph) -> String {
    let text = escape(&paragraph.text)
        .replace('\n', "<br>")
        .replace('\t', "&emsp;");
    let text = if paragraph.bold {
        format!("<b>{text}</b>")
    } else {
        text
    };
    let align = if paragraph.centred {
        " style=\"text-align: center\""
    } else {
        ""
    };
    format!("<p{align}>{text}</p>\n")
}

fn table(table: &Table) -> String {
    let mut out = String::from("<table>\n");
    for at in 0..table.rows.len() {
        let header = is_header(table, at);
        out.push_str(if header { "<thead><tr>" } else { "<tr>" });
        for cell in placed(table, at).iter().filter(|cell| cell.rows > 0) {
            out.push_str(&one_cell(cell, if header { "th" } else { "td" }));
        }
        out.push_str(if header { "</tr></thead>\n" } else { "</tr>\n" });
    }
    out.push_str("</table>\n");
    out
}

fn one_cell(cell: &Placed<'_>, name: &str) -> String {
    let mut spans = String::new();
    if cell.columns > 1 {
        spans.push_str(&[" colspan=\"", &cell.columns.to_string(), "\""].concat());
    }
    if cell.rows > 1 {
        spans.push_str(&[" rowspan=\"", &cell.rows.to_string(), "\""].concat());
    }
    let lines: Vec<String> = cell
        .text
        .split('\n')
        .map(|line| format!("<p>{}</p>", escape(line)))
        .collect();
    format!("<{name}{spans}>\n{}</{name}>", lines.concat())
}

//! Workbooks (Office Open XML): each visible sheet as titles and a table, numbers as displayed.
//!
//! Own reader, because ready ones lose how numbers are displayed («80%» is 0.8 inside) and do not
//! bound what they inflate. Hidden sheets are left out, and a finding says so.

mod display;
mod formats;
mod layout;
mod sheet;
mod strings;

use domain::source::{Format, Source};
use domain::{Finding, FindingCode};

use crate::Refusal;
use crate::build::Builder;
use crate::legacy::Conversions;
use crate::limits::SHEETS_MAX;
use crate::package::Package;
use crate::xml::{Xml, damaged};

/// What all sheets share.
struct Shared {
    strings: Vec<String>,
    formats: formats::Formats,
    /// Days count from 1904 (workbooks of old Macs).
    from_1904: bool,
    conversions: Conversions,
}

/// A sheet as the workbook lists it.
struct SheetEntry {
    name: String,
    relation: String,
    visible: bool,
}

/// Reads the main part of a workbook and its sheets.
pub(crate) fn read(package: &mut Package<'_>, main: &str) -> Result<Source, Refusal> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let beside = |name: &str| match name.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{name}")
            .trim_start_matches('/')
            .to_owned(),
    };
    let workbook = package.part(main)?.ok_or_else(|| damaged("no main part"))?;
    let relations = package
        .part(&beside(&format!("_rels/{file}.rels")))?
        .unwrap_or_default();
    let styles = package.part(&beside("styles.xml"))?.unwrap_or_default();
    let strings = package
        .part(&beside("sharedStrings.xml"))?
        .unwrap_or_default();
    let mut shared = Shared {
        formats: formats::Formats::read(&styles)?,
        strings: strings::read(&strings)?,
        from_1904: from_1904(&workbook)?,
        conversions: Conversions::default(),
    };
    drop(strings);

    let mut out = Builder::new();
    for entry in entries(&workbook)? {
        if !entry.visible {
            let what = format!("trang tính ẩn «{}»", entry.name);
            out.finding(Finding::new(FindingCode::LeftOut, [what]));
            continue;
        }
        let Some(target) = target(&relations, &entry.relation)? else {
            continue;
        };
        let Some(part) = package.part(&beside(&target))? else {
            continue;
        };
        let sheet = sheet::read(&part, &mut shared)?;
        layout::blocks(&mut out, &entry.name, sheet)?;
    }
    shared
        .conversions
        .findings()
        .into_iter()
        .for_each(|finding| out.finding(finding));
    Ok(out.finish(Format::Xlsx))
}

fn from_1904(workbook: &str) -> Result<bool, Refusal> {
    let mut found = false;
    Xml::each_tag(workbook, |tag| {
        let on = tag.attribute("date1904");
        found |= tag.name() == "workbookPr" && matches!(on.as_deref(), Some("1" | "true"));
    })?;
    Ok(found)
}

fn entries(workbook: &str) -> Result<Vec<SheetEntry>, Refusal> {
    let mut entries = Vec::new();
    Xml::each_tag(workbook, |tag| {
        if tag.name() == "sheet" {
            entries.push(SheetEntry {
                name: tag.attribute("name").unwrap_or_default(),
                relation: tag.prefixed("id").unwrap_or_default(),
                visible: tag
                    .attribute("state")
                    .is_none_or(|state| state == "visible"),
            });
        }
    })?;
    if entries.len() > SHEETS_MAX {
        return Err(Refusal::TooMany {
            what: "sheets",
            limit: SHEETS_MAX as u64,
        });
    }
    Ok(entries)
}

/// Path of the part that a relation points to, if it is a sheet of cells.
fn target(relations: &str, id: &str) -> Result<Option<String>, Refusal> {
    let mut found = None;
    Xml::each_tag(relations, |tag| {
        let kind = tag.attribute("Type").unwrap_or_default();
        if tag.attribute("Id").as_deref() == Some(id) && kind.ends_with("/worksheet") {
            found = tag.attribute("Target");
        }
    })?;
    Ok(found)
}

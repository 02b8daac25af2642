//! Workbooks (Office Open XML): each visible sheet as titles and a table, numbers as displayed.
//!
//! Own reader, because ready ones lose how numbers are displayed («80%» is 0.8 inside) and do not
//! bound what they inflate. Hidden sheets are left out, and a finding says so.

mod display;
mod formats;
mod layout;
mod sheet;
pub(crate) mod stored;
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

/// A workbook whose sheets are to be read.
struct Opened<'p, 'b> {
    package: &'p mut Package<'b>,
    folder: String,
    relations: String,
    sheets: Vec<SheetEntry>,
    shared: Shared,
}

impl<'p, 'b> Opened<'p, 'b> {
    fn open(package: &'p mut Package<'b>, main: &str) -> Result<Opened<'p, 'b>, Refusal> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let folder = folder.to_owned();
        let workbook = package.part(main)?.ok_or_else(|| damaged("no main part"))?;
        let mut part = |name: &str| package.part(&beside(&folder, name));
        let relations = part(&format!("_rels/{file}.rels"))?.unwrap_or_default();
        let styles = part("styles.xml")?.unwrap_or_default();
        let strings = part("sharedStrings.xml")?.unwrap_or_default();
        let shared = Shared {
            formats: formats::Formats::read(&styles)?,
            strings: strings::read(&strings)?,
            from_1904: from_1904(&workbook)?,
            conversions: Conversions::default(),
        };
        Ok(Opened {
            sheets: entries(&workbook)?,
            package,
            folder,
            relations,
            shared,
        })
    }

    /// The cells of a sheet; `None`: it holds something else, a chart for example.
    fn sheet<C: sheet::Reads>(
        &mut self,
        entry: &SheetEntry,
    ) -> Result<Option<sheet::Sheet<C>>, Refusal> {
        let Some(target) = target(&self.relations, &entry.relation)? else {
            return Ok(None);
        };
        let Some(part) = self.package.part(&beside(&self.folder, &target))? else {
            return Ok(None);
        };
        sheet::read(&part, &mut self.shared).map(Some)
    }
}

fn beside(folder: &str, name: &str) -> String {
    match name.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{name}")
            .trim_start_matches('/')
            .to_owned(),
    }
}

/// Reads the main part of a workbook and its sheets.
pub(crate) fn read(package: &mut Package<'_>, main: &str) -> Result<Source, Refusal> {
    let mut opened = Opened::open(package, main)?;
    let mut out = Builder::new();
    for entry in std::mem::take(&mut opened.sheets) {
        if !entry.visible {
            let what = format!("trang tính ẩn «{}»", entry.name);
            out.finding(Finding::new(FindingCode::LeftOut, [what]));
            continue;
        }
        if let Some(sheet) = opened.sheet(&entry)? {
            layout::blocks(&mut out, &entry.name, sheet)?;
        }
    }
    opened
        .shared
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

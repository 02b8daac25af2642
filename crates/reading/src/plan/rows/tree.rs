//! Where a row stands: what kind it is, which row is above it, and a path that is unique in its
//! annex. Codes restart under letters («A» 1, 2; «B» 1, 2), go on under roman numerals («I» 1.1,
//! 1.2), are missing or are used twice; the path is told apart in each case.

use std::collections::{BTreeMap, BTreeSet};

use domain::plan::{Field, RowKind};
use domain::{Finding, FindingCode};

use super::code::{Code, Part};
use super::draft::Draft;
use crate::plan::columns::Columns;
use crate::text::fold;

/// A row with its place in the tree.
pub(super) struct Node {
    pub(super) draft: Draft,
    pub(super) kind: RowKind,
    pub(super) path: String,
    pub(super) parent: Option<String>,
}

/// The depth class of a code: rows of one class are siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A group without a code.
    Unnumbered,
    Capital,
    Roman,
    /// So many components.
    Dotted(usize),
    Small,
}

/// Gives every row its kind, path and parent.
pub(super) fn grow(
    table: &str,
    drafts: Vec<Draft>,
    columns: &Columns,
    findings: &mut Vec<Finding>,
) -> Vec<Node> {
    let kinds = kinds(&drafts, columns);
    let survey = Survey::of(&drafts);
    let mut tree = Tree {
        survey,
        ..Tree::default()
    };
    let mut nodes = Vec::with_capacity(drafts.len());
    for (draft, kind) in drafts.into_iter().zip(kinds) {
        let line = draft.place.line;
        let mut noticed = Vec::new();
        let (path, parent) = tree.place(&draft, kind, &mut noticed);
        findings.extend(
            noticed
                .into_iter()
                .map(|finding| finding.at_row(table, &path, line)),
        );
        nodes.push(Node {
            draft,
            kind,
            path,
            parent,
        });
    }
    nodes
}

/// What all codes of a table say together.
#[derive(Default)]
struct Survey {
    /// First components of codes with several.
    dotted: BTreeSet<u32>,
    /// Numbers that stand alone.
    single: BTreeSet<u32>,
    /// Dotted codes that stand under more than one letter or roman numeral.
    repeated: bool,
}

impl Survey {
    fn of(drafts: &[Draft]) -> Survey {
        let mut survey = Survey::default();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut group = 0;
        for code in drafts.iter().filter_map(|draft| draft.code.as_ref()) {
            match class(code) {
                Class::Capital | Class::Roman => group += 1,
                _ => {}
            }
            survey.single.extend(code.single_number());
            if let Some(first) = code.dotted_first() {
                survey.dotted.insert(first);
                let before = *seen.entry(code.bare.as_str()).or_insert(group);
                survey.repeated |= before != group;
            }
        }
        survey
    }
}

#[derive(Default)]
struct Tree {
    survey: Survey,
    /// Open groups and rows, outermost first.
    open: Vec<(Class, String)>,
    /// Every path given out, with its line.
    paths: BTreeMap<String, u32>,
    /// The next number of paths made up for each base.
    counts: BTreeMap<String, usize>,
}

impl Tree {
    fn place(
        &mut self,
        draft: &Draft,
        kind: RowKind,
        noticed: &mut Vec<Finding>,
    ) -> (String, Option<String>) {
        let line = draft.place.line;
        let Some(code) = &draft.code else {
            return self.place_without_code(draft, kind, noticed);
        };
        let class = self.class_of(code, noticed);
        self.close_to(class);
        let group = self.open.last().map(|(_, path)| path.clone());
        let (path, parent) = match class {
            Class::Roman | Class::Capital => {
                let path = group.as_ref().map_or_else(
                    || code.bare.clone(),
                    |group| format!("{group}.{}", code.bare),
                );
                (path, group)
            }
            Class::Dotted(1) if code.is_letter() => {
                (code.last_number().unwrap_or(0).to_string(), group)
            }
            Class::Dotted(depth) if depth > 1 => self.dotted_path(code, noticed),
            Class::Unnumbered | Class::Dotted(_) | Class::Small => {
                let path = group.as_ref().map_or_else(
                    || code.bare.clone(),
                    |group| format!("{group}.{}", code.bare),
                );
                (path, group)
            }
        };
        let path = match self.paths.get(&path) {
            Some(first) => {
                noticed.push(Finding::new(
                    FindingCode::CodeRepeated,
                    [code.printed.clone(), first.to_string()],
                ));
                self.unused(&path, 2)
            }
            None => path,
        };
        self.paths.insert(path.clone(), line);
        self.open.push((class, path.clone()));
        (path, parent)
    }

    fn place_without_code(
        &mut self,
        draft: &Draft,
        kind: RowKind,
        noticed: &mut Vec<Finding>,
    ) -> (String, Option<String>) {
        if kind == RowKind::Banner {
            let path = self.unused("", 1);
            self.paths.insert(path.clone(), draft.place.line);
            return (path, None);
        }
        if kind == RowKind::Heading {
            self.open.clear();
            let path = self.unused("", 1);
            self.paths.insert(path.clone(), draft.place.line);
            self.open.push((Class::Unnumbered, path.clone()));
            return (path, None);
        }
        if draft.coded && !draft.bullet {
            let title = crate::text::squash(draft.text(Field::Title));
            noticed.push(Finding::new(FindingCode::CodeMissing, [title]));
        }
        // A dash goes under the last row; any other stands beside it, or under the last group.
        let depth = self.open.len();
        let above = match self.open.last() {
            Some(_) if draft.bullet => depth.checked_sub(1),
            Some((Class::Dotted(parts), _)) if *parts > 1 || depth > 1 => depth.checked_sub(2),
            Some(_) => depth.checked_sub(1),
            None => None,
        };
        let parent = above
            .and_then(|at| self.open.get(at))
            .map(|(_, path)| path.clone());
        let path = self.unused(parent.as_deref().unwrap_or(""), 1);
        self.paths.insert(path.clone(), draft.place.line);
        (path, parent)
    }

    /// Ends the groups and rows that a row of this class cannot stand in.
    fn close_to(&mut self, class: Class) {
        let keeps = |open: Class| match class {
            Class::Unnumbered => false,
            Class::Capital | Class::Roman => {
                matches!(open, Class::Unnumbered | Class::Capital | Class::Roman)
            }
            Class::Dotted(depth) => match open {
                Class::Dotted(other) => other < depth,
                other => other != Class::Small,
            },
            Class::Small => true,
        };
        let end = self
            .open
            .iter()
            .position(|(open, _)| !keeps(*open) || *open == class);
        self.open.truncate(end.unwrap_or(self.open.len()));
    }

    /// The class of a code here: «I» of a table that goes on with «1.1» and «2» is group 1.
    fn class_of(&self, code: &Code, noticed: &mut Vec<Finding>) -> Class {
        let class = class(code);
        let Some(number) = code.last_number().filter(|_| class == Class::Roman) else {
            return class;
        };
        let survey = &self.survey;
        let stands_for = survey.dotted.contains(&number) && !survey.repeated;
        if !stands_for || survey.single.contains(&number) {
            return class;
        }
        if !survey.single.is_empty() {
            let values = [code.printed.clone(), number.to_string()];
            noticed.push(Finding::new(FindingCode::NumberingMixed, values));
        }
        Class::Dotted(1)
    }

    fn dotted_path(&self, code: &Code, noticed: &mut Vec<Finding>) -> (String, Option<String>) {
        let letters =
            |class: &Class| matches!(class, Class::Capital | Class::Roman | Class::Unnumbered);
        let group = self
            .open
            .iter()
            .rev()
            .find(|(class, _)| letters(class))
            .map(|(_, path)| path.as_str());
        let prefixes = || {
            let ends = code
                .bare
                .char_indices()
                .rev()
                .filter(|(_, c)| matches!(c, '.' | '-'));
            ends.map(|(at, _)| &code.bare[..at])
        };
        if let Some(group) = group {
            let inner = prefixes()
                .map(|prefix| format!("{group}.{prefix}"))
                .find(|path| self.paths.contains_key(path));
            if inner.is_some() || self.survey.repeated {
                return (
                    format!("{group}.{}", code.bare),
                    inner.or_else(|| Some(group.to_owned())),
                );
            }
        }
        let parent = prefixes()
            .find(|prefix| self.paths.contains_key(*prefix))
            .map(str::to_owned);
        self.notice_stranger(code, noticed);
        (
            code.bare.clone(),
            parent.or_else(|| group.map(str::to_owned)),
        )
    }

    /// 5.3 under group 6.
    fn notice_stranger(&self, code: &Code, noticed: &mut Vec<Finding>) {
        let Some((Class::Dotted(1), group)) = self.open.first() else {
            return;
        };
        let (Some(first), Ok(number)) = (code.dotted_first(), group.parse::<u32>()) else {
            return;
        };
        if first != number {
            noticed.push(Finding::new(
                FindingCode::CodeOutOfPlace,
                [code.printed.clone(), group.clone()],
            ));
        }
    }

    /// `base#n` with the next n that is free.
    fn unused(&mut self, base: &str, from: usize) -> String {
        let next = self.counts.entry(base.to_owned()).or_insert(from);
        loop {
            let path = format!("{base}#{next}");
            *next += 1;
            if !self.paths.contains_key(&path) {
                return path;
            }
        }
    }
}

fn class(code: &Code) -> Class {
    match code.parts.as_slice() {
        [Part::Roman(_)] => Class::Roman,
        [Part::Letter(letter)] if letter.is_uppercase() => Class::Capital,
        [Part::Letter(_)] => Class::Small,
        parts => Class::Dotted(parts.len()),
    }
}

/// What each row is.
fn kinds(drafts: &[Draft], columns: &Columns) -> Vec<RowKind> {
    let usual = super::kind(columns);
    let dotted: BTreeSet<u32> = drafts
        .iter()
        .filter_map(|draft| draft.code.as_ref()?.dotted_first())
        .collect();
    let numbered = drafts
        .iter()
        .filter_map(|draft| draft.code.as_ref())
        .any(|code| !code.is_letter());
    let groups = drafts.iter().filter(|draft| is_text_across(draft)).count();
    let mut kinds = vec![usual; drafts.len()];
    for at in (0..drafts.len()).rev() {
        let draft = &drafts[at];
        let next = drafts.get(at + 1);
        kinds[at] = match &draft.code {
            None if is_text_across(draft) => {
                let leads_group = kinds.get(at + 1).is_some_and(|kind| *kind == usual);
                let heads = groups >= 2 && leads_group && !is_total(draft);
                if heads {
                    RowKind::Heading
                } else {
                    RowKind::Banner
                }
            }
            None => usual,
            Some(code) => {
                let deeper = next.is_none_or(|next| {
                    next.code
                        .as_ref()
                        .is_none_or(|other| class(other) != class(code))
                });
                let own = !draft.lacks(Field::Lead)
                    && [
                        Field::DeadlineText,
                        Field::EvidenceText,
                        Field::TargetText,
                        Field::RuleText,
                    ]
                    .into_iter()
                    .any(|field| !draft.lacks(field));
                let heads = match class(code) {
                    Class::Capital | Class::Roman => {
                        numbered && next.is_some() && (draft.is_bare() || deeper && !own)
                    }
                    Class::Dotted(1) => {
                        let children = code
                            .single_number()
                            .is_some_and(|number| dotted.contains(&number));
                        (children && !own)
                            || (draft.is_bare() && next.is_some() && (!dotted.is_empty() || deeper))
                    }
                    _ => false,
                };
                if heads { RowKind::Heading } else { usual }
            }
        };
    }
    kinds
}

/// A title without code and without anything of its own.
fn is_text_across(draft: &Draft) -> bool {
    draft.code.is_none() && (draft.across || is_total(draft)) && draft.is_bare()
}

/// «Tổng cộng», «Tổng điểm».
fn is_total(draft: &Draft) -> bool {
    let title = fold(draft.text(Field::Title));
    ["tong cong", "tong diem", "tong so diem", "cong"]
        .iter()
        .any(|total| {
            title
                .strip_prefix(total)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '(']))
        })
}

//! What each column of an annex means: from its heading, and from what it holds where the
//! heading is silent or has two meanings («Đơn vị» of whom, or of measure).

pub(super) mod content;
pub(super) mod heading;

use domain::plan::Field;

use super::table::Grid;

/// Columns beyond this are left without a meaning.
const COLUMNS_MAX: usize = 64;

/// How many filled cells of a column are looked at.
const SAMPLE: usize = 60;

/// The meaning of every column, and what the table lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// One for each column; `None` where nothing fits.
    pub(super) fields: Vec<Option<Field>>,
    /// The table lists tasks rather than indicators.
    pub(super) tasks: bool,
}

impl Columns {
    /// The column of a field.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|found| *found == Some(field))
    }

    /// Whether some column means this.
    pub(super) fn has(&self, field: Field) -> bool {
        self.of(field).is_some()
    }
}

/// All fields, in the order of `Field as usize`.
pub(super) const FIELDS: [Field; 12] = [
    Field::Code,
    Field::Title,
    Field::MaxPoints,
    Field::RuleText,
    Field::EvidenceText,
    Field::SourceText,
    Field::Lead,
    Field::Supporting,
    Field::DeadlineText,
    Field::Measure,
    Field::TargetText,
    Field::Note,
];

/// Reads the columns of a grid.
pub(super) fn read(grid: &Grid) -> Columns {
    let width = grid.headings.len();
    let mut table = vec![[0u32; FIELDS.len()]; width];
    for (at, heading) in grid.headings.iter().enumerate() {
        for (field, score) in heading::scores(heading) {
            table[at][field as usize] = score;
        }
    }
    for (at, scores) in table.iter_mut().enumerate() {
        weigh_content(grid, at, scores);
    }
    // A sheet may have thousands of columns; no plan has.
    let mut fields = assign(&table[..width.min(COLUMNS_MAX)]);
    fields.resize(width, None);
    order_responsible(grid, &mut fields);
    rule_under_notes(grid, &mut fields);
    let mut columns = Columns {
        fields,
        tasks: false,
    };
    columns.tasks = lists_tasks(grid, &columns);
    columns
}

/// Whether such columns make an annex: something to do or to measure, and something about it.
pub(super) fn is_annex(columns: &Columns) -> bool {
    columns.has(Field::Title)
        && [
            Field::Lead,
            Field::Supporting,
            Field::MaxPoints,
            Field::RuleText,
            Field::EvidenceText,
            Field::DeadlineText,
            Field::TargetText,
        ]
        .into_iter()
        .any(|field| columns.has(field))
}

/// Adds what the cells say to what the heading says.
fn weigh_content(grid: &Grid, at: usize, scores: &mut [u32; FIELDS.len()]) {
    let cells: Vec<&str> = grid
        .lines
        .iter()
        .filter_map(|line| line.cells.get(at))
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .take(SAMPLE)
        .collect();
    let words = heading::words(&grid.headings[at]);
    if cells.is_empty() || heading::is_other(&words) {
        return;
    }
    let share = |test: &dyn Fn(&str) -> bool| -> u32 {
        let count = cells.iter().filter(|text| test(text)).count();
        u32::try_from(count * 100 / cells.len()).unwrap_or(0)
    };
    let silent = scores.iter().all(|score| *score == 0);
    let length = cells.iter().map(|text| text.chars().count()).sum::<usize>() / cells.len();
    // A rule whose points lack their word («≥ 90%: 20; …») is known by reading it.
    let mut rules = share(&content::is_rule);
    if silent && rules < 50 && length >= 5 {
        rules = share(&content::reads_as_rule);
    }
    let is_responsible = |text: &str| content::is_party(text) && !content::is_source(text);
    let shares = [
        (
            Field::Code,
            share(&|text| super::rows::code::parse(text).is_some()),
        ),
        (Field::MaxPoints, share(&content::is_points)),
        (Field::RuleText, rules),
        (Field::EvidenceText, share(&content::is_evidence)),
        (Field::Lead, share(&is_responsible)),
        (Field::Supporting, share(&is_responsible)),
        (Field::SourceText, 2 * share(&content::is_source)),
        (Field::DeadlineText, share(&content::is_time)),
        (Field::Measure, share(&content::is_measure)),
        (Field::TargetText, share(&content::is_target)),
    ];
    for (field, share) in shares {
        let score = &mut scores[field as usize];
        if silent && share >= 50 {
            // Points are bare numbers, and so are codes and targets: the weaker claim.
            let weight = if field == Field::MaxPoints || field == Field::TargetText {
                38
            } else {
                45
            };
            *score = weight * share.min(100) / 100;
        } else if *score > 0 {
            *score += share.min(100) / 5;
        }
    }
    if silent {
        let long = u32::try_from(length.min(60)).unwrap_or(0);
        scores[Field::Title as usize] = if length >= 15 { 10 + long / 2 } else { 0 };
    } else if scores[Field::Title as usize] > 0 && length < 6 {
        scores[Field::Title as usize] /= 2;
    }
}

/// The assignment of fields to columns with the largest sum; a table without a title is none.
fn assign(table: &[[u32; FIELDS.len()]]) -> Vec<Option<Field>> {
    const TITLE_BONUS: u32 = 60;
    let masks = 1usize << FIELDS.len();
    let mut best: Vec<Option<u32>> = vec![None; masks];
    let mut steps: Vec<Vec<u8>> = Vec::with_capacity(table.len());
    best[0] = Some(0);
    for scores in table {
        let mut next = best.clone();
        let mut step = vec![u8::MAX; masks];
        for (mask, sum) in best.iter().enumerate() {
            let Some(so_far) = *sum else { continue };
            for (field, score) in scores.iter().enumerate().filter(|(_, score)| **score > 0) {
                if mask & (1 << field) != 0 {
                    continue;
                }
                let bonus = if field == Field::Title as usize {
                    TITLE_BONUS
                } else {
                    0
                };
                let sum = so_far + score + bonus;
                let target = mask | (1 << field);
                if next[target].is_none_or(|before| before < sum) {
                    next[target] = Some(sum);
                    step[target] = u8::try_from(field).unwrap_or(u8::MAX);
                }
            }
        }
        best = next;
        steps.push(step);
    }
    let mut mask = (0..masks)
        .max_by_key(|mask| (best[*mask], std::cmp::Reverse(*mask)))
        .unwrap_or(0);
    let mut fields = vec![None; table.len()];
    for (at, step) in steps.iter().enumerate().rev() {
        // A column took a field only if the best sum for this mask was reached with it.
        let field = usize::from(step[mask]);
        if field < FIELDS.len() {
            fields[at] = Some(FIELDS[field]);
            mask &= !(1 << field);
        }
    }
    fields
}

/// The first responsible column leads whatever its heading, unless the headings say otherwise.
fn order_responsible(grid: &Grid, fields: &mut [Option<Field>]) {
    let find =
        |fields: &[Option<Field>], field| fields.iter().position(|found| *found == Some(field));
    let (Some(lead), supporting) = (find(fields, Field::Lead), find(fields, Field::Supporting))
    else {
        return;
    };
    let Some(supporting) = supporting else { return };
    let words = heading::words(&grid.headings[supporting]);
    let supports = words.contains("phoi hop") || words.contains("ho tro");
    if supporting < lead && !supports {
        fields.swap(lead, supporting);
    }
}

/// «Ghi chú» of a scored table without a rule column holds the rules.
/// (Kế hoạch của UBND thành phố Thái Bình, Phụ lục 04.)
fn rule_under_notes(grid: &Grid, fields: &mut [Option<Field>]) {
    let has = |field| fields.contains(&Some(field));
    if has(Field::RuleText) || !has(Field::MaxPoints) {
        return;
    }
    let candidates = [
        Some(Field::Note),
        None,
        Some(Field::EvidenceText),
        Some(Field::TargetText),
    ];
    for candidate in candidates {
        let found = (0..fields.len())
            .filter(|at| fields[*at] == candidate)
            .find(|at| {
                let cells = grid.lines.iter().filter_map(|line| line.cells.get(*at));
                let filled: Vec<_> = cells.filter(|cell| !cell.text.trim().is_empty()).collect();
                let rules = filled
                    .iter()
                    .filter(|cell| content::is_rule(&cell.text))
                    .count();
                rules > 0 && rules * 2 >= filled.len()
            });
        if let Some(at) = found {
            fields[at] = Some(Field::RuleText);
            return;
        }
    }
}

/// Tasks have neither points nor rules, and their heading or the annex says so.
fn lists_tasks(grid: &Grid, columns: &Columns) -> bool {
    if columns.has(Field::MaxPoints) || columns.has(Field::RuleText) {
        return false;
    }
    let heading = columns
        .of(Field::Title)
        .map_or("", |at| grid.headings[at].as_str());
    if heading::names_tasks(heading) {
        return true;
    }
    let title = grid.title.as_deref().unwrap_or("");
    !heading::names_indicators(heading) && heading::names_tasks(title)
}

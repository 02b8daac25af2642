//! Statements with points: yes or no, one of several, parts that are added, requirements without
//! points.

use domain::FindingCode;
use scoring::{Exact, Rule};

use super::assemble::Sorted;
use super::beside::prerequisite;
use super::clause::Earn;
use super::draft::{About, Draft};
use super::item::Item;
use super::token::Text;
use super::words::has_loose_number;

/// A statement with its points known.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) points: Exact,
    pub(super) negative: bool,
}

pub(super) fn said(about: &About<'_>, sorted: &Sorted) -> Option<Vec<Said>> {
    let known = |item: &Item| match item {
        Item::Statement {
            from,
            to,
            amount,
            negative,
        } => {
            let points = amount.points(about.max)?;
            Some(Said {
                from: *from,
                to: *to,
                points,
                negative: *negative,
            })
        }
        _ => None,
    };
    sorted.statements.iter().map(known).collect()
}

pub(super) fn else_points(about: &About<'_>, sorted: &Sorted) -> Option<Vec<Exact>> {
    let known = |item: &Item| match item {
        Item::Else(Earn::Amount(amount)) => amount.points(about.max),
        _ => None,
    };
    sorted.elses.iter().map(known).collect()
}

/// A text of statements only.
pub(super) fn statements(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    let said = said(about, sorted)?;
    let elses = else_points(about, sorted)?;
    let unordered = sorted.else_before && said.len() > 1;
    if elses.len() > 1 || unordered || said.iter().any(|said| said.points.is_negative()) {
        return None;
    }
    if said.is_empty() {
        return if elses.is_empty() {
            required(about, sorted)
        } else {
            None
        };
    }
    let draft = of_statements(about, &said, elses.first())?;
    prerequisite(about, draft, sorted)
}

fn of_statements(about: &About<'_>, said: &[Said], other: Option<&Exact>) -> Option<Draft> {
    let text = about.text;
    let positive: Vec<&Said> = said.iter().filter(|said| !said.points.is_zero()).collect();
    let other_pays = other.is_some_and(|points| !points.is_zero());
    let mut draft = match (
        positive.as_slice(),
        said.len() + usize::from(other.is_some()),
    ) {
        ([], _) => return None,
        ([one], 1 | 2) if !other_pays => yes_no(text, one, said),
        ([one], 2) => {
            let mut draft = Draft::new(Rule::YesNo {
                yes: one.points.clone(),
                no: other?.clone(),
            });
            draft.labels = vec![text.source(one.from, one.to)];
            Some(draft)
        }
        ([_], _) => Some(options(text, said, other)),
        ([first, second], 2)
            if second.negative && !first.negative && is_plain_denial(text, second, first) =>
        {
            let rule = Rule::YesNo {
                yes: first.points.clone(),
                no: second.points.clone(),
            };
            let mut draft = Draft::new(rule);
            draft.labels = labels(text, said);
            Some(draft)
        }
        _ => several(about, said, other),
    }?;
    draft.best.get_or_insert_with(|| {
        positive
            .iter()
            .map(|said| said.points.clone())
            .max()
            .unwrap_or_default()
    });
    if said
        .iter()
        .any(|said| has_loose_number(text, said.from, said.to))
    {
        draft.assume("as_stated");
    }
    Some(draft)
}

fn labels(text: &Text, said: &[Said]) -> Vec<String> {
    said.iter()
        .map(|said| text.source(said.from, said.to))
        .collect()
}

/// One statement that earns, and at most one that does not.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the places it goes to are optional"
)]
fn yes_no(text: &Text, one: &Said, said: &[Said]) -> Option<Draft> {
    let (yes, none) = (one.points.clone(), Exact::ZERO);
    let other = said.iter().find(|said| said.points.is_zero());
    let straight = Rule::YesNo {
        yes: yes.clone(),
        no: none.clone(),
    };
    let turned = Rule::YesNo { yes: none, no: yes };
    let mut draft = Draft::new(straight.clone());
    draft.labels = labels(text, said);
    if one.negative && !other.is_some_and(|other| other.negative) {
        // «Không: 10đ; có: 0đ» asks the other way round; «không để xảy ra …: 10đ» may be either.
        let plain =
            |said: &Said| text.any(said.from, &["khong co", "khong", "co"]) == Some(said.to);
        if plain(one) && other.is_some_and(plain) {
            draft.rule = turned;
            draft.labels.reverse();
            return Some(draft);
        }
        draft.assume("yes_is_first_statement");
        draft.or("yes_is_second_statement", turned);
    } else if let Some(other) = other
        && other.negative
        && !denies(text, other, one)
    {
        draft.assume("second_denies_first");
    }
    Some(draft)
}

/// Content words of a statement: without negations and auxiliaries.
pub(super) fn content<'a>(text: &'a Text, said: &Said) -> Vec<&'a str> {
    const EMPTY: [&str; 14] = [
        "khong", "chua", "da", "co", "duoc", "va", "hoac", "dang", "thi", "neu", "cac", "cho",
        "theo", "cua",
    ];
    (said.from..said.to)
        .map(|at| text.word(at))
        .filter(|word| !word.is_empty() && !EMPTY.contains(word))
        .collect()
}

/// Whether the negative statement denies the other one: shared words, or none of its own.
fn denies(text: &Text, negative: &Said, other: &Said) -> bool {
    let (denial, claim) = (content(text, negative), content(text, other));
    denial.is_empty()
        || claim.is_empty()
        || denial.iter().any(|word| claim.contains(word))
        || is_general(&denial)
}

/// «Không đầy đủ» after «đầy đủ»: the same words, denied. «Chưa đầy đủ» after «có» is a third
/// state.
fn is_plain_denial(text: &Text, negative: &Said, other: &Said) -> bool {
    let (denial, claim) = (content(text, negative), content(text, other));
    denial.is_empty() || denial == claim
}

/// «Chưa thực hiện», «không đạt»: denies whatever was said.
fn is_general(denial: &[&str]) -> bool {
    const GENERAL: [&str; 16] = [
        "thuc", "hien", "dat", "trien", "khai", "bo", "tri", "ban", "hanh", "dap", "ung", "lam",
        "xay", "dung", "thanh", "lap",
    ];
    denial.len() <= 2 && denial.iter().all(|word| GENERAL.contains(word))
}

fn options(text: &Text, said: &[Said], other: Option<&Exact>) -> Draft {
    let points = said
        .iter()
        .map(|said| said.points.clone())
        .chain(other.cloned())
        .collect();
    let mut draft = Draft::new(Rule::Options(points));
    draft.labels = labels(text, said);
    if other.is_some() {
        draft.labels.push("Còn lại".to_owned());
    }
    draft
}

/// Words by which one part hangs on another; which on which is not for us to guess.
const IN_ORDER: [&str; 14] = [
    "buoc truoc",
    "noi dung truoc",
    "muc truoc",
    "tieu chi truoc",
    "phan truoc",
    "y truoc",
    "chi tinh",
    "chi duoc tinh",
    "chi cham",
    "tien quyet",
    "moi duoc tinh",
    "moi tinh",
    "moi duoc cham",
    "theo trinh tu",
];

/// Two or more statements that earn: options when the best is the maximum, parts when the sum is.
fn several(about: &About<'_>, said: &[Said], other: Option<&Exact>) -> Option<Draft> {
    let text = about.text;
    if text.has(0, text.tokens.len(), &IN_ORDER) {
        return None;
    }
    let total: Exact = said.iter().map(|said| said.points.clone()).sum();
    let best = said.iter().map(|said| said.points.clone()).max()?;
    let exclusive = are_exclusive(text, said);
    let sum_fits = about.max == Some(&total);
    let best_fits = about.max == Some(&best);
    let other_is_zero = other.is_none_or(Exact::is_zero);
    if best_fits && !(sum_fits) {
        return Some(options(text, said, other));
    }
    if sum_fits && !exclusive && other_is_zero {
        return parts(text, said);
    }
    if exclusive && !sum_fits {
        let mut draft = options(text, said, other);
        draft.assume("one_of_several");
        return Some(draft);
    }
    None
}

/// Statuses or grades of one thing.
fn are_exclusive(text: &Text, said: &[Said]) -> bool {
    const ONE: [&str; 12] = [
        "đang",
        "một phần",
        "dự thảo",
        "nhưng chưa",
        "nhưng không",
        "chỉ có",
        "trễ hạn",
        "chậm",
        "muộn",
        "quá hạn",
        "chưa đầy đủ",
        "không đầy đủ",
    ];
    const GRADES: [&str; 15] = [
        "xuất sắc",
        "tốt",
        "khá",
        "trung bình",
        "yếu",
        "kém",
        "loại",
        "mức",
        "cấp",
        "giải",
        "hạng",
        "toàn bộ",
        "toàn trình",
        "xếp loại",
        "đầy đủ",
    ];
    let says = |said: &Said, phrases: &[&str]| text.says(said.from, said.to, phrases);
    said.iter().any(|said| says(said, &ONE))
        || said.iter().filter(|said| says(said, &GRADES)).count() > 1
}

/// Independent parts, unless a line denies only some of them.
fn parts(text: &Text, said: &[Said]) -> Option<Draft> {
    let claims: Vec<&Said> = said.iter().filter(|said| !said.points.is_zero()).collect();
    let zeros: Vec<&Said> = said.iter().filter(|said| said.points.is_zero()).collect();
    if zeros.iter().any(|zero| !zero.negative) {
        return None;
    }
    let points: Vec<Exact> = claims.iter().map(|claim| claim.points.clone()).collect();
    let total: Exact = points.iter().cloned().sum();
    let independent = Rule::Parts(points.clone());
    let mut draft = Draft::new(independent.clone());
    draft.labels = claims
        .iter()
        .map(|claim| text.source(claim.from, claim.to))
        .collect();
    draft.best = Some(total.clone());
    if claims.iter().any(|claim| claim.negative) {
        draft.assume("independent");
    }
    let denied = |claim: &Said| zeros.iter().any(|zero| shares(text, zero, claim));
    let denied: Vec<bool> = claims.iter().map(|claim| denied(claim)).collect();
    let some = denied.iter().any(|denied| *denied);
    let all = denied.iter().all(|denied| *denied);
    if some && !all {
        // «Chưa đáp ứng yêu cầu: 0 điểm» after two parts: nothing for the second, or for both?
        draft.rule = Rule::Ladder(points);
        draft.assume("dependent");
        draft.or("independent", independent);
        let count = u32::try_from(claims.len()).ok()?;
        draft.or(
            "all_or_nothing",
            Rule::AllParts {
                count,
                points: total,
            },
        );
    }
    Some(draft)
}

/// Whether a denial repeats words of a claim: two in a row, or its only one.
fn shares(text: &Text, denial: &Said, claim: &Said) -> bool {
    let (denial, claim) = (content(text, denial), content(text, claim));
    if claim.len() < 2 || denial.len() < 2 {
        return claim.iter().any(|word| denial.contains(word));
    }
    claim
        .windows(2)
        .any(|pair| denial.windows(2).any(|other| pair == other))
}

/// Requirements without any points: all of them for the maximum.
fn required(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    let text = about.text;
    let max = about.max?.clone();
    let mut segments = Vec::new();
    for item in &sorted.requirements {
        let Item::Requirement { from, to } = item else {
            return None;
        };
        segments.extend(conjuncts(text, *from, *to)?);
    }
    let count = u32::try_from(segments.len())
        .ok()
        .filter(|count| (1..=8).contains(count))?;
    let mut draft = if count == 1 {
        let mut draft = Draft::new(Rule::YesNo {
            yes: max.clone(),
            no: Exact::ZERO,
        });
        draft.assume("full_when_met");
        draft
    } else {
        let mut draft = Draft::new(Rule::AllParts {
            count,
            points: max.clone(),
        });
        draft.assume("all_or_nothing");
        let share = max.checked_div(&Exact::whole(i64::from(count)))?;
        draft.or(
            "additive",
            Rule::Parts(segments.iter().map(|_| share.clone()).collect()),
        );
        draft
    };
    for (from, to) in &segments {
        draft.note(FindingCode::PartWithoutPoints, [text.source(*from, *to)]);
    }
    draft.labels = segments
        .iter()
        .map(|(from, to)| text.source(*from, *to))
        .collect();
    draft.best = Some(max);
    Some(draft)
}

/// Verbs with which a requirement begins.
pub(super) const VERBS: [&str; 30] = [
    "co",
    "da",
    "thanh lap",
    "ban hanh",
    "to chuc",
    "xay dung",
    "trien khai",
    "tham gia",
    "bo tri",
    "duy tri",
    "cong bo",
    "cap nhat",
    "phe duyet",
    "ket noi",
    "su dung",
    "chu tri",
    "dam bao",
    "bao dam",
    "hoan thanh",
    "cung cap",
    "duoc",
    "dap ung",
    "dat",
    "xa co",
    "phuong co",
    "don vi co",
    "bao cao",
    "gui",
    "cong khai",
    "lap",
];

/// «Thành lập … và tổ chức …»: parts joined by «và» where a verb follows.
fn conjuncts(text: &Text, from: usize, to: usize) -> Option<Vec<(usize, usize)>> {
    text.any(from, &VERBS)?;
    if text.has(from, to, &["theo huong dan", "can cu", "hoac"]) {
        return None;
    }
    let mut segments = Vec::new();
    let mut start = from;
    for at in from..to {
        if text.phrase(at, "va").is_some() && text.any(at + 1, &VERBS).is_some() && at > start {
            segments.push((start, at));
            start = at + 1;
        }
    }
    segments.push((start, to));
    Some(segments)
}

//! What stands beside another shape: prerequisites, further parts, points per item, deductions.

use domain::FindingCode;
use scoring::rule::{Band, Bound, Combine, Formula, Piece, Quantity};
use scoring::{Exact, Rule};

use super::assemble::Sorted;
use super::draft::{About, Draft};
use super::item::Item;
use super::statements::{Said, VERBS, content, else_points, said};
use super::token::Text;

/// A statement without points before others that have them: without it nothing.
pub(super) fn prerequisite(about: &About<'_>, mut draft: Draft, sorted: &Sorted) -> Option<Draft> {
    match sorted.requirements.as_slice() {
        [] => Some(draft),
        [Item::Requirement { from, to }] => {
            if uses_yes(&draft.rule) || about.text.any(*from, &VERBS).is_none() {
                return None;
            }
            let plain = draft.rule.clone();
            draft.others = draft
                .others
                .into_iter()
                .map(|mut other| {
                    other.rule = Rule::Provided(Box::new(other.rule));
                    other
                })
                .collect();
            draft.rule = Rule::Provided(Box::new(plain.clone()));
            draft.taken = None;
            draft.assume("prerequisite");
            draft.or("not_required", plain);
            let label = about.text.source(*from, *to);
            draft.note(FindingCode::PartWithoutPoints, [label.clone()]);
            draft.labels.insert(0, label);
            Some(draft)
        }
        _ => None,
    }
}

fn uses_yes(rule: &Rule) -> bool {
    match rule {
        Rule::YesNo { .. } | Rule::Provided(_) => true,
        Rule::Several { rules, .. } => rules.iter().any(uses_yes),
        _ => false,
    }
}

/// Statements beside a formula, tiers or points per item: denials are dropped, parts are added
/// when the sum is the maximum, a prerequisite gates the rest.
pub(super) fn beside(about: &About<'_>, mut draft: Draft, sorted: &Sorted) -> Option<Draft> {
    let said = said(about, sorted)?;
    let elses = else_points(about, sorted)?;
    if elses.iter().any(|points| !points.is_zero()) {
        return None;
    }
    let claims: Vec<&Said> = said.iter().filter(|said| !said.points.is_zero()).collect();
    if said
        .iter()
        .any(|said| said.points.is_zero() && !said.negative)
    {
        return None;
    }
    if !claims.is_empty() {
        let total: Exact = claims.iter().map(|claim| claim.points.clone()).sum();
        let best = draft.best.clone()? + total;
        if about.max != Some(&best)
            || claims.iter().any(|claim| claim.negative)
            || uses_yes(&draft.rule)
        {
            return None;
        }
        let own = match claims.as_slice() {
            [one] => Rule::YesNo {
                yes: one.points.clone(),
                no: Exact::ZERO,
            },
            many => Rule::Parts(many.iter().map(|claim| claim.points.clone()).collect()),
        };
        draft.labels = claims
            .iter()
            .map(|claim| about.text.source(claim.from, claim.to))
            .collect();
        let with = |rule: Rule| Rule::Several {
            combine: Combine::Sum,
            rules: vec![own.clone(), rule],
        };
        draft.rule = with(draft.rule);
        for other in &mut draft.others {
            other.rule = with(other.rule.clone());
        }
        draft.best = Some(best);
    }
    prerequisite(about, draft, sorted)
}

/// «Mỗi hoạt động 1đ, không quá 20 điểm»; «mỗi báo cáo chậm trừ 0,5đ, tối đa 2đ».
pub(super) fn per_item(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    if !sorted.tiers.is_empty()
        || !sorted.formulas.is_empty()
        || !sorted.definitions.is_empty()
        || sorted.caps.len() > 1
    {
        return None;
    }
    let cap = match sorted.caps.first() {
        Some(Item::Cap(amount)) => Some(amount.points(about.max)?),
        _ => None,
    };
    let cap = match (sorted.count_caps.as_slice(), sorted.per_item.as_slice()) {
        ([], _) => cap,
        // «Mỗi cuộc họp 2 điểm (tối đa 5 cuộc)».
        (
            [Item::CapCount { from, to, at }],
            [
                Item::PerItem {
                    from: first,
                    to: last,
                    amount,
                },
            ],
        ) => {
            let same = (*from..*to).all(|unit| {
                (*first..*last).any(|word| about.text.word(word) == about.text.word(unit))
            });
            same.then(|| Some(at.clone() * amount.points(about.max)?))?
        }
        _ => return None,
    };
    match (sorted.per_item.as_slice(), sorted.deductions.as_slice()) {
        ([Item::PerItem { from, to, amount }], []) => {
            let points = amount.points(about.max)?;
            if points.is_zero() || points.is_negative() {
                return None;
            }
            let rule = Rule::PerItem {
                of: Quantity::Value,
                points: points.clone(),
                cap: cap.clone(),
            };
            let mut draft = Draft::new(rule);
            draft.quantity.whole = Some(about.text.source(*from, *to));
            draft.best = cap;
            beside(about, draft, sorted)
        }
        (
            [],
            [
                Item::Deduct {
                    from, to, amount, ..
                },
            ],
        ) => deducted(about, sorted, (*from, *to), amount.points(about.max)?, cap),
        _ => None,
    }
}

fn deducted(
    about: &About<'_>,
    sorted: &Sorted,
    (from, to): (usize, usize),
    points: Exact,
    cap: Option<Exact>,
) -> Option<Draft> {
    let text = about.text;
    if matches!(text.word(from), "tuan" | "thang" | "quy" | "nam" | "gio")
        || !sorted.requirements.is_empty()
    {
        return None;
    }
    let of = if text.word(from) == "ngay" {
        Quantity::DaysLate
    } else {
        Quantity::Value
    };
    let deduction = Rule::Deduction { of, points, cap };
    let said = said(about, sorted)?;
    let elses = else_points(about, sorted)?;
    let earns: Vec<&Said> = said.iter().filter(|said| !said.points.is_zero()).collect();
    let zeros_fit = said
        .iter()
        .all(|said| !said.points.is_zero() || said.negative)
        && elses.iter().all(Exact::is_zero);
    if !zeros_fit {
        return None;
    }
    let sum = |first: Rule| Rule::Several {
        combine: Combine::Sum,
        rules: vec![first, deduction.clone()],
    };
    let mut draft = match earns.as_slice() {
        [] if said.is_empty() => {
            let mut draft = Draft::new(deduction.clone());
            if about
                .max
                .is_some_and(|max| !max.is_zero() && !max.is_negative())
            {
                draft.rule = sum(Rule::Formula(Formula::MaxPoints));
                draft.assume("from_max");
                draft.or("only_deduction", deduction.clone());
            }
            draft
        }
        [one] if is_none_of(text, one, (from, to)) => {
            let mut draft = Draft::new(from_full(&deduction, &one.points)?);
            draft.best = Some(one.points.clone());
            draft
        }
        [one] if is_on_time(text, one, (from, to)) => {
            let mut draft = Draft::new(from_full(&deduction, &one.points)?);
            draft.assume("from_full");
            draft.or(
                "only_when_met",
                sum(Rule::YesNo {
                    yes: one.points.clone(),
                    no: Exact::ZERO,
                }),
            );
            draft.best = Some(one.points.clone());
            draft
        }
        [one] if !one.negative => {
            let mut draft = Draft::new(sum(Rule::YesNo {
                yes: one.points.clone(),
                no: Exact::ZERO,
            }));
            draft.best = Some(one.points.clone());
            draft.labels = vec![text.source(one.from, one.to)];
            draft
        }
        _ => return None,
    };
    draft.quantity.whole = Some(text.source(from, to));
    Some(draft)
}

/// «Không có báo cáo chậm: 10đ» beside «mỗi báo cáo chậm trừ 2đ»: none of what is deducted for.
fn is_none_of(text: &Text, said: &Said, (from, to): (usize, usize)) -> bool {
    let words: Vec<&str> = (from..to).map(|at| text.word(at)).collect();
    let claim = content(text, said);
    said.negative && !claim.is_empty() && claim.iter().all(|word| words.contains(word))
}

/// «Báo cáo đầy đủ, đúng hạn: 10đ» beside «mỗi báo cáo chậm trừ 1đ».
fn is_on_time(text: &Text, said: &Said, (from, to): (usize, usize)) -> bool {
    !said.negative
        && text.says(
            said.from,
            said.to,
            &["đúng hạn", "kịp thời", "đúng thời hạn"],
        )
        && text.says(from, to, &["chậm", "trễ", "muộn", "quá hạn"])
}

/// Full points less the deduction, not below nothing.
fn from_full(deduction: &Rule, full: &Exact) -> Option<Rule> {
    let Rule::Deduction { of, points, cap } = deduction else {
        return None;
    };
    let most = cap.as_ref().filter(|cap| *cap < full).unwrap_or(full);
    let line = Band {
        from: None,
        to: Some(Bound {
            at: most.checked_div(points)?,
            included: true,
        }),
        earns: Piece::Line {
            slope: -points.clone(),
            intercept: full.clone(),
        },
    };
    let rest = Band {
        from: None,
        to: None,
        earns: Piece::Flat(full.clone() - most.clone()),
    };
    Some(Rule::Bands {
        of: of.clone(),
        bands: vec![line, rest],
    })
}

//! Which line breaks mean something. A cell is wrapped wherever its column ends, so a break is a
//! blank unless something begins after it: a bullet, an enumerator, a definition, or whatever
//! follows points.

use super::token::{Kind, Text, Token};

/// Drops the line breaks that are mere wrapping.
pub(super) fn unwrap_lines(text: &mut Text) {
    if !text.tokens.iter().any(|token| token.kind == Kind::Line) {
        return;
    }
    let tokens = std::mem::take(&mut text.tokens);
    let points_first = starts_with_points(text, &tokens);
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Line && !is_hard(text, &tokens[at + 1..], points_first) {
            continue;
        }
        text.tokens.push(token.clone());
    }
}

/// The next tokens that are no line breaks.
fn ahead(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| token.kind != Kind::Line)
}

fn starts_with_points(text: &Text, tokens: &[Token]) -> bool {
    let full = |token: &&Token| {
        token.kind == Kind::Dash
            || matches!(text.folded(token), "du" | "tron" | "dat" | "duoc" | "cham")
    };
    let mut ahead = ahead(tokens).skip_while(full);
    let number = ahead
        .next()
        .is_some_and(|token| matches!(token.kind, Kind::Number(_)));
    number
        && ahead
            .find(|token| token.kind != Kind::Percent)
            .is_some_and(|token| matches!(text.folded(token), "d" | "diem"))
}

/// Whether a break between what is kept so far and `after` parts two clauses.
fn is_hard(text: &Text, after: &[Token], points_first: bool) -> bool {
    let mut ahead = ahead(after);
    let (Some(next), second) = (ahead.next(), ahead.next()) else {
        return false;
    };
    let Some(last) = text.tokens.last() else {
        return false;
    };
    match &next.kind {
        Kind::Dash | Kind::Plus => {
            return !matches!(last.kind, Kind::Dash | Kind::Plus | Kind::Times);
        }
        Kind::Times
        | Kind::Slash
        | Kind::Open
        | Kind::Close
        | Kind::Percent
        | Kind::Comma
        | Kind::Colon
        | Kind::Semicolon
        | Kind::Equal => return false,
        _ => {}
    }
    let second = second.map(|token| &token.kind);
    let short = text.folded(next).len() == 1 || matches!(next.kind, Kind::Number(_));
    if short && second == Some(&Kind::Close) {
        return true;
    }
    if matches!(
        last.kind,
        Kind::Comma
            | Kind::Equal
            | Kind::Colon
            | Kind::Slash
            | Kind::Times
            | Kind::Plus
            | Kind::Dash
            | Kind::Open
    ) {
        return false;
    }
    // «0 ⏎ điểm» is one amount.
    let torn = matches!(last.kind, Kind::Number(_)) && matches!(text.folded(next), "d" | "diem");
    if torn && text.source[next.start..].starts_with(char::is_lowercase) {
        return false;
    }
    // «… ⏎ trừ 2 điểm», «… ⏎ tối đa 3 điểm».
    let mut words = self::ahead(after);
    let takes = match text.folded(next) {
        "tru" => words.nth(1),
        "tu" | "tren" | "duoi" if last.kind == Kind::Percent => words.nth(1),
        "toi" | "khong" => words.nth(2),
        _ => None,
    };
    if points_first && takes.is_some_and(|token| matches!(token.kind, Kind::Number(_))) {
        return true;
    }
    if ends_points(text) {
        let condition = matches!(text.folded(next), "neu" | "khi");
        return !(goes_on(text, next) || (condition && points_first));
    }
    if matches!(next.kind, Kind::Number(_)) {
        let unit = matches!(text.folded(last), "tr" | "trieu" | "dong");
        return unit || last.kind == Kind::Percent || points_first || second == Some(&Kind::Dot);
    }
    let defines = text.folded(next).len() == 1 && matches!(second, Some(Kind::Equal | Kind::Colon));
    defines || is_capital_beginning(text, next)
}

/// «10đ», «(5đ)», «điểm tối đa», «: 10» at the end of what is kept.
fn ends_points(text: &Text) -> bool {
    let count = text.tokens.len();
    let word = |back: usize| count.checked_sub(back).map_or("", |at| text.word(at));
    let is_number = |back: usize| {
        count
            .checked_sub(back)
            .is_some_and(|at| text.number(at).is_some())
    };
    let kind = |back: usize| count.checked_sub(back).and_then(|at| text.kind(at));
    let back = if kind(1) == Some(&Kind::Close) { 2 } else { 1 };
    let unit = matches!(word(back), "d" | "diem") && is_number(back + 1);
    let maximum = word(back) == "da"
        && word(back + 1) == "toi"
        && !is_number(back + 2)
        && (word(back + 2) == "diem"
            || matches!(kind(back + 2), Some(Kind::Colon | Kind::Number(_))));
    let bare = is_number(back)
        && matches!(
            kind(back + 1),
            Some(Kind::Colon | Kind::GeOrArrow | Kind::Open)
        );
    let remark = back == 2 && matches!(kind(1), Some(Kind::Close));
    // «không tính điểm».
    let none = word(1) == "diem"
        && matches!(word(2), "tinh" | "cham" | "co" | "duoc" | "cho")
        && (word(3) == "khong" || word(4) == "khong");
    none || unit
        || maximum
        || bare
        || (remark && word(2) == "diem")
        || matches!(kind(1), Some(Kind::Semicolon))
        || (word(1) == "diem" && word(2) == "so")
        || remark
}

/// Words and signs that carry points on.
fn goes_on(text: &Text, next: &Token) -> bool {
    matches!(
        text.folded(next),
        "x" | "cho" | "nhan" | "phan" | "nhung" | "chia"
    )
}

/// A line that begins with a capital and one of the words by which clauses begin.
fn is_capital_beginning(text: &Text, next: &Token) -> bool {
    const WORDS: [&str; 22] = [
        "so", "ty", "ti", "co", "da", "chua", "khong", "con", "moi", "trong", "diem", "dat", "tu",
        "tren", "duoi", "to", "ban", "tham", "chu", "it", "toi", "cach",
    ];
    let capital = text.source[next.start..]
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    let all_capitals = text.source[next.start..next.end].chars().count() > 1
        && text.source[next.start..next.end]
            .chars()
            .all(char::is_uppercase);
    capital && !all_capitals && WORDS.contains(&text.folded(next))
}

//! Where clauses begin and end: separators, bullets, enumerators, definitions, points that are
//! complete; and the words that only announce what follows.

use scoring::Exact;

use super::amount::amount_at;
use super::token::{Kind, Text};

/// Words by which a clause begins; a dash before them is a bullet.
const BEGINNINGS: [&str; 46] = [
    "so luong",
    "so",
    "co",
    "da",
    "chua",
    "khong",
    "ty le",
    "tu",
    "tren",
    "duoi",
    "dat",
    "dap ung",
    "diem",
    "con lai",
    "cac truong hop",
    "truong hop",
    "nguoc lai",
    "moi",
    "neu",
    "hoan thanh",
    "dang",
    "it nhat",
    "toi thieu",
    "tham gia",
    "chu tri",
    "to chuc",
    "ban hanh",
    "duoc",
    "thuc hien",
    "muc",
    "dung han",
    "cham",
    "gui",
    "nop",
    "tang",
    "giam",
    "trung binh",
    "bao dam",
    "dam bao",
    "trien khai",
    "xay dung",
    "thanh lap",
    "cong",
    "day du",
    "hang",
    "toi da",
];

/// Words after points that carry the clause on.
const CONTINUES: [&str; 7] = ["neu", "khi", "cho", "nhung", "doi voi", "tren", "x"];

struct Splitter<'a> {
    text: &'a Text,
    closes: Vec<usize>,
    ranges: Vec<(usize, usize)>,
    start: usize,
    /// The clause began with points: «10 điểm nếu …».
    points_first: bool,
    /// The clause has its points: «Có: 10đ».
    complete: bool,
}

pub(super) fn split(text: &Text) -> Vec<(usize, usize)> {
    let closes = matching(text);
    let mut splitter = Splitter {
        text,
        closes,
        ranges: Vec::new(),
        start: 0,
        points_first: false,
        complete: false,
    };
    let mut at = 0;
    while at < text.tokens.len() {
        at = splitter.step(at);
    }
    splitter.cut(text.tokens.len(), text.tokens.len());
    splitter.ranges
}

/// For each opening parenthesis the place of its closing one; itself where there is none.
fn matching(text: &Text) -> Vec<usize> {
    let mut closes: Vec<usize> = (0..text.tokens.len()).collect();
    let mut open = Vec::new();
    for at in 0..text.tokens.len() {
        match text.tokens[at].kind {
            Kind::Open => open.push(at),
            Kind::Close => {
                if let Some(from) = open.pop() {
                    closes[from] = at;
                }
            }
            _ => {}
        }
    }
    closes
}

impl Splitter<'_> {
    fn cut(&mut self, end: usize, next: usize) {
        if end > self.start {
            self.ranges.push((self.start, end));
        }
        self.start = next;
        self.points_first = false;
        self.complete = false;
    }

    fn is_empty(&self, at: usize) -> bool {
        (self.start..at).all(|at| {
            matches!(
                self.text.kind(at),
                Some(Kind::Dash | Kind::Plus | Kind::Line)
            )
        })
    }

    fn step(&mut self, at: usize) -> usize {
        let text = self.text;
        if self.separates(at) {
            self.cut(at, at + 1);
            return at + 1;
        }
        if self.begins(at) {
            self.cut(at, at);
        }
        if self.is_empty(at) {
            // «(1) Có kế hoạch» numbers; «(1)» after words gives points.
            if let Some(end) = numbered(text, at) {
                return end;
            }
        }
        let divides = at > 0 && text.is(at - 1, &Kind::Slash);
        if let Some((_, end)) = amount_at(text, at).filter(|_| !divides) {
            let operator = self.operator_after(end) || self.operator_before(at);
            let declared = text
                .is(end, &Kind::Colon)
                .then(|| amount_at(text, end + 1))
                .flatten();
            if let Some((_, end)) = declared.filter(|_| self.is_empty(at)) {
                // «Điểm tối đa: 10 điểm».
                self.complete = true;
                return end;
            }
            if self.is_empty(at) && !operator {
                self.points_first = true;
            } else if !operator && !self.points_first {
                self.complete = true;
            }
            return end.max(at + 1);
        }
        if text.is(at, &Kind::Open) {
            return self.closes[at].max(at) + 1;
        }
        if self.complete && text.any(at, &CONTINUES).is_some() {
            // «Trừ 0,5đ cho mỗi …» goes on as a sentence that begins with its points does.
            self.complete = false;
            self.points_first = true;
        }
        self.complete |= self.bare_points(at);
        at + 1
    }

    /// «: 10» before a separator or the end.
    fn bare_points(&self, at: usize) -> bool {
        let text = self.text;
        text.number(at).is_some()
            && at > self.start + 1
            && matches!(text.kind(at - 1), Some(Kind::Colon | Kind::GeOrArrow))
            && matches!(
                text.kind(at + 1),
                None | Some(Kind::Line | Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Dot)
            )
            && !(text.is(at + 1, &Kind::Dash)
                && text.number(at + 2).is_some()
                && !self.is_bulleted())
    }

    fn operator_after(&self, end: usize) -> bool {
        let text = self.text;
        match text.kind(end) {
            Some(Kind::Times) => true,
            // «2 điểm/cuộc» is points for one.
            Some(Kind::Slash) => !text.is(end + 1, &Kind::Word),
            Some(Kind::Plus | Kind::Dash) => amount_at(text, end + 1).is_some(),
            Some(Kind::Word) => text.word(end) == "x" || text.phrase(end, "nhan voi").is_some(),
            _ => false,
        }
    }

    fn operator_before(&self, at: usize) -> bool {
        at > self.start && matches!(self.text.kind(at - 1), Some(Kind::Slash | Kind::Plus))
    }

    /// A sign that parts clauses and belongs to neither.
    fn separates(&self, at: usize) -> bool {
        let text = self.text;
        match text.kind(at) {
            Some(Kind::Semicolon | Kind::Line) => true,
            Some(Kind::Comma) => {
                self.complete
                    || text.phrase(at + 1, "trong do").is_some()
                    || (self.defines(at + 1).is_some() && self.start < at)
                    || (self.points_first
                        && (amount_at(text, at + 1).is_some()
                            || text
                                .any(
                                    at + 1,
                                    &["toi da", "khong qua", "nhung khong qua", "con lai"],
                                )
                                .is_some()))
            }
            Some(Kind::Dot) => {
                self.complete
                    || text.phrase(at + 1, "trong do").is_some()
                    || (text.tokens.get(at + 1).is_some_and(|next| !next.glued)
                        && self.is_beginning(at + 1)
                        && text.word(at.wrapping_sub(1)).len() > 2)
            }
            Some(Kind::Dash | Kind::Plus) => self.is_bullet(at) && at > self.start,
            Some(Kind::Colon) => self.is_heading_colon(at),
            _ => false,
        }
    }

    /// «Điểm: + Tỷ lệ …»: what is before the colon is a heading.
    fn is_heading_colon(&self, at: usize) -> bool {
        let next = if self.text.is(at + 1, &Kind::Line) {
            at + 2
        } else {
            at + 1
        };
        matches!(self.text.kind(next), Some(Kind::Dash | Kind::Plus))
            && is_heading(self.text, self.start, at)
    }

    /// The text is written as a list with dashes.
    fn is_bulleted(&self) -> bool {
        self.text.is(0, &Kind::Dash)
    }

    fn is_bullet(&self, at: usize) -> bool {
        let text = self.text;
        if !matches!(text.kind(at), Some(Kind::Dash | Kind::Plus)) {
            return false;
        }
        if at == self.start || at == 0 {
            return true;
        }
        if text.is(at, &Kind::Plus) && text.is(at - 1, &Kind::Colon) && self.adds_points(at) {
            return false;
        }
        let after_separator = matches!(
            text.kind(at - 1),
            Some(Kind::Colon | Kind::Semicolon | Kind::Line | Kind::Comma)
        ) || (text.is(at - 1, &Kind::Dot) && !text.tokens[at].glued);
        if after_separator {
            return true;
        }
        if self.complete {
            return amount_at(text, at + 1).is_none() || self.points_first;
        }
        if self.is_bulleted() && !text.tokens[at].glued && self.defines(at + 1).is_some() {
            return true;
        }
        // «từ 70% - dưới 90%» is one stretch.
        if (self.start..at).any(|at| text.number(at).is_some()) {
            return self.points_first && amount_at(text, at + 1).is_some();
        }
        if self.points_first && amount_at(text, at + 1).is_some() {
            return true;
        }
        !text.tokens[at].glued
            && text.is(at, &Kind::Dash)
            && (self.is_beginning(at + 1) || self.is_quantity(at))
    }

    /// «Có website: +5 điểm».
    fn adds_points(&self, at: usize) -> bool {
        amount_at(self.text, at + 1).is_some_and(|(_, end)| !self.text.is(end, &Kind::Word))
            && !is_heading(self.text, self.start, at - 1)
    }

    /// A dash before a number after words: «- Có chuyên mục riêng - 20 bài».
    fn is_quantity(&self, at: usize) -> bool {
        let text = self.text;
        text.number(at + 1).is_some()
            && text.is(at - 1, &Kind::Word)
            && !text.tokens[at + 1].glued
            && !(self.start..at).any(|at| text.number(at).is_some())
    }

    fn is_beginning(&self, at: usize) -> bool {
        self.text.any(at, &BEGINNINGS).is_some() || self.defines(at).is_some()
    }

    /// A definition («a = tổng số …», «Tỷ lệ = b/a», «Điểm = …») begins a clause wherever it is.
    fn begins(&self, at: usize) -> bool {
        if at <= self.start || self.is_empty(at) {
            return false;
        }
        let text = self.text;
        if self.complete && numbered(text, at).is_some() {
            return true;
        }
        let legend = text.phrase(at, "trong do");
        if legend.is_some_and(|end| self.defines(end).is_some() && text.word(end).len() == 1) {
            return true;
        }
        if (self.complete || self.points_first) && caps_points(text, at) {
            return true;
        }
        if self.complete && text.is(at, &Kind::Word) {
            return text.any(at, &CONTINUES).is_none();
        }
        if self.complete
            && (text.number(at).is_some()
                || matches!(
                    text.kind(at),
                    Some(Kind::Ge | Kind::Gt | Kind::Le | Kind::Lt)
                ))
        {
            return true;
        }
        let previous_is_sign = matches!(
            text.kind(at - 1),
            Some(
                Kind::Equal
                    | Kind::Times
                    | Kind::Slash
                    | Kind::Plus
                    | Kind::Dash
                    | Kind::Colon
                    | Kind::Open
            )
        );
        let within = matches!(text.word(at - 1), "so" | "tong" | "muc" | "thi");
        !previous_is_sign && !within && self.defines(at).is_some()
    }

    fn defines(&self, at: usize) -> Option<usize> {
        let text = self.text;
        let word = text.word(at);
        let equal = |end: usize| text.is(end, &Kind::Equal).then_some(end + 1);
        if word.len() == 1 && word != "d" && text.is(at, &Kind::Word) {
            // «Loại A: 10 điểm» grades; «a: tổng số hộ» defines.
            const NAMED: [&str; 8] = ["loai", "nhom", "hang", "muc", "co", "an", "hop", "khoi"];
            let end = at + 1;
            let graded = at > 0 && NAMED.contains(&text.word(at - 1));
            return equal(end)
                .or_else(|| text.is(end, &Kind::Colon).then_some(end + 1))
                .or_else(|| text.phrase(end, "la"))
                .filter(|end| !graded && amount_at(text, *end).is_none());
        }
        let end = text.any(
            at,
            &[
                "ty le",
                "so diem",
                "diem so",
                "diem dat duoc",
                "diem danh gia",
                "diem chi so",
                "diem",
            ],
        )?;
        equal(end)
    }
}

/// «nhưng không quá 5 điểm» after points.
fn caps_points(text: &Text, at: usize) -> bool {
    const CAPS: [&str; 6] = [
        "nhung khong vuot qua",
        "nhung khong qua",
        "nhung toi da khong qua",
        "nhung toi da",
        "va khong qua",
        "va toi da",
    ];
    text.any(at, &CAPS)
        .is_some_and(|end| amount_at(text, end).is_some())
}

/// «(1)», «(a)» before words.
fn numbered(text: &Text, at: usize) -> Option<usize> {
    let short = text.number(at + 1).is_some_and(Exact::is_whole) || text.word(at + 1).len() == 1;
    let closed = text.is(at, &Kind::Open) && text.is(at + 2, &Kind::Close);
    (short && closed && text.is(at + 3, &Kind::Word) && text.word(at + 3) != "diem")
        .then_some(at + 3)
}

/// Words that only announce what follows: one of the first list, then any of both.
pub(super) fn is_heading(text: &Text, from: usize, to: usize) -> bool {
    const CORES: [&str; 31] = [
        "cach xac dinh va tinh diem",
        "phuong phap tinh diem",
        "phuong phap tinh",
        "phuong phap",
        "cach tinh diem",
        "cach cham diem",
        "cach xac dinh",
        "cach tinh",
        "cach cham",
        "cong thuc tinh diem",
        "cong thuc tinh",
        "cong thuc",
        "tinh diem",
        "cham diem",
        "trong do",
        "cu the",
        "nhu sau",
        "thang diem",
        "cac muc diem",
        "muc diem",
        "tong diem",
        "diem so",
        "so diem",
        "diem danh gia",
        "diem tu danh gia",
        "diem chi so",
        "diem tieu chi",
        "diem cham",
        "diem thuc te",
        "diem",
        "voi",
    ];
    const MORE: [&str; 14] = [
        "cua chi so",
        "cua tieu chi",
        "cua don vi",
        "duoc tinh",
        "dat duoc",
        "duoc xac dinh",
        "xac dinh",
        "duoc cham",
        "theo",
        "bang",
        "sau",
        "la",
        "dat",
        "duoc",
    ];
    let start =
        (from..to).find(|at| !matches!(text.kind(*at), Some(Kind::Dash | Kind::Plus | Kind::Line)));
    let Some(start) = start else { return true };
    let mut at = text.any(start, &CORES);
    while let Some(end) = at.filter(|end| *end < to) {
        at = text.any(end, &CORES).or_else(|| text.any(end, &MORE));
    }
    at == Some(to)
}

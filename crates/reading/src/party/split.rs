//! Where one party ends and the next begins.
//!
//! One pass over the words. A semicolon always separates; a comma or a new line separates only
//! where a party starts («UBND các phường, xã» is one); «và» only before a person, a group or an
//! organ of its own («Văn hóa và Thông tin» is one name). Everything looks at a few words only,
//! so the cost is linear.

use super::lexicon::Kind;
use super::start::{Start, Starts};
use super::words::{Gap, Word, cut};
use crate::text::squash;

/// Splits a cell into parties, each in the document's own words. «UBND các phường, xã» is one;
/// «Đ/c A, CC VP-TK Đ/c B, VP Đảng ủy» is two.
///
/// ```
/// use reading::party::split;
/// assert_eq!(split("UBND các\nphường, xã"), ["UBND các phường, xã"]);
/// assert_eq!(split("Đ/c An, CC VP-TK Đ/c Bình, VP Đảng ủy"), ["Đ/c An, CC VP-TK", "Đ/c Bình, VP Đảng ủy"]);
/// ```
pub fn split(cell: &str) -> Vec<String> {
    let words = cut(cell);
    ranges(cell, &words)
        .into_iter()
        .map(|(from, to)| name(&cell[words[from].start..words[to - 1].end]))
        .filter(|name| name.chars().any(char::is_alphanumeric))
        .collect()
}

/// The document's words, white space folded, punctuation at the ends off.
fn name(text: &str) -> String {
    let text = squash(text);
    let text = text.trim_start_matches(['-', '+', '–', '•', '*', '.', ',', ';', ':', ' ']);
    let text = text.trim_end_matches(['-', '–', '.', ',', ';', ':', ' ', '…', '/']);
    text.to_owned()
}

/// Word ranges of the parties.
pub(super) fn ranges(cell: &str, words: &[Word]) -> Vec<(usize, usize)> {
    let starts = Starts::new(cell, words);
    let mut out = Vec::new();
    let mut from = 0;
    let mut at = 1;
    let mut headless = false;
    while at < words.len() {
        let part = Part {
            starts: &starts,
            words,
            from,
            at,
            headless,
        };
        if let Some(skip) = part.joint() {
            out.push((from, at));
            headless = false;
            from = at + skip;
            at = from + 1;
        } else if part.breaks() {
            out.push((from, at));
            headless = starts.at(at).is_none();
            from = at;
            at += 1;
        } else {
            at += 1;
        }
    }
    if from < words.len() {
        out.push((from, words.len()));
    }
    out
}

/// A party so far, and the word that may open the next.
struct Part<'a> {
    starts: &'a Starts<'a>,
    words: &'a [Word],
    from: usize,
    at: usize,
    /// The party so far left out its head: «Kinh tế» in «Phòng TC-KH, Kinh tế».
    headless: bool,
}

impl Part<'_> {
    fn next(&self) -> &Word {
        &self.words[self.at]
    }

    fn last(&self) -> &Word {
        &self.words[self.at - 1]
    }

    fn breaks(&self) -> bool {
        if self.starts.is_person(self.at) && !self.leans_on_next() {
            return true;
        }
        match self.next().gap {
            Gap::Semicolon => true,
            Gap::Bullet => {
                self.starts.at(self.at).is_some() || self.words[self.from].gap == Gap::Bullet
            }
            Gap::Comma => self.comma_breaks(),
            Gap::Line => self.line_breaks(),
            Gap::Space => self.run_on_breaks(),
        }
    }

    /// A conjunction before a party of its own: how many words it takes.
    fn joint(&self) -> Option<usize> {
        let count = joint_words(&self.words[self.at..])?;
        let start = self.starts.at(self.at + count)?;
        let here = &self.words[self.at];
        if here.folded != "va" {
            return Some(count);
        }
        match start {
            Start::Head(_) if self.starts.is_generic(self.at + count) && self.is_group() => None,
            Start::Head(Kind::Staff) if self.is_bare_generic() => None,
            // «Văn phòng HĐND và UBND» is one office.
            Start::Head(Kind::Organ) if self.serves_organs() => None,
            Start::Head(_) if here.gap == Gap::Comma => Some(count),
            // «Quỹ đất và cụm công nghiệp»: a name goes on in lower case.
            Start::Head(_) if !self.words[self.at + count].capital => None,
            Start::Head(_) | Start::Person | Start::Group => Some(count),
        }
    }

    fn comma_breaks(&self) -> bool {
        if self.is_bare_person() && self.is_post() {
            return false;
        }
        if (self.is_group() || self.is_bare_generic()) && self.starts.is_generic(self.at) {
            return false;
        }
        self.starts.at(self.at).is_some() || self.is_elliptic() || self.is_second_name()
    }

    fn line_breaks(&self) -> bool {
        if self.leans_on_next() || !self.next().capital {
            return false;
        }
        if self.is_bare_person() && self.is_post() {
            return false;
        }
        if self.is_group() && self.starts.is_generic(self.at) {
            return false;
        }
        self.starts.at(self.at).is_some() && !self.is_incomplete() || self.is_second_name()
    }

    /// «CC VHTT CC VPTK»: the separator was lost.
    fn run_on_breaks(&self) -> bool {
        // «Các cơ quan, đơn vị UBND phường, xã»: the comma was lost.
        if self.starts.opens_communes(self.at) && self.is_group() && self.ends_generic() {
            return true;
        }
        let staff = |at| matches!(self.starts.at(at), Some(Start::Head(Kind::Staff)));
        self.at > self.from + 1
            && self.next().capitals
            && staff(self.at)
            && staff(self.from)
            && !self.starts.is_generic(self.at)
            && !self.leans_on_next()
    }

    /// The last words are a bare noun of an enumeration.
    fn ends_generic(&self) -> bool {
        let near = self.at.saturating_sub(3).max(self.from)..self.at;
        near.into_iter().any(|at| {
            self.starts
                .generic(at)
                .is_some_and(|count| at + count == self.at)
        })
    }

    /// The word before asks for what follows: «của», «các», «-».
    fn leans_on_next(&self) -> bool {
        const LEANING: &[&str] = &[
            "cac", "nhung", "va", "cua", "thuoc", "voi", "cung", "la", "do", "gom", "tai", "cho",
            "qua", "&", "",
        ];
        let last = self.last();
        LEANING.contains(&last.folded.as_str()) && self.next().gap <= Gap::Line
    }

    /// So far only a head that asks for a complement: «Văn phòng», «Chủ tịch».
    fn is_incomplete(&self) -> bool {
        // Look back over the longest head.
        (self.at.saturating_sub(4).max(self.from)..self.at).any(|at| {
            let opens = at == self.from || self.words[at].capital;
            self.starts
                .head(at)
                .is_some_and(|(count, kind)| opens && at + count == self.at && kind != Kind::Organ)
        })
    }

    /// «Các …» or an enumeration of bare nouns: «Phòng, ban, ngành».
    fn is_group(&self) -> bool {
        self.starts.at(self.from) == Some(Start::Group) || self.enumerates()
    }

    fn enumerates(&self) -> bool {
        let Some(count) = self.starts.generic(self.from) else {
            return false;
        };
        let next = self.from + count;
        next < self.at && self.words[next].gap == Gap::Comma && self.starts.is_generic(next)
    }

    /// Nothing but one noun of an enumeration: «CB», «Phòng», «Cán bộ».
    fn is_bare_generic(&self) -> bool {
        self.starts
            .generic(self.from)
            .is_some_and(|count| self.from + count == self.at)
    }

    /// «Văn phòng HĐND», «Lãnh đạo HĐND», «Thường trực HĐND».
    fn serves_organs(&self) -> bool {
        let first = &self.words[self.from];
        let serves = ["van", "vp", "lanh", "thuong", "dai", "tt", "chu", "ct"];
        serves.contains(&first.folded.as_str()) || first.folded.starts_with("vp")
    }

    fn is_bare_person(&self) -> bool {
        self.starts
            .person(self.from)
            .is_some_and(|count| self.from + count == self.at)
    }

    /// What follows says what the person is, rather than who else takes part.
    fn is_post(&self) -> bool {
        match self.starts.at(self.at) {
            Some(Start::Person | Start::Group) => false,
            Some(Start::Head(_)) => {
                let group = self
                    .words
                    .get(self.at + 1)
                    .is_some_and(|word| word.folded == "cac");
                !(group || self.starts.is_generic(self.at) && self.generic_goes_on())
            }
            None => !self.is_second_name(),
        }
    }

    /// «CB, CC có liên quan»: not a post.
    fn generic_goes_on(&self) -> bool {
        let after = self.at + self.starts.generic(self.at).unwrap_or(1);
        self.words.get(after).is_some_and(|word| {
            word.gap == Gap::Comma || ["co", "lien", "khac"].contains(&word.folded.as_str())
        })
    }

    /// A name without honorific after a name without honorific.
    fn is_second_name(&self) -> bool {
        self.starts.named(self.from).is_some() && self.starts.named(self.at).is_some()
    }

    /// «Phòng TC-KH, Kinh tế»: the head is not repeated. Both are complete names, and together
    /// they are not one («Phòng Kinh tế, Hạ tầng và Đô thị»).
    fn is_elliptic(&self) -> bool {
        const LONGEST: usize = 14;
        let head = match self.starts.head(self.from) {
            Some((count, _)) => count,
            None if self.headless => 0,
            None => return false,
        };
        let tail = self.from + head..self.at;
        if tail.is_empty() || tail.len() > LONGEST || self.next().gap != Gap::Comma {
            return false;
        }
        let mut own = fields::normal(&self.words[tail]);
        fields::drop_level(&mut own);
        let stop = self.words.len().min(self.at + LONGEST);
        let next: Vec<_> = fields::normal_pieces(&self.words[self.at..stop]);
        let mut both = own.clone();
        both.extend(next.concat());
        fields::is_field(&own) && fields::opens(&next) && fields::prefix(&both) <= own.len()
    }
}

/// «và», «phối hợp với», «chủ trì, phối hợp»: how many words.
fn joint_words(words: &[Word]) -> Option<usize> {
    const JOINTS: &[&[&str]] = &[
        &["chu", "tri", "phoi", "hop", "cung", "voi"],
        &["chu", "tri", "phoi", "hop", "voi"],
        &["chu", "tri", "phoi", "hop"],
        &["phoi", "hop", "cung", "voi"],
        &["phoi", "hop", "voi"],
        &["phoi", "hop", "cung"],
        &["phoi", "hop"],
        &["cung", "voi"],
        &["cung"],
        &["va"],
    ];
    JOINTS
        .iter()
        .find(|joint| {
            words.len() >= joint.len()
                && words
                    .iter()
                    .zip(**joint)
                    .all(|(word, wanted)| word.folded == *wanted)
        })
        .map(|joint| joint.len())
}

/// Names of offices and posts, compared without marks, «và» and punctuation.
mod fields {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use super::super::lexicon;
    use super::{Gap, Word};
    use crate::text::fold;

    static FIELDS: LazyLock<BTreeSet<Vec<String>>> = LazyLock::new(|| {
        lexicon::FIELDS
            .iter()
            .map(|field| fold(field).split(' ').map(str::to_owned).collect())
            .collect()
    });
    static LEVELS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        lexicon::LEVELS
            .iter()
            .map(|level| fold(level).split(' ').map(str::to_owned).collect())
            .collect()
    });

    /// «TC-KH» → tai chinh ke hoach; «Văn hóa và Thông tin» → van hoa thong tin.
    pub(super) fn normal(words: &[Word]) -> Vec<String> {
        let mut out = Vec::new();
        for word in words {
            let letters: String = word
                .folded
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            if let Some(full) = word
                .capitals
                .then(|| super::super::alias::expansion(&letters))
                .flatten()
            {
                out.extend(full.split(' ').map(str::to_owned));
                continue;
            }
            for piece in word.folded.split(|c: char| !c.is_alphanumeric()) {
                if !piece.is_empty() && piece != "va" {
                    out.push(piece.to_owned());
                }
            }
        }
        out
    }

    pub(super) fn is_field(words: &[String]) -> bool {
        FIELDS.contains(words)
    }

    pub(super) fn drop_level(words: &mut Vec<String>) {
        if let Some(level) = LEVELS
            .iter()
            .find(|level| words.len() > level.len() && words.ends_with(level))
        {
            words.truncate(words.len() - level.len());
        }
    }

    /// The same, cut at its commas.
    pub(super) fn normal_pieces(words: &[Word]) -> Vec<Vec<String>> {
        words
            .chunk_by(|_, next| next.gap < Gap::Comma)
            .map(normal)
            .collect()
    }

    /// Whether the first few pieces together are a complete field.
    pub(super) fn opens(pieces: &[Vec<String>]) -> bool {
        (1..=pieces.len().min(3)).any(|count| {
            let words = pieces[..count].concat();
            (1..=words.len()).any(|end| is_field(&words[..end]) && ends_there(&words[end..]))
        })
    }

    /// How many words at the start are a complete field; the longest.
    pub(super) fn prefix(words: &[String]) -> usize {
        (1..=words.len().min(10))
            .rev()
            .find(|count| is_field(&words[..*count]))
            .unwrap_or(0)
    }

    fn ends_there(rest: &[String]) -> bool {
        rest.is_empty() || LEVELS.iter().any(|level| rest.starts_with(level))
    }
}

/// Whether the text could be a list of parties and nothing else: every part begins as parties
/// begin, none is as long as a sentence or holds the words of one.
///
/// ```
/// use reading::party::is_party;
/// assert!(is_party("Phòng Tài chính - Kế hoạch"));
/// assert!(!is_party("Thường xuyên"));
/// assert!(!is_party("Ban hành văn bản chỉ đạo"));
/// ```
pub fn is_party(text: &str) -> bool {
    const LONGEST: usize = 24;
    if text.contains('%') || text.contains(['≥', '≤', '=', '?', '!']) {
        return false;
    }
    let words = cut(text);
    let starts = Starts::new(text, &words);
    let parts = ranges(text, &words);
    !parts.is_empty()
        && parts.iter().enumerate().all(|(index, (from, to))| {
            let first = starts.at(*from).is_some();
            // «Phòng TC-KH, Kinh tế»: only the first must begin as parties begin.
            (first || index > 0 && to - from <= 6)
                && to - from <= LONGEST
                && !(*from..*to).any(|at| starts.is_sentence(at) || has_date(&words[at]))
        })
}

fn has_date(word: &Word) -> bool {
    word.folded.bytes().filter(u8::is_ascii_digit).count() >= 4
        || word.folded.contains('/') && word.folded.bytes().any(|byte| byte.is_ascii_digit())
}

//! What a mistyped word may have meant: letters of Telex left over, syllables run together, one or
//! two letters wrong.

use super::vocabulary::{CODE, Vocabulary, letters};

/// More words than these are no correction but a guess.
const MOST: usize = 8;
/// A syllable of Vietnamese has seven letters at most («nghiêng»).
const LONGEST_SYLLABLE: usize = 7;

/// The word that Telex would have made of these letters, without marks and with them (tone last):
/// `chuyeenr` is «chuyển».
pub(super) fn telex(typed: &str) -> Option<(String, String)> {
    let mut folded = String::new();
    let mut spelled = String::new();
    let mut tone = None;
    let mut rest = typed.chars().peekable();
    let mut vowel = false;
    while let Some(c) = rest.next() {
        let doubled = matches!(c, 'a' | 'e' | 'o' | 'd') && rest.next_if_eq(&c).is_some();
        let plain = match c {
            's' | 'f' | 'r' | 'x' | 'j' if vowel && tone.is_none() => {
                tone = Some(c);
                continue;
            }
            'a'..='z' => c,
            _ => return None,
        };
        let hooked = matches!(plain, 'a' | 'o' | 'u') && rest.next_if_eq(&'w').is_some();
        vowel |= matches!(plain, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        folded.push(if plain == 'w' { 'u' } else { plain });
        match (plain, doubled, hooked) {
            ('d', true, _) => spelled.push('đ'),
            ('w', _, _) => spelled.push_str("u\u{31b}"),
            (_, true, _) => spelled.extend([plain, '\u{302}']),
            ('a', _, true) => spelled.push_str("a\u{306}"),
            (_, _, true) => spelled.extend([plain, '\u{31b}']),
            _ => spelled.push(plain),
        }
    }
    // «uow» hooks both letters.
    let spelled = spelled.replace("uo\u{31b}", "u\u{31b}o\u{31b}");
    let mark = tone.and_then(|key| match key {
        's' => Some('\u{301}'),
        'f' => Some('\u{300}'),
        'r' => Some('\u{309}'),
        'x' => Some('\u{303}'),
        'j' => Some('\u{323}'),
        _ => None,
    });
    let spelled: String = spelled.chars().chain(mark).collect();
    (folded != typed).then_some((folded, spelled))
}

/// Syllables run together, cut into as few words of the vocabulary as can be, the more frequent
/// ones if there is a choice.
pub(super) fn syllables(typed: &str, vocabulary: &Vocabulary) -> Option<Vec<u32>> {
    if !typed.is_ascii() || letters(typed) & CODE != 0 {
        return None;
    }
    // For each length: the least number of words, how frequent they are, the last of them.
    let mut best: Vec<Option<(usize, u32, u32)>> = vec![None; typed.len() + 1];
    for end in 2..=typed.len() {
        for start in end.saturating_sub(LONGEST_SYLLABLE)..=end - 2 {
            let (count, frequent, _) = match best[start] {
                Some(before) => before,
                None if start == 0 => (0, 0, 0),
                None => continue,
            };
            let Some(word) = vocabulary.find(&typed[start..end]) else {
                continue;
            };
            let frequent = frequent + vocabulary.word(word).live.ilog2();
            let better = best[end].is_none_or(|(other, seen, _)| {
                (count + 1, std::cmp::Reverse(frequent)) < (other, std::cmp::Reverse(seen))
            });
            if better {
                best[end] = Some((count + 1, frequent, word));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = typed.len();
    while end > 0 {
        let (_, _, word) = best[end]?;
        words.push(word);
        end -= vocabulary.word(word).text.len();
    }
    words.reverse();
    (words.len() > 1).then_some(words)
}

/// Words of the vocabulary that differ least, by one letter, or two in words of seven and more;
/// most frequent first. A word itself is not among them.
pub(super) fn near(typed: &str, vocabulary: &Vocabulary) -> Vec<u32> {
    let wanted: Vec<char> = typed.chars().collect();
    let set = letters(typed);
    if wanted.len() < 3 || wanted.len() > 24 || set & CODE != 0 {
        return Vec::new();
    }
    let mut limit = if wanted.len() >= 7 { 2 } else { 1 };
    let mut found = Vec::new();
    for (word, known) in vocabulary.words() {
        // One wrong letter takes one away and brings one.
        let differ = (known.letters ^ set).count_ones() as usize;
        if differ > 2 * limit || known.text.len().abs_diff(typed.len()) > 3 * limit {
            continue;
        }
        let other: Vec<char> = known.text.chars().collect();
        if other.len() < 2 || other.len().abs_diff(wanted.len()) > limit {
            continue;
        }
        let far = distance(&wanted, &other);
        if far > 0 && far <= limit {
            if far < limit {
                limit = far;
                found.clear();
            }
            found.push(word);
        }
    }
    found.sort_by_key(|word| {
        let known = vocabulary.word(*word);
        (std::cmp::Reverse(known.live), known.text.clone())
    });
    found.truncate(MOST);
    found
}

/// Letters wrong, missing, too many, or two neighbours exchanged (Damerau–Levenshtein).
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut now = vec![row + 1; width];
        for (column, b) in other.iter().enumerate() {
            let mut least = (above[column] + usize::from(a != b))
                .min(above[column + 1] + 1)
                .min(now[column] + 1);
            let exchanged = row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b;
            if exchanged {
                least = least.min(before[column - 1] + 1);
            }
            now[column + 1] = least;
        }
        before = above;
        above = now;
    }
    above[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_telex(typed: &str, folded: &str) {
        assert_eq!(telex(typed).map(|(word, _)| word).as_deref(), Some(folded));
    }

    #[test]
    fn telex_left_over_is_read_as_it_was_meant() {
        check_telex("chuyeenr", "chuyen");
        check_telex("ddooir", "doi");
        check_telex("nguwowif", "nguoi");
        check_telex("dduwowcj", "duoc");
        check_telex("soos", "so");
        check_telex("ddoongf", "dong");
        assert_eq!(telex("chuyeenr").unwrap().1, "chuye\u{302}n\u{309}");
        assert_eq!(telex("nguwowif").unwrap().1, "ngu\u{31b}o\u{31b}i\u{300}");
        assert_eq!(telex("nguowif").unwrap().1, "ngu\u{31b}o\u{31b}i\u{300}");
        assert_eq!(telex("sang"), None);
        assert_eq!(telex("số"), None);
    }

    #[test]
    fn distance_counts_letters_and_exchanges() {
        let far = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&chars(a), &chars(b))
        };
        assert_eq!(far("chuyen", "chuyne"), 1);
        assert_eq!(far("chuyen", "chuyen"), 0);
        assert_eq!(far("minh", "min"), 1);
        assert_eq!(far("", "abc"), 3);
        assert_eq!(far("nghiem", "ngheim"), 1);
    }
}

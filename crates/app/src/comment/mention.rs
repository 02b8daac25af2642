//! `@Lê Thị Hạnh`, `@le thi hanh`, `@hạnh`, `@hanh.lt`: who is meant.
//!
//! A login or a whole name is certain. The end of a name (people are called by it) is certain where
//! only one person has it; otherwise the person who types chooses. What is nobody's name stays text.

use std::collections::BTreeSet;

use super::{Refusal, sql};
use crate::database::Conn;
use crate::{AccountId, Fault, bind};
use reading::text::{fold, squash};

/// Someone who can be named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Name.
    pub name: String,
    /// What they sign in with, which is theirs alone.
    pub login: String,
    /// Whose inbox.
    pub account: AccountId,
    folded: String,
}

/// People of the unit and under it, who have an account.
pub(super) async fn people(conn: &mut Conn, unit_path: &str) -> Result<Vec<Named>, Fault> {
    conn.all(sql::PEOPLE, bind![unit_path], |row| {
        Ok(Named {
            name: row.text("name")?,
            login: row.text("login")?,
            account: AccountId::stored(row.text("account_id")?),
            folded: row.text("name_folded")?,
        })
    })
    .await
}

/// A part of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// Someone's name.
    Mention(String),
    /// An address outside or inside.
    Link(String),
}

// Unicode's own marks for a name set apart in running text: invisible, and taken out of what is
// typed.
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';
/// Words of the longest name.
const WORDS_MAX: usize = 7;

/// The body as stored, and whom it names.
pub(super) fn resolve(
    typed: &str,
    people: &[Named],
) -> Result<(String, BTreeSet<AccountId>), Refusal> {
    let typed: String = typed
        .chars()
        .filter(|one| !matches!(*one, OPEN | CLOSE))
        .collect();
    let (mut body, mut named) = (String::with_capacity(typed.len()), BTreeSet::new());
    let mut rest = typed.as_str();
    while let Some(at) = rest.find('@') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        body.push_str(before);
        let inside = before
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        match if inside { None } else { meant(after, people)? } {
            Some((person, length)) => {
                body.push('@');
                body.push(OPEN);
                body.push_str(&person.name);
                body.push(CLOSE);
                named.insert(person.account.clone());
                rest = &after[length..];
            }
            None => {
                body.push('@');
                rest = after;
            }
        }
    }
    body.push_str(rest);
    Ok((body, named))
}

/// Who is meant by what follows the `@`, and how many bytes of it name them.
fn meant<'a>(after: &str, people: &'a [Named]) -> Result<Option<(&'a Named, usize)>, Refusal> {
    let ends = word_ends(after);
    for end in ends.iter().rev() {
        let words = after[..*end].trim_end_matches(['.', ',']);
        let folded = fold(&squash(words));
        let whole: Vec<&Named> = people.iter().filter(|one| one.folded == folded).collect();
        let login: Vec<&Named> = people
            .iter()
            .filter(|one| one.login == words.to_lowercase())
            .collect();
        let ending = format!(" {folded}");
        let called: Vec<&Named> = people
            .iter()
            .filter(|one| one.folded.ends_with(&ending))
            .collect();
        for found in [login, whole, called] {
            match found.as_slice() {
                [] => {}
                [one] => return Ok(Some((one, words.len()))),
                many => {
                    let people = many.iter().map(|one| (*one).clone()).collect();
                    return Err(Refusal::Ambiguous {
                        typed: words.to_owned(),
                        people,
                    });
                }
            }
        }
    }
    Ok(None)
}

/// Where the first words end, on one line.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end_matches([' ', '\n']);
        let stop =
            bare.find(|one: char| !(one.is_alphanumeric() || matches!(one, '.' | '-' | '_')));
        let length = stop.unwrap_or(bare.len());
        if length == 0 {
            break;
        }
        ends.push(at + length);
        at += word.len();
        if stop.is_some() || !word.ends_with(' ') || ends.len() == WORDS_MAX {
            break;
        }
    }
    ends
}

/// The parts of a stored body.
pub fn pieces(body: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (name, behind) = after.split_once(CLOSE).unwrap_or((after, ""));
        text_pieces(before.strip_suffix('@').unwrap_or(before), &mut all);
        all.push(Piece::Mention(name.to_owned()));
        rest = behind;
    }
    text_pieces(rest, &mut all);
    all
}

fn text_pieces(text: &str, all: &mut Vec<Piece>) {
    let mut plain = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let link = bare.trim_end_matches(['.', ',', ';', ')', '»']);
        if link.starts_with("https://") || link.starts_with("http://") {
            if !plain.is_empty() {
                all.push(Piece::Text(std::mem::take(&mut plain)));
            }
            all.push(Piece::Link(link.to_owned()));
            plain.push_str(&word[link.len()..]);
        } else {
            plain.push_str(word);
        }
    }
    if !plain.is_empty() {
        all.push(Piece::Text(plain));
    }
}

/// The body as words only: for searching and for messages.
pub(super) fn plain(body: &str) -> String {
    body.chars()
        .filter(|one| !matches!(*one, OPEN | CLOSE))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Named> {
        [
            ("Lê Thị Hạnh", "hanh"),
            ("Trần Văn Bình", "binh.tv"),
            ("Phạm An Bình", "binh.pa"),
        ]
        .map(|(name, login)| Named {
            name: name.to_owned(),
            login: login.to_owned(),
            account: AccountId::new(),
            folded: fold(name),
        })
        .to_vec()
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let (body, _) = resolve(typed, &people()).unwrap();
        let named: Vec<String> = pieces(&body)
            .into_iter()
            .filter_map(|piece| {
                if let Piece::Mention(name) = piece {
                    Some(name)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(named, expected, "{typed}");
    }

    #[test]
    fn people_are_named_with_or_without_marks_by_name_login_or_the_end_of_a_name() {
        check("Nhờ @Lê Thị Hạnh xem", &["Lê Thị Hạnh"]);
        check("@le thi hanh, xem giúp", &["Lê Thị Hạnh"]);
        check("@hạnh: số liệu quý I", &["Lê Thị Hạnh"]);
        check(
            "(@binh.tv) và @Phạm An Bình.",
            &["Trần Văn Bình", "Phạm An Bình"],
        );
        check("@Văn Bình", &["Trần Văn Bình"]);
    }

    #[test]
    fn what_is_nobodys_name_stays_text() {
        check("gửi thư tới a@hanh.vn lúc @ 5 giờ, @khongai", &[]);
        check("\u{2068}Lê Thị Hạnh\u{2069}", &[]);
    }

    #[test]
    fn a_name_that_two_people_have_is_offered() {
        let Err(Refusal::Ambiguous { typed, people }) = resolve("nhờ @bình nhé", &people())
        else {
            panic!("two people are called Bình");
        };
        assert_eq!((typed.as_str(), people.len()), ("bình", 2));
    }

    #[test]
    fn addresses_become_links_without_the_full_stop() {
        let pieces = pieces("Xem https://a.vn/x?y=1. Xong");
        assert_eq!(pieces[1], Piece::Link("https://a.vn/x?y=1".to_owned()));
        assert_eq!(pieces[2], Piece::Text(". Xong".to_owned()));
    }
}

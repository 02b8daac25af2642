//! Many addresses pasted at once, a line each: «dd/mm/yyyy | tiêu đề | đường dẫn», apart by `|` or
//! by tabs as a worksheet gives them, in any order.

use std::collections::{BTreeMap, BTreeSet};

use reading::figure::date;
use reading::text::squash;

use super::link::{NewLink, address};

/// Why a line registers nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No part of it is an address.
    NoLink,
    /// What stands at the place of the date is none.
    BadDate {
        /// It.
        text: String,
    },
    /// The same address stands in an earlier line.
    Twice {
        /// Which, from 1.
        line: usize,
    },
    /// The unit has the address already.
    Known {
        /// What it is called there.
        title: String,
    },
}

/// A line and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: usize,
    /// As pasted.
    pub text: String,
    /// What it registers, or why nothing.
    pub read: Result<NewLink, Unfit>,
}

/// Reads pasted lines; `known` are the unit's addresses with their titles.
pub fn lines(text: &str, year: i16, known: &BTreeMap<String, String>) -> Vec<Line> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = at + 1;
        let read = one(line, year).and_then(|new| {
            if let Some(title) = known.get(&new.link) {
                return Err(Unfit::Known {
                    title: title.clone(),
                });
            }
            if let Some(line) = seen.get(&new.link) {
                return Err(Unfit::Twice { line: *line });
            }
            seen.insert(new.link.clone(), number);
            Ok(new)
        });
        out.push(Line {
            number,
            text: squash(line),
            read,
        });
    }
    out
}

fn one(line: &str, year: i16) -> Result<NewLink, Unfit> {
    let parts: Vec<&str> = line
        .split(['|', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut used = BTreeSet::new();
    let link = parts.iter().enumerate().rev().find_map(|(at, part)| {
        let link = address(part).ok()?;
        used.insert(at);
        Some(link)
    });
    let link = link.ok_or(Unfit::NoLink)?;
    // A date stands first or last of what is left and begins with a digit.
    let looks_dated = |part: &str| {
        part.chars().next().is_some_and(|c| c.is_ascii_digit())
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' '))
    };
    let dated = (0..parts.len()).find(|at| !used.contains(at) && looks_dated(parts[*at]));
    let issued_on = match dated {
        Some(at) => {
            used.insert(at);
            let bad = || Unfit::BadDate {
                text: parts[at].to_owned(),
            };
            date(parts[at], Some(year)).map_err(|_| bad())?
        }
        None => None,
    };
    let rest: Vec<&str> = (0..parts.len())
        .filter(|at| !used.contains(at))
        .map(|at| parts[at])
        .collect();
    let title = if rest.is_empty() {
        link.clone()
    } else {
        squash(&rest.join(" "))
    };
    let title = title.chars().take(super::link::TITLE_MAX).collect();
    Ok(NewLink {
        title,
        link,
        issued_on,
        ..NewLink::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<(&str, &str, Option<&str>), Unfit>) {
        let known = BTreeMap::from([("https://a.vn/co".to_owned(), "Đã có".to_owned())]);
        let read = lines(line, 2026, &known).remove(0).read;
        let read = read.map(|new| {
            (
                new.title,
                new.link,
                new.issued_on.map(|day| day.to_string()),
            )
        });
        let expected = expected
            .map(|(title, link, day)| (title.to_owned(), link.to_owned(), day.map(str::to_owned)));
        assert_eq!(read, expected, "{line}");
    }

    #[test]
    fn a_line_is_read_in_any_order() {
        let all = Ok(("Tin một", "https://a.vn/1", Some("2026-03-05")));
        check("05/03/2026 | Tin một | https://a.vn/1", all.clone());
        check("Tin một\thttps://a.vn/1\t5/3/2026", all.clone());
        check("https://a.vn/1 | Tin một | 05-03-2026", all);
        check(
            "Tin một | https://a.vn/1",
            Ok(("Tin một", "https://a.vn/1", None)),
        );
        check(
            "https://a.vn/1",
            Ok(("https://a.vn/1", "https://a.vn/1", None)),
        );
    }

    #[test]
    fn a_line_that_registers_nothing_says_why() {
        check("Tin một", Err(Unfit::NoLink));
        check(
            "31/02/2026 | Tin | https://a.vn/1",
            Err(Unfit::BadDate {
                text: "31/02/2026".to_owned(),
            }),
        );
        check(
            "Tin | https://a.vn/co",
            Err(Unfit::Known {
                title: "Đã có".to_owned(),
            }),
        );
        let twice = lines(
            "a | https://a.vn/1\n\nb | https://a.vn/1",
            2026,
            &BTreeMap::new(),
        );
        assert_eq!(twice[1].read, Err(Unfit::Twice { line: 1 }));
        assert_eq!(twice[1].number, 3);
    }
}

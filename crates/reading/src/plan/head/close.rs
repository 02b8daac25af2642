//! The last page: to whom the document goes and who signs it, also where both stand on the
//! same lines.

use domain::plan::{Recipient, Signatory};

use super::lines::{Line, Mark, is_capitals};
use super::words::tidy;
use crate::text::fold;

/// Recipients and signatory; index of the «Nơi nhận» line.
pub(super) fn read(lines: &[Line]) -> (Vec<Recipient>, Option<Signatory>, Option<usize>) {
    let at = lines
        .iter()
        .rposition(|line| line.folded.starts_with("noi nhan"));
    let recipients = at.map(|at| recipients(&lines[at..])).unwrap_or_default();
    let signatory = signatory(lines, at);
    (recipients, signatory, at)
}

fn recipients(lines: &[Line]) -> Vec<Recipient> {
    const LONGEST_BYTES: usize = 400;
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        let text = if index == 0 {
            after_label(&line.text)
        } else {
            line.text.as_str()
        };
        if text.is_empty() {
            continue;
        }
        let bullet = text.starts_with(['-', '+', '–', '•', '*', '−']);
        let new = bullet || text.ends_with(';');
        if !bullet && (is_signature(text) || last_is_file(&items) || !open && !new) {
            continue;
        }
        for piece in pieces(text) {
            let starts = piece.starts_with(['-', '+', '–', '•', '*', '−']);
            match items.last_mut().filter(|_| open && !starts) {
                Some(last) => *last = format!("{last} {piece}"),
                None => items.push(piece.to_owned()),
            }
            let length = items.last().map_or(0, String::len);
            open = !piece.ends_with([';', '.']) && length < LONGEST_BYTES;
        }
        if last_is_file(&items) && !open {
            break;
        }
    }
    items
        .iter()
        .map(|item| recipient(item))
        .filter(|one| !one.name.is_empty())
        .collect()
}

fn after_label(text: &str) -> &str {
    text.split_once(':').map_or("", |(_, rest)| rest.trim())
}

/// «- A; - B; - Lưu: VT.» on one line.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = ["; -", "; +", ";-", ": +"]
        .iter()
        .filter_map(|joint| rest.find(joint))
        .min()
    {
        out.push(rest[..=at].trim());
        rest = rest[at + 1..].trim();
    }
    out.push(rest);
    out
}

/// «Lưu: VT» closes the list.
fn last_is_file(items: &[String]) -> bool {
    items.last().is_some_and(|item| {
        fold(item)
            .trim_start_matches(['-', '+', ' '])
            .starts_with("luu")
    })
}

/// «Sở Nội vụ (để b/c)» → name and purpose.
fn recipient(item: &str) -> Recipient {
    let item = item.trim_matches([' ', '-', '+', '–', '•', '*', '−', ';', '.', ',', ':']);
    let split = item
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('));
    match split {
        Some((name, purpose)) if !name.trim().is_empty() && !fold(name).starts_with("luu") => {
            Recipient {
                name: tidy(name),
                purpose: Some(tidy_purpose(purpose)),
            }
        }
        _ => Recipient {
            name: tidy(item),
            purpose: None,
        },
    }
}

fn tidy_purpose(purpose: &str) -> String {
    crate::text::squash(purpose)
        .trim_matches([' ', ',', ';', '.'])
        .to_owned()
}

fn is_signature(text: &str) -> bool {
    capacity(text).is_some() || is_post(text) || text.starts_with("(Đã ký")
}

fn signatory(lines: &[Line], recipients: Option<usize>) -> Option<Signatory> {
    let tail = lines.len().saturating_sub(25);
    // In two columns the first line of the signature may stand just above the recipients.
    let above = |at: usize| {
        let near = at.saturating_sub(3)..at;
        near.rev()
            .take_while(|at| is_signature(&lines[*at].text))
            .last()
            .unwrap_or(at)
    };
    let after = signed(&lines[recipients.map_or(tail, above)..]);
    // Or all of it further up.
    let before = || signed(&lines[recipients?.saturating_sub(12)..]);
    after
        .filter(|signatory| signatory.name.is_some())
        .or_else(before)
        .or_else(|| signed(&lines[tail..]))
}

fn signed(lines: &[Line]) -> Option<Signatory> {
    let texts: Vec<&str> = lines
        .iter()
        .filter(|line| line.mark != Mark::Bullet || line.right.is_some())
        .flat_map(|line| {
            let left = (line.mark != Mark::Bullet).then_some(line.text.as_str());
            left.into_iter().chain(line.right.as_deref())
        })
        .collect();
    let first = texts
        .iter()
        .position(|text| capacity(text).is_some() || is_post(text))?;
    let mut signatory = Signatory::default();
    let mut parts: Vec<String> = Vec::new();
    for text in &texts[first..] {
        if let Some(text) = capacity(text).filter(|_| signatory.post.is_none()) {
            parts.push(text);
        } else if signatory.post.is_none() && is_post(text) {
            signatory.post = Some(tidy(text));
        } else if signatory.post.is_none()
            && is_capitals(text)
            && parts.len() == 1
            && !is_name(text)
        {
            // «TM. ỦY BAN NHÂN DÂN» over two lines.
            parts.push(tidy(text));
        } else if is_name(text) {
            signatory.name = Some(tidy(text));
            break;
        }
    }
    signatory.capacity = (!parts.is_empty()).then(|| parts.join(" "));
    Some(signatory)
}

/// «KT. CHỦ TỊCH», «TM. ỦY BAN NHÂN DÂN», «TL. …», «TUQ. …».
fn capacity(text: &str) -> Option<String> {
    let bare = text.trim_matches(['*', ' ']);
    let folded = fold(bare);
    let signs = [
        "kt.", "kt ", "tm.", "tm ", "t/m", "tl.", "tl ", "tuq.", "tuq ", "t.m", "k/t",
    ];
    let found = signs.iter().any(|sign| folded.starts_with(sign));
    (found && is_capitals(bare) && bare.chars().count() <= 80).then(|| crate::text::squash(bare))
}

/// «PHÓ CHỦ TỊCH», «GIÁM ĐỐC», «Q. CHỦ TỊCH» in capitals.
fn is_post(text: &str) -> bool {
    const POSTS: &[&str] = &[
        "chu tich",
        "pho chu tich",
        "giam doc",
        "pho giam doc",
        "bi thu",
        "pho bi thu",
        "truong ban",
        "pho truong ban",
        "truong phong",
        "pho truong phong",
        "chanh van phong",
        "pho chanh van phong",
        "bo truong",
        "thu truong",
        "hieu truong",
        "pho hieu truong",
        "cuc truong",
        "thu tuong",
        "pho thu tuong",
        "truong cong an",
        "quyen chu tich",
        "q. chu tich",
        "q.chu tich",
        "pho chu tich thuong truc",
        "pho bi thu thuong truc",
        "pct",
    ];
    let bare = text.trim_matches(['*', ' ', ':', '.']);
    let folded = fold(bare);
    is_capitals(bare)
        && POSTS
            .iter()
            .any(|post| folded == *post || folded.starts_with(&format!("{post} ")))
        && bare.chars().count() <= 60
}

/// Two to six capitalised words and nothing else.
fn is_name(text: &str) -> bool {
    let mut count = 0;
    for word in text.trim_matches(['*', ' ']).split(' ') {
        let mut chars = word.chars();
        if !chars.next().is_some_and(char::is_uppercase) || !chars.all(char::is_alphabetic) {
            return false;
        }
        count += 1;
    }
    let folded = fold(text);
    let paper = [
        "phu luc", "bieu", "bang", "danh muc", "mau", "noi nhan", "da ky", "uy ban", "hoi dong",
        "so ",
    ];
    (2..=6).contains(&count) && !paper.iter().any(|word| folded.starts_with(word))
}

#[cfg(test)]
mod tests {
    use domain::source::{Block, Paragraph, Place};

    use super::super::lines::prose;
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Line> {
        let blocks: Vec<Block> = (1..)
            .zip(texts)
            .map(|(line, text)| {
                let place = Place::line(line);
                Block::Paragraph(Paragraph {
                    text: (*text).to_owned(),
                    place,
                    ..Paragraph::default()
                })
            })
            .collect();
        prose(&blocks)
    }

    #[track_caller]
    fn check(texts: &[&str], recipients: &[(&str, &str)], signed: (&str, &str, &str)) {
        let (got, signatory, _) = read(&lines(texts));
        let got: Vec<(String, String)> = got
            .into_iter()
            .map(|one| (one.name, one.purpose.unwrap_or_default()))
            .collect();
        let got: Vec<(&str, &str)> = got
            .iter()
            .map(|(one, two)| (one.as_str(), two.as_str()))
            .collect();
        assert_eq!(got, recipients);
        let signatory = signatory.unwrap_or_default();
        let parts =
            [signatory.capacity, signatory.post, signatory.name].map(Option::unwrap_or_default);
        assert_eq!(
            (parts[0].as_str(), parts[1].as_str(), parts[2].as_str()),
            signed
        );
    }

    #[test]
    fn recipients_end_with_the_file_copy() {
        check(
            &[
                "Nơi nhận:",
                "- Sở Nội vụ (để b/c);",
                "- Các cơ quan,",
                "đơn vị (T/h);",
                "- Lưu: VT.",
                "KT. CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                "(Đã ký)",
                "Trần Văn An",
            ],
            &[
                ("Sở Nội vụ", "để b/c"),
                ("Các cơ quan, đơn vị", "T/h"),
                ("Lưu: VT", ""),
            ],
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"),
        );
    }

    #[test]
    fn two_columns_on_the_same_lines_are_told_apart() {
        check(
            &[
                "Nơi nhận:          TM. ỦY BAN NHÂN DÂN",
                "- UBND tỉnh (b/c);          CHỦ TỊCH",
                "- Như trên;",
                "- Lưu: VT.          Lê Thị Bình",
            ],
            &[("UBND tỉnh", "b/c"), ("Như trên", ""), ("Lưu: VT", "")],
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Bình"),
        );
    }

    #[test]
    fn interleaved_lines_and_one_line_lists_are_read() {
        check(
            &[
                "Nơi nhận: - UBND tỉnh; - Lưu: VT.",
                "CHỦ TỊCH",
                "Nguyễn Văn Cường",
            ],
            &[("UBND tỉnh", ""), ("Lưu: VT", "")],
            ("", "CHỦ TỊCH", "Nguyễn Văn Cường"),
        );
        check(
            &[
                "KT. CHỦ TỊCH",
                "Nơi nhận:",
                "PHÓ CHỦ TỊCH",
                "- UBND tỉnh;",
                "- Lưu: VT.",
                "Nguyễn Văn Cường",
            ],
            &[("UBND tỉnh", ""), ("Lưu: VT", "")],
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Cường"),
        );
    }
}

//! Who does what: the section «Tổ chức thực hiện» and its like.
//!
//! A numbered line names the party, the lines under it the duties, one a sentence. A line may
//! name another party for itself («Riêng Đài truyền thanh: …»), and the closing paragraph names
//! its own.

use domain::deadline::{Deadline, DeadlineReading};
use domain::plan::Duty;
use jiff::civil::Date;

use super::super::head::is_heading;
use super::super::head::lines::{Line, Mark};
use super::super::head::words::{any_at, find, is_at, sentences, tidy, words};
use super::{report, when};
use crate::party::is_party;
use crate::text::fold;

/// All duties, in order.
pub(super) fn read(lines: &[Line], year: i16, plan_date: Option<Date>) -> Vec<Duty> {
    let mut out = Vec::new();
    let mut section: Option<Section> = None;
    let mut who: Option<String> = None;
    for line in lines {
        if is_closing(line) {
            out.extend(closing(line, year, plan_date));
            continue;
        }
        if is_heading(line) {
            let rank = rank(&line.mark);
            if let Some(opened) = Section::open(line) {
                (section, who) = (Some(opened), None);
                continue;
            }
            if section.as_ref().is_some_and(|section| rank <= section.rank) {
                (section, who) = (None, None);
            }
            if section.is_none() {
                out.extend(elsewhere(line, year, plan_date));
            }
            if let Some(section) = &section {
                let (named, rest) = heading(line, section);
                if named.is_some() || rest.is_none() {
                    who = named;
                }
                out.extend(
                    rest.map(|at| item(line, at, who.as_deref(), year, plan_date))
                        .into_iter()
                        .flatten(),
                );
            }
            continue;
        }
        if section.is_some() && line.mark != Mark::Rule {
            out.extend(item(line, line.body_at, who.as_deref(), year, plan_date));
        } else if line.mark == Mark::Bullet {
            out.extend(elsewhere(line, year, plan_date));
        }
    }
    out
}

/// A line of another section that names a party before anything else: «- Các trường học hoàn
/// thiện …».
fn elsewhere(line: &Line, year: i16, plan_date: Option<Date>) -> Option<Duty> {
    let body = line.body();
    let (who, what) = leading_party(body)
        .filter(|_| body.ends_with(['.', ';', '/']) && opens_with_party(body))?;
    let what = what.strip_prefix(who.as_deref()?).unwrap_or(what);
    Some(duty(who, what, line.place, year, plan_date))
}

/// The party stands first, so that the sentence is about it.
fn opens_with_party(body: &str) -> bool {
    leading_party(body)
        .and_then(|(who, _)| who)
        .is_some_and(|who| body.starts_with(&who))
}

/// A section that gives out duties.
struct Section {
    rank: usize,
    /// Its numbered lines are parties, whatever they look like.
    parties: bool,
}

impl Section {
    fn open(line: &Line) -> Option<Section> {
        const TITLES: &[&str] = &[
            "to chuc thuc hien",
            "trach nhiem",
            "to chuc trien khai",
            "trien khai thuc hien",
        ];
        let title = fold(line.body());
        let short = title.chars().count() <= 90
            && !title.ends_with(['.', ';'])
            && !is_party(line.body().trim_end_matches(':'));
        let parties = TITLES.iter().any(|words| title.contains(words));
        let opens = short && (parties || title.starts_with("phan cong"));
        opens.then(|| Section {
            rank: rank(&line.mark),
            parties,
        })
    }
}

/// The smaller, the higher in the document.
fn rank(mark: &Mark) -> usize {
    match mark {
        Mark::Letter(_) => 0,
        Mark::Roman(_) => 1,
        Mark::Number(numbers) => 1 + numbers.len(),
        Mark::None | Mark::Bullet | Mark::Rule => 9,
    }
}

/// The party a numbered line names, and where a duty begins on the same line.
fn heading(line: &Line, section: &Section) -> (Option<String>, Option<usize>) {
    let body = line.body();
    if body.ends_with(['.', ';', '/'])
        && let Some((Some(who), _)) = leading_party(body)
    {
        return (Some(who), Some(line.body_at));
    }
    if let Some((left, right)) = body.split_once(':') {
        let who = party_name(left);
        if !right.trim().is_empty()
            && (who.is_some() || section.parties && left.split(' ').count() <= 20)
        {
            let at = line.text.len() - right.len();
            return (who.or_else(|| Some(tidy(left))), Some(at));
        }
    }
    if let Some(who) = party_name(body.trim_end_matches(':')) {
        return (Some(who), None);
    }
    let words = words(body);
    // «Nhiệm vụ chung của các cơ quan, đơn vị».
    if let Some(of) = find(&words, 0, &["cua cac"]).filter(|_| words.len() <= 24) {
        return (Some(tidy(&body[words[of].end..])), None);
    }
    if body.ends_with('.') || words.len() > 24 {
        return (None, Some(line.body_at));
    }
    (section.parties.then(|| tidy(strip_request(body))), None)
}

/// The text as a party, «Đề nghị» and «Riêng» left out.
fn party_name(text: &str) -> Option<String> {
    let name = tidy(strip_request(text));
    is_party(&name).then_some(name)
}

fn strip_request(text: &str) -> &str {
    const REQUESTS: &[&str] = &[
        "de nghi",
        "giao cho",
        "giao",
        "yeu cau",
        "rieng",
        "doi voi",
        "trach nhiem cua",
    ];
    let words = words(text);
    match any_at(&words, 0, REQUESTS) {
        Some(count) if count < words.len() => &text[words[count].start..],
        _ => text,
    }
}

/// The duties of one line from `from` on, one a sentence.
fn item(
    line: &Line,
    from: usize,
    who: Option<&str>,
    year: i16,
    plan_date: Option<Date>,
) -> Vec<Duty> {
    let mut who = who.map(str::to_owned);
    let mut from = from;
    let text = &line.text[from..];
    if let Some((left, right)) = text.split_once(':')
        && let Some(named) = party_name(left).filter(|_| !right.trim().is_empty())
    {
        who = Some(named);
        from = line.text.len() - right.len();
    }
    let text = &line.text[from..];
    sentences(text)
        .into_iter()
        .filter_map(|(start, end)| {
            let sentence = &text[start..end];
            let (named, what) = match who.as_deref() {
                Some(who) => (Some(who.to_owned()), sentence),
                None => leading_party(sentence)?,
            };
            let place = line.place_of(from + start, from + end);
            Some(duty(named, what, place, year, plan_date))
                .filter(|duty| duty.what.split(' ').count() >= 3)
        })
        .collect()
}

fn duty(
    who: Option<String>,
    what: &str,
    place: domain::source::Place,
    year: i16,
    plan_date: Option<Date>,
) -> Duty {
    let (when_text, when) = when::find(what, year, plan_date).unzip();
    Duty {
        who,
        what: clean(what),
        when_text,
        when: when.filter(is_time),
        reports_to: report::recipient_of(what),
        place,
    }
}

fn is_time(reading: &DeadlineReading) -> bool {
    !matches!(reading.deadline, Deadline::Invalid | Deadline::None)
}

fn clean(what: &str) -> String {
    let what = crate::text::squash(what);
    what.trim_matches([' ', '-', '–', '+', '/', ';', '.', ':', ','])
        .to_owned()
}

/// «Các bộ phận kịp thời phản ánh …»: who, and the whole sentence.
fn leading_party(sentence: &str) -> Option<(Option<String>, &str)> {
    const VERBS: &[&str] = &[
        "chiu trach nhiem",
        "co trach nhiem",
        "chu tri",
        "phoi hop",
        "tham muu",
        "can cu",
        "theo doi",
        "kip thoi",
        "trien khai",
        "thuc hien",
        "to chuc",
        "xay dung",
        "nghiem tuc",
        "bao cao",
        "huong dan",
        "don doc",
        "tiep tuc",
        "chi dao",
        "tang cuong",
        "bo tri",
        "ra soat",
        "chu dong",
        "phan anh",
        "tong hop",
        "cap nhat",
        "phai",
        "tap trung",
        "hoan thien",
        "day manh",
        "duy tri",
        "cu can bo",
    ];
    const NEAR: usize = 40;
    let text = strip_request(sentence.trim());
    let words = words(text);
    let clauses =
        (0..words.len().min(NEAR)).filter(|at| *at == 0 || words[*at - 1].stop == Some(','));
    for start in clauses.take(6) {
        let mut from = start + 1;
        while let Some(verb) = find(&words, from, VERBS).filter(|verb| *verb < start + NEAR) {
            // «Ban Chỉ đạo» is a name.
            let named = words[verb].capital || words[verb - 1].folded == "ban";
            let name = tidy(&text[words[start].start..words[verb - 1].end]);
            if !named && is_party(&name) {
                return Some((Some(name), sentence));
            }
            if verb > start + 14 {
                break;
            }
            from = verb + 1;
        }
    }
    None
}

/// «Trên đây là Kế hoạch …», «Trong quá trình thực hiện, …»: the last paragraph, whose duties are
/// not those of the party named before it.
fn is_closing(line: &Line) -> bool {
    const OPENERS: &[&str] = &[
        "tren day la",
        "trong qua trinh",
        "nhan ke hoach",
        "nhan duoc ke hoach",
        "yeu cau cac",
        "de nghi cac",
        "can cu ke hoach nay",
        "can cu noi dung ke hoach",
        "qua trinh thuc hien",
        "qua trinh trien khai",
    ];
    let words = words(line.body());
    line.mark == Mark::None && any_at(&words, 0, OPENERS).is_some()
}

fn closing(line: &Line, year: i16, plan_date: Option<Date>) -> Vec<Duty> {
    sentences(&line.text)
        .into_iter()
        .filter(|(start, end)| !is_at(&words(&line.text[*start..*end]), 0, "tren day la"))
        .filter_map(|(start, end)| {
            let sentence = &line.text[start..end];
            let (who, what) = leading_party(sentence)?;
            Some(duty(who, what, line.place_of(start, end), year, plan_date))
        })
        .collect()
}

//! A text for a group chat: what is late and what is due within seven days, and whose it is. Plain
//! lines that read well where there is no formatting.

use std::collections::BTreeSet;

use app::assignment::Task;
use domain::work::{Bucket, Standing};
use jiff::civil::Date;

use super::time::date;

/// Work in one text; a chat is no document.
const LINES_MAX: usize = 40;
/// A title is cut after so many characters.
const TITLE_MAX: usize = 120;

/// The text; empty when nothing presses. `of`: whose work, `None`: one's own.
pub fn text(of: Option<&str>, tasks: &[Task], today: Date) -> String {
    let groups = [
        ("QUÁ HẠN", [Bucket::Overdue, Bucket::Overdue]),
        ("ĐẾN HẠN TRONG 7 NGÀY", [Bucket::Today, Bucket::Week]),
    ];
    let (mut body, mut left) = (String::new(), LINES_MAX);
    for (title, buckets) in groups {
        let these = tasks.iter().filter(|task| buckets.contains(&task.bucket));
        // A row that several do is one line with all of them.
        let mut rows: BTreeSet<&str> = BTreeSet::new();
        let these: Vec<&Task> = these
            .filter(|task| rows.insert(task.row.as_str()))
            .collect();
        if these.is_empty() {
            continue;
        }
        body.push_str(&format!("\n{title} ({})\n", these.len()));
        for task in these.iter().take(left) {
            body.push_str(&line(task, tasks, of.is_some()));
        }
        if let Some(more) = these.len().checked_sub(left).filter(|more| *more > 0) {
            body.push_str(&format!("- và {more} việc khác\n"));
        }
        left -= these.len().min(left);
    }
    if body.is_empty() {
        return body;
    }
    let whose = of.unwrap_or("tôi");
    format!("Nhắc việc của {whose}, ngày {}\n{body}", date(&today))
}

fn line(task: &Task, all: &[Task], named: bool) -> String {
    let full = format!("{} {}", task.code, task.title);
    let full = full.trim();
    let mut name: String = full.chars().take(TITLE_MAX).collect();
    if full.chars().count() > TITLE_MAX {
        name.push('…');
    }
    let due = task.due.map(|day| date(&day)).unwrap_or_default();
    let when = match task.standing {
        Standing::Overdue { days } => format!("hạn {due}, quá {days} ngày"),
        _ => format!("hạn {due}"),
    };
    let mut who: Vec<&str> = Vec::new();
    for part in all.iter().filter(|other| named && other.row == task.row) {
        if !who.contains(&part.party.as_str()) {
            who.push(&part.party);
        }
    }
    if who.is_empty() {
        return format!("- {name}: {when}\n");
    }
    format!("- {name}: {when}; {}\n", who.join(", "))
}

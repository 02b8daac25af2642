//! The year of a plan: what falls due when, and what has no date.

use std::collections::BTreeMap;

use domain::deadline::Deadline;
use domain::plan::{Annex, Row};
use jiff::civil::Date;
use reading::words;

/// Due dates of all rows, month by month. Duties that recur more than monthly stand in one line.
pub fn year(annexes: &[Annex]) -> String {
    let mut days: BTreeMap<Date, Vec<&Row>> = BTreeMap::new();
    let mut often: Vec<&Row> = Vec::new();
    let mut undated: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in annexes.iter().flat_map(|annex| &annex.rows) {
        let Some(reading) = &row.deadline else {
            continue;
        };
        match (&reading.deadline, reading.due.len()) {
            (_, 13..) => often.push(row),
            (_, 1..) => {
                for due in &reading.due {
                    days.entry(*due).or_default().push(row);
                }
            }
            (deadline, 0) => {
                if let Some(name) = without_date(deadline) {
                    undated.entry(name).or_default().push(&row.path);
                }
            }
        }
    }
    let mut out = String::new();
    let mut month = None;
    for (day, rows) in &days {
        if month.replace((day.year(), day.month())) != Some((day.year(), day.month())) {
            out.push_str(&format!("Tháng {:02}/{}\n", day.month(), day.year()));
        }
        out.push_str(&format!(
            "  {}  {}\n",
            words::number::date(*day),
            titles(rows)
        ));
    }
    for row in often {
        let text = row.deadline_text.as_deref().unwrap_or_default();
        out.push_str(&format!("{text}: {}\n", titles(&[row])));
    }
    for (name, paths) in undated {
        out.push_str(&format!("{name}: {}\n", paths.join(", ")));
    }
    out
}

/// Three rows by title, more by code.
fn titles(rows: &[&Row]) -> String {
    if let [row] = rows {
        let title = row.title.as_deref().unwrap_or_default();
        return format!("{} {title}", row.path);
    }
    let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    format!("{} việc: {}", rows.len(), paths.join(", "))
}

fn without_date(deadline: &Deadline) -> Option<&'static str> {
    Some(match deadline {
        Deadline::Continuous => "Thường xuyên",
        Deadline::OnEvent { .. } => "Khi có sự kiện",
        Deadline::Done => "Đã xong",
        Deadline::Relative { .. } => "Tính từ một sự kiện",
        Deadline::FromDate { .. } => "Bắt đầu từ một ngày, không có hạn cuối",
        Deadline::Recurring { .. } => "Định kỳ, chưa rõ chu kỳ",
        Deadline::Invalid => "Chưa đọc được thời hạn",
        Deadline::ByDate { .. } | Deadline::Window { .. } | Deadline::None => return None,
    })
}

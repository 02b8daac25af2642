//! The figures of a report on a unit in a period: work, points by pillar, what is late, where
//! points are still to be had, the year before.

use papers::{Align, Cell, Row, Table};
use reading::words::number::date;

use super::Figures;
use super::tables::{count, points, scored, share, small_first, table};
use crate::figure::{PillarTotals, Totals};
use crate::overview::{self, Late, Overview, Stake};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, Error};

/// Who leads what is late, parted by semicolons.
pub(super) const LATE_LEADS: &str = "chủ trì việc quá hạn";

/// Everything that a report can say, as it stands now.
pub(super) async fn figures(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Figures, Error> {
    let overview = overview::show(app, actor, (unit, period), None).await?;
    let mut out = Figures::default();
    let mut say = |name: &str, value: String| {
        out.fields.values.insert(name.to_owned(), value);
    };
    say("đơn vị", unit.name.clone());
    say("kỳ", small_first(&period.name));
    say("ngày số liệu", date(app.today()));
    let work = &overview.work;
    say("số việc", work.rows.to_string());
    say("số việc hoàn thành", work.done.to_string());
    say("số việc quá hạn", work.late_count.to_string());
    say(
        "tỷ lệ hoàn thành",
        share(&count(work.done), &count(work.rows)),
    );
    let none = PillarTotals::default();
    let all = overview.totals.as_ref().map_or(&none, |totals| &totals.all);
    say("số chỉ số", all.count.to_string());
    say("số chỉ số có kết quả", all.done.to_string());
    say(
        "số chỉ số chưa có kết quả",
        all.count.saturating_sub(all.done).to_string(),
    );
    say("số chỉ số có minh chứng", all.proven.to_string());
    say("điểm", points(&all.points));
    say("điểm tối đa", points(&all.max));
    say("tỷ lệ điểm", share(&all.points, &all.max));
    say("so với năm trước", year_before(&overview, all));
    say(LATE_LEADS, leads(&work.late).join("; "));
    say(
        "nhận xét quá hạn",
        late_words(work.late_count, work.late.len()),
    );
    say("nhận xét điểm còn thiếu", stake_words(&overview.at_stake));
    let mut put = |name: &str, table: Table| {
        out.fields.tables.insert(name.to_owned(), table);
    };
    put("bảng điểm", by_pillar(overview.totals.as_ref()));
    put("bảng việc quá hạn", late(&work.late));
    put("bảng điểm còn thiếu", at_stake(&overview.at_stake));
    Ok(out)
}

/// Everyone who leads something late, once, the latest first.
fn leads(all: &[Late]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in all.iter().flat_map(|late| &late.leads) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn year_before(overview: &Overview, now: &PillarTotals) -> String {
    let Some(before) = &overview.last_year else {
        return String::new();
    };
    let change = now.points.clone() - before.points.clone();
    let word = if change.is_negative() {
        "giảm"
    } else {
        "tăng"
    };
    let size = if change.is_negative() {
        -change
    } else {
        change
    };
    let (before, size) = (points(&before.points), points(&size));
    format!("Cùng kỳ năm trước đạt {before} điểm; kỳ này {word} {size} điểm.")
}

fn late_words(count: usize, shown: usize) -> String {
    match (count, shown) {
        (0, _) => "Không có việc quá hạn.".to_owned(),
        (count, shown) if count > shown => {
            format!("Còn {count} việc quá hạn; {shown} việc quá hạn lâu nhất:")
        }
        (count, _) => format!("Còn {count} việc quá hạn:"),
    }
}

fn stake_words(stakes: &[Stake]) -> String {
    if stakes.is_empty() {
        String::new()
    } else {
        "Các chỉ số còn thiếu nhiều điểm nhất:".to_owned()
    }
}

fn by_pillar(totals: Option<&Totals>) -> Table {
    let mut out = table(&[
        ("STT", 12, Align::Centre),
        ("Nhóm chỉ số", 70, Align::Left),
        ("Điểm tối đa", 22, Align::Centre),
        ("Điểm tự chấm", 22, Align::Centre),
        ("Tỷ lệ", 20, Align::Centre),
        ("Chỉ số có kết quả", 26, Align::Centre),
    ]);
    let row = |one: &PillarTotals, title: &str, strong| Row {
        cells: vec![
            Cell::new(one.code.clone()),
            Cell::new(title),
            scored(&one.max),
            scored(&one.points),
            Cell::new(share(&one.points, &one.max)),
            Cell::new(format!("{}/{}", one.done, one.count)),
        ],
        strong,
    };
    let Some(totals) = totals else { return out };
    let pillars = totals.pillars.iter();
    out.rows = pillars.map(|one| row(one, &one.title, false)).collect();
    if !out.rows.is_empty() {
        out.rows.push(row(&totals.all, "Cộng", true));
    }
    out
}

fn late(all: &[Late]) -> Table {
    let mut out = table(&[
        ("STT", 12, Align::Centre),
        ("Nội dung", 80, Align::Left),
        ("Chủ trì", 46, Align::Left),
        ("Số ngày quá hạn", 24, Align::Centre),
    ]);
    let row = |(at, one): (usize, &Late)| {
        let code = one.code.as_deref().unwrap_or_default();
        Row {
            cells: vec![
                Cell::new((at + 1).to_string()),
                Cell::new(format!("{code} {}", one.title).trim()),
                Cell::new(one.leads.join("; ")),
                Cell::new(one.days.to_string()),
            ],
            strong: false,
        }
    };
    out.rows = all.iter().enumerate().map(row).collect();
    out
}

fn at_stake(all: &[Stake]) -> Table {
    let mut out = table(&[
        ("Mã", 14, Align::Centre),
        ("Chỉ số", 70, Align::Left),
        ("Điểm tối đa", 22, Align::Centre),
        ("Điểm còn thiếu", 24, Align::Centre),
        ("Chủ trì", 40, Align::Left),
    ]);
    let row = |one: &Stake| Row {
        cells: vec![
            Cell::new(one.code.clone()),
            Cell::new(one.title.clone()),
            scored(&one.max),
            scored(&one.open),
            Cell::new(one.leads.join("; ")),
        ],
        strong: false,
    };
    out.rows = all.iter().map(row).collect();
    out
}

//! `/ke-hoach/{id}/xuat.csv`: the filtered rows as a CSV file that Vietnamese Excel opens as is:
//! UTF-8 with its mark, semicolons, decimal commas, and no cell that a worksheet would run.

use app::plan::{self, Line, Plan, Role};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use jiff::civil::Date;

use super::asked::Asked;
use crate::vi;
use crate::web::{Answer, Visitor, Web};

const COLUMNS: [&str; 17] = [
    "Phụ lục",
    "Loại",
    "Mã",
    "Nội dung",
    "Điểm tối đa",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Hạn gần nhất",
    "Tiến độ",
    "Phân loại",
    "Cách tính điểm",
    "Minh chứng",
    "Nguồn dữ liệu",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Ghi chú",
];

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let plan = plan::head(&web.app, &visitor.actor, &super::plan_id(&id)?).await?;
    let lines = plan::rows(&web.app, &visitor.actor, &plan).await?;
    let today = web.app.today();
    let mut out = String::from("\u{feff}");
    put(&mut out, &COLUMNS.map(str::to_owned));
    for line in asked.filter().apply(lines, today) {
        put(&mut out, &cells(&line, today));
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&plan)),
        ),
    ];
    Ok((headers, out).into_response())
}

fn file_name(plan: &Plan) -> String {
    let name = reading::text::fold(plan.reference.as_deref().unwrap_or("du-thao"));
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("ke-hoach-{name}-{}.csv", plan.year)
}

fn cells(line: &Line, today: Date) -> [String; 17] {
    let row = &line.row;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = |role| line.names(role).join("; ");
    let outside = names(Role::OutsideLead);
    let lead = [names(Role::Lead), outside]
        .into_iter()
        .filter(|names| !names.is_empty());
    let work = row.is_work();
    [
        row.annex.clone(),
        vi::planning::kind(row.kind).to_owned(),
        text(&row.code),
        row.title.clone(),
        row.max_points
            .as_ref()
            .map(|points| vi::number::points(points, 6))
            .unwrap_or_default(),
        lead.collect::<Vec<_>>().join("; "),
        names(Role::Supporting),
        text(&row.deadline_text),
        row.next_due
            .as_ref()
            .map(vi::time::date)
            .unwrap_or_default(),
        if work {
            vi::planning::standing(row, today).1
        } else {
            String::new()
        },
        if work {
            vi::planning::triage(row.triage).to_owned()
        } else {
            String::new()
        },
        text(&row.rule_text),
        text(&row.evidence_text),
        text(&row.source_text),
        text(&row.target_text),
        text(&row.measure),
        text(&row.note),
    ]
}

fn put(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(";"));
    out.push_str("\r\n");
}

/// A cell that begins like a formula gets an apostrophe, so that no worksheet computes it (OWASP,
/// CSV injection).
fn quoted(cell: &str) -> String {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert_eq!(quoted(cell), expected);
    }

    #[test]
    fn no_cell_is_a_formula_and_separators_stay_inside() {
        check("=1+1", "'=1+1");
        check("-5", "'-5");
        check("@x", "'@x");
        check("\t=1", "'\t=1");
        check("a;b", "\"a;b\"");
        check("=\"a\"", "\"'=\"\"a\"\"\"");
        check("Bình thường = tốt", "Bình thường = tốt");
    }
}

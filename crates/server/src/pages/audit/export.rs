//! The same list as a file: CSV for a spreadsheet, JSON lines for programs.

use app::audit::{self, Part, Recorded};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use serde_json::json;

use super::filter::Typed;
use crate::pages::csv::cell;
use crate::vi;
use crate::web::{Answer, Failure, Visitor, Web};

/// Events in a file. Older ones: filter by day and export again; the file says so.
const MOST: usize = 20_000;

async fn events(web: &Web, visitor: &Visitor, typed: &Typed) -> Result<audit::Listed, Failure> {
    let (filter, _, problems) = typed.read(web, visitor).await?;
    if !problems.none() {
        return Err(Failure::Unreadable);
    }
    let part = Part {
        before: None,
        most: MOST,
    };
    Ok(audit::list(&web.app, &visitor.actor, &filter, part).await?)
}

pub(super) async fn csv(
    State(web): State<Web>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Answer {
    let listed = events(&web, &visitor, &typed).await?;
    // The mark tells spreadsheets that the file is UTF-8.
    let mut file =
        String::from("\u{feff}Số,Lúc,Người thực hiện,Đơn vị,Việc,Đối tượng,Trước,Sau\r\n");
    for event in &listed.events {
        file.push_str(&line(event));
    }
    if let Some(older) = listed.older {
        let note = format!(
            "Tệp dừng ở {MOST} dòng; còn các dòng trước số {older}. Đề nghị lọc theo ngày rồi xuất tiếp."
        );
        file.push_str(&format!(",{}\r\n", cell(&note)));
    }
    Ok(attachment("nhat-ky.csv", "text/csv; charset=utf-8", file))
}

fn line(event: &Recorded) -> String {
    let differences = vi::event::differences(&event.before, &event.after);
    let side = |value: fn(&vi::event::Difference) -> &String| {
        let said = differences.iter().filter(|one| !value(one).is_empty());
        said.map(|one| format!("{}: {}", one.label, value(one)))
            .collect::<Vec<_>>()
            .join("; ")
    };
    let unit = event.unit.as_ref().map_or("", |(_, name)| name);
    let cells = [
        &*vi::time::instant(&event.at),
        &event.actor_name,
        unit,
        vi::event::words(&event.kind),
        &event.subject_name,
        &side(|one| &one.before),
        &side(|one| &one.after),
    ];
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{},{}\r\n", event.seq, cells.join(","))
}

pub(super) async fn json_lines(
    State(web): State<Web>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Answer {
    let listed = events(&web, &visitor, &typed).await?;
    let mut file = String::new();
    for event in &listed.events {
        let object = json!({
            "seq": event.seq, "at": event.at, "actor": event.actor_name,
            "account": event.account.as_ref().map(app::AccountId::as_str),
            "unit": event.unit.as_ref().map(|(slug, _)| slug), "kind": event.kind,
            "subject_kind": event.subject_kind, "subject_id": event.subject_id,
            "subject": event.subject_name, "before": event.before, "after": event.after,
        });
        file.push_str(&object.to_string());
        file.push('\n');
    }
    if let Some(older) = listed.older {
        file.push_str(&format!("{}\n", json!({ "older_than": older })));
    }
    Ok(attachment("nhat-ky.jsonl", "application/x-ndjson", file))
}

fn attachment(name: &str, media_type: &'static str, body: String) -> axum::response::Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, body).into_response()
}

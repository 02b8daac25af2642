//! Open data: the ranking as CSV, and the very file as JSON.

use app::publication;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use super::id;
use super::show::block_name;
use crate::pages::csv::cell;
use crate::web::{Answer, Web, sent};

/// One line a unit; numbers with a point, exact where a decimal ends and to twelve places else.
pub(super) async fn csv(State(web): State<Web>, Path(text): Path<String>) -> Answer {
    let (one, _, units) = publication::units(&web.app, &id(&text)?).await?;
    // The mark tells spreadsheets that the file is UTF-8.
    let mut file = String::from(
        "\u{feff}ky,bo_chi_so,ban_so,khoi,ma_don_vi,don_vi,diem,toi_da,chi_so_cong_bo,hang,xep_loai\r\n",
    );
    for unit in &units {
        let cells = [
            cell(&one.period.0),
            cell(&one.framework.1),
            one.number.to_string(),
            cell(&block_name(&unit.block)),
            cell(unit.code.as_deref().unwrap_or_default()),
            cell(&unit.name),
            decimal(&unit.points),
            decimal(&unit.max),
            decimal(&unit.number),
            unit.rank.to_string(),
            cell(unit.grade.as_deref().unwrap_or_default()),
        ];
        file.push_str(&cells.join(","));
        file.push_str("\r\n");
    }
    let name = format!("ket-qua-{}-ban-{}.csv", one.period.0, one.number);
    Ok((headers("text/csv; charset=utf-8", &name), file).into_response())
}

fn decimal(number: &scoring::Exact) -> String {
    let cut = number.rounded(12, scoring::number::Rounding::HalfUp);
    cut.to_decimal().unwrap_or_else(|| cut.to_string())
}

fn headers(media_type: &'static str, name: &str) -> [(axum::http::HeaderName, String); 2] {
    [
        (CONTENT_TYPE, media_type.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ]
}

/// The file itself, byte for byte.
pub(super) async fn json(State(web): State<Web>, Path(text): Path<String>) -> Answer {
    let (one, stored) = publication::file(&web.app, &id(&text)?).await?;
    let name = format!("cong-bo-{}-ban-{}.json", one.period.0, one.number);
    let response: Response =
        (headers("application/json", &name), sent::body(stored)).into_response();
    Ok(response)
}

//! Whether an annex is a framework that is here already: a ward's plan repeats the indicators of
//! the framework that its city or province issued, and its figures belong there, not in a copy.

use std::collections::BTreeMap;

use domain::plan::{Annex, RowKind};
use reading::text::fold;

use super::{Adopted, sql};
use crate::database::Conn;
use crate::unit::Unit;
use crate::{Fault, FrameworkId, IndicatorId, bind};

/// Of a hundred scored rows, so many must be an indicator of the framework, by code and title.
const ALIKE_PERCENT: usize = 90;

struct Known {
    framework: FrameworkId,
    indicator: IndicatorId,
    code: String,
    title_folded: String,
}

/// The framework of the unit or of a unit above it that the annex repeats, with the indicator of
/// each row that is one; issued ones come before drafts, nearer ones before higher.
pub async fn matching(
    conn: &mut Conn,
    unit: &Unit,
    annex: &Annex,
) -> Result<Option<Adopted>, Fault> {
    let known = conn
        .all(sql::INDICATORS_ABOVE, bind![&unit.path], |row| {
            Ok(Known {
                framework: FrameworkId::stored(row.text("framework_id")?),
                indicator: IndicatorId::stored(row.text("id")?),
                code: row.text("code")?,
                title_folded: row.text("title_folded")?,
            })
        })
        .await?;
    let rows: Vec<(&str, String)> = annex
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Indicator)
        .map(|row| {
            (
                row.path.as_str(),
                fold(row.title.as_deref().unwrap_or_default()),
            )
        })
        .collect();
    Ok(known
        .chunk_by(|one, next| one.framework == next.framework)
        .find_map(|framework| alike(framework, &rows, annex)))
}

fn alike(framework: &[Known], rows: &[(&str, String)], annex: &Annex) -> Option<Adopted> {
    let by_code: BTreeMap<&str, &Known> = framework
        .iter()
        .map(|known| (known.code.as_str(), known))
        .collect();
    let same = rows
        .iter()
        .filter(|(path, title)| {
            by_code
                .get(path)
                .is_some_and(|known| known.title_folded == *title)
        })
        .count();
    let enough = !rows.is_empty() && same * 100 >= rows.len() * ALIKE_PERCENT;
    enough.then(|| Adopted {
        framework: framework[0].framework.clone(),
        indicators: annex
            .rows
            .iter()
            .filter_map(|row| {
                let known = by_code.get(row.path.as_str())?;
                Some((row.path.clone(), known.indicator.clone()))
            })
            .collect(),
    })
}

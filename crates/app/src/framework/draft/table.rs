//! A framework as a table: of a file, or pasted from a worksheet. Between the two stands one text of
//! rows and tabs, so that what a person sees and corrects is what is written.

use domain::authority::Action;
use domain::plan::{Annex, RowKind};
use reading::plan::Pasted;

use super::create::{NewDraft, basis_kept, name_kept, require_followed};
use super::{fields, sql};
use crate::audit::Event;
use crate::framework::{Adoption, adopt};
use crate::import;
use crate::{Actor, App, Arrived, Error, FrameworkId, bind};

/// The columns of the text, by the words that the reader knows them by.
const COLUMNS: [&str; 7] = [
    "Mã",
    "Nội dung",
    "Điểm tối đa",
    "Cách tính điểm",
    "Minh chứng",
    "Nguồn dữ liệu",
    "Ghi chú",
];

/// The tables of a file that have rules in them, each as text; the file is not kept.
pub async fn tables(
    app: &App,
    actor: &Actor,
    (file, name): (&Arrived, &str),
) -> Result<Vec<(String, String)>, Error> {
    if !actor.authority.may_somewhere(Action::EditFramework) {
        return Err(Error::NotAllowed(Action::EditFramework));
    }
    let reading = import::of_arrived(app, file, name, app.today().year()).await?;
    let annexes = reading.plan.annexes.iter();
    let with_rules = annexes.filter(|annex| reading::plan::framework::from_annex(annex).is_some());
    Ok(with_rules
        .map(|annex| {
            let title = annex.title.clone().unwrap_or_else(|| annex.name.clone());
            (title, text(annex))
        })
        .collect())
}

/// A table as text.
fn text(annex: &Annex) -> String {
    let mut text = COLUMNS.join("\t");
    for row in annex.rows.iter().filter(|row| row.kind != RowKind::Banner) {
        text.push('\n');
        let points = row.max_points.as_ref().map(reading::words::number::number);
        let own = |text: &Option<String>| text.clone().unwrap_or_default();
        let rule = row.rule_lines.clone().or_else(|| row.rule_text.clone());
        let cells = [
            row.code.clone().unwrap_or_default(),
            own(&row.title),
            points.unwrap_or_default(),
            rule.unwrap_or_default(),
            own(&row.evidence_text),
            own(&row.source_text),
            own(&row.note),
        ];
        text.push_str(&cells.map(|cell| quoted(&cell)).join("\t"));
    }
    text
}

/// A cell as worksheets copy it: quoted where it holds more than a line or a quote.
fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Reads a text of rows and tabs like an annex; without a row of headings the columns are taken in
/// the order of ours.
pub fn read_table(text: &str, year: i16) -> Result<Pasted, reading::figure::Refusal> {
    reading::plan::pasted(text, &COLUMNS, year)
}

/// Writes a table as a draft.
pub async fn write_table(
    app: &App,
    actor: &Actor,
    (new, read): (NewDraft, &Pasted),
) -> Result<FrameworkId, Error> {
    let mut tx = app.begin(actor).await?;
    let name = name_kept(&new.name)?;
    let legal_basis = basis_kept(&new.legal_basis)?;
    if let Some(followed) = &new.follows {
        require_followed(&mut tx, actor, followed).await?;
    }
    let adoption = Adoption {
        unit: new.unit.clone(),
        year: fields::year_of(&name, tx.now()),
        name: name.clone(),
        legal_basis,
        annex: &read.annex,
        chosen: std::collections::BTreeMap::new(),
    };
    let adopted = adopt(&mut tx, actor, adoption).await?;
    let id = adopted.framework;
    if let Some(followed) = &new.follows {
        tx.run(sql::FOLLOW, bind![id.as_str(), followed.as_str()])
            .await?;
    }
    let said = serde_json::json!({
        "rows": adopted.indicators.len(),
        "follows": new.follows.as_ref().map(FrameworkId::as_str),
    });
    let event = Event::new("framework.created", "framework", id.as_str(), &name)
        .within(&new.unit)
        .after(said);
    tx.commit(event).await?;
    Ok(id)
}

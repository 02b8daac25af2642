//! A new unit.

use jiff::civil::Date;

use super::{Refusal, Unit, UnitKind, code_free, load, name_kept, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::rollup;
use crate::{Actor, App, Error, UnitId, bind, party};
use domain::authority::Action;
use reading::text::{fold, squash};

/// What is said of a new unit.
#[derive(Clone, Debug)]
pub struct NewUnit {
    /// The unit above; `None`: the first of all.
    pub parent: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// Name.
    pub name: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// First day.
    pub valid_from: Date,
}

/// Enters a unit into the tree.
pub async fn create(app: &App, actor: &Actor, new: NewUnit) -> Result<Unit, Error> {
    let mut tx = app.begin(actor).await?;
    let unit = create_in(&mut tx, actor, new).await?;
    rollup::from_units(&mut tx).await?;
    tx.commit(created(&unit)).await?;
    Ok(unit)
}

fn created(unit: &Unit) -> Event {
    let fields = serde_json::json!({
        "name": unit.name, "kind": unit.kind.name(), "code": unit.code,
    });
    Event::new("unit.created", "unit", unit.id.as_str(), &unit.name)
        .within(&unit.id)
        .after(fields)
}

/// The same within a larger change, whose event says so.
pub(crate) async fn create_in(tx: &mut Tx, actor: &Actor, new: NewUnit) -> Result<Unit, Error> {
    let (parent_path, parent_ended) = match &new.parent {
        Some(parent) => {
            let parent = load(tx, parent).await?;
            (
                parent.path,
                parent.valid_to.is_some().then_some(parent.name),
            )
        }
        None => ("/".to_owned(), None),
    };
    actor.require(Action::ManagePeople, &parent_path)?;
    if let Some(parent) = parent_ended {
        return Err(Refusal::ParentEnded { parent }.into());
    }
    let name = name_kept(&new.name)?;
    let id = UnitId::new();
    let unit = Unit {
        path: format!("{parent_path}{id}/"),
        slug: free_slug(tx, &slug(&name)).await?,
        id,
        parent: new.parent,
        kind: new.kind,
        code: new
            .code
            .as_deref()
            .map(squash)
            .filter(|code| !code.is_empty()),
        name,
        valid_from: new.valid_from,
        valid_to: None,
        version: 1,
    };
    code_free(tx, &unit).await?;
    insert(tx, &unit).await?;
    party::of_unit(tx, &unit).await?;
    Ok(unit)
}

/// Writes a unit that was made here; its party is the caller's.
pub(crate) async fn insert(tx: &mut Tx, unit: &Unit) -> Result<(), Error> {
    tx.run(
        sql::INSERT,
        bind![
            unit.id.as_str(),
            unit.parent.as_ref().map(UnitId::as_str),
            &unit.path,
            &unit.slug,
            unit.kind.name(),
            &unit.code,
            &unit.name,
            &fold(&unit.name),
            &unit.valid_from.to_string(),
            &unit.valid_to.map(|day| day.to_string()),
        ],
    )
    .await?;
    Ok(())
}

/// «Phường Hạ Khê» → `ha-khe`: the kind of unit is left out where something remains.
pub(crate) fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let kinds: [&[&str]; 8] = [
        &["uy", "ban", "nhan", "dan"],
        &["thanh", "pho"],
        &["thi", "tran"],
        &["dac", "khu"],
        &["phuong"],
        &["tinh"],
        &["huyen"],
        &["xa"],
    ];
    let rest = kinds
        .iter()
        .find_map(|kind| words.strip_prefix(*kind))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&words);
    let slug = rest.join("-");
    if slug.is_empty() {
        "don-vi".to_owned()
    } else {
        slug
    }
}

/// Names of communes repeat nationwide: `ha-khe-2` then.
async fn free_slug(tx: &mut Tx, wanted: &str) -> Result<String, Error> {
    let taken = tx
        .all(sql::SLUGS_LIKE, bind![wanted], |row| row.text("slug"))
        .await?;
    if !taken.iter().any(|slug| slug == wanted) {
        return Ok(wanted.to_owned());
    }
    let free = (2..taken.len() + 3)
        .map(|number| format!("{wanted}-{number}"))
        .find(|slug| !taken.contains(slug));
    Ok(free.expect("more numbers than names that are taken"))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn the_kind_of_unit_stays_out_of_its_address() {
        assert_eq!(slug("Phường Hạ Khê"), "ha-khe");
        assert_eq!(slug("UBND phường Đông Lĩnh"), "ubnd-phuong-dong-linh");
        assert_eq!(slug("Xã"), "xa");
        assert_eq!(slug("«»"), "don-vi");
    }
}

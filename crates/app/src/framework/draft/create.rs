//! A new draft: empty, or a copy of an issued edition whose place it takes.

use domain::authority::Action;
use reading::text::{fold, squash};
use scoring::framework::Framework;

use super::desk::{Head, RowKind, rows};
use super::{fields, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::evidence::{self, Subject};
use crate::framework::{FrameworkState, Refusal, sql as framework_sql};
use crate::stored::settings;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, FrameworkId, IndicatorId, Noun, UnitId, bind};

/// Longest name, in characters.
const NAME_MAX: usize = 300;
/// Longest legal basis, in characters.
const BASIS_MAX: usize = 500;

/// What a draft begins as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDraft {
    /// Whose it will be.
    pub unit: UnitId,
    /// «DTI cấp xã 2027».
    pub name: String,
    /// The document that issues it; empty: not known yet.
    pub legal_basis: String,
    /// The issued edition that it is copied from and takes the place of.
    pub follows: Option<FrameworkId>,
}

/// Makes a draft.
pub async fn create(app: &App, actor: &Actor, new: NewDraft) -> Result<FrameworkId, Error> {
    let mut tx = app.begin(actor).await?;
    let unit = unit::load(&mut tx, &new.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    let name = name_kept(&new.name)?;
    let basis = basis_kept(&new.legal_basis)?;
    let id = FrameworkId::new();
    let count = match &new.follows {
        None => {
            let settings = settings::write(&Framework::default());
            let followed = None::<&str>;
            tx.run(
                framework_sql::INSERT,
                bind![
                    id.as_str(),
                    unit.id.as_str(),
                    &name,
                    &fold(&name),
                    &basis,
                    &settings,
                    followed
                ],
            )
            .await?;
            0
        }
        Some(followed) => {
            require_followed(&mut tx, actor, followed).await?;
            tx.run(
                sql::COPY,
                bind![
                    id.as_str(),
                    unit.id.as_str(),
                    &name,
                    &fold(&name),
                    &basis,
                    followed.as_str()
                ],
            )
            .await?;
            copy(&mut tx, &unit, (&id, &name), followed).await?
        }
    };
    let said = serde_json::json!({
        "name": name, "legal_basis": basis, "rows": count,
        "follows": new.follows.as_ref().map(FrameworkId::as_str),
    });
    let event = Event::new("framework.created", "framework", id.as_str(), &name)
        .within(&unit.id)
        .after(said);
    tx.commit(event).await?;
    Ok(id)
}

/// The name as it is kept, or why it cannot be.
pub(super) fn name_kept(typed: &str) -> Result<String, Refusal> {
    let name = squash(typed);
    match name.chars().count() {
        0 => Err(Refusal::NoName),
        1..=NAME_MAX => Ok(name),
        length => Err(Refusal::NameLong {
            length,
            most: NAME_MAX,
        }),
    }
}

/// The legal basis as it is kept.
pub(super) fn basis_kept(typed: &str) -> Result<Option<String>, Refusal> {
    fields::limited("legal_basis", &squash(typed), BASIS_MAX)
}

pub(super) async fn require_followed(
    tx: &mut Tx,
    actor: &Actor,
    id: &FrameworkId,
) -> Result<(), Error> {
    let places = actor.places(Action::Read);
    let (name, state) = tx
        .find(sql::FOLLOWED, bind![&places, id.as_str()], |row| {
            let state = FrameworkState::stored(&row.text("state")?)?;
            Ok((row.text("name")?, state))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Framework))?;
    if state == FrameworkState::Draft {
        return Err(Refusal::FollowsDraft { name }.into());
    }
    Ok(())
}

/// Copies the rows with the figures that they ask for; how many.
async fn copy(
    tx: &mut Tx,
    unit: &Unit,
    (id, name): (&FrameworkId, &str),
    followed: &FrameworkId,
) -> Result<usize, Error> {
    let count = rows(tx, followed).await?.len();
    let ids: String = (0..count).map(|_| IndicatorId::new().to_string()).collect();
    let bound = [
        ids.as_str().into(),
        followed.as_str().into(),
        id.as_str().into(),
    ];
    tx.run(sql::COPY_ROWS, &bound).await?;
    let pair = [id.as_str().into(), followed.as_str().into()];
    tx.run(sql::COPY_CROSSWALK, &pair).await?;
    for copy in [sql::COPY_ASKS, sql::COPY_ROLLUPS, sql::COPY_ROLLUP_SOURCES] {
        tx.run(copy, bind![id.as_str()]).await?;
    }
    let year = fields::year_of(name, tx.now());
    // «Trong quý I» asks for proof of this edition's year, so the words are read anew.
    for row in rows(tx, id).await? {
        if let Some(text) = row.evidence_text.as_deref() {
            evidence::require(tx, Subject::Indicator(&row.id), text, year).await?;
        }
        if row.kind != RowKind::Pillar {
            let rule = row.rule_text.as_deref();
            let words = (&row.id, &*row.code, &*row.title, rule);
            tx.index(fields::found(unit, id, words));
        }
    }
    Ok(count)
}

/// An edition that a draft may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Id.
    pub id: FrameworkId,
    /// «DTI cấp xã 2026».
    pub name: String,
}

/// The editions that a draft may follow, newest first.
pub async fn to_follow(app: &App, actor: &Actor) -> Result<Vec<Followed>, Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Read);
    let all = conn
        .all(sql::TO_FOLLOW, bind![&places], |row| {
            Ok(Followed {
                id: FrameworkId::stored(row.text("id")?),
                name: row.text("name")?,
            })
        })
        .await?;
    Ok(all)
}

impl Head {
    /// The year that its requirements of proof are read for.
    pub(super) fn year(&self, now: &str) -> i16 {
        fields::year_of(&self.name, now)
    }
}

//! Which row of a plan carries out which row of a plan above.

use std::collections::BTreeSet;

use app::cascade::{self, Compared, End, Pairing, Pairs, Tie};
use app::{App, Noun, PlanId, RowId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::above::{PlanAbove, shape as above};
use crate::api::wire::{Api, Ask, Body, Nothing, One, field};
use crate::web::{Access, Failure, Visitor};

/// A plan beside a plan above.
#[derive(Serialize, ToSchema)]
struct PlanLinks {
    /// The plan above; null: none was chosen.
    above: Option<PlanAbove>,
    /// Rows that are linked, or alike.
    pairs: Vec<LinkedPair>,
    /// Rows of the unit's own without a partner.
    own_only: Vec<LinkEnd>,
    /// Rows above without a partner.
    above_only: Vec<LinkEnd>,
    /// For `seen`.
    seen: String,
}

/// Two rows.
#[derive(Serialize, ToSchema)]
struct LinkedPair {
    /// `linked`, `same` (title), `similar` (title).
    tie: &'static str,
    /// The unit's own.
    own: LinkEnd,
    /// The one above.
    above: LinkEnd,
    /// Whether their codes differ.
    moved: bool,
}

/// A row.
#[derive(Serialize, ToSchema)]
struct LinkEnd {
    /// Id.
    row: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
}

/// With which plan above.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AboveWanted {
    /// Id of a plan above, where the plan carries out none yet.
    above: Option<String>,
}

/// Rows to be linked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinksToMake {
    /// Id of the plan above.
    above: String,
    /// These; null: all whose titles say the same.
    pairs: Option<Vec<PairToLink>>,
    /// `seen` of the comparison.
    seen: String,
}

/// Two rows to be linked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PairToLink {
    /// Id of the unit's own row.
    own: String,
    /// Id of the row above.
    above: String,
}

/// Links to be taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinksToRemove {
    /// Ids of the unit's own rows; null: all links with the plan above.
    rows: Option<Vec<String>>,
    /// `seen` of the comparison.
    seen: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    let at = "/api/v1/plans/{plan}/links";
    api.get(
        at,
        edit,
        (
            "showLinks",
            "Dòng nào của kế hoạch thực hiện dòng nào của cấp trên, dòng nào giống nhau",
        ),
        show,
    )
    .post(
        at,
        edit,
        ("linkRows", "Nối các dòng với dòng của cấp trên"),
        link,
    )
    .post(
        "/api/v1/plans/{plan}/links/removals",
        edit,
        ("unlinkRows", "Gỡ nối"),
        unlink,
    )
}

fn end(end: &End) -> LinkEnd {
    LinkEnd {
        row: end.row.to_string(),
        code: end.code.clone(),
        title: end.title.clone(),
    }
}

fn pair(one: &Pairing) -> LinkedPair {
    LinkedPair {
        tie: match one.tie {
            Tie::Linked => "linked",
            Tie::Same => "same",
            Tie::Similar => "similar",
        },
        own: end(&one.own),
        above: end(&one.above),
        moved: one.moved,
    }
}

fn shape(compared: &Compared) -> PlanLinks {
    PlanLinks {
        above: compared.above.as_ref().map(above),
        pairs: compared.pairs.iter().map(pair).collect(),
        own_only: compared.own_only.iter().map(end).collect(),
        above_only: compared.above_only.iter().map(end).collect(),
        seen: compared.seen.clone(),
    }
}

async fn shown(
    (app, visitor): (&App, &Visitor),
    (id, above): (&PlanId, Option<&PlanId>),
) -> Result<One<PlanLinks>, Failure> {
    let compared = cascade::compared(app, &visitor.actor, (id, above)).await?;
    Ok(One::of(shape(&compared)))
}

async fn show(ask: Ask<Nothing, AboveWanted>) -> Result<One<PlanLinks>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let above = ask.query.above.as_ref();
    let above = above.map(|id| field("above", id, PlanId::parse(id)));
    let above = above.transpose()?;
    shown((ask.app(), &ask.visitor), (&id, above.as_ref())).await
}

async fn link(ask: Ask<Body<LinksToMake>>) -> Result<One<PlanLinks>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let above = field("/above", &asked.above, PlanId::parse(&asked.above))?;
    let pairs = match &asked.pairs {
        None => Pairs::Same,
        Some(pairs) => {
            let pairs = pairs.iter().enumerate().map(|(at, pair)| {
                let own = RowId::parse(&pair.own);
                let own = field(&format!("/pairs/{at}/own"), &pair.own, own)?;
                let above = RowId::parse(&pair.above);
                let above = field(&format!("/pairs/{at}/above"), &pair.above, above)?;
                Ok((own, above))
            });
            Pairs::These(pairs.collect::<Result<_, Failure>>()?)
        }
    };
    let wanted = (&pairs, asked.seen.as_str());
    cascade::link(ask.app(), ask.actor(), (&id, &above), wanted).await?;
    shown((ask.app(), &ask.visitor), (&id, Some(&above))).await
}

async fn unlink(ask: Ask<Body<LinksToRemove>>) -> Result<One<PlanLinks>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let parsed = |rows: &Vec<String>| {
        let rows = rows.iter().enumerate().map(|(at, row)| {
            let pointer = format!("/rows/{at}");
            field(&pointer, row, RowId::parse(row))
        });
        rows.collect::<Result<BTreeSet<_>, Failure>>()
    };
    let rows = asked.rows.as_ref().map(parsed).transpose()?;
    let wanted = (rows.as_ref(), asked.seen.as_str());
    cascade::unlink(ask.app(), ask.actor(), &id, wanted).await?;
    shown((ask.app(), &ask.visitor), (&id, None)).await
}

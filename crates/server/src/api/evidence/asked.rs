//! What is asked for as proof: of one row or entry, with what is there; and everywhere what is not.

use app::Noun;
use app::evidence::{self, Asked, Lack, Serves};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{EvidenceShape, shape};
use crate::api::wire::{Api, Ask, Many, Nothing, One};
use crate::web::{Access, Failure};

/// The proof of a row or an entry.
#[derive(Serialize, ToSchema)]
struct ProofOf {
    /// `plan_row:ID` or `entry:ID`.
    serves: String,
    /// The word in addresses of the unit whose proof is attached.
    unit: String,
    /// What is asked for, in the document's order.
    asked: Vec<AskedProof>,
    /// What is attached and you may open.
    proofs: Vec<AttachedProof>,
    /// How many more are attached.
    hidden: usize,
    /// Whether you may attach.
    may_attach: bool,
}

/// A proof that is attached.
#[derive(Serialize, ToSchema)]
struct AttachedProof {
    /// The proof.
    evidence: EvidenceShape,
    /// «trang 3».
    page: Option<String>,
    /// Id of the requirement that it meets.
    requirement: Option<String>,
    /// Whether a person named it; else it was found by the proof's kind.
    is_named: bool,
}

/// A row or an entry whose proof is not all there.
#[derive(Serialize, ToSchema)]
struct MissingProof {
    /// `plan_row:ID` or `entry:ID`: what proof is to serve.
    serves: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// When it is due.
    #[schema(format = Date)]
    due: Option<String>,
    /// Proofs attached, whatever they are.
    attached: u32,
    /// What is not met.
    asked: Vec<AskedProof>,
}

/// A requirement.
#[derive(Serialize, ToSchema)]
struct AskedProof {
    /// Id: for `requirement` when proof is put in use.
    id: String,
    /// In the document's words.
    text: String,
    /// Kinds that serve; empty: any.
    accepts: Vec<String>,
    /// How many.
    needed: u32,
    /// How many of them are there.
    done: u32,
    /// First day of the time that is asked for.
    #[schema(format = Date)]
    from: Option<String>,
    /// Last day.
    #[schema(format = Date)]
    to: Option<String>,
    /// Attached without a date.
    undated: u32,
    /// Attached, dated outside the time.
    outside: u32,
}

/// What is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only on your own work.
    mine: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/periods/{period}/missing-evidence",
        Access::May(Action::Read),
        (
            "listMissingEvidence",
            "Minh chứng còn thiếu, theo thứ tự văn bản",
        ),
        missing,
    )
    .get(
        "/api/v1/proof/{serves}",
        Access::SignedIn,
        (
            "showProof",
            "Minh chứng của một dòng việc, chỉ số: yêu cầu và những gì đã gắn",
        ),
        proof,
    )
}

async fn proof(ask: Ask) -> Result<One<ProofOf>, Failure> {
    let serves = ask.id("serves", Serves::parse, Noun::Evidence)?;
    let panel = evidence::panel(ask.app(), ask.actor(), &serves).await?;
    let proofs = panel.proofs.iter().map(|one| AttachedProof {
        evidence: shape(&one.evidence),
        page: one.page.clone(),
        requirement: one.requirement.as_ref().map(ToString::to_string),
        is_named: one.is_named,
    });
    Ok(One::of(ProofOf {
        serves: serves.word(),
        unit: panel.unit.slug.clone(),
        asked: panel.count.asked.iter().map(asked).collect(),
        proofs: proofs.collect(),
        hidden: panel.hidden,
        may_attach: panel.may_attach,
    }))
}

async fn missing(ask: Ask<Nothing, Wanted>) -> Result<Many<MissingProof>, Failure> {
    let place = (ask.unit().await?, ask.period().await?);
    let mine = ask.query.mine.unwrap_or_default();
    let mut conn = ask.app().read().await?;
    let lacks = evidence::missing(&mut conn, ask.actor(), (&place.0, &place.1), mine).await?;
    drop(conn);
    let all = lacks.iter().map(lack).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &MissingProof| &one.serves)
}

fn lack(lack: &Lack) -> MissingProof {
    MissingProof {
        serves: lack.serves.word(),
        code: lack.code.clone(),
        title: lack.title.clone(),
        due: lack.due.map(|day| day.to_string()),
        attached: lack.attached,
        asked: lack.asked.iter().map(asked).collect(),
    }
}

fn asked(asked: &Asked) -> AskedProof {
    AskedProof {
        id: asked.id.to_string(),
        text: asked.text.clone(),
        accepts: asked
            .accepts
            .split('|')
            .filter(|kind| !kind.is_empty())
            .map(str::to_owned)
            .collect(),
        needed: asked.needed,
        done: asked.done,
        from: asked.from.map(|day| day.to_string()),
        to: asked.to.map(|day| day.to_string()),
        undated: asked.undated,
        outside: asked.outside,
    }
}

//! Ranking of units, and publications: what would be published, publishing, what stands published.
//! The published file itself is the one that anyone verifies.

use app::publication::{self, NewPublication, Publication, PublishedUnit};
use app::ranking::{self, Ranked};
use app::{FrameworkId, Noun, PublicationId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{decimal, fraction};
use super::wire::{Api, Ask, Body, Created, File, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A unit in its place.
#[derive(Serialize, ToSchema)]
#[schema(as = RankedUnit)]
struct RankedShape {
    /// The word in addresses.
    unit: String,
    /// Name.
    name: String,
    /// The kind of units that it is compared with.
    block: &'static str,
    /// From 1, within the block; equal numbers share it.
    rank: u32,
    /// What is ranked, as declared.
    number: Option<String>,
    /// Points, exactly.
    points_exact: Option<String>,
    /// The maximum that was open to it, exactly.
    max_exact: Option<String>,
    /// Xếp loại.
    grade: Option<String>,
    /// `live`, `claimed`, `appraised`, `final`: which card.
    basis: &'static str,
    /// The best rank still possible.
    best: u32,
    /// The worst.
    worst: u32,
    /// The rank a year before.
    before: Option<u32>,
}

/// A publication.
#[derive(Serialize, ToSchema)]
#[schema(as = Publication)]
struct PublicationShape {
    /// Id.
    id: String,
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// The period's word in addresses.
    period: String,
    /// 1, 2 …
    number: i32,
    /// Its title.
    title: String,
    /// `published`, `replaced`, `withdrawn`.
    state: &'static str,
    /// Why it was corrected.
    reason: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    published_at: String,
    /// Units in it.
    units: usize,
    /// Over its file.
    sha256: String,
    /// For `If-Match`.
    version: i32,
}

/// A unit's published result.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedUnit)]
struct PublishedShape {
    /// The word in addresses.
    unit: String,
    /// Name.
    name: String,
    /// The kind of unit.
    block: String,
    /// From 1.
    rank: i32,
    /// What is ranked.
    number: Option<String>,
    /// Points, exactly.
    points_exact: Option<String>,
    /// Xếp loại.
    grade: Option<String>,
}

/// Of which framework.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OnFramework {
    /// Id of the framework.
    #[serde(default)]
    framework: String,
}

/// What would be published.
#[derive(Serialize, ToSchema)]
struct PublicationPreview {
    /// Units that would be in it.
    units: usize,
    /// Units that have not handed in.
    without: usize,
    /// Lines without points.
    missing: usize,
    /// Points of all units together.
    points_exact: String,
    /// To publish what was seen.
    seen: String,
}

/// Results to be published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PublicationToMake {
    /// Its title.
    title: String,
    /// Why it corrects the one before; needed where there is one.
    #[serde(default)]
    reason: String,
    /// Goes on without units that have not handed in.
    #[serde(default)]
    without_others: bool,
    /// `seen` of the preview.
    seen: String,
}

/// Why it is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakingBack {
    /// Shown in its place.
    note: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let publish = Access::May(Action::Publish);
    api.about("Xếp hạng, công bố")
        .get(
            "/api/v1/units/{unit}/periods/{period}/ranking",
            Access::May(Action::ReadFigures),
            (
                "listRanking",
                "Xếp hạng các đơn vị dưới quyền, theo khối và hạng",
            ),
            ranking,
        )
        .get(
            "/api/v1/units/{unit}/periods/{period}/publications/preview",
            publish,
            (
                "previewPublication",
                "Những gì sẽ được công bố, tổng kiểm tra",
            ),
            preview,
        )
        .post(
            "/api/v1/units/{unit}/periods/{period}/publications",
            publish,
            ("createPublication", "Công bố kết quả đã xem trước"),
            create,
        )
        .get(
            "/api/v1/publications",
            Access::SignedIn,
            ("listPublications", "Các lần công bố, mới nhất trước"),
            list,
        )
        .get(
            "/api/v1/publications/{publication}",
            Access::SignedIn,
            ("showPublication", "Một lần công bố"),
            show,
        )
        .get(
            "/api/v1/publications/{publication}/units",
            Access::SignedIn,
            ("listPublishedUnits", "Kết quả từng đơn vị đã công bố"),
            units,
        )
        .get(
            "/api/v1/publications/{publication}/file",
            Access::SignedIn,
            (
                "readPublicationFile",
                "Tệp công bố, đúng từng byte; kiểm tra bằng «chamdiem publication verify»",
            ),
            file,
        )
        .post(
            "/api/v1/publications/{publication}/withdraw",
            publish,
            ("withdrawPublication", "Thu hồi, có lý do; cần If-Match"),
            withdraw,
        )
}

fn ranked(one: Ranked) -> RankedShape {
    RankedShape {
        unit: one.slug,
        name: one.name,
        block: one.block.name(),
        rank: one.rank,
        number: decimal(Some(&one.number)),
        points_exact: fraction(Some(&one.points)),
        max_exact: fraction(Some(&one.max)),
        grade: one.grade,
        basis: one.basis.name(),
        best: one.still.0,
        worst: one.still.1,
        before: one.before.map(|(rank, _)| rank),
    }
}

fn shape(one: Publication) -> PublicationShape {
    PublicationShape {
        id: one.id.to_string(),
        framework: one.framework.0.to_string(),
        framework_name: one.framework.1,
        period: one.period.0,
        number: one.number,
        title: one.title,
        state: one.state.name(),
        reason: one.reason,
        published_at: one.published_at,
        units: one.totals.units,
        sha256: one.sha256,
        version: one.version,
    }
}

fn published(one: PublishedUnit) -> PublishedShape {
    PublishedShape {
        unit: one.slug,
        name: one.name,
        block: one.block,
        rank: one.rank,
        number: decimal(Some(&one.number)),
        points_exact: fraction(Some(&one.points)),
        grade: one.grade,
    }
}

fn framework(wanted: &OnFramework) -> Result<FrameworkId, Failure> {
    let id = &wanted.framework;
    field("framework", id, FrameworkId::parse(id))
}

fn id<B: super::wire::Sent, Q: serde::de::DeserializeOwned>(
    ask: &Ask<B, Q>,
) -> Result<PublicationId, Failure> {
    ask.id("publication", PublicationId::parse, Noun::Publication)
}

async fn ranking(ask: Ask<Nothing, OnFramework>) -> Result<Many<RankedShape>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    ask.actor().require(Action::ReadFigures, &unit.path)?;
    let id = framework(&ask.query)?;
    let found = ranking::rank(ask.app(), ask.actor(), (&unit, &period), &id).await?;
    Ok(Many::all(found.rows.into_iter().map(ranked).collect()))
}

async fn preview(ask: Ask<Nothing, OnFramework>) -> Result<One<PublicationPreview>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    ask.actor().require(Action::ReadFigures, &unit.path)?;
    let id = framework(&ask.query)?;
    let seen = publication::preview(ask.app(), ask.actor(), (&unit, &period), &id).await?;
    Ok(One::of(PublicationPreview {
        units: seen.totals.units,
        without: seen.totals.without,
        missing: seen.missing,
        points_exact: seen.totals.points,
        seen: seen.seen,
    }))
}

async fn create(
    ask: Ask<Body<PublicationToMake>, OnFramework>,
) -> Result<Created<PublicationShape>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let (app, actor, framework) = (ask.app(), ask.actor(), framework(&ask.query)?);
    // The unit of the address is the one whose framework it is.
    publication::preview(app, actor, (&unit, &period), &framework).await?;
    let Body(asked) = &ask.body;
    let new = NewPublication {
        title: asked.title.clone(),
        reason: asked.reason.clone(),
        without_others: asked.without_others,
        seen: asked.seen.clone(),
    };
    let id = publication::publish(app, actor, (&period, &framework), new).await?;
    let made = publication::show(app, &id).await?;
    Ok(Created {
        location: format!("/api/v1/publications/{id}"),
        one: One::at(made.version, shape(made)),
    })
}

async fn list(ask: Ask) -> Result<Many<PublicationShape>, Failure> {
    let all = publication::list(ask.app()).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn show(ask: Ask) -> Result<One<PublicationShape>, Failure> {
    let one = publication::show(ask.app(), &id(&ask)?).await?;
    Ok(One::at(one.version, shape(one)))
}

async fn units(ask: Ask) -> Result<Many<PublishedShape>, Failure> {
    let (_, _, all) = publication::units(ask.app(), &id(&ask)?).await?;
    Ok(Many::all(all.into_iter().map(published).collect()))
}

async fn file(ask: Ask) -> Result<File, Failure> {
    let (one, stored) = publication::file(ask.app(), &id(&ask)?).await?;
    Ok(File {
        media_type: "application/json".to_owned(),
        name: format!("cong-bo-{}-{}.json", one.period.0, one.number),
        sha256: one.sha256,
        stored,
        wanted: ask.part(),
    })
}

async fn withdraw(ask: Ask<Body<TakingBack>>) -> Result<One<PublicationShape>, Failure> {
    let id = id(&ask)?;
    let key = (&id, ask.version()?);
    publication::withdraw(ask.app(), ask.actor(), key, &ask.body.0.note).await?;
    let one = publication::show(ask.app(), &id).await?;
    Ok(One::at(one.version, shape(one)))
}

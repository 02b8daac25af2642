//! `/api/v1/registry`: the country's list of units: what of it is here, entering it, what units of
//! before became.

use app::registry::{self, Filled, Former, FormerHit, Parts};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::date;
use super::wire::{Api, Ask, Body, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A province of the list beside what is here.
#[derive(Serialize, ToSchema)]
struct RegistryPart {
    /// Its code.
    code: &'static str,
    /// Its name.
    name: &'static str,
    /// Whether it is here.
    is_here: bool,
    /// Communes in the list.
    listed: usize,
    /// Communes that are here, by code.
    here: usize,
    /// Communes that are here by name and have no code: left as they are.
    without_code: Vec<&'static str>,
    /// Communes that would be entered.
    new: usize,
}

/// What was entered at once.
#[derive(Serialize, ToSchema)]
struct RegistryFilled {
    /// Id.
    id: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// How many units.
    units: i64,
}

/// A unit of before 1 July 2025.
#[derive(Serialize, ToSchema)]
struct FormerUnit {
    /// Its code then.
    code: &'static str,
    /// Its name.
    name: &'static str,
    /// Its district.
    district: &'static str,
    /// Its province then.
    province: &'static str,
    /// What it became; the one that got most of it first.
    became: Vec<BecameUnit>,
}

/// What a former unit became.
#[derive(Serialize, ToSchema)]
struct BecameUnit {
    /// Its code.
    code: &'static str,
    /// Its name.
    name: &'static str,
    /// The word in addresses of the unit that stands for it here.
    unit: Option<String>,
}

/// The former units of a unit of today.
#[derive(Serialize, ToSchema)]
struct FormerOfUnit {
    /// What the list says the unit was made of.
    listed: Vec<FormerListed>,
    /// When they were entered; null: they are not.
    entered: Option<RegistryFilled>,
}

/// A former unit in the list.
#[derive(Serialize, ToSchema)]
struct FormerListed {
    /// Its code then.
    code: &'static str,
    /// Its name.
    name: &'static str,
    /// Its district.
    district: &'static str,
}

/// Which part of the list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedProvince {
    /// Code of a province; null: what is under the unit at the top.
    province: Option<String>,
}

/// Which former units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedFormer {
    /// Words of their name, district, province; or their code.
    q: String,
}

/// Since when the former units were there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormerToEnter {
    /// The first day.
    #[schema(format = Date)]
    begins_on: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    let read = Access::May(Action::Read);
    let former = "/api/v1/units/{unit}/former-units";
    api.about("Danh mục đơn vị cả nước")
        .get(
            "/api/v1/registry",
            manage,
            (
                "previewRegistry",
                "Danh mục 34 tỉnh, thành phố và cấp xã: đã có gì, sẽ thêm gì",
            ),
            preview,
        )
        .post(
            "/api/v1/registry/fill",
            manage,
            ("fillRegistry", "Thêm các đơn vị còn thiếu theo danh mục"),
            fill,
        )
        .post(
            "/api/v1/registry/undo",
            manage,
            (
                "undoRegistry",
                "Bỏ các đơn vị đã thêm lần gần nhất, khi chưa ai dùng",
            ),
            undo,
        )
        .get(
            "/api/v1/registry/former",
            read,
            (
                "findFormerUnits",
                "Tìm xã, phường cũ và đơn vị hiện nay của nó",
            ),
            find,
        )
        .get(
            former,
            read,
            (
                "showFormerUnits",
                "Các xã, phường cũ đã nhập thành đơn vị, theo danh mục",
            ),
            waiting,
        )
        .post(
            former,
            manage,
            (
                "enterFormerUnits",
                "Thêm các đơn vị cũ và quan hệ với đơn vị hiện nay",
            ),
            enter,
        )
        .post(
            "/api/v1/units/{unit}/former-units/undo",
            manage,
            ("undoFormerUnits", "Bỏ các đơn vị cũ đã thêm"),
            take_back,
        )
}

fn part(one: &Parts) -> RegistryPart {
    RegistryPart {
        code: one.province.code,
        name: one.province.name,
        is_here: one.is_here.is_some(),
        listed: one.listed,
        here: one.here,
        without_code: one.without_code.clone(),
        new: one.new.len(),
    }
}

fn filled(one: Filled) -> RegistryFilled {
    RegistryFilled {
        id: one.id.to_string(),
        at: one.at,
        units: one.units,
    }
}

fn hit(one: FormerHit) -> FormerUnit {
    let became = one.became.into_iter().map(|(present, unit)| BecameUnit {
        code: present.code,
        name: present.name,
        unit: unit.map(|unit| unit.slug),
    });
    FormerUnit {
        code: one.former.code,
        name: one.former.name,
        district: one.former.district,
        province: one.former.province,
        became: became.collect(),
    }
}

fn listed(one: &Former) -> FormerListed {
    FormerListed {
        code: one.code,
        name: one.name,
        district: one.district,
    }
}

async fn preview(ask: Ask<Nothing, WantedProvince>) -> Result<Many<RegistryPart>, Failure> {
    let province = ask.query.province.as_deref();
    let plan = registry::preview(ask.app(), ask.actor(), province).await?;
    Ok(Many::all(plan.parts.iter().map(part).collect()))
}

async fn fill(ask: Ask<Body<WantedProvince>>) -> Result<One<RegistryFilled>, Failure> {
    let province = ask.body.0.province.as_deref();
    let done = registry::fill(ask.app(), ask.actor(), province).await?;
    Ok(One::of(filled(done)))
}

async fn undo(ask: Ask) -> Result<One<RegistryFilled>, Failure> {
    let done = registry::undo(ask.app(), ask.actor()).await?;
    Ok(One::of(filled(done)))
}

async fn find(ask: Ask<Nothing, WantedFormer>) -> Result<Many<FormerUnit>, Failure> {
    let words: String = ask.query.q.chars().take(200).collect();
    let (hits, _) = registry::find_former(ask.app(), ask.actor(), &words).await?;
    Ok(Many::all(hits.into_iter().map(hit).collect()))
}

async fn waiting(ask: Ask) -> Result<One<FormerOfUnit>, Failure> {
    let unit = ask.unit().await?;
    let all = registry::waiting(ask.app(), ask.actor(), &unit.id).await?;
    Ok(One::of(FormerOfUnit {
        listed: all.listed.into_iter().map(listed).collect(),
        entered: all.entered.map(filled),
    }))
}

async fn enter(ask: Ask<Body<FormerToEnter>>) -> Result<One<RegistryFilled>, Failure> {
    let unit = ask.unit().await?;
    let typed = ask.body.0.begins_on.as_str();
    let begins = field("/begins_on", typed, date("/begins_on", Some(typed))?)?;
    let done = registry::load_former(ask.app(), ask.actor(), &unit.id, begins).await?;
    Ok(One::of(filled(done)))
}

async fn take_back(ask: Ask) -> Result<One<RegistryFilled>, Failure> {
    let unit = ask.unit().await?;
    let done = registry::undo_former(ask.app(), ask.actor(), &unit.id).await?;
    Ok(One::of(filled(done)))
}

//! The filter of the audit as it stands in an address, and what it means.

use app::audit::Filter;
use app::unit::{self, Unit};
use domain::authority::Action;
use jiff::civil::Date;
use serde::Deserialize;

use crate::web::{Failure, Problems, Visitor, Web, encoded};

/// What the address says, as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// The unit's word in addresses.
    pub(super) don_vi: String,
    /// An account's id.
    pub(super) nguoi: String,
    /// A kind, or a noun with its point.
    pub(super) loai: String,
    /// `plan:0199…`.
    pub(super) ve: String,
    pub(super) tu: String,
    pub(super) den: String,
    pub(super) q: String,
    /// Older than this number.
    pub(super) truoc: String,
}

impl Typed {
    /// The filter, the units to choose from, and what could not be read.
    pub(super) async fn read(
        &self,
        web: &Web,
        visitor: &Visitor,
    ) -> Result<(Filter, Vec<Unit>, Problems), Failure> {
        let mut units = unit::visible(&web.app, &visitor.actor).await?;
        units.retain(|unit| visitor.actor.may(Action::ReadAudit, &unit.path));
        let chosen = match self.don_vi.as_str() {
            "" => first(visitor, &units),
            slug => units.iter().find(|unit| unit.slug == slug),
        };
        let chosen = chosen.ok_or(Failure::NotAllowed(Action::ReadAudit))?;
        let mut problems = Problems::default();
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let filter = Filter {
            unit: chosen.clone(),
            account: some(&self.nguoi),
            kind: some(&self.loai),
            subject: self
                .ve
                .split_once(':')
                .map(|(kind, id)| (kind.to_owned(), id.to_owned())),
            from: day(&self.tu, "tu", &mut problems),
            to: day(&self.den, "den", &mut problems),
            words: self.q.clone(),
        };
        Ok((filter, units, problems))
    }

    /// Whether anything but the unit is chosen.
    pub(super) fn narrows(&self) -> bool {
        [
            &self.nguoi,
            &self.loai,
            &self.ve,
            &self.tu,
            &self.den,
            &self.q,
        ]
        .iter()
        .any(|text| !text.trim().is_empty())
    }

    /// The same filter as a query, from `before` on.
    pub(super) fn query(&self, before: Option<i32>) -> String {
        let before = before.map(|number| number.to_string()).unwrap_or_default();
        let pairs = [
            ("don_vi", &self.don_vi),
            ("nguoi", &self.nguoi),
            ("loai", &self.loai),
            ("ve", &self.ve),
            ("tu", &self.tu),
            ("den", &self.den),
            ("q", &self.q),
            ("truoc", &before),
        ];
        let pairs: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("?{}", pairs.join("&"))
    }

    pub(super) fn before(&self) -> Option<i32> {
        self.truoc.parse().ok()
    }
}

/// The visitor's own unit, or the first whose audit they read.
fn first<'u>(visitor: &Visitor, units: &'u [Unit]) -> Option<&'u Unit> {
    let home = visitor.actor.home.as_ref();
    units
        .iter()
        .find(|unit| home.is_some_and(|home| home.id == unit.id))
        .or(units.first())
}

/// A day as browsers send it (2026-10-14) or as people write it (14/10/2026).
fn day(text: &str, field: &'static str, problems: &mut Problems) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = text
        .parse()
        .ok()
        .or_else(|| Date::strptime("%d/%m/%Y", text).ok());
    if day.is_none() {
        problems.say(
            field,
            format!(
                "Không lọc được theo ngày: «{text}» không phải là ngày. Đề nghị ghi như 14/10/2026."
            ),
        );
    }
    day
}

//! A small office to work in: two wards of the demo, whose figures are compared with each other.

use std::collections::BTreeMap;

use app::figure::{self, Grid};
use app::framework::Ask;
use app::unit::Unit;
use app::{Actor, App, account, period};
use server::demo::{Size, fill};

use super::process::Place;
use crate::support::PASSWORD;

/// What is there before anybody begins.
pub(super) struct Office {
    pub(super) wards: Vec<Ward>,
    /// Version of every entry.
    pub(super) versions: BTreeMap<String, i32>,
    /// Number of the last event.
    pub(super) last_event: i32,
}

/// A ward, and its focal officer's session.
#[derive(Clone)]
pub(super) struct Ward {
    pub(super) unit: Unit,
    pub(super) actor: Actor,
    pub(super) cookie: String,
    /// `/api/v1/units/son-khe/periods/2026/entries`
    pub(super) entries_at: String,
    pub(super) rows: Vec<Row>,
    pub(super) today: String,
}

/// A row that clients fill in.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) entry: String,
    pub(super) code: String,
    pub(super) version: i32,
    pub(super) asks: Vec<Ask>,
}

impl Office {
    pub(super) async fn fill(place: &Place) -> Office {
        let app = App::open(place.setting()).await.unwrap();
        let city = fill(&app, Size::SMALL, PASSWORD).await.unwrap();
        keep_open(&app).await;
        let mut wards = Vec::new();
        for unit in &city.wards {
            wards.push(Ward::of(&app, unit).await);
        }
        let mut conn = app.read().await.unwrap();
        let versions = conn
            .all("select id, version from entry", &[], |row| {
                Ok((row.text("id")?, row.int("version")?))
            })
            .await
            .unwrap();
        let last_event = conn
            .one("select seq from audit_head", &[], |row| row.int("seq"))
            .await
            .unwrap();
        Office {
            wards,
            versions: versions.into_iter().collect(),
            last_event,
        }
    }
}

/// The demo closes entry in December; the test runs on any day of the year.
async fn keep_open(app: &App) {
    let administrator = account::sign_in(app, "quantri", PASSWORD)
        .await
        .ok()
        .unwrap()
        .actor;
    let this = period::current(app).await.unwrap();
    period::set_closing(app, &administrator, (&this.id, this.version), None)
        .await
        .unwrap();
}

impl Ward {
    async fn of(app: &App, unit: &Unit) -> Ward {
        let login = format!("daumoi.{}", unit.slug.replace('-', ""));
        let begun = account::sign_in(app, &login, PASSWORD).await.ok().unwrap();
        let period = period::current(app).await.unwrap();
        let mut ward = Ward {
            entries_at: format!(
                "/api/v1/units/{}/periods/{}/entries",
                unit.slug, period.code
            ),
            cookie: format!("phien={}", begun.token),
            unit: unit.clone(),
            actor: begun.actor,
            rows: Vec::new(),
            today: app.today().to_string(),
        };
        let grid = ward.grid(app).await;
        let rows = grid.entries.iter().map(|entry| {
            let line = &grid.edition.lines[entry.line];
            Row {
                entry: entry.id.to_string(),
                code: line.code.clone(),
                version: entry.version,
                asks: line.asks.clone(),
            }
        });
        let rows = rows.filter(|row| super::figures::can_be_sent(&row.asks));
        ward.rows = rows.collect();
        assert!(ward.rows.len() > 20, "{}", ward.rows.len());
        ward
    }

    pub(super) async fn grid(&self, app: &App) -> Grid {
        let period = period::current(app).await.unwrap();
        let mut all = figure::assessments(app, &self.actor, &self.unit, &period)
            .await
            .unwrap();
        let assessment = all.pop().unwrap();
        figure::grid(app, &self.actor, &self.unit, &assessment)
            .await
            .unwrap()
    }
}

//! Figures of the city that are computed from its wards' own entries.

mod define;
mod follow;
mod shown;

use app::figure::{self, FigureState, Grid, Opening, Saved};
use app::framework;
use app::framework::draft::{self, Chosen, NewDraft, Place, RowKind};
use app::testing::Trial;
use app::unit::{NewUnit, UnitKind};
use app::{Error, FrameworkId, IndicatorId, period, unit};

use super::{City, row, small};

const WARDS: [&str; 4] = [
    "Phường Hạ Khê",
    "Phường Sơn Khê",
    "Xã Vân Hạ",
    "Xã Lũng Mây",
];

/// A city with a framework of its own over its wards'.
struct Above {
    trial: Trial,
    city: City,
    framework: FrameworkId,
}

/// A line of the city's framework.
struct Defined {
    indicator: IndicatorId,
    rollups: Vec<framework::RollUp>,
}

/// The lines of the city's framework: code, title, rule, how each is computed.
type Line<'a> = (&'a str, &'a str, &'a str, Option<Take<'a>>);

/// The line of the wards and its figure, how, test, bound.
type Take<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

const SHARE: Line<'static> = (
    "I.1",
    "Tỷ lệ phường, xã có chuyên mục chuyển đổi số",
    "Tỷ lệ × điểm tối đa",
    Some(("1.1", "yes", "share", "yes", "")),
);
const REACHED: Line<'static> = (
    "I.2",
    "Tỷ lệ phường, xã có từ 80 % hộ có cáp quang",
    "Tỷ lệ × điểm tối đa",
    Some(("2.1", "rate", "share", "at_least", "80")),
);
const TOTAL: Line<'static> = (
    "I.3",
    "Số hội nghị tập huấn của các phường, xã",
    "Tính theo phương pháp min-max giữa các thành phố",
    Some(("1.2", "value", "sum", "", "")),
);
const RATIO: Line<'static> = (
    "I.4",
    "Tỷ lệ hộ có cáp quang của cả thành phố",
    "Tỷ lệ × điểm tối đa",
    Some(("2.1", "rate", "ratio", "", "")),
);

impl Above {
    async fn with(trial: Trial, lines: &[Line<'_>]) -> Above {
        let city = City::with(&trial, &small(), &WARDS).await;
        let mut above = Above {
            framework: city.framework.clone(),
            trial,
            city,
        };
        above.framework = above.draft("Chỉ số chuyển đổi số của thành phố 2026").await;
        let pillar = above
            .add("I", "Phường, xã", (RowKind::Pillar, None), "")
            .await;
        for (code, title, rule, take) in lines {
            let place = (RowKind::Indicator, Some(pillar.clone()));
            let id = above.add(code, title, place, rule).await;
            if let Some(take) = take {
                let target = if take.2 == "sum" { "value" } else { "rate" };
                above.take(&id, target, *take).await.unwrap();
            }
        }
        above
    }

    async fn draft(&self, name: &str) -> FrameworkId {
        let new = NewDraft {
            unit: self.city.whole.id.clone(),
            name: name.to_owned(),
            legal_basis: String::new(),
            follows: None,
        };
        draft::create(&self.trial.app, &self.city.focal, new)
            .await
            .unwrap()
    }

    async fn add(
        &self,
        code: &str,
        title: &str,
        (kind, parent): (RowKind, Option<IndicatorId>),
        rule: &str,
    ) -> IndicatorId {
        let fields = draft::Fields {
            code: code.to_owned(),
            title: title.to_owned(),
            max_points: if kind == RowKind::Pillar { "" } else { "10" }.to_owned(),
            rule_text: rule.to_owned(),
            ..draft::Fields::default()
        };
        let place = Place { kind, parent };
        let id = draft::add(
            &self.trial.app,
            &self.city.focal,
            &self.framework,
            (&place, &fields),
        );
        id.await.unwrap()
    }

    async fn source(&self, code: &str, key: &str) -> String {
        let app = &self.trial.app;
        let sources = draft::sources(app, &self.city.focal, &self.framework).await;
        let sources = sources.unwrap();
        let start = format!("{code} ");
        let end = format!(":{key}");
        let of = |one: &&draft::Source| one.named.starts_with(&start) && one.key.ends_with(&end);
        sources.iter().find(of).unwrap().key.clone()
    }

    async fn take(
        &self,
        id: &IndicatorId,
        target: &str,
        (code, key, how, test, bound): Take<'_>,
    ) -> Result<(), Error> {
        let chosen = Chosen {
            target: target.to_owned(),
            how: how.to_owned(),
            source: self.source(code, key).await,
            kinds: vec![UnitKind::Commune],
            test: test.to_owned(),
            bound: bound.to_owned(),
        };
        self.choose(id, &chosen).await
    }

    async fn choose(&self, id: &IndicatorId, chosen: &Chosen) -> Result<(), Error> {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let sheet = draft::sheet(app, focal, &self.framework).await.unwrap();
        let version = sheet.row(id).unwrap().version;
        draft::roll_up(app, focal, (&self.framework, id, version), chosen).await
    }

    async fn line(&self, code: &str) -> Defined {
        let (edition, _) = framework::show(&self.trial.app, &self.city.focal, &self.framework)
            .await
            .unwrap();
        let line = &edition.lines[edition.by_code(code).unwrap()];
        Defined {
            indicator: line.indicator.clone(),
            rollups: line.rollups.clone(),
        }
    }

    async fn open(&self) {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let opening = Opening {
            framework: self.framework.clone(),
            period: period::by_code(app, "2026").await.unwrap().id,
            under: self.city.whole.id.clone(),
            kind: Some(UnitKind::City),
        };
        assert_eq!(
            figure::open_for_units(app, focal, &opening).await.unwrap(),
            1
        );
    }

    async fn grid(&self) -> Grid {
        let (app, focal) = (&self.trial.app, &self.city.focal);
        let period = period::by_code(app, "2026").await.unwrap();
        let all = figure::assessments(app, focal, &self.city.whole, &period)
            .await
            .unwrap();
        figure::grid(app, focal, &self.city.whole, &all[0])
            .await
            .unwrap()
    }

    async fn entry(&self, code: &str) -> figure::Entry {
        figure::by_code(&self.grid().await, code).unwrap().clone()
    }

    async fn enter(&self, ward: usize, code: &str, inputs: &[(&str, &str)]) -> Saved {
        let typed = row(inputs);
        self.city
            .save(&self.trial, (ward, code), &typed)
            .await
            .unwrap()
    }

    async fn found(&self, name: &str) -> unit::Unit {
        let app = &self.trial.app;
        let new = NewUnit {
            parent: Some(self.city.whole.id.clone()),
            kind: UnitKind::Commune,
            name: name.to_owned(),
            code: None,
            valid_from: app.today(),
        };
        unit::create(app, &self.city.focal, new).await.unwrap()
    }

    /// The values of a line of the city as stored, its state, source and points.
    fn told(entry: &figure::Entry) -> (Vec<String>, Option<FigureState>, String, Option<String>) {
        let known = entry.values.iter().filter(|value| value.value.is_some());
        let values: Vec<String> = known
            .clone()
            .map(|one| format!("{}={}", one.key, one.value.clone().unwrap()))
            .collect();
        let source = entry.first().map(|one| one.source.clone());
        let points = entry.earned.points.as_ref().map(ToString::to_string);
        (values, entry.state, source.unwrap_or_default(), points)
    }

    async fn is(&self, code: &str, values: &[&str], source: &str, points: Option<&str>) {
        let entry = self.entry(code).await;
        let (own, state, from, earned) = Above::told(&entry);
        assert_eq!(own, values, "{code}");
        assert_eq!(from, source, "{code}");
        assert_eq!(earned.as_deref(), points, "{code}");
        assert!(entry.values.iter().all(|value| value.locked), "{code}");
        assert_eq!(state.is_none(), values.is_empty(), "{code}");
    }
}

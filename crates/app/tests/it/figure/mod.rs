//! Figures and scores. What every test here begins with: a city whose wards share a framework.

mod book;
mod confirm;
mod desk;
mod open;
mod provided;
mod ready;
mod rollup;
mod sample;
mod save;
mod shared;

use std::collections::BTreeMap;

use app::account::{self, FirstAdministrator};
use app::audit::Event;
use app::figure::{self, Grid, Opening, Refusal, Typed};
use app::framework::{self, Adoption};
use app::testing::Trial;
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, Error, FrameworkId, Refusal as Any, period};
use domain::plan::Annex;

const PASSWORD: &str = "mot mat khau dai";

/// A city with wards that all work on one framework.
pub(crate) struct City {
    pub(crate) focal: Actor,
    pub(crate) whole: Unit,
    pub(crate) wards: Vec<Unit>,
    pub(crate) framework: FrameworkId,
}

impl City {
    pub(crate) async fn with(trial: &Trial, annex: &Annex, wards: &[&str]) -> City {
        let app = &trial.app;
        let link = account::first_link(app).await.expect("the test's own data");
        let first = FirstAdministrator {
            unit_name: "Thành phố Đông Lĩnh".to_owned(),
            unit_kind: UnitKind::City,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: PASSWORD.to_owned(),
        };
        account::create_first(app, &link, first)
            .await
            .expect("the test's own data");
        let session = account::sign_in(app, "hanh", PASSWORD)
            .await
            .expect("the test's own data");
        let focal = account::visitor(app, &session.token)
            .await
            .expect("the test's own data")
            .expect("the test's own data");
        let slug = focal.home.clone().expect("the test's own data").slug;
        let city = unit::by_slug(app, &focal, &slug)
            .await
            .expect("the test's own data");
        let mut made = Vec::new();
        for name in wards {
            let new = NewUnit {
                parent: Some(city.id.clone()),
                kind: UnitKind::Commune,
                name: (*name).to_owned(),
                code: None,
                valid_from: app.today(),
            };
            made.push(
                unit::create(app, &focal, new)
                    .await
                    .expect("the test's own data"),
            );
        }
        let mut tx = app.begin(&focal).await.expect("the test's own data");
        let adoption = Adoption {
            unit: city.id.clone(),
            name: "DTI cấp xã 2026".to_owned(),
            legal_basis: None,
            annex,
            chosen: BTreeMap::new(),
            year: 2026,
        };
        let adopted = framework::adopt(&mut tx, &focal, adoption)
            .await
            .expect("the test's own data");
        tx.commit(Event::new("test.done", "framework", "", ""))
            .await
            .expect("the test's own data");
        let opening = Opening {
            framework: adopted.framework.clone(),
            period: period::by_code(app, "2026")
                .await
                .expect("the test's own data")
                .id,
            under: city.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        let opened = figure::open_for_units(app, &focal, &opening)
            .await
            .expect("the test's own data");
        assert_eq!(
            usize::try_from(opened).expect("the test's own data"),
            wards.len()
        );
        City {
            focal,
            whole: city,
            wards: made,
            framework: adopted.framework,
        }
    }

    pub(crate) async fn grid(&self, trial: &Trial, ward: usize) -> Grid {
        let app = &trial.app;
        let period = period::by_code(app, "2026")
            .await
            .expect("the test's own data");
        let unit = &self.wards[ward];
        let all = figure::assessments(app, &self.focal, unit, &period)
            .await
            .expect("the test's own data");
        figure::grid(app, &self.focal, unit, &all[0])
            .await
            .expect("the test's own data")
    }

    pub(crate) async fn save(
        &self,
        trial: &Trial,
        (ward, code): (usize, &str),
        typed: &Typed,
    ) -> Result<figure::Saved, Error> {
        let grid = self.grid(trial, ward).await;
        let entry = figure::by_code(&grid, code).expect("the test's own data");
        figure::save(&trial.app, &self.focal, &entry.id, typed, entry.version).await
    }

    pub(crate) async fn points(&self, trial: &Trial, ward: usize, code: &str) -> Option<String> {
        let grid = self.grid(trial, ward).await;
        let entry = figure::by_code(&grid, code).expect("the test's own data");
        entry.earned.points.as_ref().map(ToString::to_string)
    }
}

/// A row as people fill it in.
pub(crate) fn row(inputs: &[(&str, &str)]) -> Typed {
    Typed {
        inputs: inputs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect(),
        source: "Báo cáo của phòng".to_owned(),
        as_of: "30/09/2026".to_owned(),
        applicable: true,
        ..Typed::default()
    }
}

pub(crate) fn annex(text: &str) -> Annex {
    let source = documents::read(text.as_bytes(), Some("thu.txt")).expect("the test's own data");
    let plan = reading::plan::read(&source, Some(2026));
    plan.annexes
        .into_iter()
        .next()
        .expect("the test's own data")
}

/// Three shapes, one of which compares units, and two rows that share a denominator.
pub(crate) fn small() -> Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tNhận thức số\t20\t\t\n\
         1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n\
         1.2\tSố hội nghị tập huấn\t10\tTính theo phương pháp min-max giữa các phường, xã\tBáo cáo\n\
         2\tHạ tầng số\t20\t\t\n\
         2.1\tTỷ lệ hộ có cáp quang\t10\ta = Số hộ gia đình có cáp quang; b = Tổng số hộ gia đình trên địa bàn phường; điểm = a/b × 10 điểm\tBáo cáo\n\
         2.2\tTỷ lệ hộ có điện thoại\t10\ta = Số hộ gia đình có điện thoại thông minh; b = Tổng số hộ gia đình trên địa bàn phường; điểm = a/b × 10 điểm\tBáo cáo\n",
    )
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Figure(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn check(refusal: Refusal, expected: &str) {
    let name = format!("{refusal:?}");
    assert!(name.starts_with(expected), "{name} is not {expected}");
}

//! The city's own index: a framework of its own whose figures come from its wards' entries.

use app::figure::{self, Opening};
use app::framework::draft::{self, Chosen, Fields, NewDraft, Place, RowKind};
use app::framework::{self, RATE};
use app::unit::UnitKind;
use app::{Actor, App, FrameworkId, IndicatorId, UnitId, period};

use super::fill::{Error, Stage};

/// A line over the wards: code, title, the wards' line, what is made of it, test, bound.
type Over = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const OVER: [Over; 5] = [
    (
        "A.1",
        "Tỷ lệ phường, xã có Chủ tịch UBND là Trưởng Ban Chỉ đạo",
        "1.1",
        "share",
        "yes",
        "",
    ),
    (
        "A.2",
        "Tỷ lệ phường, xã có từ 70 % hồ sơ nộp trực tuyến",
        "6.3",
        "share",
        "at_least",
        "70",
    ),
    (
        "A.3",
        "Tỷ lệ hồ sơ nộp trực tuyến của cả thành phố",
        "6.3",
        "ratio",
        "",
        "",
    ),
    (
        "A.4",
        "Tỷ lệ phường, xã có từ 60 % hộ gia đình dùng cáp quang",
        "3.2",
        "share",
        "at_least",
        "60",
    ),
    (
        "A.5",
        "Tỷ lệ phường, xã đã có số liệu về tài khoản định danh điện tử",
        "8.1",
        "share",
        "given",
        "",
    ),
];

/// The city's framework, still empty: it is older than the wards', whose figures it will take.
pub(super) async fn begun(
    app: &App,
    focal: &Actor,
    (city, year): (&UnitId, i16),
) -> Result<FrameworkId, Error> {
    let new = NewDraft {
        unit: city.clone(),
        name: format!("Chỉ số chuyển đổi số của thành phố năm {year}"),
        legal_basis: "Quyết định 12/QĐ-UBND của UBND thành phố Đông Lĩnh".to_owned(),
        follows: None,
    };
    Ok(draft::create(app, focal, new).await?)
}

/// It is written, computed from the wards, issued and opened for the city alone.
pub(super) async fn of_the_city(stage: &Stage<'_>, focal: &Actor) -> Result<(), Error> {
    let app = stage.app;
    let this = period::by_code(app, &stage.years.now.to_string()).await?;
    // The plan that brought the wards' framework opened it for the city too.
    let own = (&stage.city, &stage.framework, &this.id);
    figure::close_unused(app, focal, own).await?;
    let id = stage.whole.clone();
    let title = "Kết quả của các phường, xã";
    let top = Place {
        kind: RowKind::Pillar,
        parent: None,
    };
    let pillar = row(stage, focal, (&id, &top), ("A", title, "")).await?;
    let under = Place {
        kind: RowKind::Indicator,
        parent: Some(pillar),
    };
    for over in OVER {
        let words = (over.0, over.1, "Tỷ lệ × điểm tối đa");
        let line = row(stage, focal, (&id, &under), words).await?;
        roll_up(stage, focal, (&id, &line), over).await?;
    }
    let (edition, _) = framework::show(app, focal, &id).await?;
    framework::issue(app, focal, &id, edition.version).await?;
    let opening = Opening {
        framework: id,
        period: this.id,
        under: stage.city.clone(),
        kind: Some(UnitKind::City),
    };
    figure::open_for_units(app, focal, &opening).await?;
    Ok(())
}

async fn row(
    stage: &Stage<'_>,
    focal: &Actor,
    (id, place): (&FrameworkId, &Place),
    (code, title, rule): (&str, &str, &str),
) -> Result<IndicatorId, Error> {
    let max = if rule.is_empty() { "" } else { "20" };
    let fields = Fields {
        code: code.to_owned(),
        title: title.to_owned(),
        max_points: max.to_owned(),
        rule_text: rule.to_owned(),
        ..Fields::default()
    };
    Ok(draft::add(stage.app, focal, id, (place, &fields)).await?)
}

async fn roll_up(
    stage: &Stage<'_>,
    focal: &Actor,
    (id, line): (&FrameworkId, &IndicatorId),
    (_, _, code, how, test, bound): Over,
) -> Result<(), Error> {
    let sources = draft::sources(stage.app, focal, id).await?;
    let (wards, _) = framework::show(stage.app, focal, &stage.framework).await?;
    let at = wards.by_code(code).map(|at| &wards.lines[at].indicator);
    let at = at.ok_or(Error::Story("a line of the wards that is not there"))?;
    let source = sources.iter().find(|one| one.key.starts_with(at.as_str()));
    let source = source.ok_or(Error::Story("a line of the wards without a figure"))?;
    let sheet = draft::sheet(stage.app, focal, id).await?;
    let version = sheet.row(line)?.version;
    let chosen = Chosen {
        target: RATE.to_owned(),
        how: how.to_owned(),
        source: source.key.clone(),
        kinds: vec![UnitKind::Commune],
        test: test.to_owned(),
        bound: bound.to_owned(),
    };
    draft::roll_up(stage.app, focal, (id, line, version), &chosen).await?;
    Ok(())
}

//! Surveys of the year: one that the city issued and a ward has answered, one still being written.

use app::Actor;
use app::period;
use app::survey::{self, Kind, NewQuestion, NewSurvey, Sending, Step, Whom};
use app::unit::{self, UnitKind};
use reading::figure::InputKind;

use super::fill::{Error, Stage};

fn question(text: &str, kind: Kind) -> NewQuestion {
    NewQuestion {
        text: text.to_owned(),
        kind,
        code: String::new(),
    }
}

fn training(code: &str) -> NewSurvey {
    NewSurvey {
        title: "Khảo sát nhu cầu tập huấn kỹ năng số".to_owned(),
        reference: "58/UBND-KSTT".to_owned(),
        document_on: None,
        body: "Đề nghị các phường, xã rà soát và trả lời để thành phố bố trí lớp tập huấn."
            .to_owned(),
        term: "15 ngày kể từ ngày phát hành".to_owned(),
        whom: Whom::Kind(UnitKind::Commune),
        questions: vec![
            question("Số cán bộ, công chức cần tập huấn", Kind::Number),
            question("Đã có tổ công nghệ số cộng đồng ở mọi thôn chưa", Kind::Yes),
            question("Nội dung đề nghị tập huấn", Kind::Text),
            NewQuestion {
                text: String::new(),
                kind: Kind::Figure,
                code: code.to_owned(),
            },
        ],
    }
}

/// Issues one, lets the second ward answer, and leaves one as a draft; gives the issued one's id.
pub(super) async fn tell(stage: &Stage<'_>) -> Result<(), Error> {
    let app = stage.app;
    let focal = stage.actor("daumoi").await?;
    let home = focal
        .home
        .as_ref()
        .ok_or(Error::Story("a focal officer without a home"))?;
    let city = unit::by_slug(app, &focal, &home.slug).await?;
    let period = period::by_code(app, &stage.years.now.to_string()).await?;
    let (edition, _) = app::framework::show(app, &focal, &stage.framework).await?;
    let asks = edition.lines.iter().find(|line| {
        let fits = |ask: &app::framework::Ask| !matches!(ask.kind, InputKind::Parts { .. });
        !line.asks.is_empty() && line.kinds.is_empty() && line.asks.iter().all(fits)
    });
    let code = &asks
        .ok_or(Error::Story("a framework that asks for nothing"))?
        .code;
    let new = training(code);
    let id = survey::create(app, &focal, (&city, &period), &new).await?;
    survey::step(app, &focal, (&id, 1), Step::Issue).await?;
    answer(stage, &id).await?;
    let next = NewSurvey {
        title: "Khảo sát hạ tầng số ở nhà văn hóa thôn".to_owned(),
        reference: String::new(),
        term: "10 ngày làm việc kể từ ngày phát hành".to_owned(),
        questions: vec![question("Số nhà văn hóa có mạng internet", Kind::Number)],
        ..new
    };
    survey::create(app, &focal, (&city, &period), &next).await?;
    Ok(())
}

async fn answer(stage: &Stage<'_>, id: &app::SurveyId) -> Result<(), Error> {
    let Some(ward) = stage.wards.get(1) else {
        return Ok(());
    };
    let slug = ward.slug.replace('-', "");
    let focal: Actor = stage.actor(&format!("daumoi.{slug}")).await?;
    let own = survey::own(stage.app, &focal, (ward, id)).await?;
    let said = |kind: Kind, ask: Option<InputKind>| match (kind, ask) {
        (Kind::Yes, _) | (_, Some(InputKind::Yes)) => "Có",
        (Kind::Text, _) => "Ký số, dịch vụ công trực tuyến",
        (_, Some(InputKind::Option { .. })) => "1",
        _ => "12",
    };
    let answers = own
        .questions
        .iter()
        .map(|one| {
            let ask = one.figure.as_ref().map(|figure| figure.ask.kind);
            (one.position, said(one.kind, ask).to_owned())
        })
        .collect();
    let place = (ward, id, own.part.version);
    Ok(survey::answer(stage.app, &focal, place, (&answers, Sending::Send)).await?)
}

/// The issued one, for addresses.
pub(super) async fn id(stage: &Stage<'_>) -> Result<String, Error> {
    let focal = stage.actor("daumoi").await?;
    let ward = &stage.wards[0];
    let (_, received) = survey::list(stage.app, &focal, ward).await?;
    let first = received.first();
    let first = first.ok_or(Error::Story("a ward that is asked nothing"))?;
    Ok(first.survey.id.to_string())
}

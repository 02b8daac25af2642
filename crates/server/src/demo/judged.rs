//! Last year is judged: two wards handed in; of the first some lines are decided and one was sent
//! back, of the second the appraisal has ended and it may object.

use app::appraisal::{self, Step, Verdict};
use app::figure::{self, Assessment};
use app::period::{self, Period};
use app::unit::Unit;

use super::fill::{Error, Stage};

/// Lines of the first ward that are decided.
const DECIDED: usize = 12;

pub(super) async fn tell(stage: &Stage<'_>) -> Result<(), Error> {
    let period = period::by_code(stage.app, &stage.years.last.to_string()).await?;
    let judge = stage.actor("thamdinh").await?;
    for (number, ward) in stage.wards.iter().take(2).enumerate() {
        let own = hand_in(stage, (ward, &period)).await?;
        let most = if number == 0 { DECIDED } else { usize::MAX };
        decide(stage, &own, most).await?;
        let case = appraisal::case(stage.app, &judge, &own.id).await?;
        if number == 1 {
            appraisal::finish(stage.app, &judge, &own.id, case.stage_version).await?;
        }
    }
    Ok(())
}

async fn hand_in(stage: &Stage<'_>, (ward, period): (&Unit, &Period)) -> Result<Assessment, Error> {
    let login = format!("chutich.{}", ward.slug.replace('-', ""));
    let leader = stage.actor(&login).await?;
    let own = figure::assessments(stage.app, &leader, ward, period)
        .await?
        .pop()
        .ok_or(Error::Story("a ward without its assessment"))?;
    let place = (ward, &own);
    let (case, grid) = appraisal::before_submitting(stage.app, &leader, place).await?;
    let word = "Hồ sơ minh chứng bản giấy lưu tại Văn phòng, sẽ bổ sung khi được yêu cầu.";
    appraisal::submit(stage.app, &leader, (&grid, case.version), word).await?;
    Ok(own)
}

async fn decide(stage: &Stage<'_>, own: &Assessment, most: usize) -> Result<(), Error> {
    let judge = stage.actor("thamdinh").await?;
    let work = appraisal::work(stage.app, &judge, &own.id).await?;
    let waiting = work.lines.iter().filter(|line| line.step == Step::First);
    for (number, line) in waiting.take(most).enumerate() {
        let desk = appraisal::line(stage.app, &judge, (&own.id, &line.code)).await?;
        let verdict = if most != usize::MAX && number + 1 == most {
            Verdict::SendBack {
                asked: "Đề nghị gửi bản chụp báo cáo có chữ ký.".to_owned(),
                due_on: None,
            }
        } else if number % 9 == 4 {
            Verdict::Adjust {
                points: "0".to_owned(),
                reason: "Minh chứng không thể hiện kết quả của năm đánh giá.".to_owned(),
            }
        } else {
            Verdict::Accept {
                remark: String::new(),
            }
        };
        appraisal::decide(stage.app, &judge, (&desk.entry, 0), &verdict).await?;
    }
    Ok(())
}

//! Judging. Last year is over: every ward handed in, was appraised and heard, and the results are
//! published. Of the part of this year that ended last two wards handed in; of the first some lines
//! are decided and one was sent back, of the second the appraisal has ended and it may object.

use app::appraisal::{self, Answer, Step, Verdict};
use app::figure::{self, Assessment, Grid};
use app::period::Period;
use app::publication::{self, NewPublication};
use app::unit::{self, Unit};
use app::{AssessmentId, PublicationId};

use super::fill::{Error, Past, Stage};
use crate::vi;

/// Lines of the first ward that are decided.
const DECIDED: usize = 12;
/// Of the lines of a ward, the one that appraisers adjust among so many.
const ADJUSTED: usize = 9;

/// Days ago that last year's results were handed in, decided, closed and published.
const HANDED_IN: i64 = 80;
const APPRAISED: i64 = 60;
const CLOSED: i64 = 45;
const PUBLISHED: i64 = 40;

/// Last year, to its end.
pub(super) async fn last_year(
    stage: &Stage<'_>,
    past: &Past,
    period: &Period,
) -> Result<PublicationId, Error> {
    let told = &stage.wards[..stage.size.told];
    past.days_ago(HANDED_IN);
    let mut handed_in = Vec::new();
    for ward in told {
        handed_in.push(hand_in(stage, (ward, period)).await?);
    }
    past.days_ago(APPRAISED);
    for (own, grid) in &handed_in {
        decide(stage, (own, grid), usize::MAX).await?;
        finish(stage, &own.id).await?;
    }
    // The second ward explains, and is heard.
    if let (Some(ward), Some((_, grid))) = (told.get(1), handed_in.get(1)) {
        hear(stage, (ward, grid)).await?;
    }
    past.days_ago(CLOSED);
    let judge = stage.actor("thamdinh").await?;
    for (own, _) in &handed_in {
        let case = appraisal::case(stage.app, &judge, &own.id).await?;
        appraisal::close(stage.app, &judge, &own.id, case.stage_version).await?;
    }
    past.days_ago(PUBLISHED);
    publish(stage, period).await
}

async fn publish(stage: &Stage<'_>, period: &Period) -> Result<PublicationId, Error> {
    let leader = stage.actor("lanhdao").await?;
    let city = unit::by_id(stage.app, &leader, &stage.city).await?;
    let (app, id) = (stage.app, &stage.framework);
    let preview = publication::preview(app, &leader, (&city, period), id).await?;
    let new = NewPublication {
        title: format!("Kết quả chuyển đổi số năm {}", stage.years.last),
        reason: String::new(),
        without_others: true,
        seen: preview.seen,
    };
    Ok(publication::publish(app, &leader, (period, id), new).await?)
}

/// The unit objects to the first line that was adjusted, and gets its points.
async fn hear(stage: &Stage<'_>, (ward, grid): (&Unit, &Grid)) -> Result<(), Error> {
    let app = stage.app;
    let judge = stage.actor("thamdinh").await?;
    let work = appraisal::work(app, &judge, &grid.assessment.id).await?;
    let adjusted = work.lines.iter().find(|line| {
        let decision = line.decision.as_ref();
        decision.is_some_and(|decision| decision.decided == appraisal::Decided::Adjusted)
    });
    let Some(line) = adjusted else {
        return Ok(());
    };
    let points = vi::number::points(&line.claimed.clone().unwrap_or_default(), 2);
    let entry = figure::by_code(grid, &line.code)?.id.clone();
    let leader = leader(stage, ward).await?;
    let reason = "Báo cáo có chữ ký đã gửi trong hạn, kèm biên nhận của Văn phòng.";
    appraisal::object(app, &leader, &entry, (reason, None)).await?;
    let answer = Answer::Changed { points };
    let reason = "Đã đối chiếu bản gốc, công nhận kết quả của năm đánh giá.";
    appraisal::answer(app, &judge, (&entry, 1), (&answer, reason)).await?;
    Ok(())
}

/// The part of this year that ended last, in the middle of it.
pub(super) async fn part(stage: &Stage<'_>, period: &Period) -> Result<(), Error> {
    for (number, ward) in stage.wards.iter().take(2).enumerate() {
        let (own, grid) = hand_in(stage, (ward, period)).await?;
        let most = if number == 0 { DECIDED } else { usize::MAX };
        decide(stage, (&own, &grid), most).await?;
        if number == 1 {
            finish(stage, &own.id).await?;
        }
    }
    Ok(())
}

async fn finish(stage: &Stage<'_>, assessment: &AssessmentId) -> Result<(), Error> {
    let judge = stage.actor("thamdinh").await?;
    let case = appraisal::case(stage.app, &judge, assessment).await?;
    appraisal::finish(stage.app, &judge, assessment, case.stage_version).await?;
    Ok(())
}

async fn leader(stage: &Stage<'_>, ward: &Unit) -> Result<app::Actor, Error> {
    stage
        .actor(&format!("chutich.{}", ward.slug.replace('-', "")))
        .await
}

async fn hand_in(
    stage: &Stage<'_>,
    (ward, period): (&Unit, &Period),
) -> Result<(Assessment, Grid), Error> {
    let leader = leader(stage, ward).await?;
    let own = figure::assessments(stage.app, &leader, ward, period)
        .await?
        .pop()
        .ok_or(Error::Story("a ward without its assessment"))?;
    let place = (ward, &own);
    let (case, grid) = appraisal::before_submitting(stage.app, &leader, place).await?;
    let word = "Hồ sơ minh chứng bản giấy lưu tại Văn phòng, sẽ bổ sung khi được yêu cầu.";
    appraisal::submit(stage.app, &leader, (&grid, case.version), word).await?;
    Ok((own, grid))
}

async fn decide(
    stage: &Stage<'_>,
    (own, grid): (&Assessment, &Grid),
    most: usize,
) -> Result<(), Error> {
    let judge = stage.actor("thamdinh").await?;
    let work = appraisal::work(stage.app, &judge, &own.id).await?;
    let waiting = work.lines.iter().filter(|line| line.step == Step::First);
    for (number, line) in waiting.take(most).enumerate() {
        let entry = figure::by_code(grid, &line.code)?;
        let verdict = if most != usize::MAX && number + 1 == most {
            Verdict::SendBack {
                asked: "Đề nghị gửi bản chụp báo cáo có chữ ký.".to_owned(),
                due_on: None,
            }
        } else if number % ADJUSTED == 4 {
            Verdict::Adjust {
                points: "0".to_owned(),
                reason: "Minh chứng không thể hiện kết quả của năm đánh giá.".to_owned(),
            }
        } else {
            Verdict::Accept {
                remark: String::new(),
            }
        };
        appraisal::decide(stage.app, &judge, (&entry.id, 0), &verdict).await?;
    }
    Ok(())
}

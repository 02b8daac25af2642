//! What happens in the year: plans are issued, one stays a draft, one is withdrawn; work is begun,
//! done, late; meetings are held; proof is filed; people talk to each other.

use app::assignment::{self, Change};
use app::cascade::{self, Pairs};
use app::comment::{self, Subject};
use app::evidence::{self, Incoming, NewLink, NewUse, Serves};
use app::paper;
use app::party::{self, PartyKind};
use app::period;
use app::plan::{self, Line, Role, Seen};
use app::unit::{self, Unit};
use app::{Actor, PlanId};
use domain::plan::RowKind;
use domain::work::Status;
use jiff::ToSpan as _;
use jiff::civil::date;

use super::fill::{Error, Stage};
use super::{names, survey, time};

/// A real file of every kind that people attach; written for this project.
const PDF: &[u8] = include_bytes!("../../../../samples/son-khe/ke-hoach.pdf");
const DOCX: &[u8] = include_bytes!("../../../../samples/son-khe/ke-hoach.docx");
const XLSX: &[u8] = include_bytes!("../../../../samples/son-khe/ke-hoach.xlsx");

pub(super) async fn tell(stage: &Stage<'_>) -> Result<(), Error> {
    give_down(stage).await?;
    for number in 0..stage.plans.len() {
        let focal = focal(stage, number).await?;
        match number {
            // Still being settled.
            7 => {}
            3 => withdraw(stage, &focal, number).await?,
            _ => issue(stage, &focal, number).await?,
        }
    }
    below(stage).await?;
    work(stage).await?;
    meetings(stage).await?;
    proof(stage).await?;
    talk(stage).await?;
    freeze(stage).await?;
    survey::tell(stage).await?;
    time::tell(stage).await?;
    papers(stage).await
}

/// The city gives one of its own rows to the offices of its wards, and issues its plan.
async fn give_down(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = stage.actor("daumoi").await?;
    let id = &stage.city_plan;
    let lines = rows(stage, &focal, id).await?;
    let row = &coded(&lines, "1.2")?.row.id;
    for ward in &stage.wards[..stage.size.told] {
        let under = unit::under(stage.app, &focal, &ward.path).await?;
        let office = under.iter().find(|unit| unit.name == names::OFFICES[1]);
        let office = office.ok_or(Error::Story("a ward without its offices"))?;
        let directory = party::directory(stage.app, &focal, &office.id).await?;
        let party = directory.of(PartyKind::Unit).next();
        let party = party.ok_or(Error::Story("an office that is no party"))?;
        let supporting = (Role::Supporting, party.party.id.clone(), "");
        plan::assign(stage.app, &focal, (id, row), supporting).await?;
    }
    let version = plan::head(stage.app, &focal, id).await?.version;
    Ok(plan::issue(stage.app, &focal, id, version).await?)
}

/// Some wards say which row of the city's plan each of theirs carries out; then the city moves a
/// day, which those wards have not answered to yet.
async fn below(stage: &Stage<'_>) -> Result<(), Error> {
    let above = &stage.city_plan;
    for number in [1, 2, 7] {
        let Some(own) = stage.plans.get(number) else {
            continue;
        };
        let focal = focal(stage, number).await?;
        let compared = cascade::compared(stage.app, &focal, (own, Some(above))).await?;
        let pairs = (&Pairs::Same, compared.seen.as_str());
        cascade::link(stage.app, &focal, (own, above), pairs).await?;
    }
    let focal = stage.actor("daumoi").await?;
    let lines = rows(stage, &focal, above).await?;
    let row = &coded(&lines, "1.1")?.row;
    let due = Some(date(stage.years.now, 11, 20));
    Ok(assignment::set_due(stage.app, &focal, &row.id, due, row.version).await?)
}

async fn focal(stage: &Stage<'_>, ward: usize) -> Result<Actor, Error> {
    let slug = stage.wards[ward].slug.replace('-', "");
    stage.actor(&format!("daumoi.{slug}")).await
}

async fn issue(stage: &Stage<'_>, focal: &Actor, number: usize) -> Result<(), Error> {
    let id = &stage.plans[number];
    let version = plan::head(stage.app, focal, id).await?.version;
    Ok(plan::issue(stage.app, focal, id, version).await?)
}

async fn withdraw(stage: &Stage<'_>, focal: &Actor, number: usize) -> Result<(), Error> {
    issue(stage, focal, number).await?;
    let id = &stage.plans[number];
    let seen = Seen {
        version: plan::head(stage.app, focal, id).await?.version,
        reason: "Thay bằng kế hoạch mới theo chỉ đạo của thành phố".to_owned(),
    };
    Ok(plan::withdraw(stage.app, focal, id, seen).await?)
}

async fn rows(stage: &Stage<'_>, actor: &Actor, id: &PlanId) -> Result<Vec<Line>, Error> {
    let head = plan::head(stage.app, actor, id).await?;
    let lines = plan::rows(stage.app, actor, &head).await?;
    Ok(lines
        .into_iter()
        .filter(|line| line.row.kind == RowKind::Indicator)
        .collect())
}

fn coded<'l>(lines: &'l [Line], code: &str) -> Result<&'l Line, Error> {
    lines
        .iter()
        .find(|line| line.row.path == code)
        .ok_or(Error::Story("a row that the story names is not there"))
}

/// The first ward's work stands where work of a year stands: a third done, some waiting for proof,
/// some late. The other wards have done a little.
async fn work(stage: &Stage<'_>) -> Result<(), Error> {
    for number in 0..stage.plans.len() {
        let focal = focal(stage, number).await?;
        let lines = rows(stage, &focal, &stage.plans[number]).await?;
        for (place, line) in lines.iter().enumerate() {
            let steps: &[Status] = match (place + number * 3) % 6 {
                0 | 3 => &[Status::InProgress, Status::WaitingProof, Status::Done],
                1 => &[Status::InProgress],
                4 => &[Status::InProgress, Status::WaitingProof],
                _ => &[],
            };
            if number > 0 && place % 3 > 0 {
                continue;
            }
            let mut version = line.row.version;
            for to in steps {
                let change = Change {
                    member: None,
                    to: *to,
                    version,
                    note: String::new(),
                };
                // A plan that is no longer in force keeps its work as it stood.
                match assignment::change_status(stage.app, &focal, &line.row.id, change).await {
                    Ok(row) => version = row.version,
                    Err(app::Error::Refused(_)) => break,
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }
    Ok(())
}

/// «Ít nhất 01 cuộc/quý»: held in time in two quarters, late in none, missing in one.
async fn meetings(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = focal(stage, 0).await?;
    let lines = rows(stage, &focal, &stage.plans[0]).await?;
    let row = &coded(&lines, "1.2")?.row.id;
    for (month, note) in [(3, "Họp Ban Chỉ đạo quý I"), (6, "Họp Ban Chỉ đạo quý II")]
    {
        let on = date(stage.years.now, month, 18);
        if on <= stage.app.today() {
            assignment::record_happening(stage.app, &focal, row, on, note).await?;
        }
    }
    Ok(())
}

async fn proof(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = focal(stage, 0).await?;
    let ward: &Unit = &stage.wards[0];
    let lines = rows(stage, &focal, &stage.plans[0]).await?;
    let files: [(&str, &str, Vec<u8>); 6] = [
        (
            "1.1",
            "quyet-dinh-kien-toan.txt",
            decision(
                stage,
                ward,
                41,
                "về việc kiện toàn Ban Chỉ đạo chuyển đổi số",
            ),
        ),
        (
            "4.1",
            "quyet-dinh-to-cong-nghe-so.txt",
            decision(
                stage,
                ward,
                52,
                "về việc thành lập Tổ công nghệ số cộng đồng",
            ),
        ),
        ("2.2", "ke-hoach-chuyen-doi-so.pdf", PDF.to_vec()),
        ("2.3", "quy-che-kho-du-lieu.docx", DOCX.to_vec()),
        ("4.4", "danh-sach-lop.xlsx", XLSX.to_vec()),
        (
            "5.1",
            "quyet-dinh-phe-duyet-cap-do.txt",
            decision(
                stage,
                ward,
                77,
                "về việc phê duyệt cấp độ an toàn hệ thống thông tin",
            ),
        ),
    ];
    for (code, name, bytes) in files {
        let serves = Serves::Row(coded(&lines, code)?.row.id.clone());
        let file = Incoming {
            name: name.to_owned(),
            file: stage.app.files().arrived(&bytes).await?,
        };
        evidence::take(stage.app, &focal, ward, (file, Some(&serves))).await?;
    }
    let serves = Serves::Row(coded(&lines, "1.4")?.row.id.clone());
    let links: Vec<NewLink> = (1..=13).map(|number| article(stage, number)).collect();
    evidence::register(
        stage.app,
        &focal,
        ward,
        (&links, Some(&serves), &NewUse::default()),
    )
    .await?;
    Ok(())
}

fn article(stage: &Stage<'_>, number: i8) -> NewLink {
    let on = date(stage.years.now, 1, 10).saturating_add((i32::from(number) * 16).days());
    NewLink {
        title: format!("Bài {number}: người dân làm thủ tục trên điện thoại"),
        link: format!("https://sonkhe.donglinh.example/tin-tuc/{number}"),
        kind: None,
        issued_on: Some(on.min(stage.app.today())),
        issuer: Some("Trang thông tin điện tử phường".to_owned()),
    }
}

/// A decision of the ward as its text would stand.
fn decision(stage: &Stage<'_>, ward: &Unit, number: u32, subject: &str) -> Vec<u8> {
    let (name, year) = (&ward.name, stage.years.now);
    format!(
        "ỦY BAN NHÂN DÂN\n{}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
         Số: {number}/QĐ-UBND\n\n{name}, ngày 12 tháng 3 năm {year}\n\nQUYẾT ĐỊNH\n\n{subject}\n\n\
         CHỦ TỊCH ỦY BAN NHÂN DÂN {}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thực hiện {subject} của {name}.\n\n\
         Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nCHỦ TỊCH\n",
        name.to_uppercase(),
        name.to_uppercase(),
    )
    .into_bytes()
}

async fn talk(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = focal(stage, 0).await?;
    let slug = stage.wards[0].slug.replace('-', "");
    let officer = stage.actor(&format!("hanhchinhcong.{slug}")).await?;
    let lines = rows(stage, &focal, &stage.plans[0]).await?;
    let row = Subject::Row(coded(&lines, "6.3")?.row.id.clone());
    let ask = format!(
        "@{} tỷ lệ hồ sơ trực tuyến tháng này đã chốt chưa, còn thiếu 3 % nữa là đủ điểm.",
        officer.name
    );
    comment::add(stage.app, &focal, &row, &ask).await?;
    let answer = format!(
        "@{} số liệu chốt ngày 25, đã gửi kèm bản in từ Cổng Dịch vụ công.",
        focal.name
    );
    comment::add(stage.app, &officer, &row, &answer).await?;
    Ok(())
}

/// The first ward's figures as they stand today, frozen by the city.
async fn freeze(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = stage.actor("daumoi").await?;
    let period = period::by_code(stage.app, &stage.years.now.to_string()).await?;
    let place = (&stage.wards[0], &period, &stage.framework);
    period::take(stage.app, &focal, place, "Số liệu giữa kỳ").await?;
    Ok(())
}

/// The first ward's report on the year: one issued in spring, one being written.
async fn papers(stage: &Stage<'_>) -> Result<(), Error> {
    let focal = focal(stage, 0).await?;
    let period = period::by_code(stage.app, &stage.years.now.to_string()).await?;
    let subject = paper::Subject::Report(&stage.wards[0], &period);
    let issued = paper::begin(stage.app, &focal, subject).await?;
    let number = paper::Number {
        reference: "41/BC-UBND".to_owned(),
        issued_on: Some(stage.app.today()),
    };
    paper::issue(stage.app, &focal, &issued, (1, number)).await?;
    let signed = paper::Signed {
        file: stage.app.files().arrived(PDF).await?,
        name: "bao-cao-41-da-ky.pdf".to_owned(),
    };
    paper::keep_signed(stage.app, &focal, &issued, (2, signed)).await?;
    paper::begin(stage.app, &focal, subject).await?;
    Ok(())
}

/// Things of the first ward, by the word that routes call them.
pub(super) async fn things(stage: &Stage<'_>) -> Result<Vec<(&'static str, String)>, Error> {
    let focal = focal(stage, 0).await?;
    let lines = rows(stage, &focal, &stage.plans[0]).await?;
    let row = coded(&lines, "1.2")?;
    let papers = paper::list(stage.app, &focal, &stage.wards[0], stage.years.now).await?;
    let (paper, _) = papers
        .first()
        .ok_or(Error::Story("a ward without papers"))?;
    Ok(vec![
        ("paper", paper.id.to_string()),
        ("period", stage.years.now.to_string()),
        ("unit", stage.wards[0].slug.clone()),
        ("slug", stage.wards[0].slug.clone()),
        ("plan", stage.plans[0].to_string()),
        ("row", row.row.id.to_string()),
        ("code", row.row.path.clone()),
        ("framework", stage.framework.to_string()),
        ("survey", survey::id(stage).await?),
    ])
}

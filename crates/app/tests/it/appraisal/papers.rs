//! Papers of a year's judging: notice, letter, explanation, minutes, each from what stands there.

use app::paper::{self, Kind, Refusal, Subject};
use app::testing::{Trial, on_both};
use app::{Actor, Error, Refusal as Any};
use papers::{Block, Layout, Paper, docx, pdf};

use super::{Panel, WORD, adjust};
use crate::figure::row;

/// The draft, and what it says.
async fn drafted(trial: &Trial, actor: &Actor, subject: Subject<'_>) -> (Paper, String) {
    let id = paper::begin(&trial.app, actor, subject).await.unwrap();
    let (sheet, _) = paper::show(&trial.app, actor, &id).await.unwrap();
    let version = sheet.version;
    let gathered = paper::gather(&trial.app, actor, &id, version).await;
    gathered.expect("the same figures are gathered again");
    let paper = sheet.paper().unwrap();
    let said = paper.body.iter().map(|block| match block {
        Block::Heading(_, text) | Block::Paragraph(text) => text.clone(),
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| {
                let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                cells.join(" | ")
            });
            rows.collect::<Vec<_>>().join("\n")
        }
    });
    let said = said.collect::<Vec<_>>().join("\n");
    assert!(!said.contains("[["), "{said}");
    docx::write(&paper, &Layout::default()).unwrap();
    pdf::write(&paper, &Layout::default()).unwrap();
    (paper, said)
}

#[track_caller]
fn says(said: &str, words: &[&str]) {
    for one in words {
        assert!(said.contains(one), "«{one}» is not in:\n{said}");
    }
}

#[test]
fn every_paper_of_the_year_is_drafted_from_what_stands_there() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        let (app, focal) = (&trial.app, &panel.city.focal);
        let (whole, ward) = (&panel.city.whole, &panel.city.wards[0]);
        let period = &panel.period;

        let (notice, said) = drafted(&trial, focal, Subject::Notice(whole, period)).await;
        assert_eq!(notice.kind, "Thông báo");
        says(
            &said,
            &[
                "Có 2 đơn vị được đánh giá",
                "2 đơn vị tính theo điểm tự chấm",
            ],
        );
        let [annex] = notice.annexes.as_slice() else {
            panic!("one block: {:?}", notice.annexes);
        };
        assert_eq!(annex.table.rows.len(), 2);
        assert_eq!(annex.table.rows[0].cells[1].text, "Phường Sơn Khê");

        let (letter, said) = drafted(&trial, focal, Subject::Urging(ward, period)).await;
        assert_eq!(
            (letter.kind.as_str(), letter.head.symbol.as_str()),
            ("", "UBND")
        );
        says(
            &said,
            &["1/4 chỉ số chưa có kết quả", "Không có việc quá hạn."],
        );

        let mut typed = row(&[("num", "200"), ("den", "300")]);
        typed.explanation = "Số liệu của Viettel,\nchưa có văn bản.".to_owned();
        panel.city.save(&trial, (0, "2.1"), &typed).await.unwrap();
        let entry = paper::entry_of(app, focal, (ward, period), "2.1")
            .await
            .unwrap();
        let explanation = Subject::Explanation(ward, period, &entry);
        let (sheet, said) = drafted(&trial, focal, explanation).await;
        assert_eq!(sheet.kind, "Phiếu giải trình");
        says(
            &said,
            &[
                "Chỉ số 2.1: Tỷ lệ hộ có cáp quang",
                "| 200 | Báo cáo của phòng | 30/09/2026 | Tạm tính",
                "Điểm tự chấm: 6,67.",
                "Số liệu của Viettel, chưa có văn bản.",
                "Chưa có minh chứng.",
            ],
        );
        let none = paper::entry_of(app, focal, (ward, period), "9.9").await;
        refused(
            none,
            &Refusal::NoIndicator {
                code: "9.9".to_owned(),
            },
        );

        let minutes = || Subject::Minutes(ward, period);
        refused(
            paper::begin(app, focal, minutes()).await,
            &Refusal::NothingJudged,
        );
        panel.submit(&trial, WORD).await.unwrap();
        refused(
            paper::begin(app, focal, minutes()).await,
            &Refusal::NothingJudged,
        );
        let adjusted = adjust("4", "Thiếu ảnh chụp");
        panel.decide(&trial, ("1.1", 0), &adjusted).await.unwrap();
        panel.accept_rest(&trial).await;
        panel.finish(&trial).await.unwrap();
        let (paper, said) = drafted(&trial, focal, minutes()).await;
        assert_eq!(paper.kind, "Biên bản");
        says(
            &said,
            &[
                "chênh lệch: -6.",
                "Điều chỉnh điểm của 1 chỉ số:",
                "1.1 | Có chuyên mục chuyển đổi số | 10 | 4 | Thiếu ảnh chụp",
                "Đơn vị không có ý kiến khác.",
            ],
        );
        let listed = paper::list(app, focal, ward, 2026).await.unwrap();
        let kinds: Vec<Kind> = listed.iter().map(|(one, _)| one.kind).collect();
        assert_eq!(kinds, [Kind::Minutes, Kind::Explanation, Kind::Urging]);
    });
}

#[track_caller]
fn refused<T: std::fmt::Debug>(done: Result<T, Error>, why: &Refusal) {
    match done {
        Err(Error::Refused(Any::Paper(refusal))) => assert_eq!(&refusal, why),
        other => panic!("{other:?}"),
    }
}

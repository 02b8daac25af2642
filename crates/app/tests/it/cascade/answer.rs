//! What changes above is answered row by row.

use std::collections::BTreeSet;

use app::cascade::{self, Answer, Picked, Refusal};
use app::party::What;
use app::plan::{self, Seen, Triage};
use app::testing::on_both;
use app::{Error, Refusal as Any};
use domain::cascade::{Ahead, Kind};
use jiff::civil::date;

use super::{Land, kinds, refused, told};

#[test]
fn an_answer_to_nothing_without_reason_or_by_others_is_refused() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        land.change(&above).await;
        let silent = land
            .answer(&id, (false, Picked::All(Kind::Changed)), " ")
            .await;
        let no_reason = Error::Refused(Any::Plan(plan::Refusal::NoReason));
        assert_eq!(
            format!("{:?}", silent.unwrap_err()),
            format!("{no_reason:?}")
        );
        let nothing = land
            .answer(&id, (true, Picked::Rows(BTreeSet::new())), "")
            .await;
        assert_eq!(refused(nothing), Refusal::NothingPicked);
        let given = Answer {
            accept: true,
            picked: Picked::All(Kind::Moved),
            reason: String::new(),
            seen: "another".to_owned(),
        };
        let stale = cascade::answer(&land.app, &land.focal, &id, &given).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let stranger = cascade::answer(&land.app, &land.stranger, &id, &given).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
        assert_eq!(land.sheet(&id).await.answers.len(), 0);
    });
}

#[test]
fn what_changes_above_is_taken_over_or_declined_and_both_are_kept() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let post = What::Post { holder: None };
        land.party(&land.ward.id, "Công chức Văn phòng – Thống kê", post)
            .await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        assert_eq!(kinds(&land.sheet(&id).await), []);
        assert_eq!(told(&land.app, &land.focal).await, 0);
        land.change(&above).await;
        assert_eq!(
            told(&land.app, &land.focal).await,
            1,
            "told once until they look"
        );
        let sheet = land.sheet(&id).await;
        let expected = [
            (Kind::Moved, "1.1"),
            (Kind::Changed, "1.2"),
            (Kind::Added, "1.3"),
            (Kind::Removed, "2.2"),
        ];
        assert_eq!(kinds(&sheet), expected);
        assert_eq!(
            sheet.differences[0].day,
            Some(Ahead::Earlier(date(2026, 10, 20)))
        );

        let moved = land.answer(&id, (true, Picked::All(Kind::Moved)), "").await;
        assert_eq!(moved.unwrap(), 1);
        let reworded = (false, Picked::All(Kind::Changed));
        land.answer(&id, reworded, "Phường họp hằng tháng")
            .await
            .unwrap();
        land.answer(&id, (true, Picked::All(Kind::Added)), "")
            .await
            .unwrap();
        land.answer(&id, (true, Picked::All(Kind::Removed)), "")
            .await
            .unwrap();

        let sheet = land.sheet(&id).await;
        assert_eq!(kinds(&sheet), [], "everything is answered");
        let said: Vec<(Kind, bool, Option<&str>)> = sheet
            .answers
            .iter()
            .map(|one| (one.kind, one.accepted, one.reason.as_deref()))
            .collect();
        assert_eq!(said.len(), 4);
        assert!(said.contains(&(Kind::Changed, false, Some("Phường họp hằng tháng"))));
        let lines = land.lines(&land.focal, &id).await;
        let rows: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (line.row.path.as_str(), line.row.title.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("1", "Nhận thức số"),
                ("1.1", "Kế hoạch chuyển đổi số năm của đơn vị"),
                ("1.2", "Họp Ban Chỉ đạo chuyển đổi số"),
                ("1.3", "Chuyên mục trên trang thông tin"),
                ("2", "Hạ tầng số"),
            ]
        );
        assert_eq!(lines[1].row.next_due, Some(date(2026, 10, 20)));
        assert_eq!(lines[3].row.triage, Triage::Leads);
        app::audit::verify(&land.app).await.unwrap();
    });
}

#[test]
fn a_row_left_out_comes_back_when_it_changes_and_a_later_day_is_told() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let id = land.taken(&above).await;
        land.amend(&above, "2.1", |row| {
            row.note = Some("Phường thống kê".to_owned());
        })
        .await;
        let sheet = land.sheet(&id).await;
        assert_eq!(kinds(&sheet), [(Kind::Added, "2.1")]);
        let row = Picked::Rows([sheet.differences[0].above.clone()].into());
        land.answer(&id, (false, row), "Không thuộc phường")
            .await
            .unwrap();
        assert_eq!(kinds(&land.sheet(&id).await), []);

        let line = land.lines(&land.focal, &id).await.remove(1);
        let due = Some(date(2026, 11, 30));
        app::assignment::set_due(&land.app, &land.focal, &line.row.id, due, line.row.version)
            .await
            .unwrap();
        let later = land.sheet(&id).await.later;
        assert_eq!((later.len(), later[0].above), (1, date(2026, 10, 30)));
        // A day set above alone, without a word changed, is a change as well.
        let line = land.lines(&land.over, &above).await.remove(1);
        let due = Some(date(2026, 10, 29));
        app::assignment::set_due(&land.app, &land.over, &line.row.id, due, line.row.version)
            .await
            .unwrap();
        assert_eq!(kinds(&land.sheet(&id).await), [(Kind::Moved, "1.1")]);
        let seen = Seen {
            version: plan::head(&land.app, &land.over, &above)
                .await
                .unwrap()
                .version,
            reason: "Thay thế".to_owned(),
        };
        plan::withdraw(&land.app, &land.over, &above, seen)
            .await
            .unwrap();
        let gone = land.answer(&id, (true, Picked::All(Kind::Moved)), "").await;
        assert!(matches!(refused(gone), Refusal::NotIssued { .. }));
    });
}

//! Discussions: who may write, who is told, what stays after a comment is taken away.

use app::comment::{self, Piece, Refusal, Subject};
use app::notice::{self, NoticeKind, Shown};
use app::testing::on_both;
use app::{Error, Refusal as Any};
use domain::authority::{Authority, Grant, Role};

use crate::office::Office;

#[test]
fn a_comment_names_people_and_tells_them() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let row = Subject::Row(office.rows[0].clone());
        let text = "Nhờ @tran van binh gửi <b>biên bản</b>";
        comment::add(&trial.app, &office.focal, &row, text)
            .await
            .unwrap();
        let thread = comment::list(&trial.app, &office.lead, &row).await.unwrap();
        assert_eq!(
            thread.comments[0].body[1],
            Piece::Mention("Trần Văn Bình".to_owned())
        );
        assert!(!thread.comments[0].mine && !thread.comments[0].may_remove);
        let told = async |who| {
            let inbox = notice::list(&trial.app, who, Shown::default())
                .await
                .unwrap();
            inbox.notices.iter().map(|one| one.kind).collect::<Vec<_>>()
        };
        assert_eq!(told(&office.lead).await, [NoticeKind::Mention]);
        assert_eq!(
            told(&office.supporting).await,
            [NoticeKind::Comment],
            "their row too"
        );
        assert_eq!(told(&office.focal).await, [], "who writes knows");
    });
}

#[test]
fn what_cannot_be_kept_is_refused_with_its_reason() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let row = Subject::Row(office.rows[0].clone());
        let add = async |by, body: &str| match comment::add(&trial.app, by, &row, body)
            .await
            .unwrap_err()
        {
            Error::Refused(Any::Comment(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(add(&office.lead, " \n").await, Refusal::Empty);
        let long = "ô".repeat(comment::BODY_MAX + 1);
        assert_eq!(
            add(&office.lead, &long).await,
            Refusal::TooLong { length: 4_001 }
        );
        crate::office::officer(&trial, &office.unit, "Lý Thị Cúc", "cuc2").await;
        let Refusal::Ambiguous { people, .. } = add(&office.lead, "@Thị Cúc nhé nhé").await
        else {
            panic!("several people");
        };
        assert_eq!(people.len(), 2);
    });
}

#[test]
fn only_the_author_and_the_focal_officer_take_a_comment_away() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let row = Subject::Row(office.rows[0].clone());
        let id = comment::add(&trial.app, &office.lead, &row, "xong")
            .await
            .unwrap();
        let others = comment::remove(&trial.app, &office.other, &id)
            .await
            .unwrap_err();
        assert!(matches!(
            others,
            Error::Refused(Any::Comment(Refusal::NotYours))
        ));
        comment::remove(&trial.app, &office.focal, &id)
            .await
            .unwrap();
        let thread = comment::list(&trial.app, &office.lead, &row).await.unwrap();
        assert!(thread.comments[0].removed_at.is_some() && thread.comments[0].body.is_empty());
        let again = comment::remove(&trial.app, &office.lead, &id).await;
        assert!(matches!(again, Err(Error::NotFound(_))));
    });
}

#[test]
fn who_only_reads_does_not_write_and_a_stranger_finds_nothing() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let row = Subject::Row(office.rows[0].clone());
        let mut reader = office.other.clone();
        let unit_path = office.unit.path.clone();
        reader.authority = Authority {
            grants: vec![Grant {
                role: Role::Reader,
                unit_path,
            }],
        };
        let written = comment::add(&trial.app, &reader, &row, "a").await;
        assert!(matches!(written, Err(Error::NotAllowed(_))));
        assert!(
            !comment::list(&trial.app, &reader, &row)
                .await
                .unwrap()
                .may_write
        );
        let mut stranger = office.other.clone();
        stranger.authority = Authority::default();
        let seen = comment::list(&trial.app, &stranger, &row).await;
        assert!(matches!(seen, Err(Error::NotFound(_))));
    });
}

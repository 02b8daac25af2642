//! Due times, statuses, what was done, reminders, on real databases.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use app::assignment::{
    self, Brought, Change, Filter, Keep, Panel, Refusal, Whose, change_status, record_event,
    record_happening, set_due,
};
use app::notice::{self, NoticeKind, Shown};
use app::testing::{Trial, on_both};
use app::{Actor, Error, Refusal as Any, RowId, bind};
use domain::authority::Duty;
use domain::work::{Bucket, Status};
use jiff::civil::{Date, date};

use crate::office::Office;

async fn next_due(trial: &Trial, row: &RowId) -> Option<String> {
    let mut conn = trial.app.read().await.unwrap();
    let sql = "select next_due from plan_row where id = $1";
    let text = |row: &app::database::Row| row.text_or_null("next_due");
    conn.one(sql, bind![row.as_str()], text).await.unwrap()
}

async fn panel(trial: &Trial, actor: &Actor, row: &RowId) -> Panel {
    assignment::panel(&trial.app, actor, row).await.unwrap()
}

/// Changes the row's status as someone who has just loaded it.
async fn step(trial: &Trial, by: &Actor, row: &RowId, to: Status, note: &str) -> Result<(), Error> {
    let version = panel(trial, by, row).await.row.version;
    let change = Change {
        member: None,
        to,
        version,
        note: note.to_owned(),
    };
    change_status(&trial.app, by, row, change).await.map(|_| ())
}

#[track_caller]
fn refused(result: Result<(), Error>) -> Refusal {
    match result {
        Err(Error::Refused(Any::Assignment(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn inbox(trial: &Trial, of: &Actor) -> Vec<NoticeKind> {
    let inbox = notice::list(&trial.app, of, Shown::default())
        .await
        .unwrap();
    inbox.notices.iter().map(|notice| notice.kind).collect()
}

#[test]
fn each_deadline_says_when_it_is_due_next() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let mut due = Vec::new();
        for row in &office.rows {
            due.push(next_due(&trial, row).await);
        }
        let due: Vec<Option<&str>> = due.iter().map(Option::as_deref).collect();
        // The first quarter is still owed: it ended after the plan was issued.
        let expected = [
            Some("2026-03-31"),
            Some("2026-10-20"),
            None,
            None,
            Some("2026-10-09"),
        ];
        assert_eq!(due, expected);
    });
}

#[test]
fn meetings_count_in_their_quarters_and_one_that_is_taken_away_is_owed_again() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (row, lead) = (&office.rows[0], &office.lead);
        let mut last = None;
        for day in [date(2026, 2, 20), date(2026, 6, 1), date(2026, 6, 2)] {
            last = Some(
                record_happening(&trial.app, lead, row, day, "họp")
                    .await
                    .unwrap(),
            );
        }
        let shown = panel(&trial, lead, row).await;
        let done: Vec<u32> = shown.dues.iter().map(|due| due.progress.done).collect();
        assert_eq!(done, [1, 2, 0, 0]);
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-09-30"));
        let first = shown.happenings.last().unwrap().id.clone();
        assignment::keep_happening(&trial.app, lead, &first, Keep::No)
            .await
            .unwrap();
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-03-31"));
        assert!(
            panel(&trial, lead, row)
                .await
                .happenings
                .last()
                .unwrap()
                .removed_at
                .is_some()
        );
        assignment::keep_happening(&trial.app, lead, &first, Keep::Yes)
            .await
            .unwrap();
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-09-30"));
        let tomorrow = record_happening(&trial.app, lead, row, date(2026, 10, 16), "").await;
        assert_eq!(
            refused(tomorrow.map(|_| ())),
            Refusal::InFuture {
                day: date(2026, 10, 16)
            }
        );
        let other = record_happening(&trial.app, &office.other, row, date(2026, 10, 1), "").await;
        assert!(matches!(other, Err(Error::NotAllowed(_))), "not their work");
        assert!(last.is_some());
    });
}

#[test]
fn an_event_starts_the_clock_and_the_next_due_day_follows() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (row, lead) = (&office.rows[3], &office.lead);
        assert_eq!(panel(&trial, lead, row).await.waits.len(), 1);
        let brought = Brought {
            reference: "125/UBND".to_owned(),
            note: String::new(),
        };
        let id = record_event(&trial.app, lead, row, date(2026, 10, 9), &brought)
            .await
            .unwrap();
        // 15 days after 09/10 is Saturday 24/10: the next working day is Monday.
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-10-26"));
        let shown = panel(&trial, lead, row).await;
        assert_eq!(
            (shown.dues.len(), shown.dues[0].reference.as_str()),
            (1, "125/UBND")
        );
        assignment::remove_event(&trial.app, lead, &id)
            .await
            .unwrap();
        assert_eq!(next_due(&trial, row).await, None);
        let none = record_event(
            &trial.app,
            lead,
            &office.rows[1],
            date(2026, 10, 9),
            &brought,
        );
        assert_eq!(refused(none.await.map(|_| ())), Refusal::NoEvent);
    });
}

#[test]
fn a_day_set_by_the_focal_officer_binds_instead_of_the_text() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let row = &office.rows[4];
        let set = async |by: &Actor, due: Option<Date>, version| {
            set_due(&trial.app, by, row, due, version).await
        };
        set(&office.focal, Some(date(2026, 11, 30)), 1)
            .await
            .unwrap();
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-11-30"));
        let stale = set(&office.focal, None, 1).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let lead = set(&office.lead, None, 2).await;
        assert!(matches!(lead, Err(Error::NotAllowed(_))));
        set(&office.focal, None, 2).await.unwrap();
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-10-09"));
    });
}

#[test]
fn a_row_goes_its_way_and_back_with_a_reason() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (row, lead, focal) = (&office.rows[4], &office.lead, &office.focal);
        step(&trial, lead, row, Status::Submitted, "")
            .await
            .unwrap();
        assert_eq!(
            next_due(&trial, row).await,
            None,
            "handed in is not overdue"
        );
        let unreasoned = step(&trial, focal, row, Status::Returned, " ").await;
        assert_eq!(
            refused(unreasoned),
            Refusal::NoReason {
                to: Status::Returned
            }
        );
        step(
            &trial,
            focal,
            row,
            Status::Returned,
            "Thiếu biên bản, @binh",
        )
        .await
        .unwrap();
        assert_eq!(next_due(&trial, row).await.as_deref(), Some("2026-10-09"));
        let shown = panel(&trial, lead, row).await;
        assert_eq!(shown.row.status, Status::Returned);
        let kinds = inbox(&trial, lead).await;
        assert!(kinds.contains(&NoticeKind::Returned) && kinds.contains(&NoticeKind::Mention));
        let done = step(&trial, lead, row, Status::Done, "").await;
        assert!(matches!(refused(done), Refusal::Step(_)));
        let supporting = shown
            .row
            .members
            .iter()
            .find(|one| one.role == "supporting")
            .unwrap();
        let change = Change {
            member: Some(supporting.id.clone()),
            to: Status::InProgress,
            version: supporting.version,
            note: String::new(),
        };
        let changed = change_status(&trial.app, &office.supporting, row, change.clone()).await;
        assert_eq!(
            changed.unwrap().status,
            Status::Returned,
            "the lead's is the row's"
        );
        let again = Change {
            to: Status::NotStarted,
            ..change
        };
        let stale = change_status(&trial.app, focal, row, again).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
    });
}

#[test]
fn everyone_sees_their_own_work_and_leaders_look_at_others() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let of = async |by: &Actor, whose: &Whose, filter: &Filter| {
            assignment::tasks(&trial.app, by, whose, filter).await
        };
        let mine = of(&office.lead, &Whose::Mine, &Filter::default())
            .await
            .unwrap();
        let buckets: Vec<Bucket> = mine.tasks.iter().map(|task| task.bucket).collect();
        use Bucket::{Continuous, Overdue, WaitingEvent, Week};
        assert_eq!(buckets, [Overdue, Overdue, Week, WaitingEvent, Continuous]);
        assert_eq!(mine.tasks[0].progress, Some((0, 4)));
        let lead = Whose::Person(office.lead.person.clone().unwrap());
        assert_eq!(
            of(&office.focal, &lead, &Filter::default())
                .await
                .unwrap()
                .tasks
                .len(),
            5
        );
        let curious = of(&office.other, &lead, &Filter::default()).await;
        assert!(matches!(curious, Err(Error::NotAllowed(_))));
        let none = Filter {
            duty: Some(Duty::Supporting),
            ..Filter::default()
        };
        assert!(
            of(&office.lead, &Whose::Mine, &none)
                .await
                .unwrap()
                .tasks
                .is_empty()
        );
        let unit = Whose::Unit(office.unit.id.clone());
        assert_eq!(
            of(&office.focal, &unit, &Filter::default())
                .await
                .unwrap()
                .tasks
                .len(),
            10
        );
        let before = trial.app.statements();
        of(&office.focal, &unit, &Filter::default()).await.unwrap();
        assert!(
            trial.app.statements() - before <= 6,
            "whatever the number of rows"
        );
        let october = (date(2026, 10, 1), date(2026, 10, 31));
        let days = assignment::calendar(&trial.app, &office.lead, None, october)
            .await
            .unwrap();
        let days: Vec<i8> = days.iter().map(|one| one.day.day()).collect();
        assert_eq!(days, [9, 20]);
    });
}

#[test]
fn reminders_come_once_at_each_step() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        // 15/10/2026 is a Thursday. Quarter I and 09/10 are overdue since before this week, which
        // the week's summary says; 20/10 is within seven days.
        assert_eq!(
            notice::remind(&trial.app).await.unwrap(),
            4,
            "one row and a summary, for two people"
        );
        assert_eq!(notice::remind(&trial.app).await.unwrap(), 0);
        let sent = notice::list(&trial.app, &office.lead, Shown::default())
            .await
            .unwrap();
        assert_eq!((sent.total, sent.unread), (2, 2));
        let of = |key: &str| sent.notices.iter().find_map(|one| one.detail[key].as_str());
        assert_eq!(of("what"), Some("1.2 Việc thứ 2"));
        assert_eq!(of("topic"), Some("week"));
        let days = |count: i64| jiff::SignedDuration::from_hours(24 * count);
        let thursday = trial.app.timestamp();
        trial.clock.set(thursday + days(2));
        assert_eq!(
            notice::remind(&trial.app).await.unwrap(),
            2,
            "three days before 20/10"
        );
        trial.clock.set(thursday + days(4));
        assert_eq!(
            notice::remind(&trial.app).await.unwrap(),
            4,
            "Monday: one row tomorrow and a summary, for two people"
        );
        step(&trial, &office.lead, &office.rows[1], Status::Submitted, "")
            .await
            .unwrap();
        trial.clock.set(thursday + days(5));
        assert_eq!(notice::remind(&trial.app).await.unwrap(), 0, "handed in");
        let first = sent
            .notices
            .iter()
            .find(|one| one.detail["topic"].is_null());
        let first = &first.unwrap().id;
        let address = notice::open(&trial.app, &office.lead, first).await.unwrap();
        assert!(address.starts_with("/ke-hoach/"));
        let others = notice::open(&trial.app, &office.other, first).await;
        assert!(matches!(others, Err(Error::NotFound(_))));
        notice::read_all(&trial.app, &office.lead).await.unwrap();
        assert_eq!(notice::unread(&trial.app, &office.lead).await.unwrap(), 0);
    });
}

//! A clock moved through the years of five real plans: every reminder comes on its day, once, also
//! after the server stood still for a week, and with two servers on one database.

use std::collections::BTreeMap;

use app::account;
use app::notice::{self, Setting};
use app::testing::{Trial, on_both, with_both};
use app::workday::{self, Kind, NewDay};
use app::{Actor, App, AssignmentId, Error, RowId, assignment, bind, import};
use domain::work::{Calendar, national};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

use crate::office::Office;

/// The plans as received, with the year in which each is worked.
const PLANS: [(&str, i16); 5] = [
    ("000_da130e82f681c5de.txt", 2024),
    ("001_d468f9f1f25a1d59.txt", 2023),
    ("002_9b08d0edd2879f30.txt", 2026),
    ("003_fdbf68d093f4d8c5.txt", 2024),
    ("004_1dd271de583fd2ec.txt", 2024),
];

/// The server stands still from the first day on, until the second.
const STILL: [((i8, i8), (i8, i8)); 3] = [((2, 5), (2, 13)), ((6, 24), (7, 2)), ((9, 28), (10, 5))];

fn plans() -> Option<Vec<(String, i16)>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans/");
    let read = |(file, year): (&str, i16)| {
        let text = std::fs::read_to_string(format!("{folder}{file}")).ok();
        if text.is_none() {
            assert!(
                std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
                "the shared folder is needed"
            );
            eprintln!("skipped: {file} is not here");
        }
        Some((text?, year))
    };
    PLANS.into_iter().map(read).collect()
}

/// Nine in the morning in Vietnam.
fn set(trial: &Trial, day: Date) {
    trial.clock.set(format!("{day}T02:00:00Z").parse().unwrap());
}

async fn grant_leader(trial: &Trial, to: &Actor) {
    let change = "update role_grant set role = 'leader' where account_id = $1";
    let id = to.account.as_ref().unwrap().as_str();
    change_by(trial, change, bind![id]).await;
}

async fn change_by(trial: &Trial, sql: &'static str, params: &[app::database::Param<'_>]) {
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    tx.run(sql, params).await.unwrap();
    let event = app::audit::Event::new("test.done", "test", "", "");
    tx.commit(event).await.unwrap();
}

/// The plans in force, every row that has a day given to the office's lead.
async fn take_in(trial: &Trial, office: &Office, plans: &[(String, i16)]) {
    let (app, focal) = (&trial.app, &office.focal);
    change_by(trial, "update plan set state = 'withdrawn'", &[]).await;
    for (text, year) in plans {
        let new = import::NewImport {
            unit: office.unit.id.clone(),
            year: *year,
            file_name: "ke-hoach.txt".to_owned(),
            file: app.files().arrived(text.as_bytes()).await.unwrap(),
        };
        let id = import::start(app, focal, new).await.unwrap();
        let version = import::open(app, focal, &id).await.unwrap().draft.version;
        import::write(app, focal, &id, version).await.unwrap();
    }
    let lead = office.lead.person.as_ref().unwrap().as_str();
    let mut tx = app.begin(&Actor::program()).await.unwrap();
    tx.run("delete from assignment", &[]).await.unwrap();
    let rows = "select r.id from plan_row r join plan p on p.id = r.plan_id
        where p.state = 'draft' and r.next_due is not null order by r.id";
    for row in tx.all(rows, &[], |row| row.text("id")).await.unwrap() {
        tx.run(
            "insert into assignment (id, row_id, role, party_id, named, status, version)
             values ($1, $2, 'lead', $3, '', 'not_started', 1)",
            bind![AssignmentId::new().as_str(), &row, lead],
        )
        .await
        .unwrap();
    }
    let issue = "update plan set state = 'issued' where state = 'draft'";
    tx.run(issue, &[]).await.unwrap();
    let event = app::audit::Event::new("test.done", "test", "", "");
    tx.commit(event).await.unwrap();
}

/// Rows that are owed, with their next day.
async fn owed(app: &App) -> Vec<(String, Date)> {
    let sql = "select r.id, r.next_due from plan_row r
        join plan p on p.id = r.plan_id and p.state = 'issued'
        where r.next_due is not null order by r.id";
    let mut conn = app.read().await.unwrap();
    conn.all(sql, &[], |row| Ok((row.text("id")?, row.date("next_due")?)))
        .await
        .unwrap()
}

/// What must have been sent: the key of each reminder and its day, kept apart from the statements.
struct Ledger {
    calendar: Calendar,
    lead: String,
    leader: String,
    sent: BTreeMap<String, Date>,
}

impl Ledger {
    fn of(&mut self, day: Date, owed: &[(String, Date)]) {
        let worked = self.calendar.is_worked(day);
        let third = self.calendar.working_days(day, -3).unwrap();
        let told_from = third - 14.days();
        let monday = day - i64::from(day.weekday().to_monday_zero_offset()).days();
        let (mut week, mut unit) = (false, false);
        for (row, due) in owed {
            let step = match (*due - day).get_days() {
                4..=7 => "7",
                2..=3 => "3",
                1 => "1",
                0 => "0",
                // Older than this week: the summary's.
                ..0 if monday - 1.day() <= *due => "late",
                _ => "",
            };
            if !step.is_empty() {
                let key = format!("due:{row}:{}:{due}:{step}", self.lead);
                self.sent.entry(key).or_insert(day);
            }
            if worked && *due <= third && told_from <= *due {
                let key = format!("escalated:{row}:{}:{due}", self.leader);
                self.sent.entry(key).or_insert(day);
            }
            week |= *due <= monday + 6.days();
            unit |= *due < day;
        }
        // Told at the first run of the week on a working day, to whom there is something to tell.
        let told = self
            .sent
            .keys()
            .any(|key| key.ends_with(&format!(":{monday}")) && key.starts_with("week:"));
        if worked && !told {
            for (_, who) in [(week, &self.lead), (unit, &self.leader)]
                .iter()
                .filter(|(some, _)| *some)
            {
                self.sent.insert(format!("week:{who}:{monday}"), day);
            }
        }
    }
}

/// What was sent: the key of each and its day.
async fn sent(app: &App) -> BTreeMap<String, Date> {
    let sql = "select once_key, created_at from notice where kind = 'reminder'";
    let mut conn = app.read().await.unwrap();
    let all = conn
        .all(sql, &[], |row| {
            Ok((
                row.text("once_key")?,
                row.text("created_at")?[..10].to_owned(),
            ))
        })
        .await
        .unwrap();
    let count = all.len();
    let map: BTreeMap<String, Date> = all
        .into_iter()
        .map(|(key, at)| (key, at.parse().unwrap()))
        .collect();
    assert_eq!(map.len(), count, "nothing twice");
    map
}

/// The lead does what is due today, until the row asks for another day; every seventh row nobody
/// ever does.
async fn work(app: &App, lead: &Actor, day: Date, owed: &[(String, Date)]) {
    let today = owed.iter().enumerate().filter(|(_, (_, due))| *due == day);
    for (at, (row, _)) in today {
        if at % 7 == 3 {
            continue;
        }
        let id = RowId::parse(row).unwrap();
        for _ in 0..12 {
            match assignment::record_happening(app, lead, &id, day, "").await {
                Ok(_) => {}
                Err(Error::Refused(_)) => break,
                Err(other) => panic!("{other:?}"),
            }
            let mut conn = app.read().await.unwrap();
            let sql = "select next_due from plan_row where id = $1";
            let next = conn
                .one(sql, bind![row.as_str()], |row| row.date_or_null("next_due"))
                .await
                .unwrap();
            if next != Some(day) {
                break;
            }
        }
    }
}

async fn through_the_years(trial: Trial, second: App, plans: &[(String, i16)]) {
    let office = Office::begun(&trial).await;
    grant_leader(&trial, &office.other).await;
    take_in(&trial, &office, plans).await;
    let account = |actor: &Actor| actor.account.as_ref().unwrap().to_string();
    let mut ledger = Ledger {
        calendar: national(2022..=2027),
        lead: account(&office.lead),
        leader: account(&office.other),
        sent: BTreeMap::new(),
    };
    let mut years: Vec<i16> = plans.iter().map(|(_, year)| *year).collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        let still = |day: Date| {
            let on = |(month, of_month)| date(year, month, of_month);
            STILL
                .iter()
                .any(|(from, until)| on(*from) <= day && day < on(*until))
        };
        let first = date(year, 1, 1);
        for day in first.series(1.day()).take_while(|day| day.year() == year) {
            if still(day) {
                continue;
            }
            set(&trial, day);
            let owed = owed(&trial.app).await;
            ledger.of(day, &owed);
            let (one, other) = tokio::join!(notice::remind(&trial.app), notice::remind(&second));
            one.unwrap();
            other.unwrap();
            work(&trial.app, &office.lead, day, &owed).await;
        }
    }
    let sent = sent(&trial.app).await;
    for (key, day) in &ledger.sent {
        assert_eq!(sent.get(key), Some(day), "{key}");
    }
    assert_eq!(sent.len(), ledger.sent.len(), "nothing else");
    let of = |kind: &str| sent.keys().filter(|key| key.starts_with(kind)).count();
    assert!(
        of("due:") > 300 && of("escalated:") > 5 && of("week:") > 100,
        "{}",
        sent.len()
    );
    assert!(account::own(&trial.app, &office.lead).await.is_ok());
}

#[test]
fn every_reminder_of_five_plans_comes_on_its_day_once() {
    let Some(plans) = plans() else {
        return;
    };
    with_both(|database| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let trial = match &database {
                None => Trial::sqlite().await,
                Some(url) => Trial::at(url.clone()).await,
            };
            let setting = app::Setting {
                data: trial.folder().to_owned(),
                database: database.clone(),
                clock: trial.clock.clone(),
            };
            let second = App::open_beside(setting).await.unwrap();
            through_the_years(trial, second, &plans).await;
        });
    });
}

#[test]
fn leaders_hear_of_what_is_late_after_the_working_days_that_the_unit_says() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        grant_leader(&trial, &office.other).await;
        let (app, unit) = (&trial.app, &office.unit.id);
        let heard = async |day: Date| {
            set(&trial, day);
            notice::remind(app).await.unwrap();
            let sent = sent(app).await;
            sent.iter()
                .filter(|(key, on)| key.starts_with("escalated:") && **on == day)
                .count()
        };
        // 1.5 is due on Friday 09/10; three working days later it is Wednesday.
        assert_eq!(heard(date(2026, 10, 13)).await, 0);
        assert_eq!(heard(date(2026, 10, 14)).await, 1);
        assert_eq!(heard(date(2026, 10, 15)).await, 0, "once");
        let setting = notice::setting(app, &office.focal, unit).await.unwrap();
        assert_eq!((setting.escalate_days, setting.version), (3, 0));
        let of = |escalate_days, version| Setting {
            escalate_days,
            version,
        };
        // 1.2 is due on Tuesday 20/10: two working days later it would be told on Thursday.
        notice::set(app, &office.focal, unit, of(2, 0))
            .await
            .unwrap();
        let stale = notice::set(app, &office.focal, unit, of(5, 0)).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let bad = notice::set(app, &office.focal, unit, of(31, 1)).await;
        assert!(matches!(bad, Err(Error::Refused(_))));
        let stranger = notice::set(app, &office.lead, unit, of(4, 1)).await;
        assert!(matches!(stranger, Err(Error::NotAllowed(_))));
        // Wednesday is made a day off: Friday it is.
        set(&trial, date(2026, 10, 16));
        let off = NewDay {
            day: date(2026, 10, 21),
            kind: Some(Kind::Off),
            why: "Nghỉ bù bão".to_owned(),
            version: 0,
        };
        workday::set(app, &office.focal, off).await.unwrap();
        assert_eq!(heard(date(2026, 10, 22)).await, 0);
        assert_eq!(date(2026, 10, 23).weekday(), Weekday::Friday);
        assert_eq!(heard(date(2026, 10, 23)).await, 1);
        notice::set(app, &office.focal, unit, of(0, 1))
            .await
            .unwrap();
        assert_eq!(heard(date(2027, 1, 6)).await, 0, "never");
    });
}

//! Surveys: asked of units below, answered by each alone, seen whole by whoever asks.

use std::collections::BTreeMap;

use app::audit::Event;
use app::notice::{self, Shown};
use app::survey::{
    self, Answered, Kind, NewQuestion, NewSurvey, Part, Refusal, Sending, Step, Whom,
};
use app::testing::{Trial, on_both};
use app::unit::UnitKind;
use app::{Actor, Error, HomeUnit, Refusal as Any, SurveyId, assignment, bind, period};
use domain::authority::Role;
use jiff::civil::date;

use crate::figure::{City, small};
use crate::office::officer;

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Survey(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Someone with an account and one role in one ward alone.
async fn of_ward(trial: &Trial, city: &City, (ward, login): (usize, &str), role: Role) -> Actor {
    let unit = &city.wards[ward];
    let home = HomeUnit {
        id: unit.id.clone(),
        slug: unit.slug.clone(),
        name: unit.name.clone(),
        path: unit.path.clone(),
    };
    let mut actor = officer(trial, &home, "Trần Văn Bình", login).await;
    actor.authority.grants[0].role = role;
    let account = actor.account.clone().unwrap();
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    let change = "update role_grant set role = $2 where account_id = $1";
    tx.run(change, bind![account.as_str(), role.name()])
        .await
        .unwrap();
    tx.commit(Event::new("test.done", "account", account.as_str(), login))
        .await
        .unwrap();
    actor
}

fn asked(text: &str, kind: Kind, code: &str) -> NewQuestion {
    NewQuestion {
        text: text.to_owned(),
        kind,
        code: code.to_owned(),
    }
}

fn new() -> NewSurvey {
    NewSurvey {
        title: "Khảo sát tập huấn".to_owned(),
        reference: "12/UBND".to_owned(),
        document_on: None,
        body: String::new(),
        term: "15 ngày kể từ ngày phát hành".to_owned(),
        whom: Whom::All,
        questions: vec![
            asked("Bao nhiêu người", Kind::Number, ""),
            asked("Ngày tổ chức", Kind::Date, ""),
            asked("", Kind::Figure, "1.1"),
        ],
    }
}

async fn begun(trial: &Trial) -> (City, Actor, Actor) {
    let names = ["Phường Hạ Khê", "Phường Sơn Khê"];
    let city = City::with(trial, &small(), &names).await;
    let one = of_ward(trial, &city, (0, "mot"), Role::Focal).await;
    let two = of_ward(trial, &city, (1, "hai"), Role::Focal).await;
    (city, one, two)
}

async fn drafted(trial: &Trial, city: &City, new: &NewSurvey) -> Result<SurveyId, Error> {
    let period = period::by_code(&trial.app, "2026").await.unwrap();
    survey::create(&trial.app, &city.focal, (&city.whole, &period), new).await
}

async fn issued(trial: &Trial, city: &City) -> SurveyId {
    let id = drafted(trial, city, &new()).await.unwrap();
    survey::step(&trial.app, &city.focal, (&id, 1), Step::Issue)
        .await
        .unwrap();
    id
}

fn answers(number: &str) -> Answered {
    let all = [number, "1/11/2026", "Có"].map(str::to_owned);
    (0..).zip(all).collect::<BTreeMap<i32, String>>()
}

async fn part(trial: &Trial, city: &City, id: &SurveyId, ward: usize) -> Part {
    let whole = survey::show(&trial.app, &city.focal, id).await.unwrap();
    let unit = &city.wards[ward].id;
    whole
        .parts
        .into_iter()
        .find(|part| part.unit == *unit)
        .unwrap()
}

async fn inbox(trial: &Trial, who: &Actor) -> Vec<String> {
    let all = notice::list(&trial.app, who, Shown::default()).await;
    let topic = |one: notice::Notice| one.detail["topic"].as_str().unwrap_or("").to_owned();
    all.unwrap().notices.into_iter().map(topic).collect()
}

#[test]
fn each_unit_answers_for_itself_and_who_asks_sees_what_was_sent() {
    on_both(|trial| async move {
        let (city, one, two) = begun(&trial).await;
        let (app, ward) = (&trial.app, &city.wards[0]);
        let id = drafted(&trial, &city, &new()).await.unwrap();
        let early = survey::own(app, &one, (ward, &id)).await;
        assert!(matches!(early, Err(Error::NotFound(_))), "a draft");
        assert!(survey::duties(app, &one).await.unwrap().is_empty());
        let stale = survey::step(app, &city.focal, (&id, 9), Step::Issue).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let below = survey::step(app, &one, (&id, 1), Step::Issue).await;
        assert!(matches!(below, Err(Error::NotAllowed(_))), "{below:?}");
        survey::step(app, &city.focal, (&id, 1), Step::Issue)
            .await
            .unwrap();
        let duties = survey::duties(app, &one).await.unwrap();
        let due = date(2026, 10, 30);
        assert_eq!(
            duties.iter().map(|one| one.due_on).collect::<Vec<_>>(),
            [due]
        );
        let days = assignment::calendar(app, &one, None, (due, due))
            .await
            .unwrap();
        assert!(
            days.iter()
                .any(|day| day.address.contains(id.as_str()) && !day.done)
        );

        let typed = answers("12,50");
        let keep = (&typed, Sending::Keep);
        survey::answer(app, &one, (ward, &id, 1), keep)
            .await
            .unwrap();
        assert_eq!(
            part(&trial, &city, &id, 0).await.draft,
            None,
            "drafts are the unit's"
        );
        let above = survey::own(app, &city.focal, (ward, &id)).await.unwrap();
        assert_eq!((above.may_answer, above.part.draft), (false, None));
        for stranger in [&two, &city.focal] {
            let sent = survey::answer(app, stranger, (ward, &id, 2), (&typed, Sending::Send)).await;
            assert!(matches!(sent, Err(Error::NotAllowed(_))), "{sent:?}");
        }
        let other = survey::own(app, &two, (ward, &id)).await;
        assert!(matches!(other, Err(Error::NotAllowed(_))), "{other:?}");
        let whole = survey::show(app, &two, &id).await;
        assert!(
            matches!(whole, Err(Error::NotFound(_))),
            "who is asked sees no other's"
        );

        let stale = survey::answer(app, &one, (ward, &id, 1), (&typed, Sending::Send)).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        survey::answer(app, &one, (ward, &id, 2), (&typed, Sending::Send))
            .await
            .unwrap();
        let sent = part(&trial, &city, &id, 0).await;
        let words: Vec<String> = sent
            .sent
            .unwrap()
            .into_values()
            .map(|one| one.text)
            .collect();
        assert_eq!(words, ["12,5", "01/11/2026", "Có"]);
        assert!(survey::duties(app, &one).await.unwrap().is_empty());
        assert_eq!(survey::duties(app, &two).await.unwrap().len(), 1);
    });
}

#[test]
fn what_is_late_is_taken_and_marked_and_what_was_sent_stands_after_the_last_day() {
    on_both(|trial| async move {
        let (city, one, two) = begun(&trial).await;
        let app = &trial.app;
        let id = issued(&trial, &city).await;
        let typed = answers("1");
        let send = (&typed, Sending::Send);
        let (first, second) = (&city.wards[0], &city.wards[1]);
        survey::answer(app, &one, (first, &id, 1), send)
            .await
            .unwrap();
        survey::answer(app, &one, (first, &id, 2), send)
            .await
            .unwrap();
        trial.clock.set("2026-10-31T02:00:00Z".parse().unwrap());
        let again = survey::answer(app, &one, (first, &id, 3), send).await;
        let due_on = date(2026, 10, 30);
        assert_eq!(refused(again.unwrap_err()), Refusal::DueOver { due_on });
        survey::answer(app, &two, (second, &id, 1), send)
            .await
            .unwrap();
        let late = |part: &Part| part.is_late(Some(due_on), app.today());
        assert!(!late(&part(&trial, &city, &id, 0).await));
        assert!(late(&part(&trial, &city, &id, 1).await));
        let none = survey::remind(app, &city.focal, &id).await;
        assert_eq!(refused(none.unwrap_err()), Refusal::NobodyLeft);
        survey::step(app, &city.focal, (&id, 2), Step::Close)
            .await
            .unwrap();
        let closed = survey::answer(app, &two, (second, &id, 2), send).await;
        assert_eq!(refused(closed.unwrap_err()), Refusal::NotOpen);
        let twice = survey::step(app, &city.focal, (&id, 3), Step::Close).await;
        assert_eq!(refused(twice.unwrap_err()), Refusal::NoSuchStep);
        survey::step(app, &city.focal, (&id, 3), Step::Reopen)
            .await
            .unwrap();
    });
}

#[test]
fn only_who_has_not_answered_is_reminded_and_once_a_day() {
    on_both(|trial| async move {
        let (city, one, two) = begun(&trial).await;
        let reader = of_ward(&trial, &city, (1, "doc"), Role::Reader).await;
        let app = &trial.app;
        let id = issued(&trial, &city).await;
        assert_eq!(inbox(&trial, &one).await, ["survey"]);
        let sent = (&answers("1"), Sending::Send);
        survey::answer(app, &one, (&city.wards[0], &id, 1), sent)
            .await
            .unwrap();
        let below = survey::remind(app, &two, &id).await;
        assert!(matches!(below, Err(Error::NotAllowed(_))), "{below:?}");
        assert_eq!(survey::remind(app, &city.focal, &id).await.unwrap(), 1);
        assert_eq!(survey::remind(app, &city.focal, &id).await.unwrap(), 0);
        assert_eq!(inbox(&trial, &one).await, ["survey"]);
        assert_eq!(inbox(&trial, &two).await, ["survey_reminder", "survey"]);
        assert!(
            inbox(&trial, &reader).await.is_empty(),
            "only who answers is told"
        );
        trial.clock.set("2026-10-16T02:00:00Z".parse().unwrap());
        assert_eq!(survey::remind(app, &city.focal, &id).await.unwrap(), 1);
        survey::step(app, &city.focal, (&id, 2), Step::Withdraw)
            .await
            .unwrap();
        assert_eq!(inbox(&trial, &two).await[0], "survey_withdrawn");
        assert!(survey::duties(app, &two).await.unwrap().is_empty());
    });
}

#[test]
fn figures_that_were_answered_change_the_units_own_only_when_it_says_so() {
    on_both(|trial| async move {
        let (city, one, two) = begun(&trial).await;
        let (app, ward) = (&trial.app, &city.wards[0]);
        let id = issued(&trial, &city).await;
        let own = survey::own(app, &one, (ward, &id)).await.unwrap();
        let figure = own.figures[0].clone();
        let place = (ward, &id);
        let early = survey::take(app, &one, place, (&figure.entry, figure.version)).await;
        assert_eq!(refused(early.unwrap_err()), Refusal::NothingSent);
        let sent = (&answers("1"), Sending::Send);
        survey::answer(app, &one, (ward, &id, 1), sent)
            .await
            .unwrap();
        let own = survey::own(app, &one, (ward, &id)).await.unwrap();
        assert_eq!(
            own.figures[0].value, None,
            "nothing is overwritten in silence"
        );
        let foreign = survey::take(app, &two, place, (&figure.entry, figure.version)).await;
        assert!(matches!(foreign, Err(Error::NotAllowed(_))), "{foreign:?}");
        let stale = survey::take(app, &one, place, (&figure.entry, 99)).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        survey::take(app, &one, place, (&figure.entry, figure.version))
            .await
            .unwrap();
        let own = survey::own(app, &one, (ward, &id)).await.unwrap();
        assert_eq!(own.figures[0].value.as_deref(), Some("true"));
        let other = survey::own(app, &two, (&city.wards[1], &id)).await.unwrap();
        assert_eq!(other.figures[0].value, None);
    });
}

#[test]
fn a_survey_that_asks_nothing_of_nobody_is_refused() {
    on_both(|trial| async move {
        let (city, _, _) = begun(&trial).await;
        let check = async |change: fn(&mut NewSurvey)| {
            let mut survey = new();
            change(&mut survey);
            refused(drafted(&trial, &city, &survey).await.unwrap_err())
        };
        assert_eq!(
            check(|new| new.title = " ".to_owned()).await,
            Refusal::NoTitle
        );
        assert_eq!(
            check(|new| new.questions.clear()).await,
            Refusal::NoQuestion
        );
        let kind = check(|new| new.whom = Whom::Kind(UnitKind::Province)).await;
        assert_eq!(kind, Refusal::NobodyAsked);
        let name = check(|new| new.whom = Whom::Chosen(vec!["Phường Lạ".to_owned()])).await;
        assert!(matches!(name, Refusal::UnknownUnit { .. }));
        let code = check(|new| new.questions[2].code = "9.9.9".to_owned()).await;
        assert!(matches!(code, Refusal::UnknownIndicator { .. }));
        let term = check(|new| new.term = "sớm".to_owned()).await;
        assert!(matches!(term, Refusal::TermUnread { .. }));
        let many = check(|new| new.questions = vec![new.questions[0].clone(); 41]).await;
        assert!(matches!(many, Refusal::ManyQuestions { .. }));
        let mut chosen = new();
        chosen.whom = Whom::Chosen(vec!["phường sơn khê".to_owned()]);
        let id = drafted(&trial, &city, &chosen).await.unwrap();
        let whole = survey::show(&trial.app, &city.focal, &id).await.unwrap();
        assert_eq!(whole.parts.len(), 1);
        let edited = survey::edit(&trial.app, &city.focal, (&id, 1), &new()).await;
        edited.unwrap();
        let whole = survey::show(&trial.app, &city.focal, &id).await.unwrap();
        assert_eq!((whole.parts.len(), whole.questions.len()), (2, 3));
        let stale = survey::edit(&trial.app, &city.focal, (&id, 1), &new()).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let mut ahead = new();
        ahead.document_on = Some(date(2026, 11, 1));
        survey::edit(&trial.app, &city.focal, (&id, 2), &ahead)
            .await
            .unwrap();
        let ahead = survey::step(&trial.app, &city.focal, (&id, 3), Step::Issue).await;
        assert!(matches!(
            refused(ahead.unwrap_err()),
            Refusal::DocumentAhead { .. }
        ));
    });
}

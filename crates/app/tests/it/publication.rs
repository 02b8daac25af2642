//! Ranking and publication: who stands where, what is frozen, and that anyone finds a change.

use app::audit::Event;
use app::bind;
use app::figure::{Opening, Typed};
use app::period::{self, NewPeriod, Part, Period};
use app::publication::document::{Document, LinePart};
use app::publication::{self, NewPublication, Refusal, State, What};
use app::ranking::{self, Basis, Ranking};
use app::scorecard::{self, Kind};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::UnitKind;
use app::{Error, PublicationId, Refusal as Any, figure, framework};
use tokio::io::AsyncReadExt as _;

use super::figure::{City, row, small};

const WARDS: [&str; 4] = [
    "Phường Hạ Khê",
    "Phường Sơn Khê",
    "Xã Đông Sơn",
    "Xã Tây Sơn",
];

async fn period(trial: &Trial, code: &str) -> Period {
    period::by_code(&trial.app, code).await.unwrap()
}

async fn ranked(trial: &Trial, city: &City, code: &str) -> Ranking {
    let period = period(trial, code).await;
    let place = (&city.whole, &period);
    ranking::rank(&trial.app, &city.focal, place, &city.framework)
        .await
        .unwrap()
}

/// `rate` of the wards' households of a hundred, and «yes» for all.
async fn city(trial: &Trial, rates: [&str; 4]) -> City {
    let city = City::with(trial, &small(), &WARDS).await;
    for (ward, rate) in rates.iter().enumerate() {
        let typed = row(&[("num", rate), ("den", "300")]);
        city.save(trial, (ward, "2.1"), &typed).await.unwrap();
        city.save(trial, (ward, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
    }
    let edition = framework::show(&trial.app, &city.focal, &city.framework);
    let version = edition.await.unwrap().0.version;
    framework::issue(&trial.app, &city.focal, &city.framework, version)
        .await
        .unwrap();
    city
}

async fn hand_in(trial: &Trial, city: &City, ward: usize) {
    let assessment = city.grid(trial, ward).await.assessment.id;
    let mut tx = trial.app.begin(&city.focal).await.unwrap();
    scorecard::freeze(&mut tx, &assessment, Kind::Claimed)
        .await
        .unwrap();
    tx.run(
        "update assessment set state = 'submitted' where id = $1",
        bind![assessment.as_str()],
    )
    .await
    .unwrap();
    tx.commit(Event::new("test.done", "assessment", "", ""))
        .await
        .unwrap();
}

async fn new(trial: &Trial, city: &City) -> Result<NewPublication, Error> {
    let period = period(trial, "2026").await;
    let place = (&city.whole, &period);
    let preview = publication::preview(&trial.app, &city.focal, place, &city.framework).await?;
    Ok(NewPublication {
        title: "Kết quả năm 2026".to_owned(),
        reason: String::new(),
        without_others: false,
        seen: preview.seen,
    })
}

async fn publish(trial: &Trial, city: &City, new: NewPublication) -> Result<PublicationId, Error> {
    let period = period(trial, "2026").await;
    publication::publish(&trial.app, &city.focal, (&period, &city.framework), new).await
}

async fn file(trial: &Trial, id: &PublicationId) -> Vec<u8> {
    let (_, mut stored) = publication::file(&trial.app, id).await.unwrap();
    let mut bytes = Vec::new();
    stored.file.read_to_end(&mut bytes).await.unwrap();
    bytes
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Publication(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn equal_units_share_a_rank_and_the_next_is_skipped() {
    on_both(|trial| async move {
        let city = city(&trial, ["200", "100", "100", "50"]).await;
        let ranking = ranked(&trial, &city, "2026").await;
        let ranks: Vec<u32> = ranking.rows.iter().map(|row| row.rank).collect();
        assert_eq!(ranks, [1, 2, 2, 4]);
        let tied: Vec<bool> = ranking.rows.iter().map(|row| row.is_tied).collect();
        assert_eq!(tied, [false, true, true, false]);
        let first = &ranking.rows[0];
        assert_eq!(first.name, WARDS[0]);
        assert_eq!(first.points.to_string(), "50/3");
        assert_eq!(first.basis, Basis::Live);
        // 1.2 and 2.2 have no figures and nothing is proven: anyone can still be first or last.
        assert_eq!(first.still, (1, 4));
        assert_eq!(first.pending, 4);
        hand_in(&trial, &city, 0).await;
        let again = ranked(&trial, &city, "2026").await;
        assert_eq!(again.rows[0].basis, Basis::Claimed);
        assert_eq!(again.rows[0].points, first.points);
        // What was handed in with its figures stands; only what has no points is open.
        assert_eq!(again.rows[0].pending, 2);
    });
}

#[test]
fn a_publication_is_frozen_corrected_and_withdrawn() {
    on_both(|trial| async move {
        let city = city(&trial, ["200", "100", "100", "50"]).await;
        let app = &trial.app;
        assert_eq!(refused(new(&trial, &city).await), Refusal::NothingHandedIn);
        for ward in 0..3 {
            hand_in(&trial, &city, ward).await;
        }
        let first = new(&trial, &city).await.unwrap();
        assert_eq!(
            refused(publish(&trial, &city, first).await),
            Refusal::NotAllHandedIn { count: 1 }
        );
        let seen = new(&trial, &city).await.unwrap();
        hand_in(&trial, &city, 3).await;
        let stale = publish(&trial, &city, seen).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let first = new(&trial, &city).await.unwrap();
        let first = publish(&trial, &city, first).await.unwrap();
        let bytes = file(&trial, &first).await;
        let report = publication::verify(&bytes).unwrap();
        assert_eq!(report.differences, []);
        assert_eq!((report.units, report.lines), (4, 16));
        assert_eq!(
            report.file_sha256,
            publication::show(app, &first).await.unwrap().sha256
        );
        // The sweep at the start leaves the file where it is.
        assert_eq!(app::evidence::check_files(app).await.unwrap().troubles, []);
        let card = publication::card(app, &first, &city.wards[0].slug)
            .await
            .unwrap();
        assert_eq!(card.unit.rank, 1);
        assert_eq!(card.lines[2].part.inputs["num"], "200");

        let mut second = new(&trial, &city).await.unwrap();
        assert_eq!(
            refused(publish(&trial, &city, second.clone()).await),
            Refusal::NoReason
        );
        second.reason = "Bổ sung số liệu".to_owned();
        let second = publish(&trial, &city, second).await.unwrap();
        let old = publication::show(app, &first).await.unwrap();
        assert_eq!((old.number, old.state), (1, State::Replaced));
        assert_eq!(
            file(&trial, &first).await,
            bytes,
            "the old one stays as it was"
        );
        let corrected: Document = serde_json::from_slice(&file(&trial, &second).await).unwrap();
        let corrects = corrected.content.corrects.unwrap();
        assert_eq!((corrects.number, corrects.sha256), (1, old.sha256));

        let key = (
            &second,
            publication::show(app, &second).await.unwrap().version,
        );
        let refusal = publication::withdraw(app, &city.focal, key, " ").await;
        assert_eq!(refused(refusal), Refusal::NoReason);
        publication::withdraw(app, &city.focal, key, "Sai danh sách")
            .await
            .unwrap();
        let gone = publication::file(app, &second).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
        assert!(publication::units(app, &second).await.is_err());
        assert!(
            publication::card(app, &second, &city.wards[0].slug)
                .await
                .is_err()
        );
        let note = publication::show(app, &second)
            .await
            .unwrap()
            .withdrawn
            .unwrap();
        assert_eq!(note.1, "Sai danh sách");
    });
}

#[test]
fn nothing_private_is_in_the_file() {
    on_sqlite(|trial| async move {
        let city = city(&trial, ["200", "100", "100", "50"]).await;
        for ward in 0..4 {
            hand_in(&trial, &city, ward).await;
        }
        let first = new(&trial, &city).await.unwrap();
        let id = publish(&trial, &city, first).await.unwrap();
        let text = String::from_utf8(file(&trial, &id).await).unwrap();
        for private in ["Hạnh", "hanh", "Báo cáo của phòng", "explanation", "source"] {
            assert!(!text.contains(private), "{private}");
        }
        for ward in WARDS {
            assert!(text.contains(ward));
        }
    });
}

#[test]
fn ranks_are_compared_with_those_published_a_year_before() {
    on_both(|trial| async move {
        let city = city(&trial, ["200", "100", "90", "50"]).await;
        for ward in 0..4 {
            hand_in(&trial, &city, ward).await;
        }
        let first = new(&trial, &city).await.unwrap();
        publish(&trial, &city, first).await.unwrap();
        let year = NewPeriod {
            year: 2027,
            part: Part::Year,
            closes_on: None,
        };
        let next = period::create(&trial.app, &city.focal, year).await.unwrap();
        let opening = Opening {
            framework: city.framework.clone(),
            period: next.id.clone(),
            under: city.whole.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        figure::open_for_units(&trial.app, &city.focal, &opening)
            .await
            .unwrap();
        let unit = &city.wards[3];
        let all = figure::assessments(&trial.app, &city.focal, unit, &next).await;
        let grid = figure::grid(&trial.app, &city.focal, unit, &all.unwrap()[0])
            .await
            .unwrap();
        let entry = figure::by_code(&grid, "2.1").unwrap();
        let typed = Typed {
            as_of: "30/09/2026".to_owned(),
            ..row(&[("num", "299"), ("den", "300")])
        };
        figure::save(&trial.app, &city.focal, &entry.id, &typed, entry.version)
            .await
            .unwrap();
        let ranking = ranked(&trial, &city, "2027").await;
        assert_eq!(ranking.before.as_ref().unwrap().publication, Some(1));
        let first = &ranking.rows[0];
        assert_eq!((first.name.as_str(), first.rank), (WARDS[3], 1));
        assert_eq!(first.before.as_ref().unwrap().0, 4);
    });
}

/// A file with something planted in it, sealed again as whoever meddles would.
#[track_caller]
fn planted(document: &Document, plant: impl FnOnce(&mut Document)) -> Vec<What> {
    let mut document = document.clone();
    plant(&mut document);
    let sealed = document.content.sealed().unwrap();
    let bytes = serde_json::to_vec(&sealed).unwrap();
    let report = publication::verify(&bytes).unwrap();
    report.differences.into_iter().map(|one| one.what).collect()
}

fn line(document: &mut Document, unit: usize, line: usize) -> &mut LinePart {
    &mut document.content.units[unit].lines[line]
}

#[test]
fn every_planted_change_is_found_where_it_was_planted() {
    on_sqlite(|trial| async move {
        let city = city(&trial, ["200", "100", "90", "50"]).await;
        for ward in 0..4 {
            hand_in(&trial, &city, ward).await;
        }
        let first = new(&trial, &city).await.unwrap();
        let id = publish(&trial, &city, first).await.unwrap();
        let bytes = file(&trial, &id).await;
        let whole: Document = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(planted(&whole, |_| ()), []);
        let ward = || WARDS[0].to_owned();
        let at = |code: &str| (ward(), code.to_owned());
        // A point.
        let found = planted(&whole, |it| line(it, 0, 2).points = Some("10".to_owned()));
        let (unit, code) = at("2.1");
        assert_eq!(found, [What::Points(unit, code)]);
        // An input: the line, its pillar, the total, and what follows from it.
        let found = planted(&whole, |it| {
            line(it, 0, 2)
                .inputs
                .insert("num".to_owned(), "100".to_owned());
        });
        let (unit, code) = at("2.1");
        assert!(found.contains(&What::Points(unit, code)), "{found:?}");
        assert!(found.contains(&What::Total(ward())), "{found:?}");
        assert!(found.contains(&What::Pillar(ward(), 2)), "{found:?}");
        assert!(found.contains(&What::Control("points")), "{found:?}");
        // A rank, a grade, the published number, the maximum, an outcome.
        let found = planted(&whole, |it| it.content.units[0].rank = 2);
        assert_eq!(found, [What::Rank(ward())]);
        let found = planted(&whole, |it| {
            it.content.units[0].grade = Some("Xuất sắc".to_owned());
        });
        assert_eq!(found, [What::Grade(ward())]);
        let found = planted(&whole, |it| it.content.units[0].number = "20".to_owned());
        assert_eq!(found, [What::Number(ward())]);
        let found = planted(&whole, |it| {
            it.content.units[0].max_points = "30".to_owned();
        });
        assert_eq!(found, [What::Max(ward())]);
        let found = planted(&whole, |it| line(it, 0, 1).outcome = "unread".to_owned());
        let (unit, code) = at("1.2");
        assert_eq!(found, [What::Outcome(unit, code)]);
        // A rule: every unit's line.
        let found = planted(&whole, |it| {
            let rule = &mut it.content.framework.pillars[0].indicators[0].rule;
            rule.as_mut().unwrap()["yes"] = "9".into();
        });
        let (unit, code) = at("1.1");
        assert!(found.contains(&What::Points(unit, code)), "{found:?}");
        let points = found
            .iter()
            .filter(|what| matches!(what, What::Points(_, _)));
        assert_eq!(points.count(), 4);
        // A decision is counted, and its sums are checked.
        let found = planted(&whole, |it| {
            line(it, 0, 2).adjusted = true;
            line(it, 0, 2).points = Some("1".to_owned());
        });
        assert!(found.contains(&What::Total(ward())), "{found:?}");
        assert!(found.contains(&What::Control("adjusted")), "{found:?}");
        assert!(!found.iter().any(|what| matches!(what, What::Points(_, _))));
        // Somebody left out, somebody twice, another order.
        let found = planted(&whole, |it| {
            it.content.units.remove(0);
        });
        assert!(found.contains(&What::Control("units")), "{found:?}");
        let found = planted(&whole, |it| {
            let again = it.content.units[0].clone();
            it.content.units.insert(1, again);
        });
        assert!(
            found.iter().any(|what| matches!(what, What::Twice(_))),
            "{found:?}"
        );
        let found = planted(&whole, |it| it.content.units.swap(0, 3));
        assert!(
            found.iter().any(|what| matches!(what, What::Order(_))),
            "{found:?}"
        );
        // The hash itself, and bytes that are written otherwise.
        let mut other = whole.clone();
        other.sha256 = "0".repeat(64);
        let report = publication::verify(&serde_json::to_vec(&other).unwrap()).unwrap();
        assert_eq!(report.differences.len(), 1);
        assert_eq!(report.differences[0].what, What::Hash);
        let report = publication::verify(&serde_json::to_vec_pretty(&whole).unwrap()).unwrap();
        assert_eq!(report.differences[0].what, What::Form);
    });
}

#[test]
fn a_hostile_file_gets_a_reason_and_no_more() {
    let deep = "[".repeat(200_000);
    let fields = r#"{"content":{"format":"chamdiem-publication/1"},"sha256":""}"#;
    let wrong = r#"{"content":[],"sha256":7}"#;
    for bytes in ["", "{}", "null", "[]", "\u{0}", &deep, fields, wrong] {
        assert!(publication::verify(bytes.as_bytes()).is_err());
    }
    assert!(publication::verify(&[0xff; 4096]).is_err());
}

//! A plan that a ward has already is linked to its city's, as received in files.

use app::cascade::{self, Compared, Pairs, Refusal, Standing, Tie};
use app::plan::{self, Seen};
use app::testing::{Trial, on_both};
use app::unit::Unit;
use app::{Actor, Error, ImportId, PlanId, Refusal as Any, import};
use domain::cascade::{Kind, Why};

use super::{Land, kinds, refused, told, typed};

const SAMPLE: &str = include_str!("../../../../../samples/son-khe/ke-hoach.txt");

/// A plan from a file, nobody entered in the directory.
async fn imported(
    whose: (&Trial, &Actor, &Unit),
    file: (&str, i16),
    amends: Option<&PlanId>,
) -> PlanId {
    written(whose, file, amends).await.1
}

/// The same, with what it was imported by.
async fn written(
    (trial, actor, unit): (&Trial, &Actor, &Unit),
    (text, year): (&str, i16),
    amends: Option<&PlanId>,
) -> (ImportId, PlanId) {
    let app = &trial.app;
    let new = import::NewImport {
        unit: unit.id.clone(),
        year,
        file_name: "ke-hoach.txt".to_owned(),
        file: app.files().arrived(text.as_bytes()).await.unwrap(),
    };
    let id = import::start(app, actor, new).await.unwrap();
    let mut version = import::open(app, actor, &id).await.unwrap().draft.version;
    if let Some(amends) = amends {
        let amends = vec![import::Decision::Amends(Some(amends.clone()))];
        version = import::decide(app, actor, &id, version, amends)
            .await
            .unwrap();
    }
    let plan = import::write(app, actor, &id, version).await.unwrap();
    (id, plan)
}

/// Tally of what is the same, similar, only here, only above, moved.
fn counts(compared: &Compared) -> [usize; 5] {
    let tally = compared.tally;
    [
        tally.same,
        tally.similar,
        tally.added,
        tally.removed,
        tally.moved,
    ]
}

#[test]
fn a_new_version_above_is_followed_and_so_is_one_of_ones_own() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let city = (&trial, &land.over, &land.city);
        let above = imported(city, (SAMPLE, 2026), None).await;
        land.issue(&land.over, &above).await;
        let own = imported((&trial, &land.focal, &land.ward), (SAMPLE, 2026), None).await;
        let first = cascade::compared(&land.app, &land.focal, (&own, Some(&above)))
            .await
            .unwrap();
        let all = first.tally.same;
        assert!(all >= 10 && first.pairs.len() == all, "{all}");
        let wanted = (&Pairs::Same, first.seen.as_str());
        let linked = cascade::link(&land.app, &land.focal, (&own, &above), wanted).await;
        assert_eq!(linked.unwrap(), all);

        let code = "1.2";
        let line = land.lines(&land.over, &above).await;
        let line = line.iter().find(|line| line.row.path == code).unwrap();
        let was = line.row.deadline_text.clone().unwrap();
        let text = SAMPLE.replacen(&was, "Trước ngày 20/11/2026", 1);
        assert_ne!(text, SAMPLE);
        let next = imported(city, (&text, 2026), Some(&above)).await;
        assert!(
            land.sheet(&own).await.differences.is_empty(),
            "not in force yet"
        );
        land.issue(&land.over, &next).await;
        let sheet = land.sheet(&own).await;
        assert_eq!(sheet.above.as_ref().map(|plan| &plan.id), Some(&next));
        assert_eq!(kinds(&sheet), [(Kind::Moved, code)]);
        assert_eq!(
            (sheet.carried_out, told(&land.app, &land.focal).await),
            (all, 1)
        );

        let own_next = imported(
            (&trial, &land.focal, &land.ward),
            (SAMPLE, 2026),
            Some(&own),
        )
        .await;
        let sheet = land.sheet(&own_next).await;
        assert_eq!(sheet.above.as_ref().map(|plan| &plan.id), Some(&next));
        assert_eq!(
            (sheet.carried_out, kinds(&sheet)),
            (all, vec![(Kind::Moved, code)])
        );
    });
}

#[test]
fn links_are_made_once_and_taken_back() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let above = land.above().await;
        let rows = vec![
            typed(("1.1", "Kế hoạch chuyển đổi số năm"), "", &[]),
            typed(("9.9", "Việc riêng của phường"), "", &[]),
        ];
        let own = land.plan((&land.focal, &land.ward, 2026), rows).await;
        let app = &land.app;
        let compare = async || {
            cascade::compared(app, &land.focal, (&own, Some(&above)))
                .await
                .unwrap()
        };
        let compared = compare().await;
        let seen = compared.seen.as_str();
        assert_eq!(counts(&compared), [1, 0, 1, 3, 0]);
        let link = async |pairs: &Pairs, seen: &str| {
            cascade::link(app, &land.focal, (&own, &above), (pairs, seen)).await
        };
        let none = link(&Pairs::These(Vec::new()), seen).await;
        assert_eq!(refused(none), Refusal::NothingPicked);
        let (mine, theirs) = (&compared.own_only[0].row, &compared.above_only[0].row);
        let other = &compared.above_only[1].row;
        let twice = Pairs::These(vec![
            (mine.clone(), theirs.clone()),
            (mine.clone(), other.clone()),
        ]);
        let twice = refused(link(&twice, seen).await);
        assert!(matches!(twice, Refusal::LinkedTwice { .. }));
        let wrong = Pairs::These(vec![(theirs.clone(), mine.clone())]);
        assert!(matches!(link(&wrong, seen).await, Err(Error::NotFound(_))));
        let by_hand = Pairs::These(vec![(mine.clone(), theirs.clone())]);
        assert_eq!(link(&by_hand, seen).await.unwrap(), 1);
        assert!(matches!(link(&by_hand, seen).await, Err(Error::Stale(_))));
        assert_eq!(link(&Pairs::Same, &compare().await.seen).await.unwrap(), 1);
        // What stands only above waits for an answer now.
        let expected = [(Kind::Added, "2.1"), (Kind::Added, "2.2")];
        assert_eq!(kinds(&land.sheet(&own).await), expected);

        let head = plan::head(app, &land.focal, &own).await.unwrap();
        let unset = plan::Head {
            title: head.title.clone(),
            reference: head.reference.clone(),
            issued_on: head.issued_on,
            year: head.year,
            ..plan::Head::default()
        };
        let seen = Seen {
            version: head.version,
            reason: "Gỡ".to_owned(),
        };
        let held = plan::edit_head(app, &land.focal, &own, (seen, unset)).await;
        assert!(matches!(
            held,
            Err(Error::Refused(Any::Plan(plan::Refusal::Linked)))
        ));
        let rows = [mine.clone()].into();
        let seen = compare().await.seen;
        let by = &land.stranger;
        let stranger = cascade::unlink(app, by, &own, (Some(&rows), &seen)).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
        let one = cascade::unlink(app, &land.focal, &own, (Some(&rows), &seen)).await;
        assert_eq!(one.unwrap(), 1);
        let seen = compare().await.seen;
        cascade::unlink(app, &land.focal, &own, (None, &seen))
            .await
            .unwrap();
        assert_eq!(
            plan::head(app, &land.focal, &own).await.unwrap().parent,
            None
        );
    });
}

#[test]
fn an_import_taken_back_leaves_nothing_linked_and_is_linked_again() {
    on_both(|trial| async move {
        let land = Land::new(&trial).await;
        let city = (&trial, &land.over, &land.city);
        let above = imported(city, (SAMPLE, 2026), None).await;
        land.issue(&land.over, &above).await;
        let (app, focal) = (&land.app, &land.focal);
        let link = async |own: &PlanId| {
            let compared = cascade::compared(app, focal, (own, Some(&above)))
                .await
                .unwrap();
            let wanted = (&Pairs::Same, compared.seen.as_str());
            cascade::link(app, focal, (own, &above), wanted)
                .await
                .unwrap()
        };
        let standing = async || {
            let (_, units) = cascade::status(app, &land.over, &above).await.unwrap();
            let own = units.iter().find(|one| one.unit == land.ward.id).unwrap();
            (own.standing, own.plan.as_ref().map(|plan| plan.linked))
        };
        let (import, own) = written((&trial, focal, &land.ward), (SAMPLE, 2026), None).await;
        let linked = link(&own).await;
        assert_eq!(standing().await.0, Standing::Draft);

        let version = async || {
            let opened = import::open(app, focal, &import).await.unwrap();
            opened.draft.version
        };
        import::undo(app, focal, &import, version().await)
            .await
            .unwrap();
        assert_eq!(standing().await, (Standing::Nothing, None));
        let told = cascade::remind(app, &land.over, &above, &[land.ward.id.clone()].into()).await;
        assert_eq!(told.unwrap().units, ["Phường Hạ Khê"]);

        let again = import::write(app, focal, &import, version().await)
            .await
            .unwrap();
        assert_ne!(again, own);
        assert_eq!(standing().await.0, Standing::Nothing, "not linked yet");
        assert_eq!(link(&again).await, linked);
        assert_eq!(land.sheet(&again).await.carried_out, linked);
        assert_eq!(standing().await.0, Standing::Draft);
    });
}

/// The plan of a real city and that of its ward, as received.
fn real(file: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans/");
    let text = std::fs::read_to_string(format!("{folder}{file}")).ok();
    if text.is_none() {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the shared folder is needed"
        );
        eprintln!("skipped: {file} is not here");
    }
    text
}

#[test]
fn a_real_ward_plan_is_linked_to_its_citys() {
    let files = ["004_1dd271de583fd2ec.txt", "000_da130e82f681c5de.txt"].map(real);
    let [Some(city), Some(ward)] = files else {
        return;
    };
    on_both(move |trial| {
        let (city, ward) = (city.clone(), ward.clone());
        async move {
            let land = Land::new(&trial).await;
            let above = imported((&trial, &land.over, &land.city), (&city, 2024), None).await;
            trial
                .meddle("update plan set reference = '39/KH-UBND', issued_on = '2024-02-05'")
                .await;
            land.issue(&land.over, &above).await;
            // R-004-5, R-000-34: the ward's plan came by file.
            let own = imported((&trial, &land.focal, &land.ward), (&ward, 2024), None).await;
            let app = &land.app;
            let first = cascade::compared(app, &land.focal, (&own, Some(&above)))
                .await
                .unwrap();
            assert_eq!(counts(&first), [66, 5, 0, 8, 13]);
            let similar = first.pairs.iter().filter(|pair| pair.tie == Tie::Similar);
            let similar: Vec<_> = similar
                .map(|pair| (pair.own.row.clone(), pair.above.row.clone()))
                .collect();
            let ids = (&own, &above);
            let wanted = (&Pairs::Same, first.seen.as_str());
            let linked = cascade::link(app, &land.focal, ids, wanted).await;
            assert_eq!(linked.unwrap(), 66);
            let next = cascade::compared(app, &land.focal, (&own, None))
                .await
                .unwrap();
            let wanted = (&Pairs::These(similar), next.seen.as_str());
            let linked = cascade::link(app, &land.focal, ids, wanted).await;
            assert_eq!(linked.unwrap(), 5);
            let sheet = land.sheet(&own).await;
            assert_eq!(sheet.carried_out, 71);
            let added = sheet
                .differences
                .iter()
                .filter(|one| one.kind == Kind::Added);
            assert_eq!((added.count(), sheet.differences.len()), (8, 8));

            // The same plan opened as a draft: every row of work is there or left out.
            let proposal = land.propose(&above).await;
            let work = proposal.rows.iter().filter(|one| one.row.is_work());
            assert_eq!(work.count(), 79);
            let named = proposal.rows.iter().filter(|one| one.why == Why::Named);
            assert!(named.count() > 20, "«UBND phường, xã» means the ward");
        }
    });
}

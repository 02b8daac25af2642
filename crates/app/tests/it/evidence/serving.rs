//! Which of several things asked for an attached proof serves: by its kind, or as a person says.

use app::evidence::{self, Attached, Correction, Facts, NewUse, Refusal, Serves, Subject};
use app::testing::on_both;
use app::{Actor, Error, IndicatorId, Noun, Refusal as Any, RequirementId};
use domain::authority::Role;

use super::{City, DECISION, LEAD, OTHER_ROW, Visibility, actor, city, focal};

/// The row and the entry are about an indicator with an id that use cases accept.
const INDICATOR: [&str; 3] = [
    "insert into indicator (id, framework_id, position, kind, code, title, title_folded, counts, mandatory, version) values ('00000000-0000-7000-8000-0000000000d1', 'f', 2, 'indicator', '1.1a', 'Ban Chỉ đạo', 'ban chi dao', 'adds', 0, 1)",
    "update entry set indicator_id = '00000000-0000-7000-8000-0000000000d1'",
    "update plan_row set indicator_id = '00000000-0000-7000-8000-0000000000d1' where indicator_id is not null",
];

impl City {
    /// Ids of what a place asks for.
    async fn asked(&self, serves: &Serves) -> Vec<RequirementId> {
        let asked = self.count(serves).await.asked;
        asked.into_iter().map(|one| one.id).collect()
    }

    /// How many of each thing asked for are there.
    async fn done(&self, serves: &Serves) -> Vec<u32> {
        let asked = self.count(serves).await.asked;
        asked.into_iter().map(|one| one.done).collect()
    }

    async fn attached(&self, serves: &Serves) -> Attached {
        let panel = evidence::panel(&self.trial.app, &focal(), serves)
            .await
            .unwrap();
        panel.proofs.into_iter().next().unwrap()
    }

    /// The entry of the row's indicator asks too.
    async fn indicator_asks(&self, text: &str) {
        for sql in INDICATOR {
            self.trial.meddle(sql).await;
        }
        let indicator = IndicatorId::parse("00000000-0000-7000-8000-0000000000d1").unwrap();
        let mut tx = self.trial.app.begin(&Actor::program()).await.unwrap();
        evidence::require(&mut tx, Subject::Indicator(&indicator), text, 2026)
            .await
            .unwrap();
        let event = app::audit::Event::new("framework.adopted", "framework", "f", "f");
        tx.commit(event).await.unwrap();
    }
}

#[test]
fn a_person_moves_a_proof_to_another_requirement_and_back_to_its_kind() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, row) = (&city.trial.app, focal(), city.row());
        let proof = city.kept(&focal, DECISION, Some(&row)).await;
        let asked = city.asked(&row).await;
        assert_eq!(city.done(&row).await, [1, 0], "by its kind");
        assert!(!city.attached(&row).await.is_named);

        let other = (&row, Some(&asked[1]));
        evidence::name_requirement(app, &focal, &proof.id, other)
            .await
            .unwrap();
        assert_eq!(city.done(&row).await, [0, 1]);
        let attached = city.attached(&row).await;
        assert_eq!(
            (attached.requirement.as_ref(), attached.is_named),
            (Some(&asked[1]), true)
        );
        let shown = evidence::show(app, &focal, &proof.id).await.unwrap();
        let of_row = shown.uses.iter().find(|one| one.serves == row).unwrap();
        assert_eq!(of_row.asked.len(), 2);
        assert_eq!(of_row.requirement_id.as_ref(), Some(&asked[1]));
        assert_eq!(city.events("evidence.requirement_named").await, 1);

        evidence::name_requirement(app, &focal, &proof.id, (&row, None))
            .await
            .unwrap();
        assert_eq!(city.done(&row).await, [1, 0]);
        assert!(!city.attached(&row).await.is_named);
    });
}

#[test]
fn what_a_person_named_stays_whatever_is_said_later() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, row) = (&city.trial.app, focal(), city.row());
        let proof = city.kept(&focal, "Một tờ giấy", Some(&row)).await;
        let asked = city.asked(&row).await;
        let articles = (&row, Some(&asked[1]));
        evidence::name_requirement(app, &focal, &proof.id, articles)
            .await
            .unwrap();
        let facts = Facts {
            kind: Some("Quyết định".to_owned()),
            ..proof.facts.clone()
        };
        let said = Correction {
            facts,
            visibility: Visibility::Private,
            version: 1,
        };
        evidence::edit(app, &focal, &proof.id, said).await.unwrap();
        assert_eq!(city.done(&row).await, [0, 1], "its kind is another now");

        let again = async |serves: &Serves| {
            let places = [serves.clone()];
            evidence::use_for(app, &focal, &proof.id, (&places, &NewUse::default()))
                .await
                .unwrap();
        };
        again(&Serves::Entry(city.entry.clone())).await;
        assert_eq!(city.done(&row).await, [0, 1], "attached again");

        evidence::end_use(app, &focal, &proof.id, &row)
            .await
            .unwrap();
        again(&row).await;
        assert_eq!(city.done(&row).await, [1, 0], "a new use begins anew");
    });
}

#[test]
fn the_same_words_at_the_indicator_are_served_too() {
    on_both(|trial| async move {
        let city = city(trial).await;
        city.indicator_asks("Trên 2 tin, bài; Quyết định thành lập")
            .await;
        let (app, focal, row) = (&city.trial.app, focal(), city.row());
        let entry = Serves::Entry(city.entry.clone());
        let proof = city.kept(&focal, DECISION, Some(&row)).await;
        assert_eq!(city.done(&entry).await, [0, 1]);
        let asked = city.asked(&row).await;
        let name = async |wanted: &RequirementId| {
            evidence::name_requirement(app, &focal, &proof.id, (&row, Some(wanted)))
                .await
                .unwrap();
        };
        name(&asked[1]).await;
        assert_eq!(city.done(&entry).await, [1, 0], "the same words");
        name(&asked[0]).await;
        assert_eq!(city.done(&row).await, [1, 0]);
        assert_eq!(
            city.done(&entry).await,
            [1, 0],
            "«Quyết định kiện toàn» is not asked there: what was named stays"
        );
    });
}

#[test]
fn only_what_is_asked_there_is_named_by_whoever_attaches_there() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, row) = (&city.trial.app, city.row());
        let proof = city.kept(&focal(), DECISION, Some(&row)).await;
        let asked = city.asked(&row).await;
        let name = async |who: Actor, serves: &Serves, wanted: &RequirementId| {
            evidence::name_requirement(app, &who, &proof.id, (serves, Some(wanted)))
                .await
                .map(|_| ())
        };
        name(actor(Role::Officer, LEAD, "/f1/"), &row, &asked[1])
            .await
            .unwrap();
        let unasked = name(focal(), &row, &RequirementId::new()).await;
        assert!(
            matches!(
                unasked,
                Err(Error::Refused(Any::Evidence(Refusal::NotAsked)))
            ),
            "{unasked:?}"
        );
        let leader = name(actor(Role::Leader, OTHER_ROW, "/f1/"), &row, &asked[0]).await;
        assert!(matches!(leader, Err(Error::NotAllowed(_))), "{leader:?}");
        let foreign = name(actor(Role::Focal, LEAD, "/f2/"), &row, &asked[0]).await;
        assert!(
            matches!(foreign, Err(Error::NotFound(Noun::Evidence))),
            "{foreign:?}"
        );
        let elsewhere = Serves::Row(city.other_row.clone());
        let unused = evidence::name_requirement(app, &focal(), &proof.id, (&elsewhere, None)).await;
        assert!(
            matches!(unused, Err(Error::NotFound(Noun::Evidence))),
            "{unused:?}"
        );
        evidence::put_away(app, &focal(), &proof.id, 1)
            .await
            .unwrap();
        let away = name(focal(), &row, &asked[0]).await;
        assert!(
            matches!(away, Err(Error::Refused(Any::Evidence(Refusal::PutAway)))),
            "{away:?}"
        );
        assert_eq!(city.events("evidence.requirement_named").await, 1);
    });
}

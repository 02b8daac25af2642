//! People, roles, posts, spellings and open work of a merged unit follow it, as was shown; taking
//! the merger back restores exactly what went.

use std::collections::BTreeSet;

use app::account::{self, NewAccount};
use app::lineage::{self, Follows, Refusal};
use app::party::{self, Party, What};
use app::plan::{self, NewAssignment, Role as Part, RowFields, Triage, TypedRow};
use app::testing::on_both;
use app::unit::{self, Unit, UnitChange};
use app::{AccountId, App, PartyId};
use domain::authority::Role;
use domain::plan::{OfficialDocument, RowKind};

use super::{into, into_new, refused};
use crate::party::{Place, TODAY};

const PASSWORD: &str = "mot cau rat dai";

/// Where everything is that can move, one line each.
async fn stands(app: &App) -> Vec<String> {
    let mut conn = app.read().await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "select 'person ' || id || ' ' || unit_id as line from person",
        "select 'post ' || id || ' ' || unit_id as line from post",
        "select 'party ' || id || ' ' || unit_id as line from party",
        "select 'alias ' || unit_id || ' ' || folded || ' ' || party_id as line from alias",
        "select 'grant ' || id || ' ' || account_id || ' ' || role || ' ' || unit_id || ' ' || coalesce(ended_at, '') as line from role_grant",
        "select 'work ' || id || ' ' || party_id || ' ' || status || ' ' || coalesce(ended_at, '') as line from assignment",
        "select 'holder ' || party_id || ' ' || person_id as line from party_holder",
    ] {
        all.extend(conn.all(sql, &[], |row| row.text("line")).await.unwrap());
    }
    all.sort();
    all
}

impl Place {
    /// A person with an account that has a role over the unit.
    async fn officer(
        &self,
        unit: &Unit,
        (name, login): (&str, &str),
        role: Role,
    ) -> (Party, AccountId) {
        let person = self.person(unit, name).await;
        let new = NewAccount {
            person: person.person_ref.clone().unwrap(),
            login: login.to_owned(),
            roles: BTreeSet::from([role]),
            unit: unit.id.clone(),
        };
        let (id, link) = account::create(&self.app, &self.who, new).await.unwrap();
        account::set_password(&self.app, &link, (PASSWORD, PASSWORD))
            .await
            .unwrap();
        (person, id)
    }

    /// A plan of the city in which these lead a row each.
    async fn plan(&self, parties: &[&PartyId]) {
        let document = OfficialDocument {
            title: Some("Kế hoạch chuyển đổi số".to_owned()),
            ..OfficialDocument::default()
        };
        let (app, who) = (&self.app, &self.who);
        let id = plan::create(app, who, self.city.id.clone(), (2026, document))
            .await
            .unwrap();
        let rows = parties.iter().enumerate().map(|(number, party)| TypedRow {
            fields: RowFields {
                kind: RowKind::Indicator,
                code: Some(format!("1.{}", number + 1)),
                title: format!("Việc số {}", number + 1),
                max_points: None,
                rule_text: None,
                evidence_text: None,
                source_text: None,
                deadline_text: None,
                effective_due: None,
                measure: None,
                target_text: None,
                note: None,
                triage: Triage::Leads,
            },
            assignments: vec![NewAssignment {
                role: Part::Lead,
                party: (*party).clone(),
                named: String::new(),
            }],
        });
        plan::add_rows(app, who, (&id, "Phụ lục", None), (rows.collect(), ""))
            .await
            .unwrap();
    }
}

/// People of two wards; the first has a post with a group, an alias and a plan's work.
async fn staffed(place: &Place, old: &Unit, other: &Unit) -> Party {
    let (an, _) = place.officer(old, ("Trần Văn An", "an"), Role::Focal).await;
    place
        .officer(other, ("Phạm Thị Cúc", "cuc"), Role::Leader)
        .await;
    let holder = an.person_ref.clone().map(|id| (id, TODAY));
    let post = place
        .create(old, "Công chức Văn phòng", What::Post { holder })
        .await;
    let group = What::Group {
        members: vec![post.id.clone()],
    };
    place.create(old, "Tổ công nghệ số", group).await;
    party::add_alias(&place.app, &place.who, &post.id, "CC VP-TK")
        .await
        .unwrap();
    let own = place.unit_party(&old.id).await;
    place.plan(&[&own, &post.id]).await;
    post
}

/// What there was in the old unit is at work in the new one.
async fn went(place: &Place, (old, one): (&Unit, &Unit), post: &Party) {
    let (app, who) = (&place.app, &place.who);
    let session = account::sign_in(app, "an", PASSWORD).await.ok().unwrap();
    assert_eq!(
        session.actor.home.as_ref().map(|home| &home.id),
        Some(&one.id)
    );
    let focal_over = |unit: &Unit| {
        let grants = &session.actor.authority.grants;
        let own = grants.iter().filter(|grant| grant.unit_path == unit.path);
        own.map(|grant| grant.role).collect::<Vec<_>>()
    };
    assert_eq!(focal_over(one), [Role::Focal]);
    assert_eq!(
        focal_over(old),
        [Role::Focal],
        "what stayed there can still be read"
    );
    let directory = party::directory(app, who, &one.id).await.unwrap();
    assert!(
        directory
            .of(party::PartyKind::Post)
            .any(|listed| listed.party.id == post.id)
    );
    let new = place.unit_party(&one.id).await;
    let hanging = party::hanging(app, who, &new).await.unwrap();
    assert_eq!(
        (hanging.count, hanging.work[0].title.as_str()),
        (1, "Việc số 1")
    );
    let now = party::directory(app, who, &old.id).await.unwrap();
    assert_eq!(now.of(party::PartyKind::Person).count(), 0);
}

#[test]
fn people_roles_posts_and_work_follow_as_shown_and_come_back() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (old, other) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let post = staffed(&place, &old, &other).await;
        let before = stands(app).await;

        let merge = into_new(&[&old, &other], "Phường Khê Lội", "90002");
        let shown = lineage::merge_preview(app, who, &merge).await.unwrap();
        let first = Follows {
            persons: 1,
            accounts: 1,
            posts: 1,
            parties: 1,
            aliases: 1,
            grants: 1,
            work: 1,
        };
        assert_eq!(shown[0].follows, Some(first));
        let second = Follows {
            persons: 1,
            accounts: 1,
            grants: 1,
            ..Follows::default()
        };
        assert_eq!(shown[1].follows, Some(second));

        let one = place.merged(merge).await.unwrap();
        went(&place, (&old, &one), &post).await;

        let change = lineage::lines(app, who, &one.id).await.unwrap()[0]
            .change
            .clone();
        lineage::undo(app, who, &change).await.unwrap();
        assert_eq!(stands(app).await, before);
        let session = account::sign_in(app, "an", PASSWORD).await.ok().unwrap();
        assert_eq!(
            session.actor.home.as_ref().map(|home| &home.id),
            Some(&old.id)
        );
        assert_eq!(app::audit::verify(app).await.unwrap().broken, None);
    });
}

#[test]
fn what_the_successor_has_already_is_not_given_twice() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (app, who) = (&place.app, &place.who);
        let (old, goes_on) = (
            place.ward.clone(),
            place.ward("Phường Bến Lội", "90002").await,
        );
        let (_, account) = place
            .officer(&old, ("Trần Văn An", "an"), Role::Focal)
            .await;
        account::grant(app, who, &account, (Role::Focal, &goes_on.id))
            .await
            .unwrap();
        let names = ["Văn phòng", "Văn phòng phường"];
        for (unit, name) in [(&old, names[0]), (&goes_on, names[1])] {
            let office = place.create(unit, name, What::Outsider).await;
            party::add_alias(app, who, &office.id, "VP").await.unwrap();
        }
        let parties = [
            place.unit_party(&old.id).await,
            place.unit_party(&goes_on.id).await,
        ];
        place.plan(&[&parties[0], &parties[1]]).await;
        let before = stands(app).await;

        let merge = into(&[&old], &goes_on);
        let shown = lineage::merge_preview(app, who, &merge).await.unwrap();
        let follows = Follows {
            persons: 1,
            accounts: 1,
            parties: 1,
            work: 1,
            ..Follows::default()
        };
        assert_eq!(shown[0].follows, Some(follows));
        assert_eq!(shown[1].follows, None, "it goes on as it is");
        place.merged(merge).await.unwrap();
        let hanging = party::hanging(app, who, &parties[1]).await.unwrap();
        assert_eq!(hanging.count, 2);
        let change = lineage::lines(app, who, &old.id).await.unwrap()[0]
            .change
            .clone();

        // Whoever went on elsewhere since is not pulled back.
        trial.meddle("update person set unit_id = (select id from unit where parent_id is null) where name = 'Trần Văn An'").await;
        let held = lineage::undo(app, who, &change).await;
        assert!(matches!(refused(held), Refusal::Changed { unit } if unit == "Phường Bến Lội"));
        trial.meddle("update person set unit_id = (select id from unit where name = 'Phường Bến Lội') where name = 'Trần Văn An'").await;
        lineage::undo(app, who, &change).await.unwrap();
        assert_eq!(stands(app).await, before);
    });
}

#[test]
fn a_code_is_not_two_units_within_the_same_days() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let one = place.ward("Phường Bến Lội", "90002").await;
        let other = place.ward("Xã Thượng Khê", "90003").await;
        let change = UnitChange {
            name: other.name.clone(),
            kind: other.kind,
            code: one.code.clone(),
            valid_from: other.valid_from,
        };
        let key = (&other.id, other.version);
        let taken = unit::edit(&place.app, &place.who, key, change).await;
        assert!(matches!(
            taken,
            Err(app::Error::Refused(app::Refusal::Unit(unit::Refusal::CodeTaken { code, .. })))
                if code == "90002"
        ));
    });
}

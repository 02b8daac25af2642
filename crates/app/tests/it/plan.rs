//! Plans: kept as read, with who does what.

use app::account::{self, FirstAdministrator};
use app::testing::{Trial, on_both, sample};
use app::unit::UnitKind;
use app::{Actor, Error};

const PASSWORD: &str = "mot mat khau dai";

async fn begun(trial: &Trial) -> Actor {
    let link = account::first_link(&trial.app).await.unwrap();
    let first = FirstAdministrator {
        unit_name: "UBND phường Sơn Khê".to_owned(),
        unit_kind: UnitKind::Commune,
        name: "Lê Thị Hạnh".to_owned(),
        login: "hanh".to_owned(),
        password: PASSWORD.to_owned(),
    };
    account::create_first(&trial.app, &link, first)
        .await
        .unwrap();
    let session = account::sign_in(&trial.app, "hanh", PASSWORD)
        .await
        .unwrap();
    account::visitor(&trial.app, &session.token)
        .await
        .unwrap()
        .unwrap()
}

async fn count(trial: &Trial, sql: &'static str) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    conn.one(sql, &[], |row| row.count("n")).await.unwrap()
}

#[test]
fn a_plan_is_kept_as_read_and_can_be_found() {
    on_both(|trial| async move {
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let new = sample::new_plan(&trial.app, &actor, &unit).await.unwrap();
        let rows = i64::try_from(new.rows.len()).unwrap();
        assert!(rows >= 20, "{rows}");
        sample::plan(&trial.app, &actor, &unit).await.unwrap();
        assert_eq!(
            count(&trial, "select count(*) as n from plan_row").await,
            rows
        );
        assert!(count(&trial, "select count(*) as n from assignment").await > rows / 2);
        assert_eq!(
            count(
                &trial,
                "select count(*) as n from search_entry where subject_kind = 'plan'"
            )
            .await,
            1
        );
        assert!(
            count(
                &trial,
                "select count(*) as n from audit_event where kind = 'plan.created'"
            )
            .await
                == 1
        );
    });
}

#[test]
fn a_group_stands_for_its_members_and_a_merged_party_for_the_other() {
    on_both(|trial| async move {
        let app = &trial.app;
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let mut ids = Vec::new();
        for name in ["Các phường, xã", "Phường A", "Xã B", "P. A"] {
            ids.push(sample::party(app, &actor, &unit, name).await.unwrap());
        }
        trial
            .meddle("update party set kind = 'group' where name = 'Các phường, xã'")
            .await;
        trial.meddle("insert into group_member (group_id, party_id) select g.id, m.id from party g, party m
            where g.kind = 'group' and m.name in ('P. A', 'Xã B')").await;
        trial.meddle("update party set merged_into = (select o.id from party o where o.name = 'Phường A')
            where name = 'P. A'").await;
        let mut new = sample::new_plan(app, &actor, &unit).await.unwrap();
        new.rows.truncate(3);
        for row in &mut new.rows {
            row.assignments.clear();
        }
        let group = app::plan::NewAssignment {
            role: app::plan::Role::Lead,
            party: ids[0].clone(),
            named: "UBND các phường, xã".to_owned(),
        };
        new.rows[2].assignments = vec![
            group.clone(),
            app::plan::NewAssignment {
                party: ids[3].clone(),
                ..group
            },
        ];
        let mut tx = app.begin(&actor).await.unwrap();
        let id = app::plan::write(&mut tx, &actor, new).await.unwrap();
        tx.commit(app::audit::Event::new(
            "import.written",
            "import",
            id.as_str(),
            "x",
        ))
        .await
        .unwrap();
        let mut conn = app.read().await.unwrap();
        let names = conn
            .all(
                "select p.name, coalesce(g.name, '') as via from assignment a join party p on p.id = a.party_id
                 left join party g on g.id = a.via_group_id order by p.id",
                &[],
                |row| Ok((row.text("name")?, row.text("via")?)),
            )
            .await
            .unwrap();
        let group = "Các phường, xã".to_owned();
        assert_eq!(
            names,
            [
                ("Phường A".to_owned(), group.clone()),
                ("Xã B".to_owned(), group)
            ]
        );
    });
}

#[test]
fn a_plan_of_a_unit_that_is_not_ones_own_is_refused() {
    on_both(|trial| async move {
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let mut reader = actor.clone();
        for grant in &mut reader.authority.grants {
            grant.role = domain::authority::Role::Officer;
        }
        let refused = sample::plan(&trial.app, &reader, &unit).await.unwrap_err();
        assert!(matches!(refused, Error::NotAllowed(_)), "{refused:?}");
        assert_eq!(count(&trial, "select count(*) as n from plan").await, 0);
    });
}

//! The schema and the statements are the same on both engines.

use app::testing::{Engine, on_both};

#[test]
fn every_statement_compiles_on_both_engines() {
    on_both(|trial| async move {
        let mut conn = trial.app.read().await.unwrap();
        for (name, sql) in app::database::all_statements() {
            if let Err(fault) = conn.prepare(sql).await {
                panic!("{name} on {:?}: {fault}", trial.engine);
            }
        }
    });
}

#[test]
fn a_second_start_finds_the_schema_as_it_was() {
    on_both(|trial| async move {
        if trial.engine == Engine::Sqlite {
            let setting = app::Setting {
                data: trial.folder().to_owned(),
                database: None,
                clock: trial.clock.clone(),
            };
            app::App::open(setting)
                .await
                .unwrap()
                .ready()
                .await
                .unwrap();
        }
    });
}

#[test]
fn changes_at_the_same_time_are_all_kept_and_one_given_up_is_not() {
    on_both(|trial| async move {
        let program = app::Actor::program();
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..40 {
            let (app, program) = (trial.app.clone(), program.clone());
            tasks.spawn(async move {
                if number % 4 == 0 {
                    let mut tx = app.begin(&program).await.unwrap();
                    tx.run("delete from one_time_link", &[]).await.unwrap();
                    drop(tx);
                } else {
                    app::account::first_link(&app).await.unwrap();
                }
            });
        }
        tasks.join_all().await;
        let mut conn = trial.app.read().await.unwrap();
        let count = conn
            .one("select count(*) as n from one_time_link", &[], |row| {
                row.count("n")
            })
            .await
            .unwrap();
        assert_eq!(count, 30);
        let verdict = app::audit::verify(&trial.app).await.unwrap();
        assert_eq!((verdict.events, verdict.broken), (30, None));
    });
}

#[test]
fn whoever_stops_waiting_does_not_stop_the_others() {
    on_both(|trial| async move {
        for _ in 0..20 {
            let app = trial.app.clone();
            let hurried = tokio::spawn(async move { app::account::first_link(&app).await });
            let app = trial.app.clone();
            let patient = tokio::spawn(async move { app::account::first_link(&app).await });
            tokio::task::yield_now().await;
            hurried.abort();
            patient.await.unwrap().unwrap();
        }
        let verdict = app::audit::verify(&trial.app).await.unwrap();
        assert!(verdict.events >= 20 && verdict.broken.is_none());
    });
}

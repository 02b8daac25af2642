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
            app::App::open(setting).await.unwrap().ready().await.unwrap();
        }
    });
}

//! Migrations: one file for both engines. `) -- strict` is a comment to PostgreSQL and is
//! uncommented for SQLite. Each file runs once, in a transaction, and its text is remembered by
//! hash: a file that was changed after it ran is a fault, not a surprise.

use super::{Conn, Database};
use crate::{Fault, secret};

const FILES: [(i32, &str); 16] = [
    (1, include_str!("../../migrations/0001_people.sql")),
    (2, include_str!("../../migrations/0002_audit.sql")),
    (3, include_str!("../../migrations/0003_framework.sql")),
    (4, include_str!("../../migrations/0004_plan.sql")),
    (5, include_str!("../../migrations/0005_evidence.sql")),
    (6, include_str!("../../migrations/0006_appraisal.sql")),
    (7, include_str!("../../migrations/0007_publication.sql")),
    (8, include_str!("../../migrations/0008_lineage.sql")),
    (9, include_str!("../../migrations/0009_cascade.sql")),
    (10, include_str!("../../migrations/0010_authoring.sql")),
    (11, include_str!("../../migrations/0011_year.sql")),
    (12, include_str!("../../migrations/0012_rollup.sql")),
    (13, include_str!("../../migrations/0013_survey.sql")),
    (14, include_str!("../../migrations/0014_moved.sql")),
    (15, include_str!("../../migrations/0015_papers.sql")),
    (18, include_str!("../../migrations/0018_calendar.sql")),
];

const CREATE: &str =
    "create table if not exists migration (number integer primary key, hash text not null)";
const DONE: &str = "select number, hash from migration order by number";
const REMEMBER: &str = "insert into migration (number, hash) values ($1, $2)";

pub(super) async fn run(database: &Database) -> Result<(), Fault> {
    let mut conn = database.begin().await?;
    conn.run(CREATE, &[]).await?;
    let done = conn
        .all(DONE, &[], |row| Ok((row.int("number")?, row.text("hash")?)))
        .await?;
    if done
        .iter()
        .any(|(number, _)| FILES.iter().all(|file| file.0 != *number))
    {
        return Err(Fault::new(
            "the database belongs to a newer edition of the program",
        ));
    }
    for (number, text) in FILES {
        let hash = secret::sha256(text.as_bytes());
        match done.iter().find(|(done, _)| *done == number) {
            Some((_, before)) if *before == hash => {}
            Some(_) => {
                return Err(Fault::new(format!(
                    "migration {number} differs from what ran"
                )));
            }
            None => apply(&mut conn, number, text, &hash).await?,
        }
    }
    conn.commit().await
}

async fn apply(conn: &mut Conn, number: i32, text: &str, hash: &str) -> Result<(), Fault> {
    let text = if conn.is_sqlite() {
        text.replace(") -- strict", ") strict")
    } else {
        text.to_owned()
    };
    conn.script(&text).await?;
    conn.run(REMEMBER, crate::bind![number, hash]).await?;
    Ok(())
}

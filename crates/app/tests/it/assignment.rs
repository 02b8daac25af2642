//! Due times, statuses, what was done, on real databases.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use app::testing::{Trial, on_both};
use app::{RowId, bind};

use crate::office::Office;

async fn next_due(trial: &Trial, row: &RowId) -> Option<String> {
    let mut conn = trial.app.read().await.unwrap();
    let sql = "select next_due from plan_row where id = $1";
    conn.one(sql, bind![row.as_str()], |row| row.text_or_null("next_due"))
        .await
        .unwrap()
}

#[test]
fn each_deadline_says_when_it_is_due_next() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let mut due = Vec::new();
        for row in &office.rows {
            due.push(next_due(&trial, row).await);
        }
        let due: Vec<Option<&str>> = due.iter().map(Option::as_deref).collect();
        // The first quarter is still owed: it ended after the plan was issued.
        assert_eq!(
            due,
            [
                Some("2026-03-31"),
                Some("2026-10-20"),
                None,
                None,
                Some("2026-10-09")
            ]
        );
    });
}

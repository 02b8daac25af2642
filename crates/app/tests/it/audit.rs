//! The chain of events.

use app::audit::{self, Break};
use app::testing::on_both;

#[test]
fn the_chain_is_whole_and_a_changed_event_shows() {
    on_both(|trial| async move {
        for _ in 0..3 {
            app::account::first_link(&trial.app).await.unwrap();
        }
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!((verdict.events, verdict.broken), (3, None));
        trial
            .meddle("update audit_event set actor_name = 'x' where seq = 2")
            .await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(verdict.broken, Some(Break::Changed { seq: 2 }));
        trial.meddle("delete from audit_event where seq = 2").await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(verdict.broken, Some(Break::Gap { expected: 2, found: 3 }));
        trial.meddle("delete from audit_event where seq > 1").await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(verdict.broken, Some(Break::Cut { expected: 3, found: 1 }));
    });
}

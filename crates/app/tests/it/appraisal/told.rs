//! Who is told of what, and where it opens.

use app::notice::{self, NoticeKind, Shown};
use app::testing::{Trial, on_both};
use app::{Actor, account};
use domain::authority::Role;

use super::{Panel, WORD, adjust, at, send_back};

/// Messages of a person that are not reminders: topic and address, oldest first.
async fn told(trial: &Trial, actor: &Actor) -> Vec<(String, String)> {
    let shown = Shown {
        kind: Some(NoticeKind::Request),
        ..Shown::default()
    };
    let mut all = notice::list(&trial.app, actor, shown)
        .await
        .unwrap()
        .notices;
    let returned = Shown {
        kind: Some(NoticeKind::Returned),
        ..Shown::default()
    };
    let more = notice::list(&trial.app, actor, returned).await.unwrap();
    all.extend(more.notices);
    all.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
    let mut out = Vec::new();
    for one in all {
        let topic = one.detail["topic"].as_str().unwrap_or_default().to_owned();
        out.push((
            topic,
            notice::open(&trial.app, actor, &one.id).await.unwrap(),
        ));
    }
    out
}

#[test]
fn the_unit_and_its_appraisers_are_told_of_each_others_steps_once() {
    on_both(|trial| async move {
        let panel = Panel::gathered(&trial).await;
        for (actor, unit, role) in [
            (&panel.leader, &panel.city.wards[0], Role::Leader),
            (&panel.first, &panel.city.whole, Role::Appraiser),
        ] {
            let account = actor.account().unwrap().clone();
            let grant = (role, &unit.id);
            account::grant(&trial.app, &panel.city.focal, &account, grant)
                .await
                .unwrap();
        }
        panel.submit(&trial, WORD).await.unwrap();
        panel
            .decide(&trial, ("2.1", 0), &send_back())
            .await
            .unwrap();
        panel.submit(&trial, WORD).await.unwrap();
        let adjusted = adjust("4", "Thiếu ảnh chụp");
        panel.decide(&trial, ("1.1", 0), &adjusted).await.unwrap();
        panel.accept_rest(&trial).await;
        panel.finish(&trial).await.unwrap();
        panel.object(&trial, "1.1").await.unwrap();
        at(&trial, "2026-10-30T02:00:00Z");
        panel.answer(&trial, "1.1", None).await.unwrap();
        panel.close(&trial).await.unwrap();

        let topics = |all: &[(String, String)]| -> Vec<String> {
            all.iter().map(|(topic, _)| topic.clone()).collect()
        };
        let unit = told(&trial, &panel.leader).await;
        assert_eq!(
            topics(&unit),
            ["sent_back", "appraised", "closed"],
            "{unit:?}"
        );
        assert!(unit[0].1.contains("/chi-so/2.1?bo="), "{unit:?}");
        assert!(unit[2].1.contains("/bang-diem?bo="), "{unit:?}");
        let judges = told(&trial, &panel.first).await;
        assert_eq!(topics(&judges), ["handed_in", "handed_in", "objected"]);
        assert!(judges[2].1.contains("/tham-dinh/chi-so/1.1?bo="));
        assert_eq!(
            told(&trial, &panel.second).await,
            [],
            "not an appraiser by grant"
        );
    });
}

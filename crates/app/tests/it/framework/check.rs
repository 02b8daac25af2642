//! A draft is checked before it is issued.

use app::framework::draft::{self, Flaw, RowKind, Severity};
use app::framework::{self, Refusal, Warnings};
use app::testing::{on_both, on_sqlite};

use super::{WARDS, add, fields, indicator, issued, new, refused, stale};
use crate::figure::{City, annex};

fn flawed() -> domain::plan::Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tNhận thức số\t25\t\t\n\
         1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n\
         1.2\tKết quả khảo sát\t10\ttheo hướng dẫn riêng của Sở\tBáo cáo\n",
    )
}

#[test]
fn a_draft_with_errors_is_not_issued_and_warnings_ask_first() {
    on_both(|trial| async move {
        let city = City::with(&trial, &flawed(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let check = draft::check(app, actor, id).await.unwrap();
        let found: Vec<(Option<&str>, Severity, &Flaw)> = check
            .all
            .iter()
            .map(|one| {
                let code = one.row.as_ref().map(|row| row.code.as_str());
                (code, one.flaw.severity(), &one.flaw)
            })
            .collect();
        assert!(
            matches!(
                found[0],
                (Some("1"), Severity::Error, Flaw::SumDiffers { .. })
            ),
            "{found:?}"
        );
        let unread = |(code, _, flaw): &(Option<&str>, Severity, &Flaw)| {
            *code == Some("1.2") && matches!(flaw, Flaw::Said { code, .. } if code == "F409")
        };
        assert_eq!(
            found.iter().filter(|one| unread(one)).count(),
            1,
            "{found:?}"
        );
        let issue = async |warnings| {
            let version = draft::check(app, actor, id).await.unwrap().version;
            framework::issue_with(app, actor, (id, version), warnings).await
        };
        assert_eq!(
            refused(issue(Warnings::Seen).await),
            Refusal::Flawed { errors: 1 }
        );
        let wrong = check.all[0].row.clone().unwrap();
        let key = (id, &wrong.id, wrong.version);
        draft::take_sum(app, actor, key).await.unwrap();
        stale(draft::take_sum(app, actor, key).await);
        let check = draft::check(app, actor, id).await.unwrap();
        assert_eq!(check.count(Severity::Error), 0, "{:?}", check.all);
        let warnings = check.count(Severity::Warning);
        assert!(warnings > 0);
        assert_eq!(
            refused(issue(Warnings::Unseen).await),
            Refusal::Unseen { warnings }
        );
        issue(Warnings::Seen).await.unwrap();
    });
}

#[test]
fn a_circle_and_an_empty_draft_are_errors() {
    on_sqlite(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let id = new(&trial, &city, None).await;
        let flaws = async || -> Vec<Flaw> {
            let check = draft::check(app, actor, &id).await.unwrap();
            check.all.into_iter().map(|one| one.flaw).collect()
        };
        assert_eq!(flaws().await, [Flaw::Empty]);
        let pillar = add(
            &trial,
            &city,
            &id,
            (RowKind::Pillar, None),
            &fields("1", "Một"),
        )
        .await
        .unwrap();
        assert!(flaws().await.contains(&Flaw::NothingBelow));
        let under = (RowKind::Indicator, Some(&pillar));
        let one = indicator("1.1", "Chỉ số", "Có: 10 điểm; không: 0 điểm");
        add(&trial, &city, &id, under, &one).await.unwrap();
        assert!(!flaws().await.contains(&Flaw::Circle));
        // Nothing here makes a circle; a database that somebody touched may hold one.
        trial
            .meddle("update indicator set parent_id = id where code = '1.1' and kind = 'indicator'")
            .await;
        assert!(flaws().await.contains(&Flaw::Circle));
    });
}

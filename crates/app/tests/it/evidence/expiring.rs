//! Proof whose time ends: soon, today, past, or never.

use app::evidence::{self, Correction, Facts, Filter, Force, Listed, SOON_DAYS, State};
use app::testing::on_both;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::{City, Visibility, city, focal};

/// What the tests' clock stands at.
const TODAY: Date = date(2026, 10, 15);

impl City {
    /// A proof in force until that day.
    async fn until(&self, title: &str, last: Option<Date>) -> evidence::Evidence {
        let proof = self.kept(&focal(), title, None).await;
        let said = Correction {
            facts: Facts {
                title: title.to_owned(),
                effective_to: last,
                ..proof.facts.clone()
            },
            visibility: Visibility::Private,
            version: 1,
        };
        evidence::edit(&self.trial.app, &focal(), &proof.id, said)
            .await
            .unwrap()
    }

    async fn listed(&self, state: State) -> Listed {
        let filter = Filter {
            state,
            ..Filter::default()
        };
        evidence::list(&self.trial.app, &focal(), &self.unit().await, &filter)
            .await
            .unwrap()
    }

    async fn titles(&self, state: State) -> Vec<String> {
        let items = self.listed(state).await.items;
        items
            .into_iter()
            .map(|item| item.evidence.facts.title)
            .collect()
    }
}

#[test]
fn proof_counts_as_expiring_from_thirty_days_before_its_last_day_to_that_day() {
    on_both(|trial| async move {
        let city = city(trial).await;
        assert_eq!(city.trial.app.today(), TODAY);
        let days = |days: i32| Some(TODAY.saturating_add(days.days()));
        let all = [
            ("hết từ lâu", days(-400), Force::Over),
            ("hết hôm qua", days(-1), Force::Over),
            ("hết sau ba mươi ngày", days(SOON_DAYS), Force::Ending),
            ("hết hôm nay", days(0), Force::Ending),
            (
                "hết sau ba mươi mốt ngày",
                days(SOON_DAYS + 1),
                Force::Lasting,
            ),
            ("không nêu ngày hết", None, Force::Lasting),
        ];
        for (title, last, force) in all {
            let proof = city.until(title, last).await;
            assert_eq!(proof.force(TODAY), force, "{title}");
        }
        let soon = city.titles(State::Expiring).await;
        assert_eq!(
            soon,
            ["hết hôm nay", "hết sau ba mươi ngày"],
            "soonest first"
        );
        let over = city.titles(State::Expired).await;
        assert_eq!(over, ["hết hôm qua", "hết từ lâu"], "latest first");
        let listed = city.listed(State::All).await;
        assert_eq!(listed.items[0].evidence.facts.title, "không nêu ngày hết");
        assert_eq!((listed.whole, listed.expiring, listed.expired), (6, 2, 2));
    });
}

#[test]
fn a_day_later_what_ended_today_is_over_and_what_is_put_away_is_not_counted() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let today = city.until("hết hôm nay", Some(TODAY)).await;
        city.until("hết mai", Some(TODAY.tomorrow().unwrap())).await;
        // Midnight in Vietnam has passed.
        city.trial
            .clock
            .set("2026-10-15T17:00:00Z".parse().unwrap());
        assert_eq!(city.titles(State::Expiring).await, ["hết mai"]);
        assert_eq!(city.titles(State::Expired).await, ["hết hôm nay"]);
        evidence::put_away(&city.trial.app, &focal(), &today.id, today.version)
            .await
            .unwrap();
        assert!(city.titles(State::Expired).await.is_empty());
        let listed = city.listed(State::All).await;
        assert_eq!((listed.expiring, listed.expired), (1, 0));
    });
}

//! How well two people agree who decided the same lines without seeing each other: exact, because
//! it is a share of counts and a mean of exact differences.

use domain::authority::Action;
use scoring::Exact;

use super::sql;
use crate::{Actor, App, Error, PeriodId, bind};

/// A line that two people decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Of which unit.
    pub unit: String,
    /// Its word in addresses.
    pub slug: String,
    /// The line's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// By the first.
    pub first: Option<Exact>,
    /// By the second.
    pub second: Option<Exact>,
    /// By whoever settled it.
    pub settled: Option<Exact>,
    /// Whether somebody settled it.
    pub is_settled: bool,
}

/// How well they agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Lines that two people decided.
    pub count: usize,
    /// Of those, the ones with equal points.
    pub equal: usize,
    /// Their share; `None`: there are none.
    pub share: Option<Exact>,
    /// Mean absolute difference in points; no points count as nothing.
    pub mean_difference: Option<Exact>,
    /// The lines that differ.
    pub differing: Vec<Pair>,
}

impl Agreement {
    fn of(pairs: Vec<Pair>) -> Agreement {
        let whole = |count: usize| Exact::whole(i64::try_from(count).unwrap_or(i64::MAX));
        let mut sum = Exact::ZERO;
        let count = pairs.len();
        for pair in &pairs {
            let (first, second) = (pair.first.clone(), pair.second.clone());
            let apart = first.unwrap_or_default() - second.unwrap_or_default();
            sum = sum + if apart.is_negative() { -apart } else { apart };
        }
        let differing: Vec<Pair> = pairs
            .into_iter()
            .filter(|pair| pair.first != pair.second)
            .collect();
        let equal = count - differing.len();
        Agreement {
            share: whole(equal).checked_div(&whole(count)),
            mean_difference: sum.checked_div(&whole(count)),
            count,
            equal,
            differing,
        }
    }
}

/// How well two people agree in a period, over units that the actor may appraise.
pub async fn agreement(app: &App, actor: &Actor, period: &PeriodId) -> Result<Agreement, Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Appraise);
    let pairs = conn
        .all(sql::PAIRS, bind![&places, period.as_str()], |row| {
            Ok(Pair {
                unit: row.text("unit_name")?,
                slug: row.text("slug")?,
                code: row.text("code")?,
                title: row.text("title")?,
                first: row.exact_or_null("first_points")?,
                second: row.exact_or_null("second_points")?,
                settled: row.exact_or_null("settled_points")?,
                is_settled: row.flag("is_settled")?,
            })
        })
        .await?;
    Ok(Agreement::of(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(first: &str, second: &str) -> Pair {
        Pair {
            unit: String::new(),
            slug: String::new(),
            code: String::new(),
            title: String::new(),
            first: first.parse().ok(),
            second: second.parse().ok(),
            settled: None,
            is_settled: false,
        }
    }

    #[test]
    fn shares_and_means_are_exact() {
        let agreement = Agreement::of(vec![pair("10", "10"), pair("7.5", "8"), pair("0", "-0.5")]);
        assert_eq!((agreement.count, agreement.equal), (3, 1));
        assert_eq!(agreement.share, "1/3".parse().ok());
        assert_eq!(agreement.mean_difference, "1/3".parse().ok());
        assert_eq!(agreement.differing.len(), 2);
        assert_eq!(Agreement::of(Vec::new()), Agreement::default());
    }
}

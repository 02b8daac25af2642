//! Units renamed, merged, split, and every such decision taken back.

mod decide;
mod follow;
mod today;

use app::lineage::{self, Decision, Into, Merge, Refusal};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Error, Refusal as Any};
use jiff::civil::{Date, date};

use crate::party::Place;

const ON: Date = date(2026, 7, 1);

fn decision() -> Decision {
    Decision {
        on: ON,
        legal_basis: "Nghị quyết 12/NQ-HĐND".to_owned(),
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Lineage(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

impl Place {
    async fn ward(&self, name: &str, code: &str) -> Unit {
        let new = NewUnit {
            parent: Some(self.city.id.clone()),
            kind: UnitKind::Commune,
            name: name.to_owned(),
            code: Some(code.to_owned()),
            valid_from: date(2025, 7, 1),
        };
        unit::create(&self.app, &self.who, new).await.unwrap()
    }

    async fn again(&self, unit: &Unit) -> Unit {
        unit::by_id(&self.app, &self.who, &unit.id).await.unwrap()
    }

    async fn merged(&self, merge: Merge) -> Result<Unit, Error> {
        lineage::merge(&self.app, &self.who, merge).await
    }
}

fn into(sources: &[&Unit], target: &Unit) -> Merge {
    Merge {
        sources: sources.iter().map(|unit| unit.id.clone()).collect(),
        into: Into::Existing(target.id.clone()),
        decision: decision(),
    }
}

fn into_new(sources: &[&Unit], name: &str, code: &str) -> Merge {
    Merge {
        sources: sources.iter().map(|unit| unit.id.clone()).collect(),
        into: Into::New {
            name: name.to_owned(),
            code: Some(code.to_owned()),
        },
        decision: decision(),
    }
}

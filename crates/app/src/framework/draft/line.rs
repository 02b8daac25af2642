//! Rows added and changed.

use serde_json::{Value as Json, json};

use super::desk::{Desk, DraftRow, RowKind};
use super::fields::{Fields, Kept, Place, ask, found, kept, stored_kinds};
use super::{rollup, shift, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::evidence::{self, Subject};
use crate::framework::{Charge, Refusal, charge, edition, sql as framework_sql};
use crate::stored::reading::FrozenReading;
use crate::{Actor, App, Error, FrameworkId, IndicatorId, Noun, bind};
use reading::text::fold;

/// More rows than any framework has.
const ROWS_MAX: usize = 2000;
/// Deeper than any framework.
const DEPTH_MAX: usize = 8;

/// Adds a row at the end of what stands under its parent.
pub async fn add(
    app: &App,
    actor: &Actor,
    framework: &FrameworkId,
    (place, fields): (&Place, &Fields),
) -> Result<IndicatorId, Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    if desk.rows.len() >= ROWS_MAX {
        return Err(Refusal::TooLarge.into());
    }
    desk.check_place(place, None)?;
    let kept = kept(fields, place.kind, None)?;
    desk.check_code(&kept.code, None)?;
    let charge = desk.charge(&mut tx, (place.kind, fields), None).await?;
    let id = IndicatorId::new();
    let position = desk.room(&mut tx, place).await?;
    let row = (&kept, &charge);
    insert(&mut tx, (framework, &id), (place, position), row).await?;
    desk.follow(&mut tx, &id, &kept).await?;
    let parent = place.parent.as_ref();
    desk.settle(&mut tx, &[Some(&id), parent]).await?;
    let event = desk
        .event("indicator.added", &id, &kept)
        .after(said(place, &kept, &charge));
    tx.commit(event).await?;
    Ok(id)
}

/// Changes what a row says, and under which other it stands.
pub async fn change(
    app: &App,
    actor: &Actor,
    (framework, id, version): (&FrameworkId, &IndicatorId, i32),
    (parent, fields): (Option<&IndicatorId>, &Fields),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    let at = desk.seen((id, version))?;
    let before = &desk.rows[at];
    let place = Place {
        kind: before.kind,
        parent: parent.cloned(),
    };
    desk.check_place(&place, Some(at))?;
    let kept = kept(fields, before.kind, Some(before))?;
    desk.check_code(&kept.code, Some(id))?;
    let typed = (before.kind, fields);
    let charge = desk.charge(&mut tx, typed, Some(&before.charge)).await?;
    if before.parent != place.parent {
        shift::put_under(&mut tx, &desk, at, place.parent.as_ref()).await?;
    }
    let changed = write(&mut tx, (id, version), &place, (&kept, &charge)).await?;
    if changed == 0 {
        return Err(Error::Stale(Noun::Indicator));
    }
    desk.follow(&mut tx, id, &kept).await?;
    rollup::fit(&mut tx, framework, id).await?;
    rescope(&mut tx, before, &kept).await?;
    let parents = (before.parent.as_ref(), place.parent.as_ref());
    desk.settle(&mut tx, &[Some(id), parents.0, parents.1])
        .await?;
    let event = desk
        .event("indicator.changed", id, &kept)
        .before(was(before))
        .after(said(&place, &kept, &charge));
    tx.commit(event).await?;
    Ok(())
}

/// Writes what the parts of a row add up to in place of what it declares.
pub async fn take_sum(
    app: &App,
    actor: &Actor,
    (framework, id, version): (&FrameworkId, &IndicatorId, i32),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    let row = &desk.rows[desk.seen((id, version))?];
    let edition = edition::load(&mut tx, framework).await?;
    let differing = edition.layout().sums_that_differ();
    let Some(sum) = differing.into_iter().find(|sum| sum.code == row.code) else {
        return Err(Refusal::NoOtherSum {
            code: row.code.clone(),
        }
        .into());
    };
    let written = sum.computed.to_string();
    if tx
        .run(sql::TAKE_SUM, bind![id.as_str(), version, &written])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Indicator));
    }
    desk.settle(&mut tx, &[Some(id)]).await?;
    let name = format!("{} {}", row.code, row.title);
    let event = Event::new("indicator.changed", "indicator", id.as_str(), &name)
        .within(&desk.unit.id)
        .before(json!({ "max_points": sum.declared.to_string() }))
        .after(json!({ "max_points": written }));
    tx.commit(event).await?;
    Ok(())
}

impl Desk {
    /// Refused where a row may not stand there: a pillar under something, a row outside every
    /// pillar, or under itself, so that its points would be the sum of themselves.
    fn check_place(&self, place: &Place, own: Option<usize>) -> Result<(), Error> {
        let Some(parent) = &place.parent else {
            let has_pillars = self.rows.iter().any(|row| row.kind == RowKind::Pillar);
            let stays = own.is_some_and(|at| self.rows[at].parent.is_none());
            if place.kind != RowKind::Pillar && has_pillars && !stays {
                return Err(Refusal::NoPillar.into());
            }
            return Ok(());
        };
        let above = self.at(parent)?;
        if place.kind == RowKind::Pillar {
            return Err(Refusal::PillarUnder {
                code: self.rows[above].code.clone(),
            }
            .into());
        }
        let height = own.map_or(1, |at| self.height(at));
        if let Some(at) = own
            && (at..self.end(at)).contains(&above)
        {
            return Err(Refusal::Circle {
                code: self.rows[at].code.clone(),
                under: self.rows[above].code.clone(),
            }
            .into());
        }
        if self.depth(above) + height > DEPTH_MAX {
            return Err(Refusal::TooDeep { most: DEPTH_MAX }.into());
        }
        Ok(())
    }

    /// How many rows stand over one, itself included.
    pub(super) fn depth(&self, at: usize) -> usize {
        let mut depth = 1;
        let mut row = &self.rows[at];
        while let Some(above) = row.parent.as_ref().and_then(|id| self.at(id).ok()) {
            row = &self.rows[above];
            depth += 1;
            if depth > self.rows.len() {
                break;
            }
        }
        depth
    }

    /// How deep it goes below a row, itself included.
    fn height(&self, at: usize) -> usize {
        let own = self.depth(at);
        let below = (at..self.end(at)).map(|row| self.depth(row) + 1 - own);
        below.max().unwrap_or(1)
    }

    /// Whom the names mean; a row that is no indicator has no figures.
    async fn charge(
        &self,
        tx: &mut Tx,
        (kind, fields): (RowKind, &Fields),
        before: Option<&Charge>,
    ) -> Result<Charge, Error> {
        if kind != RowKind::Indicator {
            return Ok(Charge::default());
        }
        let typed = [
            ("provider", &fields.provider),
            ("verifier", &fields.verifier),
        ];
        charge::named(tx, &self.unit.id, typed, before).await
    }

    fn check_code(&self, code: &str, own: Option<&IndicatorId>) -> Result<(), Error> {
        let taken = |row: &&DraftRow| row.code == code && Some(&row.id) != own;
        match self.rows.iter().find(taken) {
            Some(row) => Err(Refusal::CodeTaken {
                code: code.to_owned(),
                title: row.title.clone(),
            }
            .into()),
            None => Ok(()),
        }
    }

    /// Room at the end of what stands under the parent; its position.
    async fn room(&self, tx: &mut Tx, place: &Place) -> Result<i32, Error> {
        let end = match &place.parent {
            Some(parent) => self.end(self.at(parent)?),
            None => self.rows.len(),
        };
        let Some(next) = self.rows.get(end) else {
            return Ok(self.rows.last().map_or(0, |row| row.position + 1));
        };
        let bound = [self.id.as_str().into(), next.position.into()];
        tx.run(sql::MAKE_ROOM, &bound).await?;
        Ok(next.position)
    }

    /// What follows from a row: the figures that it asks for, the proof, where it is found.
    async fn follow(&self, tx: &mut Tx, id: &IndicatorId, kept: &Kept) -> Result<(), Error> {
        let edition = edition::load(tx, &self.id).await?;
        let Some(at) = edition.line(id) else {
            return Ok(());
        };
        ask(tx, &self.unit, (id, kept), &edition.lines[at].asks).await?;
        let text = kept.evidence_text.as_deref().unwrap_or_default();
        let year = self.head.year(tx.now());
        evidence::require(tx, Subject::Indicator(id), text, year).await?;
        tx.index(found(
            &self.unit,
            &self.id,
            (id, &kept.code, &kept.title, kept.rule_text.as_deref()),
        ));
        Ok(())
    }

    fn event(&self, kind: &'static str, id: &IndicatorId, kept: &Kept) -> Event {
        let name = format!("{} {}", kept.code, kept.title);
        Event::new(kind, "indicator", id.as_str(), &name).within(&self.unit.id)
    }
}

async fn insert(
    tx: &mut Tx,
    (framework, id): (&FrameworkId, &IndicatorId),
    (place, position): (&Place, i32),
    (kept, charge): (&Kept, &Charge),
) -> Result<(), Error> {
    tx.run(
        framework_sql::INDICATOR_INSERT,
        bind![
            id.as_str(),
            framework.as_str(),
            place.parent.as_ref().map(IndicatorId::as_str),
            position,
            place.kind.name(),
            &kept.code,
            &kept.title,
            &fold(&kept.title),
            &kept.max.as_ref().map(ToString::to_string),
            kept.counts,
            i32::from(kept.mandatory),
            &kept.rule_text,
            &kept.frozen.as_ref().map(FrozenReading::write),
            kept.reading,
            &kept.evidence_text,
            &kept.source_text,
            &kept.note,
            &kept.legal_basis,
            &kept.kinds,
            charge.provider.as_ref().map(|one| one.0.as_str()),
            charge.verifier.as_ref().map(|one| one.0.as_str()),
        ],
    )
    .await?;
    Ok(())
}

async fn write(
    tx: &mut Tx,
    (id, version): (&IndicatorId, i32),
    place: &Place,
    (kept, charge): (&Kept, &Charge),
) -> Result<u64, Error> {
    let changed = tx
        .run(
            sql::CHANGE,
            bind![
                id.as_str(),
                version,
                &kept.code,
                &kept.title,
                &fold(&kept.title),
                &kept.max.as_ref().map(ToString::to_string),
                kept.counts,
                i32::from(kept.mandatory),
                &kept.rule_text,
                &kept.frozen.as_ref().map(FrozenReading::write),
                kept.reading,
                &kept.evidence_text,
                &kept.source_text,
                &kept.legal_basis,
                &kept.note,
                place.parent.as_ref().map(IndicatorId::as_str),
                &kept.kinds,
                charge.provider.as_ref().map(|one| one.0.as_str()),
                charge.verifier.as_ref().map(|one| one.0.as_str()),
            ],
        )
        .await?;
    Ok(changed)
}

/// A row that is for other units now applies to them, and no longer to others.
async fn rescope(tx: &mut Tx, before: &DraftRow, kept: &Kept) -> Result<(), Error> {
    let was = stored_kinds(&before.kinds);
    if was == kept.kinds {
        return Ok(());
    }
    let id = before.id.as_str();
    tx.run(sql::OUT_OF_SCOPE, bind![id, &kept.kinds]).await?;
    tx.run(sql::INTO_SCOPE, bind![id, &kept.kinds, &was])
        .await?;
    Ok(())
}

fn said(place: &Place, kept: &Kept, charge: &Charge) -> Json {
    json!({
        "parent": place.parent.as_ref().map(IndicatorId::as_str),
        "code": kept.code, "title": kept.title,
        "max_points": kept.max.as_ref().map(ToString::to_string),
        "counts": kept.counts, "mandatory": kept.mandatory,
        "rule_text": kept.rule_text, "reading": kept.reading,
        "evidence_text": kept.evidence_text, "legal_basis": kept.legal_basis,
        "kinds": kept.kinds,
        "provider": charge.provider_name(), "verifier": charge.verifier_name(),
    })
}

fn was(row: &DraftRow) -> Json {
    json!({
        "parent": row.parent.as_ref().map(IndicatorId::as_str),
        "code": row.code, "title": row.title,
        "max_points": row.max_points.as_ref().map(ToString::to_string),
        "counts": row.counts, "mandatory": row.mandatory,
        "rule_text": row.rule_text, "reading": row.reading,
        "evidence_text": row.evidence_text, "legal_basis": row.legal_basis,
        "kinds": stored_kinds(&row.kinds),
        "provider": row.charge.provider_name(), "verifier": row.charge.verifier_name(),
    })
}

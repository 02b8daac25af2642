//! `/ke-hoach/moi`: begins a plan by its head; the same form as for changing one.

use app::{Actor, App, Error, UnitId, plan, unit};
use axum::extract::State;
use domain::authority::Action;
use domain::plan::{OfficialDocument, Signatory};

use super::edit::{New, TypedHead, new_page};
use crate::pages::{on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Problems, Typed, Visitor, Web};

/// Units in which the actor may write plans, their own first.
pub(super) async fn units(app: &App, actor: &Actor) -> Result<Vec<(String, String)>, Failure> {
    let all = unit::visible(app, actor).await?;
    let home = actor.home.as_ref().map(|home| &home.id);
    let mut units: Vec<_> = all
        .into_iter()
        .filter(|unit| actor.may(Action::EditPlan, &unit.path))
        .collect();
    units.sort_by_cached_key(|unit| (Some(&unit.id) != home, reading::text::fold(&unit.name)));
    Ok(units
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    let units = units(&web.app, &visitor.actor).await?;
    let typed = TypedHead {
        kind: "Kế hoạch".to_owned(),
        year: web.app.today().year().to_string(),
        issuer: units
            .first()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        ..TypedHead::default()
    };
    let new = New {
        typed,
        units,
        problems: Problems::default(),
        refusal: String::new(),
    };
    shown(&new_page(&web, &visitor, new).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(typed): Typed<TypedHead>,
) -> Answer {
    let actor = &visitor.actor;
    let mut problems = Problems::default();
    let head = typed.head(&mut problems);
    let mut refusal = String::new();
    if problems.none() {
        let unit = UnitId::parse(&typed.unit).ok_or(Failure::NotFound(app::Noun::Unit))?;
        let document = OfficialDocument {
            kind: Some(head.kind),
            reference: head.reference,
            date: head.issued_on,
            place: head.place,
            issuer: head.issuer,
            title: Some(head.title),
            legal_bases: head.bases,
            recipients: head.recipients,
            signatory: head.signatory.map(|name| Signatory {
                name: Some(name),
                ..Signatory::default()
            }),
            ..OfficialDocument::default()
        };
        match plan::create(&web.app, actor, unit, (head.year, document)).await {
            Ok(id) => return on_to(&format!("/ke-hoach/{id}/them-dong")),
            Err(Error::Refused(why)) => refusal = vi::refused(&why),
            Err(error) => return Err(error.into()),
        }
    }
    let units = units(&web.app, actor).await?;
    refused(
        &new_page(
            &web,
            &visitor,
            New {
                typed,
                units,
                problems,
                refusal,
            },
        )
        .await?,
    )
}

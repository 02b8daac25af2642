//! `/ke-hoach/tu-cap-tren`, `/ke-hoach/{id}/cap-tren`, `…/lien-ket`, `…/trien-khai`: a plan above
//! taken over by a lower unit or linked to its own, answers to what changed above, and who below
//! has a plan that carries out one's own.

mod difference;
mod link;
mod make;
mod status;

use app::{Noun, PlanId};
use domain::authority::Action;

use crate::web::{Access, Failure, Site};

pub(super) fn routes(site: Site) -> Site {
    let (read, edit) = (Access::May(Action::Read), Access::May(Action::EditPlan));
    site.get("/ke-hoach/tu-cap-tren", edit, make::get)
        .post("/ke-hoach/tu-cap-tren", edit, make::post)
        .get("/ke-hoach/{id}/cap-tren", read, difference::get)
        .post("/ke-hoach/{id}/cap-tren", edit, difference::post)
        .get("/ke-hoach/{id}/lien-ket", edit, link::get)
        .post("/ke-hoach/{id}/lien-ket", edit, link::post)
        .get("/ke-hoach/{id}/trien-khai", read, status::get)
        .post("/ke-hoach/{id}/trien-khai", edit, status::post)
}

fn plan_id(text: &str) -> Result<PlanId, Failure> {
    PlanId::parse(text).ok_or(Failure::NotFound(Noun::Plan))
}

/// A form as it was sent: its fields by name, some of them several times.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn find(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn at(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let wanted = self.0.iter().filter(move |(own, _)| own == name);
        wanted.map(|(_, value)| value.as_str())
    }
}

//! `/ke-hoach`: plans, their rows, amendments; typed by hand, copied, exported.

mod add;
mod asked;
mod assign;
mod bulk;
mod copy;
mod create;
mod document;
mod edit;
mod export;
mod history;
mod list;
mod paper;
mod place;
mod row;
mod show;
mod state;
mod typed;

use app::{Noun, PlanId, RowId};
use domain::authority::Action;

use crate::web::{Access, Failure, Site};

pub(super) fn routes(site: Site) -> Site {
    let (read, edit, issue) = (
        Access::May(Action::Read),
        Access::May(Action::EditPlan),
        Access::May(Action::IssuePlan),
    );
    site.get("/ke-hoach", read, list::get)
        .get("/ke-hoach/moi", edit, create::get)
        .post("/ke-hoach/moi", edit, create::post)
        .get("/ke-hoach/chep", edit, copy::get)
        .post("/ke-hoach/chep", edit, copy::post)
        .get("/ke-hoach/{id}", read, show::get)
        .get("/ke-hoach/{id}/xuat.csv", read, export::get)
        .get("/ke-hoach/{id}/xuat.docx", read, paper::docx)
        .get("/ke-hoach/{id}/xuat.pdf", read, paper::pdf)
        .get("/ke-hoach/{id}/xuat.xlsx", read, paper::xlsx)
        .get("/ke-hoach/{id}/van-ban", read, document::get)
        .get("/ke-hoach/{id}/lich-su", read, history::get)
        .get("/ke-hoach/{id}/sua", edit, edit::get)
        .post("/ke-hoach/{id}/sua", edit, edit::post)
        .get("/ke-hoach/{id}/hieu-luc", issue, state::get)
        .post("/ke-hoach/{id}/hieu-luc", issue, state::post)
        .get("/ke-hoach/{id}/them-dong", edit, add::get)
        .post("/ke-hoach/{id}/them-dong", edit, add::post)
        .post("/ke-hoach/{id}/nhieu-dong", edit, bulk::post)
        .get("/ke-hoach/{id}/dong/{row}", read, row::get)
        .post("/ke-hoach/{id}/dong/{row}", edit, row::post)
        .post("/ke-hoach/{id}/dong/{row}/phan-cong", edit, assign::post)
        .post("/ke-hoach/{id}/dong/{row}/vi-tri", edit, place::post)
}

fn plan_id(text: &str) -> Result<PlanId, Failure> {
    PlanId::parse(text).ok_or(Failure::NotFound(Noun::Plan))
}

fn ids((plan, row): &(String, String)) -> Result<(PlanId, RowId), Failure> {
    let row = RowId::parse(row).ok_or(Failure::NotFound(Noun::Row))?;
    Ok((plan_id(plan)?, row))
}

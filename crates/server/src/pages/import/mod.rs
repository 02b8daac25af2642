//! Nhập kế hoạch từ tệp: `/nhap-ke-hoach`, one page for each step. Nothing is written before the
//! last one.

pub(crate) mod doc;
mod findings;
mod parties;
mod review;
mod row;
mod start;
mod step;
mod totals;
mod triage;
mod twins;

use domain::authority::Action;

use crate::web::{Access, Site};

/// Bytes of the other fields of a form with a file.
const FIELDS_BYTES_MAX: usize = 256 << 10;

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::EditPlan);
    let file = usize::try_from(documents::limits::UPLOAD_BYTES_MAX).unwrap_or(usize::MAX);
    let upload = file.saturating_add(FIELDS_BYTES_MAX);
    site.get("/nhap-ke-hoach", may, start::get)
        .upload("/nhap-ke-hoach", may, upload, start::post)
        .get("/nhap-ke-hoach/{import}", may, review::get)
        .post("/nhap-ke-hoach/{import}/huy", may, review::discard)
        .get("/nhap-ke-hoach/{import}/dong/{row}", may, row::get)
        .post("/nhap-ke-hoach/{import}/dong/{row}", may, row::post)
        .get("/nhap-ke-hoach/{import}/phat-hien", may, findings::get)
        .post("/nhap-ke-hoach/{import}/phat-hien", may, findings::post)
        .get("/nhap-ke-hoach/{import}/cac-ben", may, parties::get)
        .post("/nhap-ke-hoach/{import}/cac-ben", may, parties::post)
        .get("/nhap-ke-hoach/{import}/phan-loai", may, triage::get)
        .post("/nhap-ke-hoach/{import}/phan-loai", may, triage::post)
        .get("/nhap-ke-hoach/{import}/doi-chieu", may, twins::get)
        .post("/nhap-ke-hoach/{import}/doi-chieu", may, twins::post)
        .get("/nhap-ke-hoach/{import}/ghi", may, totals::get)
        .post("/nhap-ke-hoach/{import}/ghi", may, totals::post)
        .post("/nhap-ke-hoach/{import}/hoan-tac", may, totals::undo)
}

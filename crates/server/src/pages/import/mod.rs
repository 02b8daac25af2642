//! Nhập kế hoạch từ tệp: `/nhap-ke-hoach`, one page for each step. Nothing is written before the
//! last one.

mod doc;
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

/// Bytes of a form with a file: the largest file that is read, and the other fields.
const UPLOAD_BYTES_MAX: usize = documents::limits::FILE_BYTES_MAX as usize + (256 << 10);

pub(super) fn routes(site: Site) -> Site {
    let may = Access::May(Action::EditPlan);
    site.get("/nhap-ke-hoach", may, start::get)
        .upload("/nhap-ke-hoach", may, UPLOAD_BYTES_MAX, start::post)
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

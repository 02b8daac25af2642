//! Nhập liệu và chỉ số của một đơn vị trong một kỳ: the grid, the page of one indicator, the
//! saving of a row by either, pasting a block, the workbook that goes out and comes back.

mod below;
mod book;
mod grid;
mod indicator;
mod paste;
mod provided;
mod row;
mod save;

use domain::authority::Action;

use crate::web::{Access, Site};

pub(super) fn routes(site: Site) -> Site {
    let page = "/ky/{period}/don-vi/{unit}/nhap-lieu";
    let paste = "/ky/{period}/don-vi/{unit}/nhap-lieu/dan";
    let book = "/ky/{period}/don-vi/{unit}/nhap-lieu/so";
    let file = "/ky/{period}/don-vi/{unit}/nhap-lieu/so/tep";
    let write = "/ky/{period}/don-vi/{unit}/nhap-lieu/so/ghi";
    let indicator = "/ky/{period}/don-vi/{unit}/chi-so/{code}";
    let dispute = "/ky/{period}/don-vi/{unit}/chi-so/{code}/khong-thong-nhat";
    let answer = "/ky/{period}/don-vi/{unit}/chi-so/{code}/tra-loi";
    let below = "/ky/{period}/don-vi/{unit}/chi-so/{code}/tong-hop";
    let what_if = "/ky/{period}/don-vi/{unit}/chi-so/{code}/thu";
    site.get(page, Access::SignedIn, grid::get)
        .get(paste, Access::May(Action::EnterFigures), paste::get)
        .post(paste, Access::May(Action::EnterFigures), paste::post)
        .get(book, Access::May(Action::EnterFigures), book::get)
        .upload(
            book,
            Access::May(Action::EnterFigures),
            book::BYTES_MAX,
            book::post,
        )
        .get(file, Access::May(Action::EnterFigures), book::file)
        .upload(
            write,
            Access::May(Action::EnterFigures),
            book::BYTES_MAX,
            book::write,
        )
        .get(indicator, Access::SignedIn, indicator::get)
        .post(indicator, Access::May(Action::EnterFigures), save::post)
        .post(
            dispute,
            Access::May(Action::DisputeFigures),
            provided::dispute,
        )
        .post(answer, Access::May(Action::EnterFigures), provided::answer)
        .get(below, Access::SignedIn, below::get)
        .get(what_if, Access::May(Action::ReadFigures), save::what_if)
}

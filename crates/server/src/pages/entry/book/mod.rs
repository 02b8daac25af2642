//! `/ky/2026/don-vi/ha-khe/nhap-lieu/so`: the entry workbook. It goes out with the figures as they
//! are, comes back filled in, is shown beside what is there with counts and sums, and is written
//! whole or not at all.

mod back;
mod form;
mod preview;

pub(super) use back::{get, post, write};
pub(super) use form::file;

use app::figure::FigureState;

use crate::vi;

/// The largest workbook that comes back.
pub(super) const BYTES_MAX: usize = 8 << 20;

/// The words for how sure a figure is, as the form offers them.
fn states() -> [(&'static str, FigureState); 3] {
    FigureState::ALL.map(|state| (vi::figure::state(state), state))
}

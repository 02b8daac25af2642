//! Vietnamese sentences for refusals and summaries. Refusals are one exhaustive match each, so
//! that a new one does not compile without its sentence.

pub mod api;
pub mod appraisal;
pub mod book;
pub mod calendar;
pub mod cascade;
pub(crate) mod deadline;
pub mod event;
pub mod evidence;
pub mod failure;
pub mod figure;
pub mod framework;
pub mod import;
pub mod io;
pub mod jsonl;
pub mod number;
pub mod paper;
pub mod people;
pub mod plan;
pub mod planning;
pub mod publication;
pub mod refusal;
mod refused;
pub mod rollup;
pub mod rule;
pub(crate) mod score;
pub mod scorecard;
pub mod search;
pub mod survey;
pub mod text_table;
pub mod time;
pub mod urging;
pub(crate) mod verdict;
pub mod work;
pub mod workday;

pub use refused::sentence as refused;

/// A file was read and held neither a head nor a table.
pub const NOTHING_READABLE: &str = "Không đọc được kế hoạch: tệp không có bảng phụ lục và không có phần đầu văn bản. \
     Đề nghị kiểm tra lại tệp hoặc dùng bản DOCX, XLSX, PDF có lớp văn bản.";

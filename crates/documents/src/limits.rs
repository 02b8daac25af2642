//! How much is read of anything, and why no more. Every bound of this crate stands here.
//!
//! The largest plans met have some 60 pages, 200 table rows and 2 MB (pictures included); the
//! bounds lie one or two powers of ten above, so that no honest file meets them, and low enough
//! that any file is answered within seconds and a few hundred megabytes.

/// Bytes of any file: scanned annexes bring PDFs to some 50 MB.
pub const FILE_BYTES_MAX: u64 = 128 << 20;
/// Bytes of plain text, CSV or HTML: five hundred times a long plan, or one with its pictures
/// inside.
pub const TEXT_BYTES_MAX: u64 = 32 << 20;
/// Bytes of one inflated part of a package: `document.xml` of a 60-page plan has 3 MB.
pub const PART_BYTES_MAX: u64 = 64 << 20;
/// Bytes of all inflated parts that are read of one package.
pub const PACKAGE_BYTES_MAX: u64 = 200 << 20;
/// How often a part may be larger than its compressed form. Table XML of real plans reaches 60;
/// deflate cannot do more than 1,032.
pub const INFLATE_RATIO_MAX: u64 = 400;
/// Below this size the ratio is not looked at: small repetitive parts are harmless.
pub const INFLATE_RATIO_FROM: u64 = 8 << 20;
/// Entries of a package; a plan has some 20, one with many pictures some hundreds.
pub const PACKAGE_ENTRIES_MAX: usize = 10_000;
/// Nesting of XML or HTML elements. Word nests a table in a table in a text box at about 60.
pub const DEPTH_MAX: usize = 512;
/// Tags of an HTML page: a long plan saved by Word has 100,000.
pub const TAGS_MAX: u64 = 2_000_000;
/// Open elements of a page that still change its text; deeper ones are walked through.
pub const HTML_DEPTH_MAX: usize = 100;
/// Tables inside tables: pages laid out with them reach 10.
pub const TABLE_DEPTH_MAX: usize = 40;
/// Elements of one XML part or HTML page.
pub const ELEMENTS_MAX: u64 = 4_000_000;
/// Columns of a table: Word allows 63; workbooks of plans have up to 40.
pub const COLUMNS_MAX: usize = 1_024;
/// Sheets of a workbook: a sheet per commune of a large province.
pub const SHEETS_MAX: usize = 500;
/// Rows of all tables together: a city's list of 3,000 procedures fits thirty times.
pub const ROWS_MAX: usize = 100_000;
/// Cells of all tables together, covered ones included.
pub const CELLS_MAX: usize = 2_000_000;
/// Paragraphs, blank lines included.
pub const PARAGRAPHS_MAX: usize = 2_000_000;
/// Bytes of text of one cell: beyond it is no table cell any more.
pub const CELL_BYTES_MAX: usize = 1 << 20;
/// Lines over which one quoted field of TSV or CSV may reach; beyond, a lone quotation mark is
/// more likely.
pub const QUOTED_LINES_MAX: usize = 60;
/// One in this many characters may be replaced before a text counts as no text.
pub const REPLACED_ONE_IN: usize = 50;

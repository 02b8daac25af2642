//! How much is read of anything, and why no more. Every bound of this crate stands here.
//!
//! The largest plans met have some 60 pages, 200 table rows and 2 MB (pictures included); the
//! bounds lie one or two powers of ten above, so that no honest file meets them, and low enough
//! that any file is answered within seconds and a few hundred megabytes.

/// Bytes of any file: scanned annexes bring PDFs to some 50 MB.
pub const FILE_BYTES_MAX: u64 = 128 << 20;
/// Bytes of an uploaded file of evidence: a scanned file of two hundred pages.
pub const UPLOAD_BYTES_MAX: u64 = 50 << 20;
/// Width or height of a picture: phones stitch panoramas of some 16,000 pixels.
pub const PICTURE_SIDE_MAX: u32 = 32_000;
/// Pixels of a picture: twice what the best phones take; a browser holds four bytes for each.
pub const PICTURE_PIXELS_MAX: u64 = 400_000_000;
/// Pages of a PDF of which a page shows the text.
pub const PREVIEW_PAGES_MAX: usize = 60;
/// Lines of a file that a page shows: some forty printed pages.
pub const PREVIEW_LINES_MAX: usize = 2_000;
/// Bytes of those lines together.
pub const PREVIEW_BYTES_MAX: usize = 512 << 10;
/// Bytes of plain text, CSV or HTML: two hundred times a long plan, or one with its pictures
/// inside; the whole of it is read in seconds whatever it holds.
pub const TEXT_BYTES_MAX: u64 = 16 << 20;
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

/// Pages of a PDF: sixteen of the longest plans met.
pub const PDF_PAGES_MAX: usize = 1_000;
/// Glyphs of a PDF: a full page of text has 4,000.
pub const PDF_GLYPHS_MAX: u64 = 5_000_000;
/// Content operators of a PDF: four for each glyph, if every one is placed by itself.
pub const PDF_OPERATORS_MAX: u64 = 20_000_000;
/// Bytes of all decoded streams of a PDF; images are not decoded.
pub const PDF_BYTES_MAX: u64 = 256 << 20;
/// Bytes that one stream of a PDF may decode to: the content of a page of text has some 100 kB.
pub const PDF_STREAM_BYTES_MAX: u64 = 64 << 20;
/// Encoded bytes of a stream that is left to the PDF library: its rarest filters can multiply by
/// some thousands, and it has no limit of its own.
pub const PDF_RARE_STREAM_BYTES_MAX: usize = 64 << 10;
/// Ruling lines of a page; drawings have more and are no tables.
pub const PDF_RULES_MAX: usize = 40_000;
/// Pairs of ruling lines of a page that are looked at for crossings: less than a second's work.
pub const PDF_RULE_PAIRS_MAX: usize = 4_000_000;
/// Elementary cells of one grid of ruling lines: maps and drawings have more.
pub const PDF_GRID_CELLS_MAX: usize = 200_000;
/// Points of one path that are kept; ruling lines have two, boxes five.
pub const PDF_PATH_POINTS_MAX: usize = 100_000;
/// Forms within forms: beyond a few they serve no page of text.
pub const PDF_FORMS_MAX: usize = 12;
/// Saved graphics states: the format itself allowed 28 for long.
pub const PDF_STATES_MAX: usize = 512;
/// Entries of one font's map or widths: fonts have at most 65,536 letters.
pub const PDF_FONT_ENTRIES_MAX: usize = 70_000;
/// Open arrays and dictionaries. Pictures hold brackets by chance, but never so many more opening
/// than closing ones.
pub const PDF_DEPTH_MAX: usize = 10_000;
/// Entries of one object stream: the library reads all for each. Usual are some hundred.
pub const PDF_OBJECT_STREAM_ENTRIES_MAX: u64 = 10_000;
/// Bytes that all object and reference streams inflate to.
pub const PDF_OBJECT_STREAM_BYTES_MAX: u64 = 96 << 20;
/// Encrypted bytes of object streams: they cannot be measured, and may inflate a thousandfold.
pub const PDF_ENCRYPTED_BYTES_MAX: u64 = 512 << 10;
/// Leaves below one node of a tree of pages (or fields, or names).
pub const PDF_KIDS_MAX: u64 = 20_000;
/// Depth of a tree of pages: balanced ones stay below 10.
pub const PDF_TREE_DEPTH_MAX: usize = 500;
/// Bytes of stack of the thread that reads a PDF: objects nest as deep as the bound above.
pub const PDF_STACK_BYTES: usize = 128 << 20;

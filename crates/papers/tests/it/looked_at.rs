//! Papers opened by others: an office suite turns Word documents into PDF, poppler measures pages.
//! With `CHAMDIEM_KEEP_PAPERS=folder` everything is left there to be looked at.

use std::path::{Path, PathBuf};
use std::process::Command;

use papers::xlsx::form::{self, Field, Form, FormColumn, FormRow, Given, Guide, Takes};
use papers::{Block, Layout, Paper, docx, pdf, xlsx};

use crate::shared;

/// The sample with its text, as the application prints it.
fn sample() -> Paper {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/son-khe/ke-hoach.txt"
    );
    let bytes = std::fs::read(path).expect("the sample is in the repository");
    let source = documents::read(&bytes, Some("ke-hoach.txt")).expect("readable");
    let mut paper = shared::paper(&shared::sample());
    paper.body = reading::plan::head::passages(&source.blocks)
        .into_iter()
        .map(|passage| match passage.level {
            0 => Block::Paragraph(passage.text),
            level => Block::Heading(level, passage.text),
        })
        .collect();
    paper
}

/// A folder of the test's own, or the one that is kept.
struct Folder {
    path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

impl Folder {
    fn new() -> Folder {
        match std::env::var_os("CHAMDIEM_KEEP_PAPERS") {
            Some(path) => Folder {
                path: path.into(),
                _temporary: None,
            },
            None => {
                let folder = tempfile::tempdir().expect("as the tools write it");
                Folder {
                    path: folder.path().to_owned(),
                    _temporary: Some(folder),
                }
            }
        }
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path.join(name);
        std::fs::write(&path, bytes).expect("as the tools write it");
        path
    }
}

/// What a tool says; `None` where it is not installed.
fn run(tool: &str, args: &[&str]) -> Option<String> {
    match Command::new(tool).args(args).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{tool}: {said}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            assert!(
                std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(),
                "{tool} is needed: {error}"
            );
            eprintln!("skipped: {tool} is not here");
            None
        }
    }
}

/// The Word document as the office suite prints it.
fn printed(folder: &Folder, docx: &Path) -> Option<PathBuf> {
    let profile = tempfile::tempdir().expect("as the tools write it");
    let setting = format!("-env:UserInstallation=file://{}", profile.path().display());
    let out = folder.path.join("printed");
    let (out_text, docx_text) = (out.display().to_string(), docx.display().to_string());
    run(
        "soffice",
        &[
            &setting,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            &out_text,
            &docx_text,
        ],
    )?;
    Some(
        out.join(
            docx.with_extension("pdf")
                .file_name()
                .expect("as the tools write it"),
        ),
    )
}

/// A word on a page: its text and its box in points.
#[derive(Clone, Debug)]
struct Word {
    page: usize,
    text: String,
    x: (f32, f32),
    y: (f32, f32),
}

/// A letter out of another font ends a word for poppler; for people it goes on.
fn goes_on(word: &Word, next: &Word) -> bool {
    let on_one_line = word.page == next.page && (word.y.1 - next.y.1).abs() < 4.0;
    on_one_line && (next.x.0 - word.x.1).abs() < 1.0
}

/// Sizes of pages, and every word.
type Measured = (Vec<(f32, f32)>, Vec<Word>);

/// Pages with their sizes, and every word.
fn measured(path: &Path) -> Option<Measured> {
    let text = run("pdftotext", &["-bbox", &path.display().to_string(), "-"])?;
    let value = |line: &str, name: &str| -> f32 {
        let start = line
            .find(&format!("{name}=\""))
            .expect("as the tools write it")
            + name.len()
            + 2;
        let rest = &line[start..];
        rest[..rest.find('"').expect("as the tools write it")]
            .parse()
            .expect("as the tools write it")
    };
    let (mut pages, mut words) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push((value(line, "width"), value(line, "height")));
        } else if line.starts_with("<word ") {
            let from = line.find('>').expect("as the tools write it") + 1;
            let word = Word {
                page: pages.len(),
                text: line[from..line.rfind("</word>").expect("as the tools write it")].to_owned(),
                x: (value(line, "xMin"), value(line, "xMax")),
                y: (value(line, "yMin"), value(line, "yMax")),
            };
            match words.last_mut() {
                Some(last) if goes_on(last, &word) => {
                    last.text.push_str(&word.text);
                    last.x.1 = word.x.1;
                }
                _ => words.push(word),
            }
        }
    }
    Some((pages, words))
}

/// Where these words stand one after another.
#[track_caller]
fn find<'w>(words: &'w [Word], text: &str) -> &'w Word {
    let wanted: Vec<&str> = text.split(' ').collect();
    let at = words.windows(wanted.len()).position(|window| {
        window
            .iter()
            .zip(&wanted)
            .all(|(word, wanted)| word.text == *wanted)
    });
    &words[at.unwrap_or_else(|| panic!("«{text}» is not there"))]
}

const MM: f32 = 72.0 / 25.4;

/// A4, margins kept on every page, and the blocks of the decree in their order.
#[track_caller]
fn check_layout(path: &Path) {
    let Some((pages, words)) = measured(path) else {
        return;
    };
    assert!(pages.len() > 3, "{} pages", pages.len());
    let layout = Layout::default();
    let (left, right) = (
        f32::from(layout.margins.left) * MM,
        f32::from(layout.margins.right) * MM,
    );
    let (top, bottom) = (
        f32::from(layout.margins.top) * MM,
        f32::from(layout.margins.bottom) * MM,
    );
    for word in &words {
        let (width, height) = pages[word.page - 1];
        let lying = width > height;
        let (w, h) = if lying {
            (297.0, 210.0)
        } else {
            (210.0, 297.0)
        };
        assert!((width - w * MM).abs() < 1.0 && (height - h * MM).abs() < 1.0);
        assert!(
            word.x.0 >= left - 1.5 && word.x.1 <= width - right + 1.5,
            "{word:?}"
        );
        assert!(word.y.1 <= height - bottom + 3.0, "{word:?}");
        let is_number = word.y.0 < top - 2.0;
        assert!(
            !is_number || word.text.chars().all(|c| c.is_ascii_digit()),
            "{word:?}"
        );
    }
    let order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 27/KH-UBND",
        "KẾ HOẠCH",
        "Căn cứ",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "III. TỔ CHỨC THỰC HIỆN",
        "Nơi nhận:",
        "Phụ lục 01",
        "(Kèm theo Kế hoạch",
        "STT",
        "Phụ lục 02",
    ];
    let mut before = (0, 0.0_f32);
    for text in order {
        let word = find(&words, text);
        let here = (word.page, word.y.0);
        assert!(here > before, "«{text}» at {here:?} after {before:?}");
        before = here;
    }
    let nation = find(&words, "CỘNG HÒA XÃ HỘI");
    let agency = find(&words, "ỦY BAN NHÂN DÂN");
    assert!((nation.y.0 - agency.y.0).abs() < 6.0 && agency.x.1 < nation.x.0);
    let signed = find(&words, "Trần Thu Hạnh");
    assert!(
        signed.x.0 > pages[0].0 / 2.0,
        "the signature stands at the right"
    );
    // The header of the annex is repeated on each of its pages.
    let first = find(&words, "Phụ lục 01").page;
    let last = find(&words, "Phụ lục 02").page - 1;
    for page in first..=last {
        let there: Vec<Word> = words
            .iter()
            .filter(|word| word.page == page)
            .cloned()
            .collect();
        find(&there, "STT");
        find(&there, "tính điểm");
        assert!(pages[page - 1].0 > pages[page - 1].1, "annexes lie");
    }
    assert!(last > first, "the annex is longer than a page");
}

/// 11, 12, 13 and 14 points and no others; pdftohtml counts one and a half to a point.
#[track_caller]
fn check_sizes(path: &Path) {
    let name = path.display().to_string();
    let Some(html) = run("pdftohtml", &["-xml", "-i", "-stdout", &name]) else {
        return;
    };
    let mut sizes: Vec<u32> = html
        .lines()
        .filter(|line| line.contains("<fontspec"))
        .filter_map(|line| {
            line.split("size=\"")
                .nth(1)?
                .split('"')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    assert_eq!(sizes, [17, 18, 20, 21]);
}

#[test]
fn a_word_document_is_laid_out_by_the_decree() {
    let folder = Folder::new();
    let bytes = docx::write(&sample(), &Layout::default()).expect("as the tools write it");
    let path = folder.keep("ke-hoach.docx", &bytes);
    let Some(path) = printed(&folder, &path) else {
        return;
    };
    check_layout(&path);
    check_sizes(&path);
}

#[test]
fn a_pdf_is_laid_out_by_the_decree_and_its_text_is_exact() {
    let folder = Folder::new();
    let paper = sample();
    let bytes = pdf::write(&paper, &Layout::default()).expect("as the tools write it");
    assert_eq!(
        bytes,
        pdf::write(&paper, &Layout::default()).expect("as the tools write it"),
        "the same bytes"
    );
    let path = folder.keep("ke-hoach.pdf", &bytes);
    check_layout(&path);
    let Some(fonts) = run("pdffonts", &[&path.display().to_string()]) else {
        return;
    };
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 4, "{fonts}");
    for row in rows {
        assert!(
            row.contains("Libertinus") && row.contains(" yes yes yes "),
            "{row}"
        );
    }
    let text = run("pdftotext", &["-raw", &path.display().to_string(), "-"])
        .expect("as the tools write it");
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for block in &paper.body {
        let (Block::Paragraph(text) | Block::Heading(_, text)) = block else {
            continue;
        };
        assert!(flat.contains(text.as_str()), "«{text}» is not in the PDF");
    }
    check_sizes(&path);
}

#[test]
fn a_pdf_reads_back_as_the_same_plan() {
    let plan = shared::sample();
    let bytes = pdf::write(&sample(), &Layout::default()).expect("as the tools write it");
    let again = shared::plan(&bytes, "ke-hoach.pdf");
    assert_eq!(again.document.reference, plan.document.reference);
    let counts = |plan: &domain::plan::Plan| -> Vec<usize> {
        plan.annexes.iter().map(|annex| annex.rows.len()).collect()
    };
    assert_eq!(counts(&again), counts(&plan));
}

/// Cells of a sheet, counted from 1, as an office suite computes them anew.
fn computed(folder: &Folder, xlsx: &Path, sheet: usize) -> Option<Vec<Vec<String>>> {
    let profile = tempfile::tempdir().expect("a folder");
    let setting = format!("-env:UserInstallation=file://{}", profile.path().display());
    let out = folder.path.join("computed").display().to_string();
    let xlsx_text = xlsx.display().to_string();
    // Fields apart by tabs, UTF-8, formulas computed, one sheet.
    let filter = format!(
        "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,{sheet}"
    );
    run(
        "soffice",
        &[
            &setting,
            "--headless",
            "--convert-to",
            &filter,
            "--outdir",
            &out,
            &xlsx_text,
        ],
    )?;
    let mut files = std::fs::read_dir(&out).expect("converted").flatten();
    let file = files
        .find(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "csv")
        })
        .expect("converted");
    let text = std::fs::read_to_string(file.path()).expect("readable");
    let cell = |cell: &str| cell.trim_matches('"').to_owned();
    Some(
        text.lines()
            .map(|line| line.split('\t').map(cell).collect())
            .collect(),
    )
}

#[test]
fn a_workbook_computes_what_we_computed() {
    let folder = Folder::new();
    let paper = sample();
    let mut bytes = xlsx::annexes(&paper, &Layout::default()).expect("written");
    // What we stored as results is taken out, so that only a computed number can be right.
    let (bare, formulas) = without_results(&bytes);
    assert_eq!(formulas, 9, "eight pillars and the whole");
    bytes = bare;
    let path = folder.keep("phu-luc.xlsx", &bytes);
    let Some(rows) = computed(&folder, &path, 1) else {
        return;
    };
    let plan = shared::sample();
    let pillars: Vec<(String, String)> = plan.annexes[0]
        .rows
        .iter()
        .filter(|row| row.kind == domain::plan::RowKind::Heading)
        .map(|row| {
            let points = row.max_points.as_ref().expect("a pillar has points");
            (row.code.clone().expect("a code"), points.to_string())
        })
        .collect();
    assert_eq!(pillars.len(), 8);
    for (code, points) in pillars {
        let row = rows
            .iter()
            .find(|row| row[0] == code)
            .expect("the pillar is there");
        assert!(row.contains(&points), "{row:?}: {points}");
    }
    let total = rows
        .iter()
        .find(|row| row.iter().any(|cell| cell == "Tổng điểm tối đa"))
        .expect("the total is there");
    assert!(total.contains(&"500".to_owned()), "{total:?}");
}

/// The workbook without the results that stand beside formulas, and how many there were.
fn without_results(bytes: &[u8]) -> (Vec<u8>, usize) {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut formulas = 0;
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let pieces: Vec<&str> = text.split("</f><v>").collect();
        let mut out = pieces[0].to_owned();
        for piece in &pieces[1..] {
            formulas += 1;
            let end = piece.find("</v>").expect("a result");
            out.push_str("</f>");
            out.push_str(&piece[end + "</v>".len()..]);
        }
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(name, options).expect("written");
        to.write_all(out.as_bytes()).expect("written");
    }
    (to.finish().expect("written").into_inner(), formulas)
}

#[test]
fn a_workbook_reads_back_as_the_same_plan() {
    let plan = shared::sample();
    let bytes = xlsx::annexes(&sample(), &Layout::default()).expect("written");
    let again = shared::plan(&bytes, "phu-luc.xlsx");
    let titles = |plan: &domain::plan::Plan| -> Vec<Vec<Option<String>>> {
        let annexes = plan.annexes.iter();
        annexes
            .map(|annex| annex.rows.iter().map(|row| row.title.clone()).collect())
            .collect()
    };
    assert_eq!(titles(&again), titles(&plan));
}

#[test]
fn a_form_counts_and_adds_up_what_we_counted() {
    let number = |text: &str| Field::Open(Takes::Count, Given::Number(text.parse().expect("ours")));
    let column = |key: &str, adds_up| FormColumn {
        key: key.to_owned(),
        heading: key.to_owned(),
        width: 12,
        adds_up,
    };
    let row = |key: &str, field: Field| FormRow {
        key: key.to_owned(),
        cells: vec![
            Field::Fixed(key.to_owned()),
            Field::Fixed("Số hộ có điện thoại thông minh".to_owned()),
            field,
        ],
    };
    let form = Form {
        guide: Guide {
            name: "Hướng dẫn".to_owned(),
            lines: vec!["Điền ô vàng.".to_owned()],
        },
        name: "Số liệu".to_owned(),
        columns: vec![
            column("code", false),
            column("title", false),
            column("num", true),
        ],
        rows: vec![
            row("1.1", number("12.5")),
            row("1.2", Field::Barred),
            row("1.3", number("30")),
            row("1.4", Field::Open(Takes::Count, Given::Empty)),
        ],
        totals: ("Số ô".to_owned(), "Tổng".to_owned()),
        ..Form::default()
    };
    let folder = Folder::new();
    let bytes = form::write(&form, &Layout::default()).expect("written");
    for bytes in [without_results(&bytes).0, bytes] {
        let path = folder.keep("so.xlsx", &bytes);
        let Some(rows) = computed(&folder, &path, 2) else {
            return;
        };
        let said = |what: &str| {
            let row = rows.iter().find(|row| row.iter().any(|cell| cell == what));
            row.and_then(|row| row.last()).cloned()
        };
        assert_eq!(said("Số ô").as_deref(), Some("2"), "{rows:?}");
        assert_eq!(said("Tổng").as_deref(), Some("42.5"), "{rows:?}");
    }
}

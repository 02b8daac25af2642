//! Entry workbooks come back: what they change, and what of them is not taken.

use std::collections::BTreeMap;

use app::figure::book::{self, CODE, NotTaken, OTHERS, Place, Returned};
use app::figure::{self, FigureState, Grid};
use app::period::{self, Period};
use app::testing::{Trial, on_both, on_sqlite};
use documents::workbook::{Content, StoredCell, StoredRow, StoredSheet};
use papers::xlsx::form::{MARK, MARKS};

use super::{City, row, small};

const STATES: [(&str, FigureState); 3] = [
    ("Ước tính", FigureState::Estimate),
    ("Tạm tính", FigureState::Provisional),
    ("Chính thức", FigureState::Final),
];

/// What stands in the columns of a row, and whether the worksheet computes it.
type Cells = BTreeMap<String, (Content, bool)>;

/// A workbook as it went out, to be filled in.
struct Book {
    marks: Vec<(String, String)>,
    heads: Vec<String>,
    /// Key of the row, and what stands in its columns.
    rows: Vec<(String, Cells)>,
}

fn words(text: &str) -> (Content, bool) {
    (Content::Text(text.to_owned()), false)
}

fn number(decimal: &str, percent: bool) -> (Content, bool) {
    let decimal = decimal.to_owned();
    (Content::Number { decimal, percent }, false)
}

impl Book {
    fn of(place: &Place<'_>) -> Book {
        let lines = &place.grid.edition.lines;
        let mut heads = vec![CODE.to_owned()];
        for ask in lines.iter().flat_map(|line| &line.asks) {
            if !heads.contains(&ask.key) {
                heads.push(ask.key.clone());
            }
        }
        heads.extend(OTHERS.map(str::to_owned));
        let row = |entry: &figure::Entry| {
            let line = &lines[entry.line];
            let mut cells = BTreeMap::from([(CODE.to_owned(), words(&line.code))]);
            for ask in &line.asks {
                if let Some(value) = entry
                    .value(&ask.key)
                    .and_then(|value| value.value.as_deref())
                {
                    let text = match value {
                        "true" => "Có".to_owned(),
                        other => figure::retyped(ask.kind, other),
                    };
                    cells.insert(ask.key.clone(), words(&text));
                }
            }
            if let Some(first) = entry.first() {
                cells.insert("source".to_owned(), words(&first.source));
                cells.insert("as_of".to_owned(), words("30/09/2026"));
                cells.insert("state".to_owned(), words("Tạm tính"));
            }
            (book::row_key(entry), cells)
        };
        Book {
            marks: book::marks(place),
            rows: place.grid.entries.iter().map(row).collect(),
            heads,
        }
    }

    fn row(&mut self, code: &str) -> &mut (String, Cells) {
        let is_it = |cells: &Cells| cells.get(CODE) == Some(&words(code));
        let found = self.rows.iter_mut().find(|(_, cells)| is_it(cells));
        found.expect("the test's own data")
    }

    fn put(&mut self, code: &str, cells: &[(&str, (Content, bool))]) {
        let row = self.row(code);
        for (key, cell) in cells {
            row.1.insert((*key).to_owned(), cell.clone());
        }
    }

    fn sheets(&self) -> Vec<StoredSheet> {
        let sheet = |name: &str, visible, rows: Vec<Vec<(usize, (Content, bool))>>| StoredSheet {
            name: name.to_owned(),
            visible,
            rows: (0..)
                .zip(rows)
                .map(|(index, cells)| StoredRow {
                    index,
                    cells: cells
                        .into_iter()
                        .map(|(column, (content, formula))| StoredCell {
                            column: u32::try_from(column).expect("few columns"),
                            content,
                            formula,
                        })
                        .collect(),
                })
                .collect(),
        };
        let mut rows = vec![
            std::iter::once((0, words(MARK)))
                .chain(
                    self.heads
                        .iter()
                        .enumerate()
                        .map(|(at, key)| (at + 1, words(key))),
                )
                .collect::<Vec<_>>(),
        ];
        for (key, cells) in &self.rows {
            let own = self
                .heads
                .iter()
                .enumerate()
                .filter_map(|(at, head)| Some((at + 1, cells.get(head)?.clone())));
            let key = (!key.is_empty()).then(|| (0, words(key)));
            rows.push(key.into_iter().chain(own).collect());
        }
        let marks = self
            .marks
            .iter()
            .map(|(name, value)| vec![(0, words(name)), (1, words(value))]);
        vec![
            sheet("Số liệu", true, rows),
            sheet(MARKS, false, marks.collect()),
        ]
    }
}

struct Ward {
    city: City,
    period: Period,
    grid: Grid,
}

impl Ward {
    async fn begun(trial: &Trial) -> Ward {
        let city = City::with(trial, &small(), &["Phường Hạ Khê", "Phường Thượng Khê"]).await;
        let first = row(&[("value", "12")]);
        city.save(trial, (0, "1.2"), &first).await.unwrap();
        let mut ward = Ward {
            period: period::by_code(&trial.app, "2026").await.unwrap(),
            grid: city.grid(trial, 0).await,
            city,
        };
        ward.again(trial).await;
        ward
    }

    async fn again(&mut self, trial: &Trial) {
        self.grid = self.city.grid(trial, 0).await;
    }

    fn place(&self, trial: &Trial) -> Place<'_> {
        Place {
            unit: &self.city.wards[0],
            period: &self.period,
            grid: &self.grid,
            actor: &self.city.focal,
            today: trial.app.today(),
        }
    }

    fn read(&self, trial: &Trial, book: &Book) -> Result<Returned, NotTaken> {
        book::read(&self.place(trial), &book.sheets(), &STATES)
    }
}

const SAID: [(&str, &str); 2] = [("source", "Báo cáo 12"), ("as_of", "30/09/2026")];

fn said() -> Vec<(&'static str, (Content, bool))> {
    SAID.map(|(key, text)| (key, words(text))).into()
}

#[test]
fn a_workbook_that_comes_back_untouched_changes_nothing() {
    on_sqlite(|trial| async move {
        let ward = Ward::begun(&trial).await;
        let read = ward.read(&trial, &Book::of(&ward.place(&trial))).unwrap();
        assert_eq!(read.changes.len(), 0, "{read:?}");
        assert_eq!(read.problems, []);
        assert_eq!(read.same, ward.grid.entries.len());
        assert_eq!(read.totals["value"], (1, "12".parse().unwrap()));
    });
}

#[test]
fn what_was_filled_in_is_written_and_scored_with_rows_that_share_a_figure() {
    on_both(|trial| async move {
        let mut ward = Ward::begun(&trial).await;
        let mut book = Book::of(&ward.place(&trial));
        book.put("1.1", &[("yes", number("1", false))]);
        book.put("1.1", &said());
        book.put("1.2", &[("value", number("13.5", false))]);
        for code in ["2.1", "2.2"] {
            book.put(
                code,
                &[
                    ("num", number("1500", false)),
                    ("den", number("2000", false)),
                ],
            );
            book.put(code, &said());
        }
        let read = ward.read(&trial, &book).unwrap();
        assert_eq!(read.problems, []);
        let codes: Vec<&str> = read
            .changes
            .iter()
            .map(|one| ward.grid.edition.lines[one.line].code.as_str())
            .collect();
        assert_eq!(codes, ["1.1", "1.2", "2.1", "2.2"]);
        assert!(read.changes.iter().all(|one| !one.stale));
        assert_eq!(read.totals["num"], (2, "3000".parse().unwrap()));
        let rows: Vec<_> = read.changes.into_iter().map(|one| one.row).collect();
        figure::save_all(&trial.app, &ward.city.focal, &rows)
            .await
            .unwrap();
        let points = ward.city.points(&trial, 0, "2.1").await;
        assert_eq!(points.as_deref(), Some("7.5"));
        // The same workbook once more says nothing new.
        ward.again(&trial).await;
        let read = ward.read(&trial, &book).unwrap();
        assert_eq!(
            (read.changes.len(), read.problems.len()),
            (0, 0),
            "{read:?}"
        );
    });
}

#[test]
fn a_workbook_of_something_else_is_not_taken() {
    on_sqlite(|trial| async move {
        let ward = Ward::begun(&trial).await;
        let place = ward.place(&trial);
        let with = |name: &str, value: Option<&str>| {
            let mut book = Book::of(&place);
            book.marks.retain(|(own, _)| own != name);
            book.marks
                .extend(value.map(|value| (name.to_owned(), value.to_owned())));
            ward.read(&trial, &book).err()
        };
        let name = || "Phường Hạ Khê".to_owned();
        assert_eq!(
            with("unit", Some("x")),
            Some(NotTaken::OtherUnit { name: name() })
        );
        let year = Some(NotTaken::OtherPeriod {
            name: ward.period.name.clone(),
        });
        assert_eq!(with("period", Some("x")), year);
        let framework = Some(NotTaken::OtherFramework {
            name: ward.grid.edition.name.clone(),
        });
        assert_eq!(with("framework", Some("x")), framework);
        assert_eq!(with("edition", Some("99")), Some(NotTaken::OtherEdition));
        assert_eq!(with("unit", None), Some(NotTaken::NotOurs));
        let none = book::read(&place, &[], &STATES).err();
        assert_eq!(none, Some(NotTaken::NotOurs));
        let mut keyless = Book::of(&place).sheets();
        keyless[0].rows.remove(0);
        let none = book::read(&place, &keyless, &STATES).err();
        assert_eq!(none, Some(NotTaken::NotOurs));
    });
}

#[test]
fn a_row_that_cannot_be_taken_is_named_and_the_others_go_on() {
    on_sqlite(|trial| async move {
        let ward = Ward::begun(&trial).await;
        #[track_caller]
        fn check(read: Result<Returned, NotTaken>, expected: &str) {
            let read = read.unwrap();
            let [problem] = read.problems.as_slice() else {
                panic!("{expected}: {read:?}");
            };
            let why = format!("{:?}", problem.why);
            assert!(why.starts_with(expected), "{why} is not {expected}");
            assert_eq!(read.changes.len(), 1, "the other row goes on: {expected}");
        }
        let filled = || {
            let mut book = Book::of(&ward.place(&trial));
            book.put(
                "2.1",
                &[("num", number("1", false)), ("den", number("2", false))],
            );
            book.put("2.1", &said());
            book
        };
        let mut book = filled();
        book.put("1.1", &[("yes", (Content::Text("Có".to_owned()), true))]);
        check(ward.read(&trial, &book), "Formula(\"yes\")");
        let mut book = filled();
        book.put("1.1", &[("value", number("3", false))]);
        check(ward.read(&trial, &book), "Barred(\"value\")");
        let mut book = filled();
        book.put("1.2", &[("value", words("nhiều lắm"))]);
        check(ward.read(&trial, &book), "Unread");
        let mut book = filled();
        book.put("1.2", &[("state", words("gần đúng"))]);
        check(ward.read(&trial, &book), "State");
        let mut book = filled();
        book.put("1.1", &[("yes", words("Có"))]);
        check(ward.read(&trial, &book), "Refused(NoSource)");
        let mut book = filled();
        book.put("1.2", &[("as_of", words("30/09/2099"))]);
        check(ward.read(&trial, &book), "Refused(AsOfAhead");
        let mut book = filled();
        let other = book.row("1.2").0.clone();
        book.row("1.1").0 = other;
        // Both rows name 1.2: the first is another indicator's.
        check(ward.read(&trial, &book), "Moved");
        let mut book = filled();
        book.row("1.1").0 = "00000000-0000-7000-8000-000000000000:1".to_owned();
        check(ward.read(&trial, &book), "Unknown");
        let mut book = filled();
        let twin = book.row("1.2").clone();
        book.rows.push(twin);
        check(ward.read(&trial, &book), "Twice");
        let mut book = filled();
        let added = BTreeMap::from([("value".to_owned(), number("5", false))]);
        book.rows.push((String::new(), added));
        check(ward.read(&trial, &book), "Added");
    });
}

#[test]
fn a_row_that_someone_changed_meanwhile_is_shown_as_such() {
    on_sqlite(|trial| async move {
        let mut ward = Ward::begun(&trial).await;
        let mut book = Book::of(&ward.place(&trial));
        book.put("1.2", &[("value", number("20", false))]);
        let other = row(&[("value", "15")]);
        ward.city.save(&trial, (0, "1.2"), &other).await.unwrap();
        ward.again(&trial).await;
        let read = ward.read(&trial, &book).unwrap();
        let stale: Vec<bool> = read.changes.iter().map(|one| one.stale).collect();
        assert_eq!(stale, [true]);
    });
}

#[test]
fn a_share_typed_as_percent_is_that_share() {
    on_sqlite(|trial| async move {
        let annex = super::annex(super::sample::SAMPLE);
        let city = City::with(&trial, &annex, &["Phường Sơn Khê"]).await;
        let ward = Ward {
            period: period::by_code(&trial.app, "2026").await.unwrap(),
            grid: city.grid(&trial, 0).await,
            city,
        };
        for cell in [
            number("0.855", true),
            number("85.5", false),
            words("85,5 %"),
        ] {
            let mut book = Book::of(&ward.place(&trial));
            book.put("1.3", &[("ratio", cell)]);
            book.put("1.3", &said());
            let read = ward.read(&trial, &book).unwrap();
            assert_eq!(read.problems, []);
            assert_eq!(read.totals["ratio"], (1, "0.855".parse().unwrap()));
        }
    });
}

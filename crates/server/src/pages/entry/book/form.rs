//! The form: a row for each indicator, a column for each kind of figure that the framework asks
//! for.

use std::collections::BTreeSet;

use app::figure::book::{self, Place};
use app::figure::{self, Entry, Grid};
use app::framework::{Ask, EditionLine};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use papers::Layout;
use papers::xlsx::form::{Field, Form, FormColumn, FormRow, Given, Guide, Takes};
use reading::figure::InputKind;
use scoring::Exact;

use super::super::grid::pick;
use super::states;
use crate::pages::download::{self, Kind};
use crate::vi;
use crate::web::{Failure, Here, Visitor, Web};

/// Longest source, explanation and day, as the use case takes them.
const SOURCE_MAX: u32 = 300;
const EXPLANATION_MAX: u32 = 4_000;
const DAY_MAX: u32 = 30;
/// The keys in the order in which people think of them; others come behind.
const ORDER: [&str; 9] = [
    "yes", "num", "den", "ratio", "value", "option", "parts", "previous", "target",
];

pub(crate) async fn file(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<super::back::Asked>,
) -> Result<Response, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
    let assessment = pick(&all, &asked.bo).ok_or(Failure::NotFound(app::Noun::Entry))?;
    let grid = figure::grid(app, actor, &here.unit, assessment).await?;
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        grid: &grid,
        actor,
        today: app.today(),
    };
    let form = form(&place);
    let name = download::plain(&format!(
        "so nhap lieu {} {}",
        here.unit.slug, here.period.code
    ));
    let bytes =
        download::written(move || papers::xlsx::form::write(&form, &Layout::default())).await?;
    Ok(download::attached(bytes, Kind::Xlsx, &name).into_response())
}

fn form(place: &Place<'_>) -> Form {
    let edition = &place.grid.edition;
    let keys = keys(place.grid);
    let mut pillar = None;
    let mut rows = Vec::new();
    for entry in &place.grid.entries {
        let line = &edition.lines[entry.line];
        if pillar != Some(line.pillar) {
            pillar = Some(line.pillar);
            rows.extend(heading(&edition.pillars[line.pillar], keys.len()));
        }
        rows.push(FormRow {
            key: book::row_key(entry),
            cells: cells(place, (entry, line), &keys),
        });
    }
    Form {
        marks: book::marks(place),
        guide: guide(),
        name: "Số liệu".to_owned(),
        above: vec![
            format!("{}: {}", edition.name, place.unit.name),
            format!(
                "{}. Xuất ngày {}",
                place.period.name,
                vi::time::date(&place.today)
            ),
        ],
        columns: columns(&keys),
        rows,
        totals: ("Số ô có số".to_owned(), "Tổng".to_owned()),
    }
}

/// The keys that any line asks for.
fn keys(grid: &Grid) -> Vec<String> {
    let asked: BTreeSet<&str> = grid
        .edition
        .lines
        .iter()
        .flat_map(|line| line.asks.iter().map(|ask| ask.key.as_str()))
        .collect();
    let mut keys: Vec<String> = asked.into_iter().map(str::to_owned).collect();
    keys.sort_by_key(|key| rank(key));
    keys
}

/// Where a column stands among the others.
pub(super) fn rank(key: &str) -> usize {
    let known = ORDER.iter().position(|own| *own == key);
    known.unwrap_or(ORDER.len())
}

fn columns(keys: &[String]) -> Vec<FormColumn> {
    let column = |key: &str, heading: String, width, adds_up| FormColumn {
        key: key.to_owned(),
        heading,
        width,
        adds_up,
    };
    let mut all = vec![
        column(book::CODE, "Mã".to_owned(), 8, false),
        column("title", "Chỉ số và số liệu cần ghi".to_owned(), 52, false),
    ];
    all.extend(keys.iter().map(|key| {
        let adds_up = !matches!(key.as_str(), "yes" | "option" | "parts");
        column(key, vi::figure::key(key), 13, adds_up)
    }));
    for (key, (heading, width)) in book::OTHERS.iter().zip([
        ("Nguồn số liệu", 28),
        ("Ngày số liệu", 13),
        ("Mức độ", 12),
        ("Giải trình", 36),
    ]) {
        all.push(column(key, heading.to_owned(), width, false));
    }
    all
}

fn heading(pillar: &app::framework::EditionPillar, keys: usize) -> Option<FormRow> {
    if pillar.title.is_empty() {
        return None;
    }
    let mut cells = vec![
        Field::Strong(pillar.code.clone()),
        Field::Strong(pillar.title.clone()),
    ];
    cells.resize(2 + keys + book::OTHERS.len(), Field::Barred);
    Some(FormRow {
        key: String::new(),
        cells,
    })
}

fn cells(place: &Place<'_>, (entry, line): (&Entry, &EditionLine), keys: &[String]) -> Vec<Field> {
    let open = book::is_open(place, entry);
    let mut cells = vec![Field::Fixed(line.code.clone()), Field::Fixed(asked(line))];
    for key in keys {
        let ask = line.asks.iter().find(|ask| ask.key == *key);
        cells.push(ask.map_or(Field::Barred, |ask| {
            field(ask, entry, open && book::takes(place.grid, entry, ask))
        }));
    }
    let first = entry.first();
    let any = !line.asks.is_empty();
    let words = |takes: Takes, text: String| match (any, open) {
        (false, _) => Field::Barred,
        (true, false) => Field::Locked(given(text)),
        (true, true) => Field::Open(takes, given(text)),
    };
    let day = first.map(|value| super::super::row::day(&value.as_of));
    let state = entry.state.map(|state| vi::figure::state(state).to_owned());
    let choices = states().map(|(word, _)| word.to_owned()).to_vec();
    cells.extend([
        words(
            Takes::Words(SOURCE_MAX),
            first.map(|value| value.source.clone()).unwrap_or_default(),
        ),
        words(Takes::Words(DAY_MAX), day.unwrap_or_default()),
        words(Takes::Choice(choices), state.unwrap_or_default()),
        words(
            Takes::Words(EXPLANATION_MAX),
            entry.explanation.clone().unwrap_or_default(),
        ),
    ]);
    cells
}

/// The indicator's title, and what each of its columns means where the document says so.
fn asked(line: &EditionLine) -> String {
    let mut text = line.title.clone();
    let says_more = |ask: &&Ask| {
        let label = ask.label.trim();
        !label.is_empty() && label != line.title
    };
    for ask in line.asks.iter().filter(says_more) {
        text.push_str("\n– ");
        text.push_str(&vi::figure::label(ask));
    }
    text
}

fn field(ask: &Ask, entry: &Entry, open: bool) -> Field {
    let stored = entry
        .value(&ask.key)
        .and_then(|value| value.value.as_deref());
    let number = |times: i64| {
        let exact = stored.and_then(|text| text.parse::<Exact>().ok());
        exact.map_or(Given::Empty, |exact| {
            Given::Number(exact * Exact::whole(times))
        })
    };
    let typed = || {
        let text = stored.map(|text| figure::retyped(ask.kind, text));
        given(text.unwrap_or_default())
    };
    let (takes, holds) = match ask.kind {
        InputKind::Percent => (Takes::Percent, number(100)),
        InputKind::Value => (Takes::Count, number(1)),
        InputKind::Yes => (
            Takes::Choice(vec!["Có".to_owned(), "Không".to_owned()]),
            given(stored.map_or(String::new(), |text| vi::figure::shown(ask.kind, text))),
        ),
        InputKind::Option { count } => (
            Takes::Choice((1..=count).map(|at| at.to_string()).collect()),
            typed(),
        ),
        InputKind::Parts { .. } => (Takes::Words(SOURCE_MAX), typed()),
        _ => (Takes::Number, number(1)),
    };
    if open {
        Field::Open(takes, holds)
    } else {
        Field::Locked(holds)
    }
}

fn given(text: String) -> Given {
    if text.is_empty() {
        Given::Empty
    } else {
        Given::Text(text)
    }
}

fn guide() -> Guide {
    let lines = [
        "Sổ nhập liệu",
        "1. Điền số liệu ở trang «Số liệu», chỉ ở các ô nền vàng. Ô xám không dùng cho chỉ số đó, hoặc do bên cung cấp số liệu nhập, hoặc được tính từ cấp dưới.",
        "2. Tỷ lệ ghi theo phần trăm: 85 là 85 %. Có tử số và mẫu số thì không cần ghi tỷ lệ.",
        "3. Mức đạt được ghi số thứ tự của mức (1, 2, 3 …). Nội dung đạt được ghi lần lượt có hoặc không, cách nhau bằng dấu chấm phẩy: có;không;có.",
        "4. Có số liệu thì phải ghi nguồn và ngày số liệu (dd/mm/yyyy).",
        "5. Ghi số, không ghi công thức: ô có công thức không được nhận. Chép từ bảng khác thì dán giá trị.",
        "6. Không thêm, xóa, đổi chỗ dòng và cột; không đổi tên trang tính.",
        "7. Gửi lại: mở trang Nhập liệu của đơn vị, chọn «Sổ nhập liệu», tải tệp này lên. Phần mềm cho xem trước từng thay đổi và tổng kiểm tra, rồi mới ghi. Hai dòng đầu bảng là số ô và tổng từng cột để đối chiếu.",
        "8. Dòng mà người khác đã sửa sau khi xuất sổ được nêu riêng và chỉ ghi khi người nhập chọn.",
    ];
    Guide {
        name: "Hướng dẫn".to_owned(),
        lines: lines.map(str::to_owned).into(),
    }
}

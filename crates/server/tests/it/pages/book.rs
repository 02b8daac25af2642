//! `/ky/…/nhap-lieu/so`: the entry workbook out and in.

use app::testing::{on_both, on_sqlite};
use axum::body::Body;
use axum::http::{StatusCode, header};
use documents::workbook::{Content, StoredSheet};
use papers::xlsx::form::{Field, Form, FormColumn, FormRow, Given, Guide, MARKS, Takes};

use super::entry::begun;
use crate::support::{Client, Page};

const PATH: &str = "/ky/2026/don-vi/dong-linh/nhap-lieu/so";

async fn file(client: &Client) -> Vec<u8> {
    let request = client.request("GET", &format!("{PATH}/tep"));
    let answer = client.answer(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let kind = answer.headers()[header::CONTENT_TYPE].to_str().unwrap();
    assert!(kind.ends_with("spreadsheetml.sheet"), "{kind}");
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 24).await;
    bytes.unwrap().to_vec()
}

/// The form with these cells filled in, as a worksheet program stores it again.
fn filled(bytes: &[u8], cells: &[(&str, &str, Given)]) -> Vec<u8> {
    let sheets = documents::workbook::sheets(bytes).unwrap();
    let find = |name: &str| -> &StoredSheet { sheets.iter().find(|one| one.name == name).unwrap() };
    let text = |content: &Content| match content {
        Content::Text(text) => text.clone(),
        Content::Number { decimal, .. } => decimal.clone(),
    };
    let marks = find(MARKS).rows.iter();
    let form = find("Số liệu");
    let heads = form.rows[0]
        .cells
        .iter()
        .skip(1)
        .map(|cell| text(&cell.content));
    let heads: Vec<String> = heads.collect();
    let keyed = form.rows.iter().skip(1).filter(|row| row.cell(0).is_some());
    let rows = keyed.map(|row| {
        let code = text(&row.cell(1).unwrap().content);
        let cell = |(at, key): (usize, &String)| {
            let put = cells
                .iter()
                .find(|(own, head, _)| *own == code && head == key);
            if let Some((_, _, given)) = put {
                return Field::Open(Takes::Number, given.clone());
            }
            let column = u32::try_from(at + 1).unwrap();
            match row.cell(column).map(|cell| text(&cell.content)) {
                Some(text) => Field::Fixed(text),
                None => Field::Barred,
            }
        };
        FormRow {
            key: text(&row.cell(0).unwrap().content),
            cells: heads.iter().enumerate().map(cell).collect(),
        }
    });
    let form = Form {
        marks: marks
            .map(|row| (text(&row.cells[0].content), text(&row.cells[1].content)))
            .collect(),
        guide: Guide {
            name: "Hướng dẫn".to_owned(),
            lines: Vec::new(),
        },
        name: "Số liệu".to_owned(),
        above: Vec::new(),
        columns: heads
            .iter()
            .map(|key| FormColumn {
                key: key.clone(),
                heading: key.clone(),
                width: 10,
                adds_up: false,
            })
            .collect(),
        rows: rows.collect(),
        totals: (String::new(), String::new()),
    };
    papers::xlsx::form::write(&form, &papers::Layout::default()).unwrap()
}

async fn send(client: &Client, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"");
        body.extend(format!("{head}\r\n\r\n{value}\r\n").as_bytes());
    }
    let head = "--x\r\ncontent-disposition: form-data; name=\"tep\"; filename=\"so.xlsx\"";
    body.extend(format!("{head}\r\n\r\n").as_bytes());
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    let request = client
        .request("POST", path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body));
    client.send(request.unwrap()).await
}

fn number(decimal: &str) -> Given {
    Given::Number(decimal.parse().unwrap())
}

fn words(text: &str) -> Given {
    Given::Text(text.to_owned())
}

/// The rows that the preview sends along.
fn kept(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"dong\" value=\"").unwrap();
    rest.split('"')
        .next()
        .unwrap()
        .replace("&#34;", "\"")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

fn two_of_three() -> [(&'static str, &'static str, Given); 4] {
    [
        ("1.2", "num", number("19")),
        ("1.2", "den", number("28")),
        ("1.2", "source", words("Danh sách tập huấn")),
        ("1.2", "as_of", words("30/09/2026")),
    ]
}

#[test]
fn the_workbook_goes_out_comes_back_is_looked_at_and_written() {
    on_both(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let out = file(&client).await;
        let same = send(&client, PATH, &[], &filled(&out, &[])).await;
        assert_eq!(same.status, StatusCode::OK, "{}", same.text);
        assert!(same.text.contains("Không có gì để ghi"));
        let back = filled(&out, &two_of_three());
        let look = send(&client, PATH, &[], &back).await;
        assert_eq!(look.status, StatusCode::OK);
        assert!(look.text.contains("1 chỉ số khác với số liệu đang có"));
        assert!(look.text.contains("Tử số 19; Mẫu số 28"), "{}", look.text);
        let done = send(
            &client,
            &format!("{PATH}/ghi"),
            &[("dong", &kept(&look))],
            b"",
        )
        .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get("/ky/2026/don-vi/dong-linh/chi-so/1.2").await;
        assert!(page.text.contains("Danh sách tập huấn"));
        // What went out before the change is now older than the row.
        let stale = filled(
            &out,
            &[
                ("1.2", "num", number("20")),
                ("1.2", "den", number("28")),
                ("1.2", "source", words("Khác")),
                ("1.2", "as_of", words("30/09/2026")),
            ],
        );
        let look = send(&client, PATH, &[], &stale).await;
        assert!(
            look.text
                .contains("1 chỉ số đã có người sửa sau khi xuất sổ")
        );
        let none = send(
            &client,
            &format!("{PATH}/ghi"),
            &[("dong", &kept(&look))],
            b"",
        )
        .await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, rest) = look.text.split_once("name=\"de\" value=\"").unwrap();
        let entry = rest.split('"').next().unwrap();
        let over = [("dong", kept(&look)), ("de", entry.to_owned())];
        let over: Vec<(&str, &str)> = over.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let done = send(&client, &format!("{PATH}/ghi"), &over, b"").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        // The same page sent again is older than what it wrote.
        let again = send(&client, &format!("{PATH}/ghi"), &over, b"").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    });
}

#[test]
fn what_is_no_workbook_of_ours_is_refused_with_a_sentence() {
    on_sqlite(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        for (file, sentence) in [
            (b"".to_vec(), "chưa chọn tệp nào"),
            (b"khong phai so".to_vec(), "Đề nghị"),
            (
                papers::xlsx::write(&[], &papers::Layout::default()).unwrap_or_default(),
                "Đề nghị",
            ),
        ] {
            let page = send(&client, PATH, &[], &file).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains(sentence), "{sentence}");
        }
        for rows in ["", "[]", "{}", "[{\"entry\":\"x\"}]"] {
            let page = send(&client, &format!("{PATH}/ghi"), &[("dong", rows)], b"").await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{rows}");
        }
        let elsewhere = PATH.replace("dong-linh", "khong-co");
        let page = send(&client, &elsewhere, &[], b"").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    });
}

//! `/bo-chi-so/tu-tep`: a draft from a worksheet, uploaded or pasted: read, looked at, put right,
//! written.

use app::framework::Refusal;
use app::framework::draft::{self, NewDraft};
use app::{Arrived, Error, FrameworkId, Noun, UnitId};
use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Request, State};
use domain::authority::Action;
use domain::finding::Severity;
use domain::plan::{Row, RowKind};
use domain::rule::Certainty;
use reading::plan::Pasted;
use reading::words;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::vi::number::points;
use crate::web::sent::{self, Cut};
use crate::web::{Answer, Failure, Frame, Problems, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/table.html")]
struct Page {
    frame: Frame,
    units: Vec<Choice>,
    editions: Vec<Choice>,
    typed: Typed,
    lines: Vec<Line>,
    findings: Vec<(String, &'static str, &'static str, String)>,
    most: String,
    problems: Problems,
    refusal: String,
}

/// A row as it was understood.
struct Line {
    code: String,
    title: String,
    is_heading: bool,
    max: String,
    rule: String,
    badge: &'static str,
    sure: &'static str,
}

/// What is typed and sent.
#[derive(Default)]
struct Typed {
    unit: String,
    name: String,
    legal_basis: String,
    follows: String,
    table: String,
    step: String,
    file_name: String,
    file: Option<Arrived>,
}

async fn page(web: &Web, visitor: &Visitor, mut typed: Typed) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let mut units = app::unit::visible(&web.app, actor).await?;
    units.retain(|unit| unit.valid_to.is_none() && actor.may(Action::EditFramework, &unit.path));
    if typed.unit.is_empty() {
        let home = actor.home.as_ref();
        typed.unit = home.map(|home| home.id.to_string()).unwrap_or_default();
    }
    let editions = draft::to_follow(&web.app, actor).await?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        units: units
            .iter()
            .map(|unit| Choice::of(unit.id.as_str(), unit.name.clone(), &typed.unit))
            .collect(),
        editions: editions
            .iter()
            .map(|one| Choice::of(one.id.as_str(), one.name.clone(), &typed.follows))
            .collect(),
        typed,
        lines: Vec::new(),
        findings: Vec::new(),
        most: format!("{} MB", documents::limits::UPLOAD_BYTES_MAX >> 20),
        problems: Problems::default(),
        refusal: String::new(),
    })
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    shown(&page(&web, &visitor, Typed::default()).await?)
}

pub(super) async fn post(State(web): State<Web>, visitor: Visitor, request: Request) -> Answer {
    let mut typed = match read(&web, request).await {
        Ok(typed) => typed,
        Err(Failure::TooLarge) => {
            let limit = documents::limits::UPLOAD_BYTES_MAX;
            let bytes = limit;
            let refusal = documents::Refusal::TooLarge { bytes, limit };
            let why = vi::refusal::sentence(&refusal);
            return again(&web, &visitor, Typed::default(), ("tep", why)).await;
        }
        Err(failure) => return Err(failure),
    };
    if let Some(file) = typed.file.take().filter(|file| file.size_bytes() > 0) {
        let key = (&file, typed.file_name.as_str());
        match draft::tables(&web.app, &visitor.actor, key).await {
            Ok(tables) => match largest(tables) {
                Some((title, table)) => {
                    typed.table = table;
                    typed.step = "xem".to_owned();
                    if typed.name.trim().is_empty() {
                        typed.name = title.chars().take(300).collect();
                    }
                }
                None => {
                    let why = vi::refused(&Refusal::NoRules.into());
                    return again(&web, &visitor, typed, ("tep", why)).await;
                }
            },
            Err(Error::Refused(refusal)) => {
                let why = vi::refused(&refusal);
                return again(&web, &visitor, typed, ("tep", why)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    if typed.table.trim().is_empty() {
        let why = "Chưa có gì để đọc: chưa chọn tệp và chưa dán bảng. Đề nghị chọn tệp XLSX, hoặc dán bảng chép từ Excel.";
        return again(&web, &visitor, typed, ("tep", why.to_owned())).await;
    }
    let year = web.app.today().year();
    let read = match draft::read_table(&typed.table, year) {
        Ok(read) => read,
        Err(refusal) => {
            let why = words::figure::refusal(refusal);
            return again(&web, &visitor, typed, ("bang", why)).await;
        }
    };
    if typed.step != "ghi" {
        let mut page = page(&web, &visitor, typed).await?;
        page.look(&read);
        return shown(&page);
    }
    write(&web, &visitor, typed, read).await
}

/// Of several tables the one of most rows is taken: a workbook's others are its notes.
fn largest(tables: Vec<(String, String)>) -> Option<(String, String)> {
    tables
        .into_iter()
        .max_by_key(|(_, text)| text.lines().count())
}

async fn write(web: &Web, visitor: &Visitor, typed: Typed, read: Pasted) -> Answer {
    let unit = UnitId::parse(&typed.unit).ok_or(Failure::NotFound(Noun::Unit))?;
    let follows = match typed.follows.trim() {
        "" => None,
        id => Some(FrameworkId::parse(id).ok_or(Failure::NotFound(Noun::Framework))?),
    };
    let follows_one = follows.is_some();
    let new = NewDraft {
        unit,
        name: typed.name.clone(),
        legal_basis: typed.legal_basis.clone(),
        follows,
    };
    match draft::write_table(&web.app, &visitor.actor, (new, &read)).await {
        Ok(id) if follows_one => on_to(&format!("/bo-chi-so/{id}/doi-chieu")),
        Ok(id) => on_to(&format!("/bo-chi-so/{id}/soan")),
        Err(Error::Refused(refusal)) => {
            let mut page = page(web, visitor, typed).await?;
            page.look(&read);
            let sentence = vi::refused(&refusal);
            match &refusal {
                app::Refusal::Framework(Refusal::NoName | Refusal::NameLong { .. }) => {
                    page.problems.say("name", sentence);
                }
                app::Refusal::Framework(Refusal::NoRules) => {
                    page.problems.say("bang", sentence);
                }
                _ => page.refusal = sentence,
            }
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The same page with what was typed; browsers let nobody put a file back.
async fn again(
    web: &Web,
    visitor: &Visitor,
    typed: Typed,
    (field, sentence): (&'static str, String),
) -> Answer {
    let mut page = page(web, visitor, typed).await?;
    page.problems.say(field, sentence);
    refused(&page)
}

impl Page {
    /// Shows how the table was understood.
    fn look(&mut self, read: &Pasted) {
        let rows = read.annex.rows.iter();
        self.lines = rows
            .filter(|row| row.kind != RowKind::Banner)
            .map(line)
            .collect();
        let mut findings: Vec<&domain::Finding> = read.findings.iter().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
        self.findings = findings
            .into_iter()
            .filter(|finding| finding.code.severity() > Severity::Info)
            .map(|finding| {
                let (class, word) = vi::framework::severity(finding.code.severity());
                let row = finding.row.clone().unwrap_or_default();
                (row, class, word, words::finding::sentence(finding))
            })
            .collect();
    }
}

fn line(row: &Row) -> Line {
    let reading = row.rule.as_ref();
    let word = reading.map(|reading| match (&reading.rule, reading.certainty) {
        (None, _) | (_, Certainty::Unread) => "unread",
        (_, Certainty::Assumed) => "assumed",
        (_, Certainty::Certain) => "certain",
    });
    let in_words = reading.and_then(|reading| {
        let rule = reading.rule.as_ref()?;
        let max = reading.max.as_ref();
        Some(words::rule::in_words(rule, max, &reading.labels))
    });
    Line {
        code: row.path.clone(),
        title: row.title.clone().unwrap_or_default(),
        is_heading: row.kind == RowKind::Heading,
        max: row
            .max_points
            .as_ref()
            .map(|max| points(max, 2))
            .unwrap_or_default(),
        rule: in_words
            .or_else(|| row.rule_text.clone())
            .unwrap_or_default(),
        badge: word.unwrap_or_default(),
        sure: vi::figure::rule_reading(word),
    }
}

async fn read(web: &Web, request: Request) -> Result<Typed, Failure> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Failure::Unreadable)?;
    let mut typed = Typed::default();
    while let Some(field) = form.next_field().await.map_err(Cut::from)? {
        match field.name() {
            Some("unit") => typed.unit = sent::text(field).await?,
            Some("name") => typed.name = sent::text(field).await?,
            Some("legal_basis") => typed.legal_basis = sent::text(field).await?,
            Some("follows") => typed.follows = sent::text(field).await?,
            Some("bang") => typed.table = sent::text(field).await?,
            Some("buoc") => typed.step = sent::text(field).await?,
            Some("tep") => {
                typed.file_name = field.file_name().unwrap_or_default().to_owned();
                typed.file = Some(sent::field(web, field).await?);
            }
            _ => {}
        }
    }
    Ok(typed)
}

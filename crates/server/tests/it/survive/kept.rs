//! What was acknowledged, and whether it is there; whether what is there agrees with itself.

use std::collections::{BTreeMap, BTreeSet};

use app::{App, bind};
use scoring::answers::{Answers, Entry, Key};
use scoring::framework::Layout;
use scoring::scorecard::{Scorer, Scratch};
use serde_json::{Value, json};
use xtask::wire::Wire;

use super::clients::{Kept, Unsure, Work};
use super::office::Office;
use super::process::{Place, Process};
use super::proof;

/// Everything acknowledged so far.
#[derive(Default)]
pub(super) struct Ledger {
    kept: Vec<Kept>,
    last_remark: (String, String),
    rounds: usize,
}

/// A saved row, as its event tells.
struct Saved {
    entry: String,
    after: Value,
}

impl Ledger {
    pub(super) fn take(&mut self, kept: Vec<Kept>) {
        if let Some(Kept::Remark { id, words }) = kept.last() {
            self.last_remark = (words.clone(), id.clone());
        }
        self.kept.extend(kept);
    }

    /// Words and id of a remark acknowledged just before the end.
    pub(super) fn last_remark(&self) -> (&str, &str) {
        (&self.last_remark.0, &self.last_remark.1)
    }

    /// Whoever got no answer sends the same under the same key: it is done once or not at all, and
    /// the answer does not lie about that.
    pub(super) fn send_again(&mut self, process: &Process, unsure: &[Unsure]) {
        self.rounds += 1;
        for one in unsure {
            let headers = [
                ("cookie", one.cookie.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", one.key.as_str()),
            ];
            let body = json!({ "body": one.words }).to_string();
            let answer = Wire::to(&process.address)
                .send("POST", &one.path, &headers, body.as_bytes())
                .unwrap();
            if answer.status == 201 {
                let made: Value = serde_json::from_slice(&answer.body).unwrap();
                let id = made["id"].as_str().unwrap().to_owned();
                let words = one.words.clone();
                self.kept.push(Kept::Remark { id, words });
            } else {
                assert_eq!(answer.status, 409, "{}", answer.text());
            }
        }
    }

    pub(super) async fn check(&self, place: &Place, office: &Office) {
        let app = place.app().await;
        let saved = saved(&app, office).await;
        self.figures_are_there(&saved);
        let reached = versions_are_counts_of_history(&app, office, &saved).await;
        self.versions_are_those_answered(&reached);
        values_are_those_of_the_last_change(&app, office, &saved).await;
        points_are_those_of_the_figures(&app, office).await;
        self.proofs_are_there(&app, place).await;
        files_and_records_agree(&app, place).await;
        self.remarks_are_there(&app).await;
    }

    fn figures_are_there(&self, saved: &[Saved]) {
        let mut by_mark: BTreeMap<&str, Vec<&Saved>> = BTreeMap::new();
        for one in saved {
            by_mark
                .entry(one.after["source"].as_str().unwrap())
                .or_default()
                .push(one);
        }
        for one in &self.kept {
            match one {
                Kept::Figures {
                    mark,
                    entry,
                    values,
                    points,
                    ..
                } => {
                    let found = by_mark.remove(mark.as_str()).unwrap_or_default();
                    let [found] = found.as_slice() else {
                        panic!("«{mark}» was acknowledged and stands {} times", found.len());
                    };
                    assert_eq!(found.entry, *entry);
                    for (key, value) in values {
                        assert_eq!(found.after["values"][key], *value, "{mark} {key}");
                    }
                    assert_eq!(found.after["points"], *points, "{mark}");
                }
                Kept::Block { mark, rows } => {
                    let found = by_mark.remove(mark.as_str()).unwrap_or_default();
                    assert_eq!(found.len(), *rows, "«{mark}» was acknowledged whole");
                }
                Kept::Proof { .. } | Kept::Remark { .. } => {}
            }
        }
        // What nobody was answered about: at most one sending of each client in each round, whole.
        assert!(
            by_mark.len() <= Work::ALL.len() * self.rounds,
            "{:?}",
            by_mark.keys()
        );
        for (mark, rows) in by_mark {
            assert!(
                matches!(rows.len(), 1 | 6),
                "«{mark}» stands half: {} rows",
                rows.len()
            );
        }
    }

    fn versions_are_those_answered(&self, reached: &BTreeMap<String, i32>) {
        for one in &self.kept {
            if let Kept::Figures { mark, version, .. } = one {
                assert_eq!(reached.get(mark), Some(version), "{mark}");
            }
        }
    }

    async fn proofs_are_there(&self, app: &App, place: &Place) {
        let mut conn = app.read().await.unwrap();
        let found: BTreeMap<String, (String, String, i32)> = conn
            .all(
                "select v.id, v.sha256, b.size_bytes, u.subject_id from evidence v
                 join blob b on b.sha256 = v.sha256 join evidence_use u on u.evidence_id = v.id
                 and u.subject_kind = 'entry' and u.removed_at is null",
                &[],
                |row| {
                    let about = (
                        row.text("sha256")?,
                        row.text("subject_id")?,
                        row.int("size_bytes")?,
                    );
                    Ok((row.text("id")?, about))
                },
            )
            .await
            .unwrap()
            .into_iter()
            .collect();
        let files = place.data.join("files");
        for one in &self.kept {
            let Kept::Proof { id, seed, entry } = one else {
                continue;
            };
            let (sha256, serves, size) = found.get(id).expect("an acknowledged proof is there");
            let bytes = proof::file(*seed).1;
            let stored = std::fs::read(files.join(&sha256[..2]).join(sha256)).unwrap();
            assert!(stored == bytes, "the file of {id} is another");
            assert_eq!(
                (serves, usize::try_from(*size).unwrap()),
                (entry, bytes.len())
            );
        }
    }

    async fn remarks_are_there(&self, app: &App) {
        let mut conn = app.read().await.unwrap();
        let all = conn
            .all("select id, body from comment", &[], |row| {
                Ok((row.text("id")?, row.text("body")?))
            })
            .await
            .unwrap();
        let mut once = BTreeSet::new();
        for (_, words) in all
            .iter()
            .filter(|(_, words)| words.starts_with("Đề nghị rà soát"))
        {
            assert!(once.insert(words), "«{words}» stands twice");
        }
        let all: BTreeMap<&String, &String> = all.iter().map(|(id, words)| (id, words)).collect();
        for one in &self.kept {
            if let Kept::Remark { id, words } = one {
                assert_eq!(all.get(id), Some(&words), "an acknowledged remark is there");
            }
        }
    }
}

/// Rows saved by the clients, in the order in which they were.
async fn saved(app: &App, office: &Office) -> Vec<Saved> {
    let mut conn = app.read().await.unwrap();
    conn.all(
        "select subject_id, after_json from audit_event where kind = 'entry.saved' and seq > $1
         order by seq",
        bind![office.last_event],
        |row| {
            let after = serde_json::from_str(&row.text("after_json")?)?;
            Ok(Saved {
                entry: row.text("subject_id")?,
                after,
            })
        },
    )
    .await
    .unwrap()
}

/// Every version is one more than the last, each with its event: of the row itself, or of the row
/// that shares a figure with it.
/// The version that each sending reached, by its mark.
async fn versions_are_counts_of_history(
    app: &App,
    office: &Office,
    saved: &[Saved],
) -> BTreeMap<String, i32> {
    let mut conn = app.read().await.unwrap();
    let codes: BTreeMap<(String, String), String> = conn
        .all(
            "select e.id, e.assessment_id, i.code from entry e
             join indicator i on i.id = e.indicator_id",
            &[],
            |row| {
                Ok((
                    (row.text("assessment_id")?, row.text("code")?),
                    row.text("id")?,
                ))
            },
        )
        .await
        .unwrap()
        .into_iter()
        .collect();
    let assessments: BTreeMap<&String, &String> = codes
        .iter()
        .map(|((assessment, _), entry)| (entry, assessment))
        .collect();
    let (mut expected, mut reached) = (office.versions.clone(), BTreeMap::new());
    for one in saved {
        let version = expected.get_mut(&one.entry).unwrap();
        *version += 1;
        reached.insert(one.after["source"].as_str().unwrap().to_owned(), *version);
        for code in one.after["also"].as_array().unwrap_or(&Vec::new()) {
            let key = (
                assessments[&one.entry].clone(),
                code.as_str().unwrap().to_owned(),
            );
            *expected.get_mut(&codes[&key]).unwrap() += 1;
        }
    }
    let now: BTreeMap<String, i32> = conn
        .all("select id, version from entry", &[], |row| {
            Ok((row.text("id")?, row.int("version")?))
        })
        .await
        .unwrap()
        .into_iter()
        .collect();
    assert_eq!(now, expected);
    reached
}

/// The figures that stand there are what the history leads to.
async fn values_are_those_of_the_last_change(app: &App, office: &Office, saved: &[Saved]) {
    for ward in &office.wards {
        let grid = ward.grid(app).await;
        let asks: BTreeMap<&str, _> = grid
            .entries
            .iter()
            .map(|entry| (entry.id.as_str(), &grid.edition.lines[entry.line].asks))
            .collect();
        let mut expected = BTreeMap::new();
        for one in saved {
            for ask in asks.get(one.entry.as_str()).into_iter().copied().flatten() {
                if let Some(value) = one.after["values"].get(&ask.key) {
                    expected.insert(&ask.figure, value.as_str().map(str::to_owned));
                }
            }
        }
        for entry in &grid.entries {
            for ask in &grid.edition.lines[entry.line].asks {
                if let Some(expected) = expected.get(&ask.figure) {
                    let stored = entry.value(&ask.key).and_then(|value| value.value.clone());
                    assert_eq!(stored, *expected, "{}", grid.edition.lines[entry.line].code);
                }
            }
        }
    }
}

/// The command line's way of scoring, over the figures that stand there, gives the points that do.
async fn points_are_those_of_the_figures(app: &App, office: &Office) {
    let mut grids = Vec::new();
    for ward in &office.wards {
        grids.push(ward.grid(app).await);
    }
    let layout: Layout<'_> = grids[0].edition.layout();
    let mut answers = Answers::new(layout.places.len());
    let block = answers.push_block(String::new());
    for (ward, grid) in office.wards.iter().zip(&grids) {
        let unit = answers.push_unit(ward.unit.slug.clone(), block);
        for entry in &grid.entries {
            if !entry.applicable {
                answers.enter(unit, entry.line, Key::Applicable, Entry::Flag(false));
            }
            for value in &entry.values {
                if let Some(text) = &value.value {
                    let (key, figure) = read(&mut answers, &value.key, text);
                    answers.enter(unit, entry.line, key, figure);
                }
            }
        }
    }
    let scorer = Scorer::new(&layout, &answers);
    for (unit, grid) in grids.iter().enumerate() {
        let card = scorer.card(unit, &mut Scratch::default());
        for entry in &grid.entries {
            let code = &grid.edition.lines[entry.line].code;
            assert_eq!(entry.earned.points, card.lines[entry.line].points, "{code}");
        }
        assert_eq!(grid.totals.all.points, scorer.exact_of(&card.lines));
    }
}

fn read(answers: &mut Answers, key: &str, text: &str) -> (Key, Entry) {
    let number = || Entry::Number(text.parse().unwrap());
    match key {
        "yes" => (Key::Yes, Entry::Flag(text == "true")),
        "parts" => (Key::Parts, Entry::Parts(app::figure::parts(text))),
        "option" => (Key::Option, number()),
        "ratio" => (Key::Ratio, number()),
        "num" => (Key::Num, number()),
        "den" => (Key::Den, number()),
        "value" => (Key::Value, number()),
        "target" => (Key::Target, number()),
        "days_late" => (Key::DaysLate, number()),
        "previous" => (Key::Previous, number()),
        name => (answers.name(name).unwrap(), number()),
    }
}

/// Every file has its record and every record its file, under the right hash; counts of proof are
/// the proofs there are; nothing is left of what was being written.
async fn files_and_records_agree(app: &App, place: &Place) {
    let check = app::evidence::check_files(app).await.unwrap();
    assert_eq!(check.troubles, []);
    let mut conn = app.read().await.unwrap();
    let known: BTreeSet<String> = conn
        .all(
            "select sha256 from blob union select sha256 from import_draft
             union select source_sha256 as sha256 from plan where source_sha256 is not null
             union select sha256 from publication
             union select docx_sha256 as sha256 from paper where docx_sha256 is not null
             union select pdf_sha256 as sha256 from paper where pdf_sha256 is not null",
            &[],
            |row| row.text("sha256"),
        )
        .await
        .unwrap()
        .into_iter()
        .collect();
    let files = place.data.join("files");
    let mut there = BTreeSet::new();
    for folder in std::fs::read_dir(&files).unwrap().map(Result::unwrap) {
        let name = folder.file_name().into_string().unwrap();
        if name == "incoming" {
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        } else if name.len() == 2 {
            let names = std::fs::read_dir(folder.path()).unwrap();
            there.extend(names.map(|file| file.unwrap().file_name().into_string().unwrap()));
        }
    }
    assert_eq!(there, known);
    let twice = conn
        .all(
            "select sha256 from evidence where removed_at is null and sha256 is not null
             group by unit_id, sha256 having count(*) > 1",
            &[],
            |row| row.text("sha256"),
        )
        .await
        .unwrap();
    assert!(twice.is_empty(), "the same bytes are two proofs: {twice:?}");
    let miscounted = conn
        .all(
            "select e.id from entry e where e.evidence_count <> (select count(*)
             from evidence_use u join evidence v on v.id = u.evidence_id and v.removed_at is null
             where u.subject_kind = 'entry' and u.subject_id = e.id and u.removed_at is null)",
            &[],
            |row| row.text("id"),
        )
        .await
        .unwrap();
    assert!(miscounted.is_empty(), "{miscounted:?}");
}

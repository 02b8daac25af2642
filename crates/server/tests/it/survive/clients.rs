//! What the clients do until the connection breaks, and what they were told was kept.

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;

use serde_json::{Value, json};
use xtask::wire::{Answer, Wire};

use super::office::{Office, Row, Ward};
use super::{figures, proof};

/// What a client does.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// Saves a few rows over and over, which others save too.
    SameRows,
    /// Saves row after row.
    Rows,
    /// Pastes six rows at a time.
    Blocks,
    /// Uploads proof of its own.
    Proof,
    /// Uploads what another uploads too, at the same time.
    SameProof,
    /// Writes remarks; each with a key, so that it can be sent again.
    Remarks,
}

impl Work {
    pub(super) const ALL: [Work; 14] = [
        Work::SameRows,
        Work::SameRows,
        Work::SameRows,
        Work::SameRows,
        Work::Rows,
        Work::Rows,
        Work::Rows,
        Work::Blocks,
        Work::Proof,
        Work::Proof,
        Work::SameProof,
        Work::SameProof,
        Work::Remarks,
        Work::Remarks,
    ];
}

/// Something that was acknowledged.
pub(super) enum Kept {
    /// A row: under its mark, in the version that was answered.
    Figures {
        mark: String,
        entry: String,
        version: i32,
        values: BTreeMap<String, String>,
        points: Value,
    },
    /// Rows pasted together.
    Block { mark: String, rows: usize },
    /// A proof and the number of its file.
    Proof {
        id: String,
        seed: usize,
        entry: String,
    },
    /// A remark.
    Remark { id: String, words: String },
}

/// A remark that nobody was answered about.
pub(super) struct Unsure {
    pub(super) path: String,
    pub(super) key: String,
    pub(super) words: String,
    pub(super) cookie: String,
}

/// What a client has to tell.
#[derive(Default)]
pub(super) struct Done {
    pub(super) kept: Vec<Kept>,
    pub(super) conflicts: usize,
    pub(super) unsure: Option<Unsure>,
}

/// A client.
pub(super) struct Client {
    wire: Wire,
    ward: Ward,
    round: usize,
    number: usize,
    done: Done,
}

impl Client {
    /// Every third works for the second ward.
    pub(super) fn new(address: &str, (round, number): (usize, usize), office: &Office) -> Client {
        Client {
            wire: Wire::to(address),
            ward: office.wards[usize::from(number % 3 == 2)].clone(),
            round,
            number,
            done: Done::default(),
        }
    }

    /// Works until the connection breaks.
    pub(super) fn run(mut self, work: Work, acknowledged: &Sender<()>) -> Done {
        for turn in 0.. {
            let kept = match work {
                Work::SameRows => self.save(turn % 3, turn),
                Work::Rows => self.save(
                    3 + (turn * 3 + self.number) % (self.ward.rows.len() - 3),
                    turn,
                ),
                Work::Blocks => self.paste(turn),
                Work::Proof => self.upload(turn, (self.round * 100 + self.number) * 10_000 + turn),
                Work::SameProof => self.upload(turn, 9_000_000 + self.round * 10_000 + turn),
                Work::Remarks => self.remark(turn),
            };
            match kept {
                Told::Kept(kept) => {
                    self.done.kept.push(kept);
                    // Nobody listens any more once there was enough.
                    let _ = acknowledged.send(());
                }
                Told::Conflict => self.done.conflicts += 1,
                Told::Nothing => break,
            }
        }
        self.done
    }

    fn mark(&self, turn: usize) -> String {
        format!("vòng {} máy {} lượt {turn}", self.round, self.number)
    }

    fn send(
        &mut self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Answer> {
        let mut all = vec![("cookie", self.ward.cookie.as_str())];
        all.extend(headers);
        self.wire.send(method, path, &all, body).ok()
    }

    fn json(&mut self, at: (&str, &str), headers: &[(&str, &str)], body: &Value) -> Option<Answer> {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        self.send(at, &all, body.to_string().as_bytes())
    }

    fn figures(&self, row: &Row, turn: usize) -> (Value, BTreeMap<String, String>) {
        let (inputs, values) = figures::of(&row.asks, self.number * 17 + turn);
        let sent = json!({
            "inputs": inputs, "source": self.mark(turn), "as_of": self.ward.today,
            "state": "provisional",
        });
        (sent, values)
    }

    fn save(&mut self, at: usize, turn: usize) -> Told {
        let row = self.ward.rows[at].clone();
        let path = format!("{}/{}", self.ward.entries_at, row.code);
        let (sent, values) = self.figures(&row, turn);
        let tag = format!("\"{}\"", row.version);
        let Some(answer) = self.json(("PUT", &path), &[("if-match", &tag)], &sent) else {
            return Told::Nothing;
        };
        if answer.status == 412 {
            let Some(now) = self.send(("GET", &path), &[], b"") else {
                return Told::Nothing;
            };
            self.ward.rows[at].version = version(&now);
            return Told::Conflict;
        }
        let scored = body(&answer, 200);
        self.ward.rows[at].version = version(&answer);
        Told::Kept(Kept::Figures {
            mark: self.mark(turn),
            entry: row.entry,
            version: version(&answer),
            values,
            points: scored["points_exact"].clone(),
        })
    }

    fn paste(&mut self, turn: usize) -> Told {
        let path = self.ward.entries_at.clone();
        let Some(now) = self.send(("GET", &path), &[], b"") else {
            return Told::Nothing;
        };
        let now = body(&now, 200);
        let versions: BTreeMap<&str, &Value> = now["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["code"].as_str().unwrap(), &item["version"]))
            .collect();
        let rows: Vec<Value> = (0..6)
            .map(|step| {
                let row = &self.ward.rows[(turn * 6 + step) % self.ward.rows.len()];
                let figures = self.figures(row, turn).0;
                json!({ "code": row.code, "version": versions[row.code.as_str()], "figures": figures })
            })
            .collect();
        let Some(answer) = self.json(("POST", &path), &[], &json!({ "rows": rows })) else {
            return Told::Nothing;
        };
        if answer.status == 409 || answer.status == 412 {
            return Told::Conflict;
        }
        body(&answer, 200);
        Told::Kept(Kept::Block {
            mark: self.mark(turn),
            rows: rows.len(),
        })
    }

    fn upload(&mut self, turn: usize, seed: usize) -> Told {
        let (name, bytes) = proof::file(seed);
        let entry = self.ward.rows[turn % self.ward.rows.len()].entry.clone();
        let slug = &self.ward.unit.slug;
        let path = format!("/api/v1/units/{slug}/evidence?name={name}&serves=entry:{entry}");
        let kind = ("content-type", "application/octet-stream");
        let Some(answer) = self.send(("POST", &path), &[kind], &bytes) else {
            return Told::Nothing;
        };
        let taken = body(&answer, 201);
        let file = &taken["files"][0];
        if file["outcome"] == "already" {
            return Told::Conflict;
        }
        let id = file["evidence"]["id"].as_str().unwrap().to_owned();
        Told::Kept(Kept::Proof { id, seed, entry })
    }

    fn remark(&mut self, turn: usize) -> Told {
        let row = &self.ward.rows[turn % self.ward.rows.len()];
        let unsure = Unsure {
            path: format!("/api/v1/comments/entry:{}", row.entry),
            key: format!("khoa-{}-{}-{turn}", self.round, self.number),
            words: format!("Đề nghị rà soát, {}", self.mark(turn)),
            cookie: self.ward.cookie.clone(),
        };
        let sent = json!({ "body": unsure.words });
        let Some(answer) = self.json(
            ("POST", &unsure.path),
            &[("idempotency-key", &unsure.key)],
            &sent,
        ) else {
            self.done.unsure = Some(unsure);
            return Told::Nothing;
        };
        let made = body(&answer, 201);
        let id = made["id"].as_str().unwrap().to_owned();
        Told::Kept(Kept::Remark {
            id,
            words: unsure.words,
        })
    }
}

/// What a client was told.
enum Told {
    Kept(Kept),
    /// Somebody else was first.
    Conflict,
    /// The connection broke.
    Nothing,
}

fn version(answer: &Answer) -> i32 {
    let tag = answer.headers["etag"].trim_matches('"');
    tag.split('.').next().unwrap().parse().unwrap()
}

#[track_caller]
fn body(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

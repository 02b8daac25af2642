//! Proof: what is asked for, what is there, who may open it, what a crash leaves.

mod expiring;
mod serving;

use app::evidence::{
    self, Correction, Facts, Filter, How, Incoming, NewLink, NewUse, Refusal, Serves, State,
    Subject, Subjects, Taken, Visibility,
};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::Unit;
use app::{AccountId, Actor, EntryId, Error, EvidenceId, Noun, PersonId, Refusal as Any, RowId};
use domain::authority::{Authority, Grant, Role};

/// A city with a plan of two rows, one of which is about an indicator of an open assessment.
struct City {
    trial: Trial,
    row: RowId,
    other_row: RowId,
    entry: EntryId,
}

const ROW: &str = "00000000-0000-7000-8000-0000000000a1";
const OTHER_ROW: &str = "00000000-0000-7000-8000-0000000000a2";
const ENTRY: &str = "00000000-0000-7000-8000-0000000000e1";
/// The lead of the first row, through a party.
const LEAD: &str = "00000000-0000-7000-8000-0000000000b1";

async fn city(trial: Trial) -> City {
    for sql in SETTING {
        trial.meddle(sql).await;
    }
    let row = RowId::parse(ROW).unwrap();
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    evidence::require(
        &mut tx,
        Subject::Row(&row),
        "Quyết định kiện toàn; Trên 2 tin, bài",
        2026,
    )
    .await
    .unwrap();
    tx.commit(app::audit::Event::new("plan.written", "plan", "p", "p"))
        .await
        .unwrap();
    City {
        trial,
        row,
        other_row: RowId::parse(OTHER_ROW).unwrap(),
        entry: EntryId::parse(ENTRY).unwrap(),
    }
}

const SETTING: [&str; 14] = [
    "insert into unit (id, parent_id, path, slug, kind, code, name, name_folded, valid_from, version) values ('00000000-0000-7000-8000-0000000000f1', null, '/f1/', 'dong-linh', 'city', null, 'Đông Lĩnh', 'dong linh', '2026-01-01', 1)",
    "insert into period (id, code, name, year, starts_on, ends_on, version) values ('d', '2026', 'Năm 2026', 2026, '2026-01-01', '2026-12-31', 1)",
    "insert into framework (id, unit_id, name, name_folded, state, settings_json, version) values ('f', '00000000-0000-7000-8000-0000000000f1', 'DTI', 'dti', 'issued', '{}', 1)",
    "insert into indicator (id, framework_id, position, kind, code, title, title_folded, counts, mandatory, version) values ('i', 'f', 1, 'indicator', '1.1', 'Ban Chỉ đạo', 'ban chi dao', 'adds', 0, 1)",
    "insert into assessment (id, unit_id, framework_id, period_id, state, version) values ('s', '00000000-0000-7000-8000-0000000000f1', 'f', 'd', 'open', 1)",
    "insert into entry (id, assessment_id, indicator_id, applicable, outcome, evidence_count, version) values ('00000000-0000-7000-8000-0000000000e1', 's', 'i', 1, 'missing', 0, 1)",
    "insert into plan (id, unit_id, year, kind, title, title_folded, state, origin, created_at, created_by, version) values ('p', '00000000-0000-7000-8000-0000000000f1', 2026, 'Kế hoạch', 'Kế hoạch', 'ke hoach', 'issued', 'typed', '2026-01-01T00:00:00Z', 'x', 1)",
    "insert into plan_row (id, plan_id, annex, position, kind, code, path, title, title_folded, triage, indicator_id, status, version) values ('00000000-0000-7000-8000-0000000000a1', 'p', '', 1, 'indicator', '1.1', '1.1', 'Ban Chỉ đạo', 'ban chi dao', 'leads', 'i', 'not_started', 1)",
    "insert into plan_row (id, plan_id, annex, position, kind, code, path, title, title_folded, triage, status, version) values ('00000000-0000-7000-8000-0000000000a2', 'p', '', 2, 'task', '1.2', '1.2', 'Tuyên truyền', 'tuyen truyen', 'leads', 'not_started', 1)",
    "insert into person (id, unit_id, name, name_folded, version) values ('00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000f1', 'Trần Văn Bình', 'tran van binh', 1)",
    "insert into party (id, unit_id, kind, person_ref, name, name_folded, name_key, version) values ('y', '00000000-0000-7000-8000-0000000000f1', 'person', '00000000-0000-7000-8000-0000000000b1', 'Bình', 'binh', 'binh', 1)",
    "insert into party_holder (party_id, person_id) values ('y', '00000000-0000-7000-8000-0000000000b1')",
    "insert into assignment (id, row_id, role, party_id, named, status, version) values ('g', '00000000-0000-7000-8000-0000000000a1', 'lead', 'y', 'Bình', 'not_started', 1)",
    "insert into unit (id, parent_id, path, slug, kind, code, name, name_folded, valid_from, version) values ('00000000-0000-7000-8000-0000000000f2', null, '/f2/', 'khac', 'city', null, 'Khác', 'khac', '2026-01-01', 1)",
];

fn actor(role: Role, person: &str, path: &str) -> Actor {
    Actor {
        account: Some(AccountId::new()),
        person: PersonId::parse(person),
        name: "Ai đó".to_owned(),
        home: None,
        authority: Authority {
            grants: vec![Grant {
                role,
                unit_path: path.to_owned(),
            }],
        },
    }
}

fn focal() -> Actor {
    actor(Role::Focal, "", "/f1/")
}

impl City {
    async fn unit(&self) -> Unit {
        app::unit::by_slug(&self.trial.app, &Actor::program(), "dong-linh")
            .await
            .unwrap()
    }

    async fn take(
        &self,
        actor: &Actor,
        text: &str,
        serves: Option<&Serves>,
    ) -> Result<Taken, Error> {
        let file = Incoming {
            name: "quyet dinh.txt".to_owned(),
            file: self.trial.app.files().arrived(text.as_bytes()).await?,
        };
        evidence::take(&self.trial.app, actor, &self.unit().await, (file, serves)).await
    }

    async fn kept(&self, actor: &Actor, text: &str, serves: Option<&Serves>) -> evidence::Evidence {
        match self.take(actor, text, serves).await.unwrap() {
            Taken::Kept { evidence, .. } => *evidence,
            other @ Taken::Already { .. } => panic!("{other:?}"),
        }
    }

    async fn count(&self, serves: &Serves) -> evidence::Count {
        let mut conn = self.trial.app.read().await.unwrap();
        let mut found = evidence::counts(&mut conn, Subjects::One(serves))
            .await
            .unwrap();
        found.remove(serves.id()).unwrap_or_default()
    }

    async fn entry_count(&self) -> i32 {
        let mut conn = self.trial.app.read().await.unwrap();
        conn.one("select evidence_count from entry", &[], |row| {
            row.int("evidence_count")
        })
        .await
        .unwrap()
    }

    async fn events(&self, kind: &'static str) -> i64 {
        let mut conn = self.trial.app.read().await.unwrap();
        let sql = "select count(*) as n from audit_event where kind = $1";
        conn.one(sql, app::bind![kind], |row| row.count("n"))
            .await
            .unwrap()
    }

    fn row(&self) -> Serves {
        Serves::Row(self.row.clone())
    }
}

const DECISION: &str = "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
    Độc lập - Tự do - Hạnh phúc\nSố: 15/QĐ-UBND\nSuối Mơ, ngày 12 tháng 3 năm 2026\n\
    QUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo chuyển đổi số xã Suối Mơ\n\
    CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\
    QUYẾT ĐỊNH:\nĐiều 1. Kiện toàn Ban Chỉ đạo.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\
    Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn Minh\n";

#[test]
fn what_a_row_asks_for_is_kept_and_read_again_without_losing_what_stays() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let serves = Serves::Row(city.row.clone());
        let read = || async {
            let mut conn = city.trial.app.read().await.unwrap();
            let mut found = evidence::counts(&mut conn, Subjects::One(&serves))
                .await
                .unwrap();
            found.remove(ROW).unwrap_or_default().asked
        };
        let first = read().await;
        let shown: Vec<_> = first
            .iter()
            .map(|one| (one.accepts.as_str(), one.needed))
            .collect();
        assert_eq!(shown, [("Quyết định", 1), ("article", 3)]);
        let mut tx = city.trial.app.begin(&Actor::program()).await.unwrap();
        evidence::require(&mut tx, Subject::Row(&city.row), "Trên 2 tin, bài", 2026)
            .await
            .unwrap();
        tx.commit(app::audit::Event::new("plan.amended", "plan", "p", "p"))
            .await
            .unwrap();
        let second = read().await;
        assert_eq!(second.len(), 1);
        assert_eq!(second[0].id, first[1].id, "the same words keep their id");
    });
}

#[test]
fn a_file_is_proposed_attached_and_counted_until_it_is_put_away() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, row) = (&city.trial.app, focal(), city.row());
        let proof = city.kept(&focal, DECISION, Some(&row)).await;
        assert_eq!(proof.facts.reference.as_deref(), Some("15/QĐ-UBND"));
        assert_eq!(proof.facts.kind.as_deref(), Some("Quyết định"));
        assert_eq!(proof.visibility, Visibility::Private);
        assert!(proof.waits());
        let count = city.count(&row).await;
        assert_eq!(
            (count.attached, count.asked[0].done, count.asked[1].done),
            (1, 1, 0)
        );
        assert_eq!(
            city.entry_count().await,
            1,
            "the row is about the entry's indicator"
        );
        let away = evidence::put_away(app, &focal, &proof.id, 1).await.unwrap();
        assert_eq!(
            (city.entry_count().await, city.count(&row).await.attached),
            (0, 0)
        );
        let check = evidence::check_files(app).await.unwrap();
        assert_eq!((check.files, check.troubles), (1, vec![]), "the file stays");
        evidence::restore(app, &focal, &proof.id, away.version)
            .await
            .unwrap();
        assert_eq!(city.entry_count().await, 1);
        evidence::end_use(app, &focal, &proof.id, &Serves::Entry(city.entry.clone()))
            .await
            .unwrap();
        assert_eq!(
            (city.entry_count().await, city.count(&row).await.attached),
            (0, 0)
        );
    });
}

#[test]
fn the_same_bytes_are_one_proof_and_the_same_number_is_named() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let focal = focal();
        let first = city.kept(&focal, DECISION, Some(&city.row())).await;
        let Taken::Already { evidence, codes } = city.take(&focal, DECISION, None).await.unwrap()
        else {
            panic!("the bytes are there")
        };
        assert_eq!((&evidence.id, codes), (&first.id, vec!["1.1".to_owned()]));
        let other = format!("{DECISION}\nBản sao");
        let Taken::Kept { same_number, .. } = city.take(&focal, &other, None).await.unwrap() else {
            panic!("other bytes are another proof")
        };
        assert_eq!(same_number[0].id, first.id);
        // Whoever may not open the first learns nothing of it.
        let officer = actor(Role::Officer, LEAD, "/f1/");
        city.trial
            .meddle("update evidence_use set removed_at = 'x'")
            .await;
        let taken = city
            .take(&officer, DECISION, Some(&city.row()))
            .await
            .unwrap();
        assert!(matches!(taken, Taken::Kept { same_number, .. } if same_number.is_empty()));
    });
}

#[test]
fn proof_is_private_until_it_is_opened_for_the_unit() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let app = &city.trial.app;
        let proof = city.kept(&focal(), DECISION, Some(&city.row())).await;
        let opens = async |who: Actor| {
            evidence::open(app, &who, &proof.id, How::Downloaded)
                .await
                .map(|_| ())
        };
        let nobody = "00000000-0000-7000-8000-0000000000b9";
        for (role, person, expected) in [
            (Role::Administrator, nobody, false),
            (Role::Leader, nobody, true),
            (Role::Focal, nobody, true),
            (Role::Officer, LEAD, true),
            (Role::Officer, nobody, false),
            (Role::Provider, LEAD, true),
            (Role::Appraiser, nobody, true),
            (Role::Reader, LEAD, false),
        ] {
            let opened = opens(actor(role, person, "/f1/")).await;
            assert_eq!(opened.is_ok(), expected, "{role:?} {person}");
        }
        let foreign = opens(actor(Role::Focal, nobody, "/f2/")).await;
        assert!(
            matches!(foreign, Err(Error::NotFound(Noun::Evidence))),
            "{foreign:?}"
        );
        assert_eq!(city.events("evidence.downloaded").await, 5);
        let said = Correction {
            facts: proof.facts.clone(),
            visibility: Visibility::Unit,
            version: 1,
        };
        evidence::edit(app, &focal(), &proof.id, said)
            .await
            .unwrap();
        opens(actor(Role::Reader, nobody, "/f1/")).await.unwrap();
        let reader = actor(Role::Reader, nobody, "/f1/");
        let listed = evidence::list(app, &reader, &city.unit().await, &Filter::default()).await;
        assert_eq!(listed.unwrap().total, 1);
    });
}

#[test]
fn a_correction_confirms_is_stale_the_second_time_and_finds_its_requirement() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, row) = (&city.trial.app, focal(), city.row());
        let proof = city
            .kept(&focal, "Một tờ giấy chưa rõ loại", Some(&row))
            .await;
        assert!(!proof.waits(), "nothing was read from it");
        assert_eq!(city.count(&row).await.asked[0].done, 0);
        let facts = Facts {
            kind: Some("Quyết định".to_owned()),
            ..proof.facts.clone()
        };
        let said = Correction {
            facts,
            visibility: Visibility::Private,
            version: 1,
        };
        evidence::edit(app, &focal, &proof.id, said.clone())
            .await
            .unwrap();
        assert_eq!(city.count(&row).await.asked[0].done, 1);
        let facts = Facts {
            kind: Some("article".to_owned()),
            ..proof.facts.clone()
        };
        let other = Correction {
            facts,
            visibility: Visibility::Private,
            version: 2,
        };
        let changed = evidence::edit(app, &focal, &proof.id, other).await.unwrap();
        let count = city.count(&row).await;
        assert_eq!(
            (count.asked[0].done, count.asked[1].done, changed.version),
            (0, 1, 3)
        );
        let again = evidence::edit(app, &focal, &proof.id, said.clone()).await;
        assert!(
            matches!(again, Err(Error::Stale(Noun::Evidence))),
            "{again:?}"
        );
        let nameless = Correction {
            facts: Facts::default(),
            version: 2,
            ..said
        };
        let refused = evidence::edit(app, &focal, &proof.id, nameless).await;
        assert!(
            matches!(
                refused,
                Err(Error::Refused(Any::Evidence(Refusal::NoTitle)))
            ),
            "{refused:?}"
        );
    });
}

#[test]
fn many_articles_are_registered_at_once_and_counted() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, row, unit) = (&city.trial.app, focal(), city.row(), city.unit().await);
        let link = |number: i8| NewLink {
            title: format!("Tin {number}"),
            link: format!("https://bao.example/{number}"),
            kind: Some("article".to_owned()),
            issued_on: Some(jiff::civil::date(2026, 3, number)),
            issuer: None,
        };
        let links = [link(1), link(2)];
        let written =
            evidence::register(app, &focal, &unit, (&links, Some(&row), &NewUse::default()))
                .await
                .unwrap();
        assert_eq!(written.len(), 2);
        let asked = &city.count(&row).await.asked[1];
        assert_eq!((asked.done, asked.needed), (2, 3));
        let bad = [
            link(3),
            NewLink {
                link: "javascript:alert(1)".to_owned(),
                ..link(4)
            },
        ];
        let refused =
            evidence::register(app, &focal, &unit, (&bad, Some(&row), &NewUse::default())).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(Any::Evidence(Refusal::BadLink)))
        ));
        assert_eq!(city.count(&row).await.attached, 2, "all or none");
        let mut conn = app.read().await.unwrap();
        let period = app::period::by_code(app, "2026").await.unwrap();
        let lacks = evidence::missing(&mut conn, &focal, (&unit, &period), false)
            .await
            .unwrap();
        assert_eq!(lacks.len(), 1);
        assert_eq!(
            lacks[0].asked.len(),
            2,
            "the decision and the third article"
        );
    });
}

#[test]
fn the_library_is_searched_without_marks_and_by_state() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, focal, unit) = (&city.trial.app, focal(), city.unit().await);
        city.kept(&focal, DECISION, Some(&city.row())).await;
        city.kept(&focal, "Một tờ giấy", None).await;
        let total = async |words: &str, state| {
            let filter = Filter {
                words: words.to_owned(),
                state,
                ..Filter::default()
            };
            evidence::list(app, &focal, &unit, &filter)
                .await
                .unwrap()
                .total
        };
        assert_eq!(total("", State::All).await, 2);
        assert_eq!(total("kien toan", State::All).await, 1);
        assert_eq!(total("15/qd", State::All).await, 1);
        assert_eq!(total("%", State::All).await, 0);
        assert_eq!(total("", State::Waiting).await, 1);
        assert_eq!(total("", State::Incomplete).await, 1);
        assert_eq!(total("", State::Unused).await, 1);
        assert_eq!(total("", State::Used).await, 1);
        assert_eq!(total("", State::Removed).await, 0);
    });
}

#[test]
fn another_units_rows_and_proofs_are_not_there() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let app = &city.trial.app;
        let stranger = actor(Role::Focal, "", "/f2/");
        let taken = city.take(&stranger, DECISION, Some(&city.row())).await;
        assert!(
            matches!(taken, Err(Error::NotFound(Noun::Row))),
            "{taken:?}"
        );
        let officer = actor(Role::Officer, LEAD, "/f1/");
        let other = Serves::Row(city.other_row.clone());
        let taken = city.take(&officer, DECISION, Some(&other)).await;
        assert!(matches!(taken, Err(Error::NotAllowed(_))), "{taken:?}");
        let gone = evidence::show(app, &focal(), &EvidenceId::new()).await;
        assert!(matches!(gone, Err(Error::NotFound(Noun::Evidence))));
        assert_eq!(city.events("evidence.added").await, 0);
    });
}

#[test]
fn a_changed_file_is_noticed_and_not_sent() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let app = &city.trial.app;
        let proof = city.kept(&focal(), DECISION, None).await;
        assert!(
            evidence::check_files(app)
                .await
                .unwrap()
                .troubles
                .is_empty()
        );
        let hash = proof.file.unwrap().sha256;
        let place = city
            .trial
            .folder()
            .join("files")
            .join(&hash[..2])
            .join(&hash);
        std::fs::write(place, "khác").unwrap();
        let troubles = evidence::check_files(app).await.unwrap().troubles;
        assert_eq!(troubles, [evidence::Trouble::Changed { sha256: hash }]);
        let opened = evidence::open(app, &focal(), &proof.id, How::Shown).await;
        assert!(matches!(
            opened,
            Err(Error::Refused(Any::Evidence(Refusal::FileDamaged)))
        ));
    });
}

#[test]
fn a_start_takes_away_only_files_that_no_record_knows() {
    on_sqlite(|trial| async move {
        let city = city(trial).await;
        city.kept(&focal(), DECISION, None).await;
        let away = city.kept(&focal(), "Một tờ giấy", None).await;
        evidence::put_away(&city.trial.app, &focal(), &away.id, 1)
            .await
            .unwrap();
        let files = city.trial.folder().join("files");
        std::fs::create_dir_all(files.join("ab")).unwrap();
        let orphan = files.join("ab").join("ab00");
        std::fs::write(&orphan, "mồ côi").unwrap();
        std::fs::write(files.join("incoming").join("nua"), "một nửa").unwrap();
        let (data, clock) = (city.trial.folder().to_owned(), city.trial.clock.clone());
        let open = async || {
            let setting = app::Setting {
                data: data.clone(),
                database: None,
                clock: clock.clone(),
            };
            app::App::open(setting).await.unwrap()
        };
        drop(open().await);
        assert!(orphan.exists(), "it may be an upload of whoever serves");
        drop(city.trial.app);
        let again = open().await;
        let incoming = std::fs::read_dir(files.join("incoming")).unwrap();
        assert!(!orphan.exists() && incoming.count() == 0);
        let check = evidence::check_files(&again).await.unwrap();
        assert_eq!((check.files, check.troubles), (2, vec![]));
    });
}

#[test]
fn the_panel_of_a_row_shows_what_may_be_opened_and_counts_the_rest() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let (app, row) = (&city.trial.app, city.row());
        city.kept(&focal(), DECISION, Some(&row)).await;
        let seen = async |role, person| {
            let panel = evidence::panel(app, &actor(role, person, "/f1/"), &row)
                .await
                .unwrap();
            (panel.proofs.len(), panel.hidden, panel.may_attach)
        };
        assert_eq!(seen(Role::Officer, LEAD).await, (1, 0, true));
        assert_eq!(seen(Role::Officer, OTHER_ROW).await, (0, 1, false));
        assert_eq!(seen(Role::Leader, OTHER_ROW).await, (1, 0, false));
        let foreign = evidence::panel(app, &actor(Role::Focal, LEAD, "/f2/"), &row).await;
        assert!(matches!(foreign, Err(Error::NotFound(Noun::Row))));
    });
}

//! Plans: kept as read, with who does what.

use app::account::{self, FirstAdministrator};
use app::plan::{self, Bulk, Filter, Line, Refusal, Role, RowFields, Seen, Triage};
use app::testing::{Trial, on_both, sample};
use app::unit::UnitKind;
use app::{Actor, Error};

const PASSWORD: &str = "mot mat khau dai";

async fn begun(trial: &Trial) -> Actor {
    let link = account::first_link(&trial.app).await.unwrap();
    let first = FirstAdministrator {
        unit_name: "UBND phường Sơn Khê".to_owned(),
        unit_kind: UnitKind::Commune,
        name: "Lê Thị Hạnh".to_owned(),
        login: "hanh".to_owned(),
        password: PASSWORD.to_owned(),
    };
    account::create_first(&trial.app, &link, first)
        .await
        .unwrap();
    let session = account::sign_in(&trial.app, "hanh", PASSWORD)
        .await
        .unwrap();
    account::visitor(&trial.app, &session.token)
        .await
        .unwrap()
        .unwrap()
}

async fn count(trial: &Trial, sql: &'static str) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    conn.one(sql, &[], |row| row.count("n")).await.unwrap()
}

#[test]
fn a_plan_is_kept_as_read_and_can_be_found() {
    on_both(|trial| async move {
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let new = sample::new_plan(&trial.app, &actor, &unit).await.unwrap();
        let rows = i64::try_from(new.rows.len()).unwrap();
        assert!(rows >= 20, "{rows}");
        sample::plan(&trial.app, &actor, &unit).await.unwrap();
        assert_eq!(
            count(&trial, "select count(*) as n from plan_row").await,
            rows
        );
        assert!(count(&trial, "select count(*) as n from assignment").await > rows / 2);
        assert_eq!(
            count(
                &trial,
                "select count(*) as n from search_entry where subject_kind = 'plan'"
            )
            .await,
            1
        );
        assert!(
            count(
                &trial,
                "select count(*) as n from audit_event where kind = 'plan.created'"
            )
            .await
                == 1
        );
    });
}

#[test]
fn a_group_stands_for_its_members_and_a_merged_party_for_the_other() {
    on_both(|trial| async move {
        let app = &trial.app;
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let mut ids = Vec::new();
        for name in ["Các phường, xã", "Phường A", "Xã B", "P. A"] {
            ids.push(sample::party(app, &actor, &unit, name).await.unwrap());
        }
        trial
            .meddle("update party set kind = 'group' where name = 'Các phường, xã'")
            .await;
        trial.meddle("insert into group_member (group_id, party_id) select g.id, m.id from party g, party m
            where g.kind = 'group' and m.name in ('P. A', 'Xã B')").await;
        trial.meddle("update party set merged_into = (select o.id from party o where o.name = 'Phường A')
            where name = 'P. A'").await;
        let mut new = sample::new_plan(app, &actor, &unit).await.unwrap();
        new.rows.truncate(3);
        for row in &mut new.rows {
            row.assignments.clear();
        }
        let group = app::plan::NewAssignment {
            role: app::plan::Role::Lead,
            party: ids[0].clone(),
            named: "UBND các phường, xã".to_owned(),
        };
        new.rows[2].assignments = vec![
            group.clone(),
            app::plan::NewAssignment {
                party: ids[3].clone(),
                ..group
            },
        ];
        let mut tx = app.begin(&actor).await.unwrap();
        let id = app::plan::write(&mut tx, &actor, new).await.unwrap();
        tx.commit(app::audit::Event::new(
            "import.written",
            "import",
            id.as_str(),
            "x",
        ))
        .await
        .unwrap();
        let mut conn = app.read().await.unwrap();
        let names = conn
            .all(
                "select p.name, coalesce(g.name, '') as via from assignment a join party p on p.id = a.party_id
                 left join party g on g.id = a.via_group_id order by p.id",
                &[],
                |row| Ok((row.text("name")?, row.text("via")?)),
            )
            .await
            .unwrap();
        let group = "Các phường, xã".to_owned();
        assert_eq!(
            names,
            [
                ("Phường A".to_owned(), group.clone()),
                ("Xã B".to_owned(), group)
            ]
        );
    });
}

#[test]
fn a_plan_of_a_unit_that_is_not_ones_own_is_refused() {
    on_both(|trial| async move {
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let mut reader = actor.clone();
        for grant in &mut reader.authority.grants {
            grant.role = domain::authority::Role::Officer;
        }
        let refused = sample::plan(&trial.app, &reader, &unit).await.unwrap_err();
        assert!(matches!(refused, Error::NotAllowed(_)), "{refused:?}");
        assert_eq!(count(&trial, "select count(*) as n from plan").await, 0);
    });
}

struct Office {
    actor: Actor,
    unit: app::UnitId,
    plan: app::PlanId,
}

async fn with_plan(trial: &Trial) -> Office {
    let actor = begun(trial).await;
    let unit = actor.home.clone().unwrap().id;
    let plan = sample::plan(&trial.app, &actor, &unit).await.unwrap();
    Office { actor, unit, plan }
}

impl Office {
    async fn lines(&self, trial: &Trial) -> Vec<Line> {
        let head = plan::head(&trial.app, &self.actor, &self.plan)
            .await
            .unwrap();
        plan::rows(&trial.app, &self.actor, &head).await.unwrap()
    }

    async fn work(&self, trial: &Trial) -> Line {
        let lines = self.lines(trial).await;
        lines.into_iter().find(|line| line.row.is_work()).unwrap()
    }

    async fn edit(
        &self,
        trial: &Trial,
        line: &Line,
        fields: RowFields,
        why: &str,
    ) -> Result<(), Error> {
        let seen = Seen {
            version: line.row.version,
            reason: why.to_owned(),
        };
        plan::edit_row(
            &trial.app,
            &self.actor,
            (&self.plan, &line.row.id),
            (seen, fields),
        )
        .await
    }
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(app::Refusal::Plan(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_is_edited_with_history_and_not_over_someone_else() {
    on_both(|trial| async move {
        let office = with_plan(&trial).await;
        let line = office.work(&trial).await;
        let fields = RowFields {
            deadline_text: Some("Trước ngày 20/11/2026".to_owned()),
            ..RowFields::of(&line.row)
        };
        office
            .edit(&trial, &line, fields.clone(), "")
            .await
            .unwrap();
        let now = office.work(&trial).await;
        assert_eq!(now.row.next_due, Some(jiff::civil::date(2026, 11, 19)));
        let stale = office
            .edit(&trial, &line, fields.clone(), "")
            .await
            .unwrap_err();
        assert!(matches!(stale, Error::Stale(app::Noun::Row)), "{stale:?}");
        let empty = RowFields {
            title: String::new(),
            ..fields
        };
        assert_eq!(
            refused(office.edit(&trial, &now, empty, "").await.unwrap_err()),
            Refusal::NoRowTitle
        );
        let ids = (&office.plan, &line.row.id);
        let sheet = plan::row_sheet(&trial.app, &office.actor, ids)
            .await
            .unwrap();
        let happened = &sheet.history[0];
        assert_eq!(happened.kind, "plan_row.edited");
        assert_eq!(happened.fields.len(), 1);
        assert_eq!(happened.fields[0].0, "deadline_text");
        assert_eq!(
            happened.fields[0].2.as_deref(),
            Some("Trước ngày 20/11/2026")
        );
    });
}

#[test]
fn an_issued_plan_is_amended_only_for_a_reason() {
    on_both(|trial| async move {
        let office = with_plan(&trial).await;
        plan::issue(&trial.app, &office.actor, &office.plan, 1)
            .await
            .unwrap();
        let line = office.work(&trial).await;
        let fields = RowFields {
            note: Some("Điều chỉnh".to_owned()),
            ..RowFields::of(&line.row)
        };
        let error = office
            .edit(&trial, &line, fields.clone(), "  ")
            .await
            .unwrap_err();
        assert_eq!(refused(error), Refusal::NoReason);
        office
            .edit(&trial, &line, fields, "Công văn 51/UBND-VX")
            .await
            .unwrap();
        let head = plan::head(&trial.app, &office.actor, &office.plan)
            .await
            .unwrap();
        let history = plan::history(&trial.app, &office.actor, &head)
            .await
            .unwrap();
        assert_eq!(history[0].kind, "plan_row.amended");
        assert_eq!(history[0].reason.as_deref(), Some("Công văn 51/UBND-VX"));
        let seen = Seen {
            version: 2,
            reason: "Thay kế hoạch khác".to_owned(),
        };
        plan::withdraw(&trial.app, &office.actor, &office.plan, seen)
            .await
            .unwrap();
        let line = office.work(&trial).await;
        let error = office
            .edit(&trial, &line, RowFields::of(&line.row), "x")
            .await
            .unwrap_err();
        assert_eq!(refused(error), Refusal::Withdrawn);
        plan::restore(&trial.app, &office.actor, &office.plan, 3)
            .await
            .unwrap();
        let head = plan::head(&trial.app, &office.actor, &office.plan)
            .await
            .unwrap();
        assert_eq!(head.state, plan::State::Issued);
    });
}

#[test]
fn many_rows_change_at_once_or_not_at_all() {
    on_both(|trial| async move {
        let office = with_plan(&trial).await;
        let lines = office.lines(&trial).await;
        let mut picked: Vec<_> = lines
            .iter()
            .filter(|line| line.row.is_work())
            .map(|line| (line.row.id.clone(), line.row.version))
            .collect();
        let triage = Bulk::Triage(Triage::Supports);
        let (app, actor) = (&trial.app, &office.actor);
        picked.last_mut().unwrap().1 = 7;
        let stale = plan::apply(app, actor, &office.plan, (&triage, &picked, ""))
            .await
            .unwrap_err();
        assert!(matches!(stale, Error::Stale(_)), "{stale:?}");
        assert!(
            office
                .lines(&trial)
                .await
                .iter()
                .all(|line| line.row.triage == Triage::Leads)
        );
        picked.last_mut().unwrap().1 = 1;
        let count = plan::apply(app, actor, &office.plan, (&triage, &picked, ""))
            .await
            .unwrap();
        assert_eq!(count, picked.len());
        let party = sample::party(app, actor, &office.unit, "Đoàn Thanh niên")
            .await
            .unwrap();
        let assign = Bulk::Assign {
            role: Role::Supporting,
            party,
        };
        let picked: Vec<_> = office
            .lines(&trial)
            .await
            .into_iter()
            .filter(|line| line.row.is_work())
            .map(|line| (line.row.id, line.row.version))
            .collect();
        plan::apply(app, actor, &office.plan, (&assign, &picked, ""))
            .await
            .unwrap();
        let again = plan::apply(app, actor, &office.plan, (&assign, &picked, ""))
            .await
            .unwrap_err();
        assert_eq!(refused(again), Refusal::NothingToChange);
        let filter = Filter {
            words: "doan thanh nien".to_owned(),
            ..Filter::default()
        };
        let found = filter.apply(office.lines(&trial).await, app.today());
        assert_eq!(
            found.iter().filter(|line| line.row.is_work()).count(),
            picked.len()
        );
    });
}

#[test]
fn someone_else_takes_a_row_over_and_the_old_one_stays_in_its_history() {
    on_both(|trial| async move {
        let office = with_plan(&trial).await;
        let (app, actor) = (&trial.app, &office.actor);
        let line = office
            .lines(&trial)
            .await
            .into_iter()
            .find(|line| !line.assigned.is_empty())
            .unwrap();
        let old = line.assigned[0].clone();
        let next = sample::party(app, actor, &office.unit, "Tổ công nghệ số")
            .await
            .unwrap();
        let ids = (&office.plan, &line.row.id, &old.id);
        let seen = || Seen {
            version: old.version,
            reason: String::new(),
        };
        plan::end(app, actor, ids, (seen(), Some(next.clone())))
            .await
            .unwrap();
        let again = plan::end(app, actor, ids, (seen(), None))
            .await
            .unwrap_err();
        assert!(
            matches!(again, Error::Stale(app::Noun::Assignment)),
            "{again:?}"
        );
        let sheet = plan::row_sheet(app, actor, (&office.plan, &line.row.id))
            .await
            .unwrap();
        let ended = sheet.assigned.iter().find(|one| one.id == old.id).unwrap();
        assert!(ended.ended_at.is_some());
        assert!(
            sheet
                .assigned
                .iter()
                .any(|one| one.party == next && one.role == old.role && one.ended_at.is_none())
        );
        plan::assign(
            app,
            actor,
            (&office.plan, &line.row.id),
            (old.role, old.party.clone(), ""),
        )
        .await
        .unwrap();
        let sheet = plan::row_sheet(app, actor, (&office.plan, &line.row.id))
            .await
            .unwrap();
        assert!(
            sheet
                .assigned
                .iter()
                .find(|one| one.id == old.id)
                .unwrap()
                .ended_at
                .is_none()
        );
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one plan from its head to its rows")]
fn a_plan_typed_by_hand_gets_rows_in_their_order() {
    on_both(|trial| async move {
        let actor = begun(&trial).await;
        let unit = actor.home.clone().unwrap().id;
        let app = &trial.app;
        let document = domain::plan::OfficialDocument {
            title: Some("Kế hoạch".to_owned()),
            ..Default::default()
        };
        let id = plan::create(app, &actor, unit, (2026, document))
            .await
            .unwrap();
        let typed = |code: &str, title: &str| plan::TypedRow {
            fields: RowFields {
                kind: domain::plan::RowKind::Task,
                code: Some(code.to_owned()),
                title: title.to_owned(),
                max_points: None,
                rule_text: None,
                evidence_text: Some("Báo cáo".to_owned()),
                source_text: None,
                deadline_text: Some("Hằng quý".to_owned()),
                effective_due: None,
                measure: None,
                target_text: None,
                note: None,
                triage: Triage::Leads,
            },
            assignments: Vec::new(),
        };
        let rows = vec![typed("1", "Một"), typed("1.1", "Hai"), typed("1", "Ba")];
        let ids = plan::add_rows(app, &actor, (&id, "Phụ lục", None), (rows, ""))
            .await
            .unwrap();
        plan::add_rows(
            app,
            &actor,
            (&id, "Phụ lục", Some(&ids[0])),
            (vec![typed("", "Giữa")], ""),
        )
        .await
        .unwrap();
        let head = plan::head(app, &actor, &id).await.unwrap();
        let titles = async || {
            let lines = plan::rows(app, &actor, &head).await.unwrap();
            lines
                .iter()
                .map(|line| line.row.title.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(titles().await, "Một Giữa Hai Ba");
        plan::shift(app, &actor, (&id, &ids[2]), (plan::To::Up, ""))
            .await
            .unwrap();
        assert_eq!(titles().await, "Một Giữa Ba Hai");
        plan::shift(
            app,
            &actor,
            (&id, &ids[0]),
            (plan::To::After(ids[1].clone()), ""),
        )
        .await
        .unwrap();
        assert_eq!(titles().await, "Giữa Ba Hai Một");
        let lines = plan::rows(app, &actor, &head).await.unwrap();
        assert_eq!(lines[2].row.parent.as_deref(), Some("1"));
        assert_eq!(lines[1].row.path, "1#2");
        assert_eq!(lines[0].row.next_due, Some(jiff::civil::date(2026, 3, 31)));
        assert!(lines[0].proofs_needed > 0);
        let seen = || Seen {
            version: 1,
            reason: String::new(),
        };
        plan::remove(app, &actor, (&id, &ids[0]), seen())
            .await
            .unwrap();
        assert_eq!(titles().await, "Giữa Ba Hai");
        assert_eq!(plan::removed(app, &head).await.unwrap().len(), 1);
        plan::restore_row(
            app,
            &actor,
            (&id, &ids[0]),
            Seen {
                version: 2,
                ..seen()
            },
        )
        .await
        .unwrap();
        assert_eq!(titles().await, "Giữa Ba Hai Một");
    });
}

#[test]
fn a_copy_moves_the_dates_and_leaves_out_who_is_gone() {
    on_both(|trial| async move {
        let office = with_plan(&trial).await;
        let (app, actor) = (&trial.app, &office.actor);
        let same = plan::copy(app, actor, &office.plan, 2026)
            .await
            .unwrap_err();
        assert_eq!(refused(same), Refusal::SameYear { year: 2026 });
        let proposed = plan::propose_copy(app, actor, &office.plan, 2027)
            .await
            .unwrap();
        assert!(proposed.title.contains("năm 2027"), "{}", proposed.title);
        assert!(proposed.rows.iter().any(plan::Copied::is_changed));
        let id = plan::copy(app, actor, &office.plan, 2027).await.unwrap();
        let head = plan::head(app, actor, &id).await.unwrap();
        assert_eq!(
            (head.reference, head.state, head.origin.as_str()),
            (None, plan::State::Draft, "copied")
        );
        let head = plan::head(app, actor, &id).await.unwrap();
        let lines = plan::rows(app, actor, &head).await.unwrap();
        assert_eq!(lines.len(), office.lines(&trial).await.len());
        let dues = lines.iter().filter_map(|line| line.row.next_due);
        assert!(dues.clone().count() > 0 && dues.clone().all(|due| due.year() >= 2027));
        let all = plan::list(app, actor, &plan::Wanted::default())
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].points, all[1].points);
        assert!(all[0].points.is_some());
    });
}

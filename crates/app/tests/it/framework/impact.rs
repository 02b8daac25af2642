//! What a draft would change, and a draft from a table.

use app::framework::Refusal;
use app::framework::draft::{self, Fields, NewDraft};
use app::testing::on_both;

use super::{WARDS, codes, issued, new, of, refused, sheet};
use crate::figure::row;

#[test]
fn the_impact_is_what_the_same_figures_earn_by_the_draft() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        for (ward, rate, yes) in [(0, "300", "Không"), (1, "90", "Có")] {
            let typed = row(&[("num", rate), ("den", "300")]);
            city.save(&trial, (ward, "2.1"), &typed).await.unwrap();
            let typed = row(&[("yes", yes)]);
            city.save(&trial, (ward, "1.1"), &typed).await.unwrap();
        }
        let id = new(&trial, &city, Some(&city.framework)).await;
        let period = app::period::by_code(app, "2026").await.unwrap();
        let measure = async || {
            let ground = draft::ground(app, actor, &id).await.unwrap();
            assert_eq!(ground.measured[0].framework, city.framework);
            assert_eq!(ground.measured[0].units, 2);
            let what = (&city.framework, &period);
            let impact = draft::impact(app, actor, (&id, &ground), what)
                .await
                .unwrap();
            let shown = |number: &(scoring::Exact, u32)| (number.0.to_string(), number.1);
            let rows = impact.rows.iter();
            rows.map(|row| (row.name.clone(), shown(&row.before), shown(&row.after)))
                .collect::<Vec<_>>()
        };
        let ten = ("10".to_owned(), 2);
        let thirteen = ("13".to_owned(), 1);
        let (first, second) = (WARDS[0].to_owned(), WARDS[1].to_owned());
        let same = [
            (second.clone(), thirteen.clone(), thirteen.clone()),
            (first.clone(), ten.clone(), ten.clone()),
        ];
        assert_eq!(measure().await, same, "a copy changes nothing");
        // Worth twice as much in the draft: who leads in it leads.
        let drawn = sheet(&trial, actor, &id).await;
        let line = drawn.rows.iter().find(|row| row.code == "2.1").unwrap();
        let typed = Fields {
            max_points: "20".to_owned(),
            rule_text: line
                .rule_text
                .clone()
                .unwrap()
                .replace("10 điểm", "20 điểm"),
            ..of(line)
        };
        let key = (&id, &line.id, line.version);
        draft::change(app, actor, key, (line.parent.as_ref(), &typed))
            .await
            .unwrap();
        let moved = [
            (first, ten, ("20".to_owned(), 1)),
            (second, thirteen, ("16".to_owned(), 2)),
        ];
        assert_eq!(measure().await, moved);
        let kept = city.points(&trial, 0, "2.1").await;
        assert_eq!(kept.as_deref(), Some("10"), "nothing is written");
    });
}

#[test]
fn a_table_is_read_looked_at_and_written_as_a_draft() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let csv = "STT;Chỉ số;Điểm tối đa;Cách tính điểm;Minh chứng\n\
            1;Nhận thức số;20;;\n\
            1.1;Có chuyên mục chuyển đổi số;10;\"Có: 10 điểm\nKhông: 0 điểm\";Ảnh chụp\n\
            1.2;Tỷ lệ hộ có cáp quang;10;Tỷ lệ × 10 điểm;Báo cáo\n";
        let file = app.files().arrived(csv.as_bytes()).await.unwrap();
        let tables = draft::tables(app, actor, (&file, "bo-chi-so.csv"))
            .await
            .unwrap();
        assert_eq!(tables.len(), 1);
        // What is shown as text reads back as what was in the file.
        let read = draft::read_table(&tables[0].1, 2027).unwrap();
        let rows: Vec<(&str, Option<&str>)> = read
            .annex
            .rows
            .iter()
            .map(|row| (row.path.as_str(), row.rule_text.as_deref()))
            .collect();
        let expected = [
            ("1", None),
            ("1.1", Some("Có: 10 điểm Không: 0 điểm")),
            ("1.2", Some("Tỷ lệ × 10 điểm")),
        ];
        assert_eq!(rows, expected);
        let written = NewDraft {
            unit: city.whole.id.clone(),
            name: "DTI từ tệp 2027".to_owned(),
            legal_basis: String::new(),
            follows: Some(city.framework.clone()),
        };
        let unnamed = NewDraft {
            name: " ".to_owned(),
            ..written.clone()
        };
        let outcome = draft::write_table(app, actor, (unnamed, &read)).await;
        assert_eq!(refused(outcome), Refusal::NoName);
        let id = draft::write_table(app, actor, (written.clone(), &read))
            .await
            .unwrap();
        assert_eq!(codes(&sheet(&trial, actor, &id).await), ["1", "1.1", "1.2"]);
        let walk = draft::crosswalk(app, actor, &id).await.unwrap();
        assert_eq!(walk.open(), 2);
        // Without headings the columns are taken in our order; a table without rules is none.
        let bare = draft::read_table("1\tMột\n1.1\tHai\t10\tCó: 10 điểm; không: 0 điểm", 2027);
        assert_eq!(bare.unwrap().annex.rows.len(), 2);
        let plain = draft::read_table("Mã\tNội dung\n1\tMột\n2\tHai", 2027).unwrap();
        let outcome = draft::write_table(app, actor, (written, &plain)).await;
        assert_eq!(refused(outcome), Refusal::NoRules);
    });
}

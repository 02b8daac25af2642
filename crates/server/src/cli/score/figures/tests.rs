//! Files as people make them, and what becomes of their lines.

use scoring::Figures;
use scoring::framework::{Arrangement, Framework, Indicator, IndicatorCode, Layout, Pillar};
use scoring::rule::Quantity;
use scoring::{Exact, Rule};

use super::{Refusal, Trouble, read};

fn framework() -> Framework {
    let ten = || Exact::whole(10);
    let pillar = |code: &str, indicators| Pillar {
        code: Some(IndicatorCode::new(code)),
        indicators,
        ..Pillar::default()
    };
    let rate = Rule::Proportional {
        of: Quantity::Rate,
        points: ten(),
    };
    let yes = Rule::YesNo {
        yes: ten(),
        no: Exact::ZERO,
    };
    let parts = Rule::Parts(vec![ten(), ten()]);
    Framework {
        pillars: vec![
            pillar(
                "A",
                vec![
                    Indicator::new("1", ten(), rate.clone()),
                    Indicator::new("2", ten(), yes),
                ],
            ),
            pillar(
                "B",
                vec![
                    Indicator::new("1", ten(), rate),
                    Indicator::new("3", ten(), parts),
                ],
            ),
        ],
        ..Framework::default()
    }
}

/// Units with their blocks and what is known of A.1, and the troubles in order.
#[track_caller]
fn check(csv: &str, units: &[(&str, &str, Option<&str>)], troubles: &[(u64, Trouble)]) {
    let framework = framework();
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    let (answers, found) = read(csv.as_bytes(), &layout).unwrap();
    let mut figures = Figures::default();
    let known: Vec<(String, String, Option<String>)> = answers
        .units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            answers.read(at, 0, &mut figures);
            let ratio = figures.rate().map(|ratio| ratio.to_string());
            (unit.name.clone(), answers.blocks[unit.block].clone(), ratio)
        })
        .collect();
    let known: Vec<(&str, &str, Option<&str>)> = known
        .iter()
        .map(|(name, block, ratio)| (name.as_str(), block.as_str(), ratio.as_deref()))
        .collect();
    assert_eq!(known, units, "{csv}");
    let found: Vec<(u64, Trouble)> = found
        .in_order()
        .into_iter()
        .map(|(trouble, met)| (met.line, trouble.clone()))
        .collect();
    assert_eq!(found, troubles, "{csv}");
}

#[test]
fn separators_marks_and_line_ends_are_taken_as_they_come() {
    let heading = "unit,block,indicator,key,value";
    for csv in [
        format!("{heading}\nX,K,A.1,ratio,0.5\n"),
        format!("\u{feff}{heading}\r\nX,K,A.1,ratio,0.5\r\n"),
        format!("{heading}\n\"X\",\"K\",A.1,ratio,\"0,5\""),
        "unit;block;indicator;key;value\nX;K;A.1;ratio;0,5\n".to_owned(),
        "value\tkey\tindicator\tunit\tblock\n50%\tRATIO\tA.1\tX\tK\n".to_owned(),
        format!("{heading}\n\nX,K,A.1,num,30\nX,K,A.1,den,60\n\n"),
    ] {
        check(&csv, &[("X", "K", Some("0.5"))], &[]);
    }
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    check(
        "unit,block,indicator,key,value\n\
         X,,9,ratio,1\n\
         X,,1,ratio,1\n\
         X,,A.1,colour,1\n\
         X,,A.1,yes,1\n\
         X,,A.1,ratio,many\n\
         X,,A.1,ratio,85\n\
         X,,A.1,ratio,-1\n\
         X,,3,parts,1;0;1\n\
         X,,A.1\n\
         ,,A.1,ratio,1\n\
         X,,A.1,ratio,0.25\n",
        &[("X", "", Some("0.25"))],
        &[
            (2, Trouble::UnknownIndicator("9".into())),
            (
                3,
                Trouble::AmbiguousIndicator("1".into(), "A.1, B.1".into()),
            ),
            (4, Trouble::UnknownKey("colour".into())),
            (5, Trouble::UnusedKey("A.1".into(), "yes".into())),
            (6, Trouble::NotANumber("many".into())),
            (7, Trouble::RatioTooLarge("85".into())),
            (8, Trouble::Negative("A.1".into(), "-1".into())),
            (9, Trouble::OutOfRange("3".into(), "1;0;1".into())),
            (10, Trouble::Short),
            (11, Trouble::NoUnit),
        ],
    );
}

#[test]
fn two_figures_for_one_thing_are_none_and_the_same_twice_is_one() {
    check(
        "unit,indicator,key,value\nX,A.1,ratio,0.5\nX,A.1,ratio,0.50\n",
        &[("X", "", Some("0.5"))],
        &[(3, Trouble::Repeated("A.1".into()))],
    );
    check(
        "unit,indicator,key,value\nX,A.1,ratio,0.5\nX,A.1,ratio,0.6\nX,A.1,ratio,0.5\n",
        &[("X", "", None)],
        &[(3, Trouble::Contradicts("X".into(), "A.1".into()))],
    );
}

#[test]
fn a_unit_is_one_in_its_block_and_lines_without_a_block_join_it() {
    check(
        "unit,block,indicator,key,value\nX,K,2,yes,có\nX,,A.1,ratio,0.5\nY,K,A.1,ratio,1\nY,L,A.1,ratio,0\n",
        &[
            ("X", "K", Some("0.5")),
            ("Y", "K", Some("1")),
            ("Y", "L", Some("0")),
        ],
        &[],
    );
}

#[test]
fn a_mark_left_open_loses_its_line_only() {
    check(
        "unit,block,indicator,key,value\n\"X,,A.1,ratio,1\nY,,A.1,ratio,1\n",
        &[("Y", "", Some("1"))],
        &[(2, Trouble::Unclosed)],
    );
}

#[test]
fn a_file_without_the_columns_is_refused() {
    let framework = framework();
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    for bytes in [&b""[..], b"a,b,c\n1,2,3\n", b"\xff\xfe"] {
        assert_eq!(read(bytes, &layout).err(), Some(Refusal::NoHeading));
    }
    assert_eq!(
        read(b"PAR1", &layout).err(),
        Some(Refusal::Damaged("Parquet"))
    );
    assert_eq!(
        read(b"PK\x03\x04", &layout).err(),
        Some(Refusal::Damaged("XLSX"))
    );
}

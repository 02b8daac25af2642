//! `chamdiem score`.

use std::path::PathBuf;

use crate::command::{Answer, assert_refused, run};

const FRAMEWORK: &str = r#"
name = "Thử"
[rounding]
line = "exact"
total = 4
[index]
divide_by = 1000
[[pillar]]
code = "1"
title = "Nhận thức số"
max_points = "100"
[[pillar.indicator]]
code = "1"
title = "Nhận thức số"
max_points = "100"
rule = "Tỷ lệ * điểm tối đa"
[[pillar]]
code = "2"
title = "Thể chế số"
max_points = "200"
[[pillar.indicator]]
code = "2"
title = "Thể chế số"
max_points = "200"
rule = "Tỷ lệ * điểm tối đa"
"#;

/// Scores these figures in a folder of the test's own.
fn score(name: &str, figures: &str) -> Answer {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, content: &str| {
        let path = folder.join(name);
        std::fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let framework = file("framework.toml", FRAMEWORK);
    let figures = file("figures.csv", figures);
    let args = [
        "score",
        "--framework",
        &framework,
        "--figures",
        &figures,
        "--format",
        "csv",
    ];
    run(&args, b"")
}

#[test]
fn the_index_is_cut_to_four_decimals_and_ties_share_a_rank() {
    let figures = "unit,block,indicator,key,value\n\
        A,,1,ratio,0.87654\nA,,2,ratio,0.5\nB,,1,ratio,0.87654\nB,,2,ratio,0.5\n\
        C,,1,ratio,0.1\nC,,2,ratio,0.1\nD,,1,ratio,1\nD,,2,ratio,1\n";
    let answer = score("index", figures);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let rows: Vec<&str> = answer.out.lines().collect();
    assert_eq!(rows[0], "unit,block,total,index,rank");
    assert_eq!(rows[1], "D,,300,0.3000,1");
    assert_eq!(rows[2], "A,,187.654,0.1877,2");
    assert_eq!(rows[3], "B,,187.654,0.1877,2");
    assert_eq!(rows[4], "C,,30,0.0300,4");
}

#[test]
fn the_order_of_lines_changes_nothing_and_bad_lines_are_named() {
    let lines = [
        "A,x,1,ratio,0.2",
        "B,x,1,num,1",
        "B,x,1,den,3",
        "C,y,1,ratio,abc",
        "D,y,9,yes,1",
    ];
    let forward = format!("unit,block,indicator,key,value\n{}\n", lines.join("\n"));
    let mut turned = lines;
    turned.reverse();
    let backward = format!("unit,block,indicator,key,value\n{}\n", turned.join("\n"));
    let (forward, backward) = (score("forward", &forward), score("backward", &backward));
    assert_eq!(forward.out, backward.out);
    assert!(forward.err.contains("Dòng 5"), "{}", forward.err);
    assert!(forward.err.contains("Dòng 6"), "{}", forward.err);
}

#[test]
fn a_file_that_is_no_framework_is_refused() {
    let args = [
        "score",
        "--framework",
        "/there/is/none.toml",
        "--figures",
        "/nor/this.csv",
    ];
    assert_refused(&run(&args, b""), "không có tệp");
}

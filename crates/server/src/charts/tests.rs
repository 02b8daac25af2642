//! What holds for every chart, whatever it is given; and where one value lies in each.

use std::collections::BTreeSet;

use jiff::civil::date;
use scoring::rule::{Band, Bound, Piece};

use super::*;

fn number(text: &str) -> Exact {
    text.parse().unwrap()
}

fn caption(prefix: &str, title: &str) -> Caption {
    Caption {
        prefix: prefix.to_owned(),
        title: title.to_owned(),
    }
}

fn curve(slope: &str, title: &str) -> RuleCurve {
    let end = |at: &str, included| {
        Some(Bound {
            at: number(at),
            included,
        })
    };
    let slope = number(slope);
    let intercept = Exact::ZERO;
    RuleCurve {
        caption: caption("t", title),
        bands: vec![Band {
            from: end("0", true),
            to: end("1", false),
            earns: Piece::Line { slope, intercept },
        }],
        measure: CurveMeasure::Percent,
        maximum: None,
        own: None,
    }
}

/// Every chart with so many items of this name and value.
fn all(label: &str, items: usize, value: &Exact) -> Vec<Chart> {
    let mut charts = of_pillars(label, items, value).to_vec();
    charts.extend(of_places(label, items, value));
    charts.extend(of_losses(label, items, value));
    charts
}

/// Charts 0 to 2.
fn of_pillars(label: &str, items: usize, value: &Exact) -> [Chart; 3] {
    let caption = |prefix: &str| caption(&format!("{prefix}{label}"), label);
    let names = || (0..items).map(|index| format!("{label} {index}"));
    let some = Some(value.clone());
    let pillar = |name| PillarBar {
        name,
        now: some.clone(),
        expected: None,
        maximum: some.clone(),
        last_year: some.clone(),
    };
    let bars = PillarBars {
        caption: caption("a"),
        pillars: names().map(pillar).collect(),
    };
    let radar = Radar {
        caption: caption("b"),
        pillars: names().collect(),
        series: vec![RadarSeries {
            name: label.to_owned(),
            shares: vec![some.clone(); items],
        }],
    };
    let mut curve = curve("10", label);
    curve.measure = CurveMeasure::Of(label.to_owned());
    curve.bands = curve.bands.into_iter().cycle().take(items).collect();
    curve.own = Some((value.clone(), value.clone()));
    [bars.draw(), radar.draw(), curve.draw()]
}

/// Charts 3 and 4, each mark with a link.
fn of_places(label: &str, items: usize, value: &Exact) -> [Chart; 2] {
    let caption = |prefix: &str| caption(&format!("{prefix}{label}"), label);
    let names = || (0..items).map(|index| format!("{label} {index}"));
    let href = Some(label.to_owned());
    let mark = |title| DueMark {
        date: date(2024, 2, 29),
        title,
        state: DueState::Late,
        href: href.clone(),
    };
    let timeline = Timeline {
        caption: caption("d"),
        year: 2024,
        today: Some(date(2024, 12, 31)),
        marks: names().map(mark).collect(),
    };
    let cell = HeatCell {
        filled: value.clone(),
        proven: value.clone(),
        href: href.clone(),
    };
    let row = |name| HeatRow {
        name,
        cells: vec![Some(cell.clone()), None, Some(cell.clone())],
    };
    let map = HeatMap {
        caption: caption("e"),
        columns: names().take(80).collect(),
        rows: names().map(row).collect(),
    };
    [timeline.draw(), map.draw()]
}

/// Charts 5 to 7.
fn of_losses(label: &str, items: usize, value: &Exact) -> [Chart; 3] {
    let caption = |prefix: &str| caption(&format!("{prefix}{label}"), label);
    let names = || (0..items).map(|index| format!("{label} {index}"));
    let loss = |name| Loss {
        name,
        points: value.clone(),
    };
    let waterfall = Waterfall {
        caption: caption("f"),
        maximum: value.clone(),
        losses: names().map(loss).collect(),
    };
    let spark = Spark {
        caption: caption("g"),
        values: names().map(|name| (name, Some(value.clone()))).collect(),
    };
    let rank = u32::try_from(items).unwrap();
    let band = RankBand {
        caption: caption("h"),
        now: rank,
        best: 0,
        worst: rank + 5,
        last_year: Some(rank),
        of: rank,
    };
    [waterfall.draw(), spark.draw(), band.draw()]
}

/// Values of this attribute, wherever it stands.
fn attributes<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    let values = svg.split(opening.as_str()).skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

/// Tags nest, attributes are quoted, references are known, no character is out of place.
fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        text_is_escaped(&rest[..start])?;
        let end = rest[start..].find('>').ok_or("a tag without end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes another"));
            }
            if open.is_empty() && !rest.is_empty() {
                return Err("something after the end".to_owned());
            }
            continue;
        }
        let inner = tag.strip_suffix('/').unwrap_or(tag);
        let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(format!("<{tag}>"));
        }
        let mut seen = BTreeSet::new();
        for (index, part) in attributes.split('"').enumerate() {
            let key = part.trim_start().strip_suffix('=');
            match (index % 2, key) {
                (0, Some(key)) if seen.insert(key) => {}
                (0, None) if part.is_empty() => {}
                (1, _) => text_is_escaped(part)?,
                _ => return Err(format!("attributes of <{tag}>")),
            }
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("left open: {open:?}"))
    }
}

fn text_is_escaped(text: &str) -> Result<(), String> {
    let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    let mut references = text.split('&').skip(1);
    let fine = references.all(|rest| known.iter().any(|known| rest.starts_with(known)));
    let control = text.chars().any(char::is_control);
    if fine && !control && !text.contains('>') {
        return Ok(());
    }
    Err(format!("not escaped: {text:?}"))
}

#[track_caller]
fn check(chart: &Chart, about: &str) {
    let svg = &chart.svg;
    assert_eq!(well_formed(svg), Ok(()), "{about}");
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>"),
        "{about}"
    );
    for banned in [
        "<script",
        " style=\"",
        "NaN",
        "inf\"",
        "href=\"javascript",
        " onload=\"",
    ] {
        assert!(!svg.contains(banned), "{about}: {banned}");
    }
    let ids = attributes(svg, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{about}: ids repeat");
    for fill in attributes(svg, "fill") {
        let id = fill.trim_start_matches("url(#").trim_end_matches(')');
        assert!(unique.contains(id), "{about}: {fill}");
    }
    for named in attributes(svg, "aria-labelledby") {
        assert!(
            named.split(' ').all(|id| unique.contains(id)),
            "{about}: {named}"
        );
    }
    let wide: f64 = attributes(svg, "width")[0].parse().unwrap();
    for place in ["x", "cx", "x1", "x2"]
        .map(|name| attributes(svg, name))
        .concat()
    {
        let place: f64 = place.parse().unwrap();
        assert!(
            (0.0..=wide).contains(&place),
            "{about}: {place} beyond {wide}"
        );
    }
    assert!(chart.summary.ends_with('.'), "{about}: {}", chart.summary);
    let columns = chart.table.head.len();
    assert!(
        chart.table.rows.iter().all(|row| row.len() == columns),
        "{about}"
    );
}

#[test]
fn every_chart_is_well_formed_whatever_its_labels_and_values() {
    let long = "Hạ tầng và nền tảng số dùng chung ".repeat(200);
    let labels = [
        "Nhận thức số",
        "",
        "<script>alert('x')</script>",
        "\"/><a href=\"javascript:\" onload=\"x\">&amp;&",
        "]]>\u{0}\u{7}\n\u{202e}",
        &long,
        &"x".repeat(5000),
    ];
    for label in labels {
        for items in [0, 1, 2, 3, 13] {
            for value in ["0", "1/3", "-5", "1"] {
                for (index, chart) in all(label, items, &number(value)).iter().enumerate() {
                    let start: String = label.chars().take(20).collect();
                    check(
                        chart,
                        &format!("chart {index}, {start:?} × {items}, {value}"),
                    );
                }
            }
        }
    }
}

#[test]
fn long_lists_are_cut_in_the_drawing_and_whole_in_the_table() {
    for (index, chart) in all("Chỉ số", 450, &Exact::ONE).iter().enumerate() {
        check(chart, &format!("chart {index}"));
        // The rank has its own five rows, a curve's stretches all say the same.
        let expected = if index == 7 { 5 } else { 450 };
        assert_eq!(chart.table.rows.len(), expected, "chart {index}");
        assert!(
            chart.svg.len() < 800_000,
            "chart {index}: {}",
            chart.svg.len()
        );
    }
}

#[test]
fn numbers_beyond_a_machine_word_are_drawn() {
    for value in ["1e", "-1e"].map(|sign| sign.replace("1e", &format!("1{}", "0".repeat(50)))) {
        for (index, chart) in all("Chỉ số", 2, &number(&value)).iter().enumerate() {
            check(chart, &format!("chart {index}, {value}"));
        }
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let draw = || {
        all("Trụ cột", 5, &number("2/7"))
            .into_iter()
            .map(|chart| chart.svg)
    };
    assert!(draw().eq(draw()));
}

#[test]
fn drawings_of_different_prefixes_share_no_id() {
    let charts = all("Trụ cột", 3, &Exact::ONE);
    let ids: Vec<&str> = charts
        .iter()
        .flat_map(|chart| attributes(&chart.svg, "id"))
        .collect();
    let unique: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn a_drawing_with_links_is_a_group_and_one_without_an_image() {
    let role = |href: &str| {
        let charts = all(href, 1, &Exact::ONE);
        attributes(&charts[3].svg, "role")[0].to_owned()
    };
    assert_eq!(role("/viec/1"), "group");
    assert_eq!(role("https://example.org"), "img");
}

#[track_caller]
fn draws(chart: &Chart, shape: &str) {
    assert!(chart.svg.contains(shape), "{shape}\nnot in\n{}", chart.svg);
}

#[test]
fn half_the_points_of_a_pillar_are_half_its_bar() {
    let chart = PillarBars {
        caption: caption("t", "Điểm"),
        pillars: vec![PillarBar {
            name: "Thể chế số".to_owned(),
            now: Some(Exact::whole(50)),
            expected: Some(Exact::whole(75)),
            maximum: Some(Exact::whole(100)),
            last_year: None,
        }],
    }
    .draw();
    draws(
        &chart,
        r#"<rect x="12" y="48.6" width="336" height="14" class="band"/>"#,
    );
    draws(
        &chart,
        r#"<rect x="12" y="48.6" width="168" height="14" class="series-1"/>"#,
    );
    draws(
        &chart,
        r#"<rect x="180" y="48.6" width="84" height="14" fill="url(#chart-t-h2)"/>"#,
    );
    let summary = "1 trụ cột: hiện có 50 điểm, tối đa 100 điểm, dự kiến 75 điểm.";
    assert_eq!(chart.summary, summary);
    assert_eq!(chart.table.rows, [["Thể chế số", "50", "75", "100", "–"]]);
}

#[test]
fn shares_lie_along_their_spokes() {
    let chart = Radar {
        caption: caption("t", "Tỷ lệ"),
        pillars: ["A", "B", "C", "D"].map(str::to_owned).to_vec(),
        series: vec![RadarSeries {
            name: "2024".to_owned(),
            shares: ["1", "0.5", "0", "1"]
                .map(|share| Some(number(share)))
                .to_vec(),
        }],
    }
    .draw();
    draws(
        &chart,
        r#"<path d="M180 77.6L225 167.6L180 167.6L90 167.6Z" class="series-1 area"/>"#,
    );
}

#[test]
fn an_outline_stays_open_where_a_pillar_is_unknown() {
    let shares = [Some("1"), None, Some("0"), Some("1")];
    let chart = Radar {
        caption: caption("t", "Tỷ lệ"),
        pillars: ["A", "B", "C", "D"].map(str::to_owned).to_vec(),
        series: vec![RadarSeries {
            name: "2024".to_owned(),
            shares: shares.map(|share| share.map(number)).to_vec(),
        }],
    }
    .draw();
    draws(
        &chart,
        r#"<path d="M180 167.6L90 167.6M90 167.6L180 77.6" class="series-1 line"/>"#,
    );
}

#[test]
fn a_line_runs_from_corner_to_corner_with_a_full_and_a_hollow_end() {
    let chart = curve("10", "Cách tính").draw();
    draws(
        &chart,
        r#"<path d="M44 219.6L342 49.6" class="series-1 line"/>"#,
    );
    draws(
        &chart,
        r#"<circle cx="44" cy="219.6" r="4" class="series-1"/>"#,
    );
    draws(
        &chart,
        r#"<circle cx="342" cy="49.6" r="4" class="series-1 hollow"/>"#,
    );
    assert_eq!(
        chart.table.rows,
        [["từ 0 % đến dưới 100 %", "tăng đều từ 0 đến 10"]]
    );
}

#[test]
fn a_stretch_that_carries_on_has_no_dot_between() {
    let mut chart = curve("10", "Cách tính");
    chart.bands[0].to = Some(Bound {
        at: number("0.5"),
        included: false,
    });
    chart.bands.push(Band {
        from: Some(Bound {
            at: number("0.5"),
            included: true,
        }),
        to: None,
        earns: Piece::Flat(Exact::whole(5)),
    });
    let chart = chart.draw();
    draws(
        &chart,
        r#"<path d="M193 77.9L342 77.9" class="series-1 line"/>"#,
    );
    assert!(!chart.svg.contains(r#"cx="193""#), "{}", chart.svg);
    assert_eq!(chart.table.rows[1], ["từ 50 % trở lên", "5"]);
}

#[test]
fn the_first_deadline_of_a_month_stands_lowest_and_leftmost() {
    let mark = |month, state| DueMark {
        date: date(2024, month, 1),
        title: "Báo cáo".to_owned(),
        state,
        href: None,
    };
    let mut marks = vec![mark(1, DueState::Late), mark(2, DueState::Done)];
    marks.push(DueMark {
        date: date(2025, 1, 15),
        ..mark(1, DueState::Due)
    });
    let chart = Timeline {
        caption: caption("t", "Thời hạn"),
        year: 2024,
        today: Some(date(2024, 7, 16)),
        marks,
    }
    .draw();
    draws(
        &chart,
        r#"<path d="M11.5 57.8L14.8 64.4L8.2 64.4Z" class="bad"/>"#,
    );
    draws(
        &chart,
        r#"<circle cx="40.5" cy="61.1" r="3" class="good"/>"#,
    );
    draws(&chart, r#"<line x1="194.5""#);
    let summary = "Năm 2024 có 2 thời hạn: 1 đã hoàn thành, 0 chưa đến hạn, 1 quá hạn. \
                   1 thời hạn ngoài năm chỉ có trong bảng.";
    assert_eq!(chart.summary, summary);
}

#[test]
fn a_square_half_in_is_half_full() {
    let chart = HeatMap {
        caption: caption("t", "Mức đầy đủ"),
        columns: vec!["A".to_owned()],
        rows: vec![HeatRow {
            name: "Phường 1".to_owned(),
            cells: vec![Some(HeatCell {
                filled: number("0.5"),
                proven: Exact::ONE,
                href: Some("/o?a=1&b=2".to_owned()),
            })],
        }],
    }
    .draw();
    draws(
        &chart,
        r#"<rect x="152" y="58.7" width="30" height="15" class="series-1"/>"#,
    );
    draws(
        &chart,
        r#"<a href="/o?a=1&amp;b=2" aria-label="Phường 1, A: nhập 50 %, minh chứng 100 %">"#,
    );
    draws(&chart, r#"<circle cx="167" cy="58.7" r="6" class="now"/>"#);
}

#[test]
fn a_loss_hangs_from_where_the_total_ends() {
    let chart = Waterfall {
        caption: caption("t", "Điểm mất"),
        maximum: Exact::whole(100),
        losses: vec![Loss {
            name: "Nhân lực số".to_owned(),
            points: Exact::whole(25),
        }],
    }
    .draw();
    draws(
        &chart,
        r#"<rect x="142" y="33.6" width="172" height="16" class="series-1"/>"#,
    );
    draws(
        &chart,
        r#"<rect x="271" y="57.6" width="43" height="16" fill="url(#chart-t-h2)"/>"#,
    );
    assert_eq!(
        chart.summary,
        "Hiện có 75 trên 100 điểm; mất nhiều nhất ở Nhân lực số (25)."
    );
}

#[test]
fn a_small_line_runs_from_the_least_to_the_greatest() {
    let values = [("2023", "1"), ("2024", "3")];
    let values = values.map(|(period, value)| (period.to_owned(), Some(number(value))));
    let chart = Spark {
        caption: caption("t", "Giá trị"),
        values: values.to_vec(),
    }
    .draw();
    draws(&chart, r#"<path d="M4 20L92 4" class="series-1 line"/>"#);
    assert_eq!(chart.summary, "Từ 1 (2023) đến 3 (2024): tăng.");
}

#[test]
fn the_middle_rank_stands_in_the_middle() {
    let chart = RankBand {
        caption: caption("t", "Thứ hạng"),
        now: 2,
        best: 1,
        worst: 2,
        last_year: None,
        of: 3,
    }
    .draw();
    draws(
        &chart,
        r#"<circle cx="180" cy="61.6" r="8" class="now point"/>"#,
    );
    draws(
        &chart,
        r#"<rect x="13" y="54.6" width="174" height="14" fill="url(#chart-t-h2)"/>"#,
    );
}

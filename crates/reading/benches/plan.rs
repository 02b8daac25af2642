//! How long a plan of thirty pages takes, and four and sixteen times as much: the cost must grow
//! with the number of rows and no faster. Run with `cargo bench -p reading --bench plan`.

use std::fmt::Write as _;

use divan::Bencher;
use domain::source::Source;

fn main() {
    divan::main();
}

/// An annex of this many groups of ten rows, as text with tabs: annexes of real plans hold five
/// or six rows a page, so half a group.
fn plan(groups: usize) -> Source {
    let mut text = String::from("PHỤ LỤC\n\n");
    let header =
        "STT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\tĐơn vị chủ trì\tThời gian\n";
    for group in 1..=groups {
        text.push_str(header);
        let _ = writeln!(text, "{group}\tNhóm chỉ số\t100\t\t\t\t");
        for row in 1..=10 {
            let _ = writeln!(
                text,
                "{group}.{row}\tTỷ lệ hộ gia đình trên địa bàn xã được tiếp cận dịch vụ số thứ {row}\t10\t\
                 Tỷ lệ ≥80%: 10đ; Tỷ lệ <80% = tỷ lệ/80%*10đ\tBáo cáo số liệu của doanh nghiệp\t\
                 Phòng Văn hóa - Xã hội, Công an xã\tTrước ngày 15/10/2025",
            );
        }
        text.push_str("\n\n");
    }
    documents::read(text.as_bytes(), None).expect("text is readable")
}

#[divan::bench(args = [1, 4, 16], sample_count = 10)]
fn pages_times_thirty(bencher: Bencher<'_, '_>, times: usize) {
    let source = plan(times * 15);
    bencher.bench(|| reading::plan::read(&source, Some(2025)));
}

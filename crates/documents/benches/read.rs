//! How long a plan of some 30 pages takes to read, in each format.

#[path = "../../../xtask/src/convert/mod.rs"]
#[expect(unreachable_pub, reason = "public where it lives")]
mod convert;

use divan::Bencher;
use domain::source::Source;

fn main() {
    divan::main();
}

/// Prose of ten pages and a table of 200 rows with eight cells: 30 pages in landscape.
fn plan() -> String {
    let prose = "Tiếp tục nâng cao trách nhiệm và sự chỉ đạo điều hành của ủy ban nhân dân xã đối \
                 với việc nâng cao chỉ số chuyển đổi số; tuyên truyền tới người dân.\n\n";
    let rule = "\"Tỷ lệ ≥ 80%: 10 điểm\nTỷ lệ < 80%: tỷ lệ / 80% * 10 điểm\"";
    let mut text = prose.repeat(120);
    text.push_str("STT\tChỉ số\tĐiểm tối đa\tCách tính\tMinh chứng\tNguồn\tChủ trì\tPhối hợp\n");
    for row in 1..=200 {
        let title = "Tỷ lệ hộ gia đình có kết nối Internet băng rộng cáp quang trên địa bàn";
        let end = "Văn bản, tài liệu\tUBND xã\tVăn hóa - Xã hội\tCác thôn, công an xã";
        text.extend([
            &format!("{}.{row}\t{title}\t10\t", row / 10 + 1),
            rule,
            "\t",
            end,
            "\n",
        ]);
    }
    text
}

fn source() -> Source {
    documents::read(plan().as_bytes(), None).expect("text is read")
}

fn bench(bencher: Bencher<'_, '_>, bytes: &[u8]) {
    bencher.bench(|| documents::read(divan::black_box(bytes), None));
}

#[divan::bench]
fn text(bencher: Bencher<'_, '_>) {
    bench(bencher, plan().as_bytes());
}

#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    bench(bencher, &convert::docx(&source()));
}

#[divan::bench]
fn xlsx(bencher: Bencher<'_, '_>) {
    bench(bencher, &convert::xlsx(&source()));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    bench(bencher, &convert::html(&source()));
}

//! Words about official papers.

use app::paper::SheetOfPaper;

/// Nothing was chosen to write about.
pub const NO_SUBJECT: &str =
    "Không soạn được văn bản: chưa chọn nội dung. Đề nghị chọn báo cáo hoặc một kế hoạch.";

/// What a paper is about, its figures filled in where they are known here.
pub fn title(paper: &SheetOfPaper) -> String {
    let fields = &paper.figures.fields;
    papers::text::filled(&paper.words.title, fields).unwrap_or_else(|_| {
        // Lists are read without figures.
        paper.words.title.replace("[[", "").replace("]]", "")
    })
}

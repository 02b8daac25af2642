//! The words of every finding: one exhaustive match, so that a new code does not compile until
//! it has its sentence.
//!
//! A sentence is a text with the values in braces: `{text}` as it stands, `{n#}` a number with
//! decimal comma, `{day@}` a date, `{field^}` a column, `{name~}` a named reading. What to do
//! follows it as a sentence of its own.

use domain::FindingCode;

/// What is said about one code.
pub(super) struct Words {
    /// A heading, without a full stop.
    pub(super) title: &'static str,
    /// What was noticed, with the values.
    pub(super) sentence: &'static str,
    /// What to do: «Đề nghị …».
    pub(super) advice: &'static str,
    /// Why it is noticed, for the page of all findings.
    pub(super) meaning: &'static str,
    /// Values of the example, in the order of the code.
    pub(super) sample: &'static [&'static str],
}

/// The words of a code.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per code; the compiler finds the missing one"
)]
pub(super) fn words(code: FindingCode) -> Words {
    use FindingCode as Code;
    match code {
        Code::LegacyEncodingConverted => Words {
            title: "Phông chữ cũ đã được chuyển sang Unicode",
            sentence: "Văn bản dùng bảng mã {encoding}, đã chuyển sang Unicode, ví dụ «{example}».",
            advice: "Đề nghị xem lại tên riêng và số liệu sau khi chuyển.",
            meaning: "Tệp được soạn bằng phông TCVN3 hoặc VNI; phần mềm nhận ra và chuyển đổi.",
            sample: &["TCVN3", "Kế hoạch"],
        },
        Code::LegacyEncodingUnread => Words {
            title: "Phông chữ cũ chưa chuyển được",
            sentence: "Không đọc được một phần văn bản: chữ có dạng bảng mã {encoding}, ví dụ «{example}».",
            advice: "Đề nghị chuyển tệp sang Unicode rồi nhập lại.",
            meaning: "Chữ trông như bảng mã cũ nhưng không đủ căn cứ để chuyển tự động.",
            sample: &["VNI", "Keá hoaïch"],
        },
        Code::PageWithoutText => Words {
            title: "Trang không có lớp chữ",
            sentence: "Không đọc được trang {pages}: trang chỉ có ảnh, không có lớp chữ.",
            advice: "Đề nghị dùng bản có lớp chữ hoặc nhập tay các dòng của trang này.",
            meaning: "Tệp PDF là bản quét; phần mềm không nhận dạng chữ trong ảnh.",
            sample: &["3"],
        },
        Code::InvalidUtf8 => Words {
            title: "Ký tự hỏng",
            sentence: "Tệp có {count#} chỗ không đúng mã UTF-8, đã thay bằng ký tự «\u{fffd}».",
            advice: "Đề nghị đối chiếu với bản gốc.",
            meaning: "Tệp bị hỏng khi sao chép hoặc lưu bằng bảng mã khác.",
            sample: &["2"],
        },
        Code::LeftOut => Words {
            title: "Nội dung không đọc vào",
            sentence: "Tệp có nội dung được bỏ qua: {what}.",
            advice: "Đề nghị kiểm tra nếu nội dung này cần thiết.",
            meaning: "Macro, phần đã đánh dấu xóa và đối tượng nhúng không thuộc nội dung kế hoạch.",
            sample: &["phần đã đánh dấu xóa"],
        },
        Code::LettersUnknown => Words {
            title: "Chữ không rõ mã",
            sentence: "Không đọc được {count#} chữ ở trang {pages}: phông chữ trong tệp không cho biết đó là chữ gì.",
            advice: "Đề nghị xuất lại tệp PDF từ bản soạn thảo, hoặc dùng bản DOCX.",
            meaning: "Tệp PDF thiếu bảng tra mã chữ (ToUnicode); chỗ không rõ được thay bằng ký tự «\u{fffd}».",
            sample: &["12", "3–4"],
        },

        Code::ReferenceMissing => Words {
            title: "Chưa có số, ký hiệu",
            sentence: "Văn bản chưa có số, ký hiệu.",
            advice: "Đề nghị bổ sung khi ban hành.",
            meaning: "Dự thảo thường để trống số; kế hoạch vẫn nhập được.",
            sample: &[],
        },
        Code::DateMissing => Words {
            title: "Chưa có ngày ban hành đầy đủ",
            sentence: "Ngày ban hành chưa đầy đủ: «{as_printed}».",
            advice: "Đề nghị bổ sung khi ban hành.",
            meaning: "Thiếu ngày hoặc tháng nên không so được thời hạn với ngày của kế hoạch.",
            sample: &["ngày     tháng 02 năm 2024"],
        },
        Code::ReferenceDiffers => Words {
            title: "Số hoặc ngày không thống nhất trong văn bản",
            sentence: "Số, ngày ở đầu văn bản là «{first}», ở phụ lục là «{second}».",
            advice: "Đề nghị xác nhận số và ngày đúng.",
            meaning: "Phụ lục ghi «Kèm theo Kế hoạch số …» khác với trang đầu, hoặc chỉ phụ lục có số.",
            sample: &["36/KH-UBND", "39/KH-UBND"],
        },
        Code::SectionNumberRepeated => Words {
            title: "Số mục dùng hai lần",
            sentence: "Số mục {number} dùng cho cả «{first}» và «{second}».",
            advice: "Đề nghị đánh lại số mục.",
            meaning: "Viện dẫn đến mục này sẽ không rõ là mục nào.",
            sample: &["2", "Nhiệm vụ", "Giải pháp"],
        },
        Code::CitesItself => Words {
            title: "Căn cứ viện dẫn chính văn bản",
            sentence: "Phần căn cứ viện dẫn {reference}, là số của chính văn bản này.",
            advice: "Đề nghị sửa căn cứ hoặc sửa số văn bản.",
            meaning: "Một văn bản không thể là căn cứ của chính nó.",
            sample: &["36/KH-UBND"],
        },
        Code::CitesLater => Words {
            title: "Căn cứ ban hành sau văn bản",
            sentence: "Căn cứ {reference} ghi ngày {cited@}, sau ngày {own@} của văn bản này.",
            advice: "Đề nghị kiểm tra ngày của căn cứ.",
            meaning: "Thường là nhầm năm khi sửa từ kế hoạch năm trước.",
            sample: &["39/KH-UBND", "2024-03-22", "2024-02-26"],
        },
        Code::CitationDiffers => Words {
            title: "Một căn cứ ghi hai ngày",
            sentence: "Văn bản {reference} được viện dẫn với ngày {first@} và ngày {second@}.",
            advice: "Đề nghị xác nhận ngày đúng.",
            meaning: "Cùng số, ký hiệu nhưng ngày khác nhau ở hai chỗ.",
            sample: &["39/KH-UBND", "2024-02-22", "2024-02-12"],
        },
        Code::NoTable => Words {
            title: "Không có bảng phụ lục",
            sentence: "Không đọc được bảng nào: văn bản không có phụ lục dạng bảng mà phần mềm nhận ra.",
            advice: "Đề nghị kiểm tra tệp hoặc nhập phụ lục bằng tệp bảng tính.",
            meaning: "Kế hoạch chỉ có phần lời, hoặc bảng bị mất khi chuyển định dạng.",
            sample: &[],
        },

        Code::CodeRepeated => Words {
            title: "Mã trùng",
            sentence: "Mã {code} đã dùng ở dòng {first_line#}.",
            advice: "Đề nghị đánh lại mã của một trong hai dòng.",
            meaning: "Hai dòng cùng mã trong một bảng; dòng sau được gọi là mã#2.",
            sample: &["5.1", "172"],
        },
        Code::CodeMissing => Words {
            title: "Dòng không có mã",
            sentence: "Dòng «{title}» không có mã.",
            advice: "Đề nghị bổ sung số thứ tự.",
            meaning: "Không có mã thì không viện dẫn và không so với năm khác được.",
            sample: &["Xây dựng chuyên mục chuyển đổi số"],
        },
        Code::CodeGap => Words {
            title: "Số thứ tự bị nhảy",
            sentence: "Sau mã {before} là mã {after}, thiếu {missing}.",
            advice: "Đề nghị kiểm tra xem có sót dòng không.",
            meaning: "Có thể một dòng bị mất khi chuyển định dạng, hoặc bảng gốc đánh số nhảy.",
            sample: &["6.6", "6.8", "6.7"],
        },
        Code::NumberingMixed => Words {
            title: "Cách đánh số không thống nhất",
            sentence: "Mã «{code}» đánh số khác các dòng cùng cấp; lẽ ra là {expected}.",
            advice: "Đề nghị thống nhất một cách đánh số.",
            meaning: "Ví dụ nhóm đầu ghi «I», các nhóm sau ghi «2», «3».",
            sample: &["I", "1"],
        },
        Code::CodeOutOfPlace => Words {
            title: "Dòng nằm dưới nhóm khác",
            sentence: "Mã {code} nằm dưới nhóm {group}, không khớp với mã của nhóm.",
            advice: "Đề nghị kiểm tra mã hoặc vị trí của dòng.",
            meaning: "Điểm của dòng có thể được cộng vào sai nhóm.",
            sample: &["4.2", "5"],
        },
        Code::ColumnUnknown => Words {
            title: "Cột không nhận ra",
            sentence: "Không nhận ra cột «{heading}».",
            advice: "Đề nghị chọn ý nghĩa của cột khi nhập.",
            meaning: "Tiêu đề cột không thuộc các tên thường dùng; nội dung cột chưa được đọc.",
            sample: &["Mã định danh"],
        },
        Code::CellShifted => Words {
            title: "Ô nằm sai cột",
            sentence: "Nội dung «{text}» nằm ở cột {from^}, được hiểu là của cột {to^}.",
            advice: "Đề nghị đối chiếu với văn bản gốc.",
            meaning: "Dòng thiếu một ô nên các ô sau bị lệch.",
            sample: &["Quý I/2024", "supporting", "deadline_text"],
        },
        Code::TextRepaired => Words {
            title: "Chữ hỏng đã được khôi phục",
            sentence: "Ở {field^}: «{original}» được hiểu là «{repaired}».",
            advice: "Đề nghị đối chiếu với văn bản gốc.",
            meaning: "Lỗi khi trích chữ từ PDF hoặc DOCX; nguyên văn vẫn được giữ.",
            sample: &["title", "Thẻ chế số", "Thể chế số"],
        },
        Code::TextDamaged => Words {
            title: "Chữ có vẻ bị hỏng",
            sentence: "Ở {field^}: «{text}» có vẻ bị hỏng và chưa được sửa.",
            advice: "Đề nghị sửa theo văn bản gốc.",
            meaning: "Không đủ căn cứ để sửa tự động.",
            sample: &["rule_text", "Tỷ lệ 50%*20đ td"],
        },
        Code::RowRebuilt => Words {
            title: "Dòng được dựng lại từ chữ rời",
            sentence: "Các ô của dòng được dựng lại từ chữ rời, độ tin cậy {confidence#}.",
            advice: "Đề nghị xem lại từng ô.",
            meaning: "Tệp không giữ đường kẻ bảng; ranh giới ô là suy ra.",
            sample: &["0.8"],
        },
        Code::CellCountDiffers => Words {
            title: "Số ô khác số cột",
            sentence: "Dòng có {cells#} ô, bảng có {columns#} cột.",
            advice: "Đề nghị kiểm tra dòng này.",
            meaning: "Ô bị gộp, bị tách hoặc bị mất khi chuyển định dạng.",
            sample: &["6", "8"],
        },
        Code::EvidenceMissing => Words {
            title: "Không nêu minh chứng và nguồn số liệu",
            sentence: "Chỉ số không nêu minh chứng và nguồn số liệu.",
            advice: "Đề nghị quy định tài liệu kiểm chứng.",
            meaning: "Khi thẩm định sẽ không có căn cứ để công nhận điểm.",
            sample: &[],
        },
        Code::TitleRepeated => Words {
            title: "Tên trùng",
            sentence: "Tên «{title}» đã có ở dòng {first}.",
            advice: "Đề nghị kiểm tra xem có phải một chỉ số ghi hai lần.",
            meaning: "Hai dòng cùng tên dễ bị nhập nhầm số liệu.",
            sample: &["Tỷ lệ hồ sơ xử lý trực tuyến", "6.9"],
        },
        Code::CellMissing => Words {
            title: "Ô trống",
            sentence: "Ô {field^} trống trong khi các dòng lân cận đều có.",
            advice: "Đề nghị bổ sung.",
            meaning: "Có thể sót khi soạn hoặc mất khi chuyển định dạng.",
            sample: &["max_points"],
        },

        Code::PillarTotalDiffers => Words {
            title: "Điểm của nhóm khác tổng các chỉ số",
            sentence: "Nhóm ghi {declared#} điểm, các chỉ số cộng lại được {computed#} điểm.",
            advice: "Đề nghị cơ quan ban hành xác nhận điểm đúng.",
            meaning: "Điểm tối đa của nhóm không bằng tổng điểm tối đa của các chỉ số trong nhóm.",
            sample: &["100", "105"],
        },
        Code::PillarTotalMissing => Words {
            title: "Nhóm không ghi điểm",
            sentence: "Nhóm không ghi điểm; các chỉ số cộng lại được {computed#} điểm.",
            advice: "Đề nghị xác nhận điểm của nhóm.",
            meaning: "Không có điểm của nhóm thì không kiểm tra được tổng.",
            sample: &["95"],
        },
        Code::MaxPointsMissing => Words {
            title: "Chỉ số không ghi điểm tối đa",
            sentence: "Chỉ số có cách tính nhưng không ghi điểm tối đa; theo cách tính là {inferred#} điểm.",
            advice: "Đề nghị xác nhận điểm tối đa.",
            meaning: "Ô điểm tối đa trống; điểm được suy ra từ cách tính và phải được xác nhận.",
            sample: &["10"],
        },
        Code::ParentTotalDiffers => Words {
            title: "Điểm của chỉ số cha khác tổng chỉ số con",
            sentence: "Chỉ số ghi {declared#} điểm, các chỉ số con cộng lại được {computed#} điểm.",
            advice: "Đề nghị cơ quan ban hành xác nhận điểm đúng.",
            meaning: "Chỉ số có các chỉ số con nhưng điểm tối đa không bằng tổng của chúng.",
            sample: &["15", "14"],
        },
        Code::GrandTotalDiffers => Words {
            title: "Tổng điểm khác tổng các nhóm",
            sentence: "Văn bản ghi tổng {declared#} điểm, các nhóm cộng lại được {computed#} điểm.",
            advice: "Đề nghị cơ quan ban hành xác nhận tổng điểm.",
            meaning: "Tổng điểm của bộ chỉ số không bằng tổng điểm của các nhóm.",
            sample: &["1000", "985"],
        },
        Code::NotScored => Words {
            title: "Chỉ số theo dõi, không chấm điểm",
            sentence: "Dòng không có điểm, cách tính và minh chứng: theo dõi, không chấm điểm.",
            advice: "Đề nghị xác nhận nếu đây là chỉ số phải chấm.",
            meaning: "Nhiều bộ chỉ số có phần thông tin chung chỉ thu thập, không tính điểm.",
            sample: &[],
        },

        Code::MultiplierDiffers => Words {
            title: "Hệ số nhân khác điểm tối đa",
            sentence: "Cách tính nhân với {multiplier#}, điểm tối đa là {max_points#}.",
            advice: "Đề nghị xác nhận số đúng.",
            meaning: "Nhân theo nguyên văn thì điểm vượt hoặc không đạt được điểm tối đa.",
            sample: &["10", "5"],
        },
        Code::TiersOverlap => Words {
            title: "Hai mức điểm cùng chứa một giá trị",
            sentence: "Giá trị {value#} thuộc cả mức «{first}» và mức «{second}».",
            advice: "Đề nghị quy định rõ giá trị này thuộc mức nào.",
            meaning: "Ranh giới ghi ở cả hai mức; một số liệu có thể được hai điểm khác nhau.",
            sample: &["80 %", "≥ 80 %", "≤ 80 %"],
        },
        Code::TiersGap => Words {
            title: "Khoảng giá trị không có mức điểm",
            sentence: "Không có mức điểm cho giá trị từ {from#}{to>}.",
            advice: "Đề nghị quy định điểm cho khoảng này.",
            meaning: "Số liệu rơi vào khoảng này thì không tính được điểm.",
            sample: &["5", "10"],
        },
        Code::PointsJump => Words {
            title: "Điểm nhảy bậc",
            sentence: "Tại {at#}, điểm nhảy từ {below#} lên {above#}.",
            advice: "Đề nghị xác nhận có phải tính theo tỷ lệ với ngưỡng hay không.",
            meaning: "Hai nhánh của cách tính không gặp nhau ở ngưỡng.",
            sample: &["80 %", "8", "10"],
        },
        Code::MaximumUnreachable => Words {
            title: "Không đạt được điểm tối đa",
            sentence: "Cách tính cho nhiều nhất {best#} điểm, điểm tối đa là {max_points#}.",
            advice: "Đề nghị xác nhận điểm tối đa hoặc cách tính.",
            meaning: "Không số liệu nào đạt được điểm tối đa ghi trong bảng.",
            sample: &["5", "10"],
        },
        Code::MaximumExceeded => Words {
            title: "Cách tính cho quá điểm tối đa",
            sentence: "Cách tính cho đến {best#} điểm, điểm tối đa là {max_points#}; phần vượt không được tính.",
            advice: "Đề nghị xác nhận điểm tối đa hoặc cách tính.",
            meaning: "Điểm theo cách tính lớn hơn điểm tối đa ghi trong bảng.",
            sample: &["20", "10"],
        },
        Code::DenominatorNotStated => Words {
            title: "Không nêu mẫu số của tỷ lệ",
            sentence: "Cách tính nói về tỷ lệ nhưng không nêu mẫu số.",
            advice: "Đề nghị thống nhất mẫu số trước khi nhập số liệu.",
            meaning: "Các đơn vị có thể tính theo mẫu số khác nhau.",
            sample: &[],
        },
        Code::TierPointsNotStated => Words {
            title: "Các mức không ghi điểm",
            sentence: "Các mức «{tiers}» không ghi điểm; tạm tính {taken}.",
            advice: "Đề nghị quy định điểm của từng mức.",
            meaning: "Văn bản chỉ liệt kê mức; cách tính tạm phải được xác nhận.",
            sample: &["50tr; 25tr; 10tr", "2; 1; 0,4"],
        },
        Code::RuleUnread => Words {
            title: "Chưa đọc được cách tính điểm",
            sentence: "Không đọc được cách tính điểm: «{text}».",
            advice: "Đề nghị chọn dạng cách tính và nhập các con số.",
            meaning: "Câu không thuộc dạng nào mà phần mềm hiểu chắc chắn; không tính điểm thay vì đoán.",
            sample: &["Theo hướng dẫn của cơ quan chuyên môn"],
        },
        Code::ReadingAssumed => Words {
            title: "Đã chọn một cách hiểu mặc định",
            sentence: "Câu có nhiều cách hiểu; đang lấy «{taken~}», cách khác: {others~}.",
            advice: "Đề nghị xác nhận hoặc chọn cách hiểu khác.",
            meaning: "Mặc định là cách hiểu cho điểm thấp hơn.",
            sample: &["cap_at_max", "scale_to_max"],
        },
        Code::NeedsCohort => Words {
            title: "Cần số liệu của các đơn vị cùng khối",
            sentence: "Cách tính so các đơn vị với nhau: cần số liệu của các đơn vị cùng khối.",
            advice: "Đề nghị cấp trên cung cấp giá trị nhỏ nhất và lớn nhất.",
            meaning: "Một đơn vị không tự chấm được chỉ số này.",
            sample: &[],
        },
        Code::TitleRuleDiffer => Words {
            title: "Tên chỉ số và cách tính không khớp",
            sentence: "Tên chỉ số hỏi {title_asks~}, cách tính dùng {rule_asks~}.",
            advice: "Đề nghị xác nhận số liệu cần nhập.",
            meaning: "Ví dụ tên ghi «Số lượng …» còn cách tính ghi «Tỷ lệ × 10đ».",
            sample: &["count", "rate"],
        },
        Code::RuleWithoutInputs => Words {
            title: "Cách tính không có số liệu để tính",
            sentence: "Cách tính «{text}» không nêu số liệu nào để tính.",
            advice: "Đề nghị bổ sung cách tính.",
            meaning: "Câu chỉ nêu yêu cầu, không nêu điểm theo kết quả.",
            sample: &["Theo thực tế"],
        },
        Code::AllOrNothing => Words {
            title: "Đạt đủ hoặc không có điểm",
            sentence: "Phải đạt {target#} mới có điểm; thấp hơn không có điểm.",
            advice: "Đề nghị theo dõi sát chỉ số này.",
            meaning: "Không có điểm cho kết quả một phần.",
            sample: &["100 %"],
        },
        Code::PartWithoutPoints => Words {
            title: "Một ý không ghi điểm",
            sentence: "Ý «{part}» không ghi điểm.",
            advice: "Đề nghị xác nhận ý này là điều kiện hay có điểm riêng.",
            meaning: "Ý không có điểm được hiểu là điều kiện: không đạt thì không có điểm.",
            sample: &["Có chuyên mục riêng"],
        },

        Code::DeadlineBeforePlan => Words {
            title: "Thời hạn trước ngày ban hành",
            sentence: "Thời hạn «{deadline}» (ngày {due@}) trước ngày {plan_date@} của kế hoạch.",
            advice: "Đề nghị đặt thời hạn áp dụng.",
            meaning: "Khi nhận kế hoạch thì đã quá hạn.",
            sample: &["Trong tháng 01/2024", "2024-01-31", "2024-02-26"],
        },
        Code::DeadlineInvalid => Words {
            title: "Ô thời gian không phải thời gian",
            sentence: "Ô thời gian ghi «{text}», không phải thời gian.",
            advice: "Đề nghị kiểm tra xem ô có bị lệch cột không.",
            meaning: "Thường là tên đơn vị nằm nhầm cột.",
            sample: &["UBND các phường, xã"],
        },
        Code::DateImpossible => Words {
            title: "Ngày không có trong lịch",
            sentence: "Ngày «{text}» không có trong lịch.",
            advice: "Đề nghị sửa ngày.",
            meaning: "Ví dụ 31/11 hoặc 30/02.",
            sample: &["31/11/2024"],
        },
        Code::PeriodNotStated => Words {
            title: "Không nêu chu kỳ",
            sentence: "«{text}» lặp lại nhưng không nêu bao lâu một lần.",
            advice: "Đề nghị quy định chu kỳ.",
            meaning: "Không có chu kỳ thì không nhắc việc được.",
            sample: &["Định kỳ"],
        },
        Code::BeforeQuarter => Words {
            title: "«Trước quý …» có hai cách hiểu",
            sentence: "«Trước quý» hiểu theo chữ là hết ngày {literal@}; có thể người viết muốn nói hết ngày {lenient@}.",
            advice: "Đề nghị xác nhận ngày cuối.",
            meaning: "Theo chữ, trước quý IV là trước ngày 01/10; nhiều văn bản muốn nói trong quý IV.",
            sample: &["2024-09-30", "2024-12-31"],
        },
        Code::DueBeforeYearEnd => Words {
            title: "Hạn trước khi hết kỳ số liệu",
            sentence: "Số liệu cả năm nhưng hạn là {due@}, trước ngày cuối năm.",
            advice: "Đề nghị nhập số ước và cập nhật số chính thức sau.",
            meaning: "Số liệu đến hạn mới là số tạm tính.",
            sample: &["2024-10-14"],
        },
        Code::DeadlinesConflict => Words {
            title: "Hai thời hạn khác nhau",
            sentence: "Ô ghi hai thời hạn khác nhau: «{first}» và «{second}».",
            advice: "Đề nghị xác nhận thời hạn áp dụng.",
            meaning: "Không rõ thời hạn nào ràng buộc.",
            sample: &["Quý I/2024", "trước ngày 30/6/2024"],
        },
        Code::DeadlineUnread => Words {
            title: "Chưa đọc được thời hạn",
            sentence: "Không đọc được thời hạn «{text}».",
            advice: "Đề nghị chọn ngày hoặc chu kỳ.",
            meaning: "Câu không thuộc dạng thời hạn nào mà phần mềm hiểu chắc chắn.",
            sample: &["Sau khi ổn định tổ chức"],
        },
        Code::DaysNotStated => Words {
            title: "Không rõ ngày thường hay ngày làm việc",
            sentence: "{days#} ngày không ghi là ngày làm việc; đang tính theo ngày thường.",
            advice: "Đề nghị xác nhận.",
            meaning: "Hai cách tính cho hai ngày hết hạn khác nhau.",
            sample: &["15"],
        },
        Code::DeadlineCut => Words {
            title: "Thời hạn bị cắt",
            sentence: "Ô thời gian «{text}» bị cắt giữa chừng.",
            advice: "Đề nghị bổ sung theo văn bản gốc.",
            meaning: "Chữ bị mất khi chuyển định dạng hoặc khi soạn.",
            sample: &["Trước ngày 15/"],
        },
        Code::DeadlineAssumed => Words {
            title: "Thời hạn hiểu theo mặc định",
            sentence: "Thời hạn «{text}» không nêu ngày cụ thể; đang lấy {taken@}.",
            advice: "Đề nghị xác nhận ngày cuối.",
            meaning: "Cách nói ước chừng được gán ngày theo một quy ước.",
            sample: &["Đầu năm 2024", "2024-03-31"],
        },

        Code::TargetsContradict => Words {
            title: "Hai chỉ tiêu mâu thuẫn",
            sentence: "Cùng một dòng ghi chỉ tiêu «{first}» và «{second}».",
            advice: "Đề nghị xác nhận chỉ tiêu đúng.",
            meaning: "Không thể vừa đạt chỉ tiêu này vừa đạt chỉ tiêu kia theo chữ.",
            sample: &["≥ 70 %", "80 %"],
        },
        Code::TargetUnread => Words {
            title: "Chưa đọc được chỉ tiêu",
            sentence: "Không đọc được chỉ tiêu «{text}».",
            advice: "Đề nghị nhập con số và đơn vị tính.",
            meaning: "Ô chỉ tiêu không có con số hoặc có dạng lạ.",
            sample: &["Theo lộ trình"],
        },
        Code::TargetWithoutRow => Words {
            title: "Chỉ tiêu không có dòng trong phụ lục",
            sentence: "Chỉ tiêu «{text}» ở phần lời không có dòng nào trong phụ lục.",
            advice: "Đề nghị gắn với một dòng hoặc tạo chỉ tiêu riêng.",
            meaning: "Không ai được giao theo dõi chỉ tiêu này.",
            sample: &["phấn đấu 50 % hộ gia đình có cáp quang"],
        },
        Code::MeasureOdd => Words {
            title: "Chỉ tiêu và đơn vị tính không khớp",
            sentence: "Đơn vị tính «{measure}» không khớp với chỉ tiêu «{target}».",
            advice: "Đề nghị kiểm tra đơn vị tính.",
            meaning: "Ví dụ đơn vị tính ghi «Dân số» còn chỉ tiêu ghi «100».",
            sample: &["Dân số", "100"],
        },

        Code::PartySpelledDifferently => Words {
            title: "Một bên ghi nhiều cách",
            sentence: "«{spelling}» được hiểu là «{usual}».",
            advice: "Đề nghị xác nhận là một bên.",
            meaning: "Cùng một chức danh hoặc đơn vị viết khác nhau trong văn bản.",
            sample: &["CC VH TT", "CC VHTT"],
        },
        Code::AbbreviationUnknown => Words {
            title: "Chữ viết tắt chưa rõ",
            sentence: "Chữ viết tắt «{abbreviation}» không được giải thích.",
            advice: "Đề nghị cho biết tên đầy đủ.",
            meaning: "Không gắn được với đơn vị hoặc chức danh.",
            sample: &["TCKT"],
        },
        Code::LeadMissing => Words {
            title: "Không có đơn vị chủ trì",
            sentence: "Dòng không có đơn vị chủ trì.",
            advice: "Đề nghị phân công.",
            meaning: "Không ai chịu trách nhiệm về kết quả.",
            sample: &[],
        },
    }
}

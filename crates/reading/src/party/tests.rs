//! Cells as officials write them, and how they split. Names are made up where people are named.

use std::fmt::Write as _;

use super::{is_party, split};

#[track_caller]
fn check(cell: &str, expected: &[&str]) {
    assert_eq!(split(cell), expected, "{cell:?}");
}

/// Lines of a table: a cell, `=>`, and its parties separated by ` | `; `\n` is a new line.
#[track_caller]
fn check_table(table: &str) {
    let mut wrong = String::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (cell, parties) = line.split_once(" => ").unwrap();
        let cell = cell.replace("\\n", "\n");
        let got = split(&cell).join(" | ");
        if got != parties {
            let _ = write!(wrong, "{cell:?}\n  expected {parties}\n  got      {got}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn groups_and_organs_split_only_where_another_party_begins() {
    check_table(
        "UBND các phường, xã => UBND các phường, xã
         UBND các\\nphường, xã => UBND các phường, xã
         UBND các xã, phường, thị trấn => UBND các xã, phường, thị trấn
         UBND phường, xã => UBND phường, xã
         Các phòng, ban, ngành, đơn vị của thành phố, UBND các phường, xã => Các phòng, ban, ngành, đơn vị của thành phố | UBND các phường, xã
         Các phòng, ban, ngành đơn vị liên quan cung cấp thông tin => Các phòng, ban, ngành đơn vị liên quan cung cấp thông tin
         Các cơ quan, đơn vị, UBND phường, xã => Các cơ quan, đơn vị | UBND phường, xã
         Các cơ quan, đơn \\n\\nvị, UBND phường, \\n\\nxã => Các cơ quan, đơn vị | UBND phường, xã
         Các CQ, đơn vị => Các CQ, đơn vị
         Các CQ, đơn vị,\\nUBND phường, xã => Các CQ, đơn vị | UBND phường, xã
         Các phòng, đơn vị liên quan => Các phòng, đơn vị liên quan
         Các ngành của thành phố, UBND các phường, xã => Các ngành của thành phố | UBND các phường, xã
         Công chức xã, các thôn => Công chức xã | các thôn
         Các thôn, tổ dân phố => Các thôn, tổ dân phố
         Các sở, ban, ngành; UBND cấp xã => Các sở, ban, ngành | UBND cấp xã
         các cơ quan, đơn vị, phòng Nội vụ => các cơ quan, đơn vị | phòng Nội vụ
         Các cơ quan, đơn vị thành phố, các đơn vị có liên quan và UBND các phường, xã => Các cơ quan, đơn vị thành phố | các đơn vị có liên quan | UBND các phường, xã
         Các cơ quan, ban, ngành, Mặt trận và các đoàn thể xã => Các cơ quan, ban, ngành | Mặt trận | các đoàn thể xã
         Phòng, ban, ngành của huyện => Phòng, ban, ngành của huyện
         Cán bộ, công chức phường => Cán bộ, công chức phường
         CB, CC có liên quan => CB, CC có liên quan
         CB,CC có liên quan => CB,CC có liên quan
         cán bộ và công chức => cán bộ và công chức
         UBND xã, Công an xã => UBND xã | Công an xã
         Đảng ủy, HĐND, UBND xã => Đảng ủy | HĐND | UBND xã
         Đảng uỷ; Uỷ ban nhân dân xã => Đảng uỷ | Uỷ ban nhân dân xã
         6 thôn => 6 thôn
         Công an xã, 06 thôn => Công an xã | 06 thôn
         Các trường học, trạm y tế => Các trường học | trạm y tế
         Các doanh nghiệp viễn thông => Các doanh nghiệp viễn thông
         Các cơ quan, đơn vị thuộc phường => Các cơ quan, đơn vị thuộc phường
         Các cơ quan và đơn vị thuộc xã => Các cơ quan và đơn vị thuộc xã
         UBND các phường, xã; các phòng, ban => UBND các phường, xã | các phòng, ban
         Ban điều hành các khu phố => Ban điều hành các khu phố
         Các sở, ban, ngành và địa phương => Các sở, ban, ngành và địa phương
         Trưởng các thôn, Công an xã => Trưởng các thôn | Công an xã
         Các CQ, đơn vị UBND phường, xã => Các CQ, đơn vị | UBND phường, xã
         Các phòng, ban UBND huyện => Các phòng, ban UBND huyện
         Phòng GD-ĐT, Thành đoàn => Phòng GD-ĐT | Thành đoàn
         Tất cả các cơ quan, đơn vị => Tất cả các cơ quan, đơn vị",
    );
}

#[test]
fn a_name_with_commas_or_and_stays_whole() {
    check_table(
        "Phòng Lao động, Thương binh và Xã hội => Phòng Lao động, Thương binh và Xã hội
         Phòng Lao động - Thương binh và Xã hội => Phòng Lao động - Thương binh và Xã hội
         Phòng Kinh tế, Hạ tầng và Đô thị => Phòng Kinh tế, Hạ tầng và Đô thị
         Sở Văn hóa, Thể thao và Du lịch => Sở Văn hóa, Thể thao và Du lịch
         Sở Văn hoá, Thể thao\\nvà Du lịch => Sở Văn hoá, Thể thao và Du lịch
         Phòng Văn hóa, Khoa học và Thông tin => Phòng Văn hóa, Khoa học và Thông tin
         Văn phòng HĐND và UBND => Văn phòng HĐND và UBND
         Văn phòng HĐND và\\nUBND thành phố => Văn phòng HĐND và UBND thành phố
         Văn phòng\\nHĐND-UBND TP => Văn phòng HĐND-UBND TP
         VP HĐND và UBND huyện => VP HĐND và UBND huyện
         VP.HĐND-UBND => VP.HĐND-UBND
         Chi cục thuế khu vực thành phố Thái Bình-Vũ Thư => Chi cục thuế khu vực thành phố Thái Bình-Vũ Thư
         Trung tâm Phát triển quỹ đất và Cụm công nghiệp => Trung tâm Phát triển quỹ đất và Cụm công nghiệp
         Trung tâm Văn hóa, thể thao và truyền thông => Trung tâm Văn hóa, thể thao và truyền thông
         Sở Khoa học và Công nghệ => Sở Khoa học và Công nghệ
         Ban Quản lý dự án đầu tư, xây dựng => Ban Quản lý dự án đầu tư, xây dựng
         Công chức Tài chính và Kế hoạch => Công chức Tài chính và Kế hoạch
         Công chức VP - TK xã => Công chức VP - TK xã
         Công chức Địa chính - Xây dựng - Đô thị và Môi trường => Công chức Địa chính - Xây dựng - Đô thị và Môi trường
         Đài Truyền thanh – Truyền hình thành phố => Đài Truyền thanh – Truyền hình thành phố
         Phụ trách Đài truyền thanh xã. => Phụ trách Đài truyền thanh xã
         Phụ trách\\nĐài truyền thanh xã => Phụ trách Đài truyền thanh xã
         Ngân hàng nhà nước đóng trên địa bàn => Ngân hàng nhà nước đóng trên địa bàn
         Trung tâm Phục vụ HCC => Trung tâm Phục vụ HCC
         Tổ công nghệ số cộng đồng => Tổ công nghệ số cộng đồng
         Cục Viễn thông/ tỉnh => Cục Viễn thông/ tỉnh
         Ủy ban MTTQ Việt Nam xã => Ủy ban MTTQ Việt Nam xã
         Văn phòng Đảng ủy => Văn phòng Đảng ủy
         Phó Chủ tịch UBND phụ trách văn hóa, xã hội => Phó Chủ tịch UBND phụ trách văn hóa, xã hội
         Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số => Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số
         Phòng Cảnh sát phòng cháy, chữa cháy => Phòng Cảnh sát phòng cháy, chữa cháy
         Công chức (Văn phòng, Địa chính) => Công chức (Văn phòng, Địa chính)
         Chủ tịch UBND các xã, phường => Chủ tịch UBND các xã, phường
         Lãnh đạo HĐND và UBND xã => Lãnh đạo HĐND và UBND xã
         CC cửa Một => CC cửa Một",
    );
}

#[test]
fn a_person_keeps_one_post() {
    check_table(
        "Đ/c An, CC VP-TK => Đ/c An, CC VP-TK
         Đ/c Dương, CC VP-TK Đ/c Hường, VP Đảng ủy => Đ/c Dương, CC VP-TK | Đ/c Hường, VP Đảng ủy
         Đ/c Dương, CC VP-TK\\nĐ/c Hường, VP Đảng ủy => Đ/c Dương, CC VP-TK | Đ/c Hường, VP Đảng ủy
         Đ/c Phương, CB VH-XH và CB, CC có liên quan => Đ/c Phương, CB VH-XH | CB, CC có liên quan
         Đ/c Phương, CB VH-XH và các CB, CC có liên quan => Đ/c Phương, CB VH-XH | các CB, CC có liên quan
         Đ/c Hoạch và CB, CC có liên quan => Đ/c Hoạch | CB, CC có liên quan
         Đ/c Hoạch, CB, CC có liên quan => Đ/c Hoạch | CB, CC có liên quan
         Các trường học và Đ/c Thảo, CB LĐTB&XH => Các trường học | Đ/c Thảo, CB LĐTB&XH
         Đ/c Phương, CB VH-XH, Đ/c Hiệp, CB ĐTT => Đ/c Phương, CB VH-XH | Đ/c Hiệp, CB ĐTT
         Đ/c Dương, CC VP-TK Đ/c Phương, CB VH-XH, Đ/c Hiệp, CB ĐTT và CB, CC có liên quan => Đ/c Dương, CC VP-TK | Đ/c Phương, CB VH-XH | Đ/c Hiệp, CB ĐTT | CB, CC có liên quan
         Đ/c Phương, CB VH-XH; => Đ/c Phương, CB VH-XH
         Đ/c Hiệp, CB ĐTT; Đ/c Hoạch, BT ĐTN => Đ/c Hiệp, CB ĐTT | Đ/c Hoạch, BT ĐTN
         Đ/c Lan\\nCC VP-TK => Đ/c Lan CC VP-TK
         Đ/c Lan,\\nCC VP-TK => Đ/c Lan, CC VP-TK
         Đ/c Dương, Đ/c Hường => Đ/c Dương | Đ/c Hường
         Đồng chí Nguyễn Văn An, Phó Chủ tịch UBND xã => Đồng chí Nguyễn Văn An, Phó Chủ tịch UBND xã
         Đồng chí Nguyễn Văn An - Phó Chủ tịch UBND xã, Công an xã => Đồng chí Nguyễn Văn An - Phó Chủ tịch UBND xã | Công an xã
         Ông Trần Văn Bình, Công chức VH-XH => Ông Trần Văn Bình, Công chức VH-XH
         Bà Lê Thị Hoa, ông Đỗ Văn Nam => Bà Lê Thị Hoa | ông Đỗ Văn Nam
         Nguyễn Văn An, Trần Thị Bình => Nguyễn Văn An | Trần Thị Bình
         Nguyễn Văn An\\nTrần Thị Bình => Nguyễn Văn An | Trần Thị Bình
         Nguyễn Văn An, CC TC-KT => Nguyễn Văn An, CC TC-KT
         Đ/c Lan, Kế toán => Đ/c Lan, Kế toán
         Đ/c Lan, UBND các phường, xã => Đ/c Lan | UBND các phường, xã
         Đ/c Chủ tịch UBND xã => Đ/c Chủ tịch UBND xã
         Đ/c Bí thư Đảng ủy, Đ/c Chủ tịch UBND => Đ/c Bí thư Đảng ủy | Đ/c Chủ tịch UBND
         Các đồng chí Ủy viên Ban Chỉ đạo => Các đồng chí Ủy viên Ban Chỉ đạo
         Hiệu trưởng trường TH VTS, Hiệu trưởng trường THCS HHT => Hiệu trưởng trường TH VTS | Hiệu trưởng trường THCS HHT
         CC VHTT, CC VPTK => CC VHTT | CC VPTK
         CC VHTT CC VPTK => CC VHTT | CC VPTK
         CC VHTT\\nCC VPTK => CC VHTT | CC VPTK
         CC Địa chính, CC VPTK => CC Địa chính | CC VPTK
         CC VPTK, Đoàn thanh niên xã => CC VPTK | Đoàn thanh niên xã
         CC VHTT, Công chức xã => CC VHTT | Công chức xã
         Bí thư, Trưởng thôn => Bí thư | Trưởng thôn
         Chủ tịch UBND và Trưởng Công an xã => Chủ tịch UBND | Trưởng Công an xã",
    );
}

#[test]
fn a_head_that_is_not_repeated_still_opens_a_party() {
    check_table(
        "Phòng TC-KH, Kinh tế => Phòng TC-KH | Kinh tế
         Phòng TC-KH,\\n\\nKinh tế => Phòng TC-KH | Kinh tế
         Phòng Kinh tế, Văn hóa và Thông tin, các phòng, ban, ngành, đơn vị liên quan của thành phố, UBND các phường, xã => Phòng Kinh tế | Văn hóa và Thông tin | các phòng, ban, ngành, đơn vị liên quan của thành phố | UBND các phường, xã
         Phòng Nội vụ, Tư pháp, Công an huyện => Phòng Nội vụ | Tư pháp | Công an huyện
         CC VHTT, VPTK => CC VHTT | VPTK
         Công chức Tư pháp - Hộ tịch, Tài chính - Kế toán, cán bộ Lao động TB&XH phường => Công chức Tư pháp - Hộ tịch | Tài chính - Kế toán | cán bộ Lao động TB&XH phường
         Hội Nông dân, Phụ nữ, Cựu chiến binh => Hội Nông dân | Phụ nữ | Cựu chiến binh
         Phòng Văn hóa, Thông tin => Phòng Văn hóa, Thông tin",
    );
}

#[test]
fn lists_semicolons_bullets_and_joint_words_separate() {
    check_table(
        "Phòng Văn hóa và Thông tin; Trung tâm Phát triển quỹ đất và Cụm công nghiệp; UBND các phường, xã; => Phòng Văn hóa và Thông tin | Trung tâm Phát triển quỹ đất và Cụm công nghiệp | UBND các phường, xã
         - Phòng Văn hóa và Thông tin phối hợp Phòng Lao động, Thương binh và Xã hội, Trung tâm Phát triển quỹ đất và Cụm công nghiệp => Phòng Văn hóa và Thông tin | Phòng Lao động, Thương binh và Xã hội | Trung tâm Phát triển quỹ đất và Cụm công nghiệp
         Phòng Nội vụ chủ trì, phối hợp với Văn phòng => Phòng Nội vụ | Văn phòng
         - Phòng Nội vụ\\n- Công an xã\\n- Các thôn => Phòng Nội vụ | Công an xã | Các thôn
         + UBND xã\\n+ Trạm Y tế => UBND xã | Trạm Y tế
         1. Phòng Nội vụ\\n2. Công an xã => Phòng Nội vụ | Công an xã
         Bộ phận 1 cửa, Công an xã, Công chức VP - TK xã => Bộ phận 1 cửa | Công an xã | Công chức VP - TK xã
         Phòng Nội vụ\\nCông an xã => Phòng Nội vụ | Công an xã
         Phòng Văn hóa\\nvà Thông tin => Phòng Văn hóa và Thông tin
         Phòng\\nTài chính - Kế hoạch => Phòng Tài chính - Kế hoạch
         Phòng Tài chính -\\nKế hoạch => Phòng Tài chính - Kế hoạch
         Chủ tịch\\nUBND xã => Chủ tịch UBND xã
         Công an\\nxã => Công an xã
         Phòng VH&TT,\\n\\nUBND phường, xã => Phòng VH&TT | UBND phường, xã
         VP HĐND-UBND,\\n\\nCác cơ quan, đơn\\n\\nvị => VP HĐND-UBND | Các cơ quan, đơn vị
         Văn phòng Thành\\n\\nủy, Văn phòng\\n\\nHĐND-UBND TP => Văn phòng Thành ủy | Văn phòng HĐND-UBND TP
         Trung tâm\\n\\nVHTT&TT => Trung tâm VHTT&TT
         Hội Phụ nữ và Đoàn Thanh niên xã => Hội Phụ nữ | Đoàn Thanh niên xã
         Công an xã và UBND các thôn => Công an xã | UBND các thôn
         Đài Truyền thanh-Truyền hình thành phố, UBND các phường, xã => Đài Truyền thanh-Truyền hình thành phố | UBND các phường, xã
         CB, CC có liên quan; Tổ CNSCĐ phường, Tổ CNSCĐ các tổ dân phố => CB, CC có liên quan | Tổ CNSCĐ phường | Tổ CNSCĐ các tổ dân phố
         Phòng VH-XH; VNPT, Viettel => Phòng VH-XH | VNPT | Viettel
         Phong Van hoa va Thong tin, UBND cac phuong, xa => Phong Van hoa va Thong tin | UBND cac phuong, xa
         UBND xã. => UBND xã
         TT.ĐU, TT.HĐND phường => TT.ĐU | TT.HĐND phường
         Mặt trận, đoàn thể xã => Mặt trận | đoàn thể xã
         Các phòng, ban, đơn vị của thành phố,\\nUBND các phường,\\nxã => Các phòng, ban, đơn vị của thành phố | UBND các phường, xã
         Trưởng Công an xã; Trạm trưởng Trạm Y tế => Trưởng Công an xã | Trạm trưởng Trạm Y tế
         Quân sự xã, Công an xã => Quân sự xã | Công an xã
         UBND xã cùng với Công an xã => UBND xã | Công an xã",
    );
    check("", &[]);
    check(" ;; , - \n", &[]);
}

#[track_caller]
fn party(expected: bool, cells: &[&str]) {
    for cell in cells {
        assert_eq!(is_party(cell), expected, "{cell:?}");
    }
}

#[test]
fn parties_are_told_from_times_proofs_and_titles() {
    party(
        true,
        &[
            "CC VHTT",
            "Công chức Tài chính và Kế hoạch",
            "Phòng Tài chính-Kế hoạch",
            "UBND xã",
            "6 thôn",
            "Phòng TC-KH, Kinh tế",
            "Các phòng, ban, ngành đơn vị liên quan cung cấp thông tin",
            "Đ/c Hoạch và CB, CC có liên quan",
            "Chi cục thống kê thành phố",
            "Báo Thái Bình",
            "Tổ CNSCĐ các tổ dân phố",
            "VP.HĐND-UBND",
            "Sở Thông tin và Truyền thông",
        ],
    );
    party(
        false,
        &[
            "",
            "Thường xuyên",
            "Quý I/2024",
            "Trước ngày 01/10/2024",
            "Ban hành văn bản",
            "Văn bản, tài liệu",
            "Tỷ lệ *10 đ",
            "Hàng năm",
            "Kế hoạch",
            "Đã ban hành",
            "0 điểm",
            "100% phường, xã",
            "10",
            "Tổ chức bồi dưỡng, tập huấn về chuyển đổi số",
            "Phòng, chống mã độc",
            "Khi có yêu cầu",
            "Tài liệu/link hoặc hình ảnh",
            "Số lượng 20 bài/năm (10đ)",
            "Báo cáo kết quả",
            "Bộ chỉ số DTI",
        ],
    );
}

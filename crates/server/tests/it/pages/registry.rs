//! `/quan-tri/danh-muc-don-vi`, `/don-vi-cu`: preview, enter, take out, look up.

use app::testing::{on_both, on_sqlite};
use axum::http::StatusCode;

use crate::support::{TestSite, encoded};

const LIST: &str = "/quan-tri/danh-muc-don-vi";

#[test]
fn a_province_sees_what_comes_before_it_comes_and_can_take_it_back() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        site.trial
            .meddle("update unit set name = 'Thành phố Huế', kind = 'province'")
            .await;
        let page = client.get(LIST).await;
        assert_eq!(page.status, StatusCode::OK);
        let count = app::registry::registry().communes("46").count();
        assert!(
            page.text.contains(&format!("Nạp {count} đơn vị")),
            "{}",
            page.text
        );
        assert!(page.text.contains("Sẽ nạp vào «Thành phố Huế»"));

        let other = client.post(LIST, &[("tinh", "68")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            other.text.contains("không phải «Tỉnh Lâm Đồng»"),
            "{}",
            other.text
        );

        let done = client.post(LIST, &[("tinh", "")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = client.get(LIST).await;
        assert!(page.text.contains(&format!("Đã nạp {count} đơn vị")));
        assert!(page.text.contains("Danh mục đã có đủ"));

        let words = "xã Quảng Ngạn Quảng Điền";
        let page = client
            .get(&format!("/don-vi-cu?q={}", encoded(words)))
            .await;
        assert!(
            page.text.contains("Huyện Quảng Điền, Thành phố Huế"),
            "{}",
            page.text
        );
        assert!(
            page.text.contains("href=\"/don-vi/"),
            "it leads to the unit of today"
        );
        // The old name finds the unit of today in the list of units too.
        let page = client
            .get(&format!("/don-vi?q={}", encoded("Quảng Ngạn")))
            .await;
        assert!(page.text.contains("1 đơn vị."), "{}", page.text);

        let back = client.post(&format!("{LIST}/hoan-tac"), &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        let page = client.get("/don-vi").await;
        assert!(page.text.contains("1 đơn vị."), "{}", page.text);
        let again = client.post(&format!("{LIST}/hoan-tac"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("chưa nạp danh mục lần nào"));
    });
}

#[test]
fn a_made_up_city_is_told_why_it_gets_nothing() {
    on_sqlite(|trial| async move {
        let (_site, client) = TestSite::begun(trial).await;
        let page = client.get(LIST).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text
                .contains("không phải tỉnh, thành phố có trong danh mục")
        );
        assert!(!page.text.contains("đơn vị</button>"));
        let page = client.get("/don-vi-cu?q=zzzz").await;
        assert!(page.text.contains("Không có đơn vị cũ nào khớp"));
    });
}

//! `/ky/…/chi-so/…`: figures that somebody provides for the unit.

use app::figure::{self, Outcome};
use app::testing::{Trial, on_sqlite};
use app::{account, period, unit};
use axum::http::StatusCode;
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, TestSite};

const BASE: &str = "/ky/2026/don-vi/son-khe";

/// A ward whose office of culture provides figures, with one that nobody has entered yet.
struct Ward {
    focal: Client,
    provider: Client,
    entry: String,
    version: String,
    code: String,
    site: TestSite,
}

async fn ward(trial: Trial) -> Ward {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let grant = "update role_grant set role = 'provider'
        where account_id in (select id from account where login = 'vhxh.sonkhe')";
    trial.meddle(grant).await;
    // Something of theirs that takes a yes or no, and has none.
    let site = TestSite::new(trial);
    let app = &site.trial.app;
    let signed_in = account::sign_in(app, "vhxh.sonkhe", PASSWORD).await;
    let actor = signed_in.ok().unwrap().actor;
    let ward = unit::by_slug(app, &actor, "son-khe").await.unwrap();
    let period = period::by_code(app, "2026").await.unwrap();
    let all = figure::assessments(app, &actor, &ward, &period).await;
    let grid = figure::grid(app, &actor, &ward, &all.unwrap()[0])
        .await
        .unwrap();
    assert!(grid.provides);
    let found = grid.entries.iter().find(|entry| {
        let asks = &grid.edition.lines[entry.line].asks;
        entry.is_mine && matches!(asks.as_slice(), [ask] if ask.key == "yes")
    });
    let entry = found.expect("the sample plan gives them such a row");
    assert_ne!(entry.earned.outcome, Outcome::Heading);
    Ward {
        focal: site.sign_in("daumoi.sonkhe", PASSWORD).await,
        provider: site.sign_in("vhxh.sonkhe", PASSWORD).await,
        entry: entry.id.to_string(),
        version: entry.version.to_string(),
        code: grid.edition.lines[entry.line].code.clone(),
        site,
    }
}

impl Ward {
    fn page(&self) -> String {
        format!("{BASE}/chi-so/{}", self.code)
    }

    /// The provider says yes, then no: one of them is not what was there.
    async fn provide(&mut self) {
        for text in ["Không", "Có"] {
            let typed = [
                ("entry", self.entry.as_str()),
                ("version", self.version.as_str()),
                ("k.yes", text),
                ("source", "Sổ của bên cung cấp"),
                ("as_of", "30/09/2026"),
                ("applicable", "1"),
                ("reason", "Đối chiếu lại."),
            ];
            let page = self.provider.post(&self.page(), &typed).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
            let app = &self.site.trial.app;
            let entry = app::EntryId::parse(&self.entry).unwrap();
            let program = app::Actor::program();
            let latest = figure::latest(app, &program, &entry).await.unwrap();
            self.version = latest.version.to_string();
        }
    }

    async fn say(&self, client: &Client, what: (&str, &str, &str)) -> crate::support::Page {
        let (verb, about, said) = what;
        let typed = [
            ("entry", self.entry.as_str()),
            ("ve", about),
            ("noi_dung", said),
        ];
        client
            .post(&format!("{}/{verb}", self.page()), &typed)
            .await
    }
}

#[test]
fn a_provided_figure_is_locked_disputed_and_answered_on_its_page() {
    on_sqlite(|trial| async move {
        let mut ward = ward(trial).await;
        ward.provide().await;
        let page = ward.focal.get(&ward.page()).await;
        for words in [
            "Số liệu được cung cấp",
            "nguồn: Sổ của bên cung cấp · số liệu ngày 30/09/2026",
            "Không thống nhất với số liệu này",
        ] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let grid = ward.focal.get(&format!("{BASE}/nhap-lieu")).await;
        assert!(grid.text.contains("<span class=\"state\">Đã khóa</span>"));
        let typed = [
            ("entry", ward.entry.as_str()),
            ("version", ward.version.as_str()),
            ("k.yes", "Không"),
            ("source", "Báo cáo"),
            ("as_of", "30/09/2026"),
            ("applicable", "1"),
        ];
        let page = ward.focal.post(&ward.page(), &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text
                .contains("do bên cung cấp số liệu nhập và đã khóa")
        );

        let page = ward
            .say(&ward.focal, ("khong-thong-nhat", "yes", " "))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("chưa có nội dung"));
        let said = "Phường chưa ban hành văn bản này.";
        let page = ward
            .say(&ward.focal, ("khong-thong-nhat", "yes", said))
            .await;
        let back = format!("{}#cung-cap", ward.page());
        assert_eq!(page.location.as_ref(), Some(&back));
        let page = ward
            .say(&ward.focal, ("khong-thong-nhat", "yes", "Thêm nữa."))
            .await;
        assert!(page.text.contains("đang có một ý kiến chờ"));
        let grid = ward.focal.get(&format!("{BASE}/nhap-lieu")).await;
        assert!(grid.text.contains("Đã khóa, có ý kiến chờ trả lời"));

        let inbox = ward.provider.get("/hop-thu").await;
        assert!(inbox.text.contains(said), "{}", inbox.text);
        let page = ward.provider.get(&ward.page()).await;
        assert!(page.text.contains(said) && page.text.contains("Gửi trả lời"));
        let (_, rest) = page.text.split_once("name=\"ve\" value=\"").unwrap();
        let id = rest.split('"').next().unwrap();
        let page = ward.say(&ward.focal, ("tra-loi", id, "Không.")).await;
        assert!(page.text.contains("chỉ bên cung cấp số liệu trả lời"));
        let page = ward
            .say(&ward.provider, ("tra-loi", id, "Đã ban hành ngày 01/9."))
            .await;
        assert_eq!(page.location.as_ref(), Some(&back));
        let page = ward.focal.get(&ward.page()).await;
        assert!(page.text.contains("Đã ban hành ngày 01/9."));
        assert!(!page.text.contains("Có ý kiến chờ trả lời"));
    });
}

#[test]
fn a_page_with_provided_figures_asks_the_database_little() {
    on_sqlite(|trial| async move {
        let mut ward = ward(trial).await;
        ward.provide().await;
        for path in [ward.page(), format!("{BASE}/nhap-lieu")] {
            ward.focal.get(&path).await;
            let before = ward.site.trial.app.statements();
            assert_eq!(ward.focal.get(&path).await.status, StatusCode::OK);
            let asked = ward.site.trial.app.statements() - before;
            assert!(asked <= 18, "{path}: {asked} statements");
        }
    });
}

//! Takes the pictures of the guide from the made-up city: `cargo run -p journeys --example pictures
//! FOLDER`. The clock stands still, so the same pages give the same pictures; reduce their colours
//! with `pngquant` before they go into `docs/vi/hinh`.

use std::path::{Path, PathBuf};

use journeys::{Browser, Setting, Site, Window, journey};

const WARD: &str = "/ky/2026/don-vi/son-khe";

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "hinh".to_owned()));
    std::fs::create_dir_all(&folder).expect("the folder is made");
    journey(Setting::OFFICE, move |browser| async move {
        let site = Site::city().await;
        let camera = Camera {
            browser,
            site,
            folder,
        };
        camera.browser.sign_in(&camera.site, "daumoi.sonkhe").await;
        camera.of_the_ward().await;
        camera.of_an_import().await;
        camera
            .browser
            .client()
            .delete_all_cookies()
            .await
            .expect("signed out");
        camera.browser.sign_in(&camera.site, "vhxh.sonkhe").await;
        camera.take("viec-cua-toi", "/viec-cua-toi").await;
        camera.browser.resize(Window::Phone).await;
        camera.take("dien-thoai", "/viec-cua-toi").await;
    });
}

struct Camera {
    browser: Browser,
    site: Site,
    folder: PathBuf,
}

impl Camera {
    async fn of_the_ward(&self) {
        self.take("tong-quan", &format!("{WARD}/tong-quan")).await;
        self.take("nhap-lieu", &format!("{WARD}/nhap-lieu")).await;
        self.take("chi-so", &format!("{WARD}/chi-so/6.3")).await;
        self.take("lich", "/lich?thang=2026-06&cua=don-vi").await;
        self.take("tim-kiem", "/tim-kiem?q=ho+so+truc+tuyen").await;
        self.take("nhat-ky", "/quan-tri/nhat-ky").await;
        self.browser
            .go(&format!("{}/ke-hoach", self.site.base))
            .await;
        self.browser.click("main table th.name a").await;
        self.browser.sees("dòng hoàn thành").await;
        self.keep("ke-hoach").await;
        self.browser
            .go(&format!("{}{WARD}/minh-chung?q=kien+toan", self.site.base))
            .await;
        self.browser.click("main table th.name a").await;
        self.browser.sees("Dùng cho").await;
        self.keep("minh-chung").await;
    }

    async fn of_an_import(&self) {
        let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/son-khe/ke-hoach.docx");
        self.browser
            .go(&format!("{}/nhap-ke-hoach", self.site.base))
            .await;
        self.browser.attach("[name=tep]", &[&plan]).await;
        self.browser.press("Đọc kế hoạch").await;
        self.browser.sees("Đối chiếu với văn bản").await;
        self.browser.click("a.doc-line.assumed").await;
        self.keep("doi-chieu").await;
        self.browser.press("Tiếp: chỗ cần xử lý").await;
        self.browser.sees("Chỗ chưa xử lý vẫn ghi được").await;
        self.keep("cho-can-xu-ly").await;
    }

    async fn take(&self, name: &str, page: &str) {
        self.browser.go(&format!("{}{page}", self.site.base)).await;
        self.keep(name).await;
    }

    async fn keep(&self, name: &str) {
        self.browser
            .picture(&self.folder.join(format!("{name}.png")))
            .await;
    }
}

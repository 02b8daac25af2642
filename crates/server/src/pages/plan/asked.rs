//! What the address of a plan's table asks for: filters, order, page; and addresses that ask for
//! something else beside it.

use app::plan::{DueWindow, Filter, Order, StatusWanted, Triage};
use app::{PartyId, PlanId};
use domain::work::Status;
use serde::Deserialize;

use super::typed::points;

/// Rows of one page.
pub(super) const PAGE: usize = 100;

/// The query of a plan's table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) q: String,
    #[serde(rename = "phu-luc")]
    pub(super) annex: String,
    #[serde(rename = "tien-do")]
    pub(super) status: String,
    #[serde(rename = "chu-tri")]
    pub(super) lead: String,
    #[serde(rename = "han")]
    pub(super) due: String,
    #[serde(rename = "phan-loai")]
    pub(super) triage: String,
    #[serde(rename = "diem")]
    pub(super) points: String,
    #[serde(rename = "cua-toi")]
    pub(super) mine: String,
    #[serde(rename = "xep")]
    pub(super) order: String,
    #[serde(rename = "trang")]
    pub(super) page: String,
}

impl Asked {
    /// What it means; words that mean nothing ask for nothing.
    pub(super) fn filter(&self) -> Filter {
        let status = match self.status.as_str() {
            "overdue" => Some(StatusWanted::Overdue),
            name => Status::parse(name).map(StatusWanted::Is),
        };
        Filter {
            words: self.q.clone(),
            annex: Some(self.annex.clone()).filter(|annex| !annex.is_empty()),
            status,
            lead: PartyId::parse(&self.lead),
            due: DueWindow::parse(&self.due),
            triage: Triage::parse(&self.triage),
            points_min: points(&self.points).ok().flatten(),
            mine: self.mine == "1",
            order: match self.order.as_str() {
                "han" => Order::Due,
                "diem" => Order::Points,
                "tien-do" => Order::Status,
                _ => Order::Document,
            },
        }
    }

    /// Which page, from 1.
    pub(super) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn pairs(&self) -> [(&'static str, &str); 10] {
        [
            ("q", &self.q),
            ("phu-luc", &self.annex),
            ("tien-do", &self.status),
            ("chu-tri", &self.lead),
            ("han", &self.due),
            ("phan-loai", &self.triage),
            ("diem", &self.points),
            ("cua-toi", &self.mine),
            ("xep", &self.order),
            ("trang", &self.page),
        ]
    }

    /// `/ke-hoach/…?…` with one thing asked differently; the page starts anew.
    pub(super) fn with(&self, plan: &PlanId, name: &str, value: &str) -> String {
        let mut query = Vec::new();
        for (own, text) in self.pairs() {
            let text = if own == name { value } else { text };
            if !text.is_empty() && (own != "trang" || name == "trang") {
                query.push(format!("{own}={}", encoded(text)));
            }
        }
        format!("/ke-hoach/{plan}?{}", query.join("&"))
    }

    /// Everything asked, for an export of the same rows.
    pub(super) fn export(&self, plan: &PlanId) -> String {
        let with = self.with(plan, "trang", "");
        let query = with.split_once('?').map_or("", |(_, query)| query);
        format!("/ke-hoach/{plan}/xuat.csv?{query}")
    }
}

/// For a query: everything but letters and digits as %XX.
pub(super) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

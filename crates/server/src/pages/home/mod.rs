//! `/`: to the visitor's overview.

use axum::extract::State;

use crate::pages::on_to;
use crate::web::{Access, Answer, Here, Site, Visitor, Web};

pub(super) fn routes(site: Site) -> Site {
    site.get("/", Access::SignedIn, get)
}

async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    let here = Here::home(&web, &visitor).await?;
    on_to(&format!("{}/tong-quan", here.path()))
}

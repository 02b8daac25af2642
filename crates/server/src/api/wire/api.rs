//! Registration: each operation once, with its route, its access and its description together.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::ask::Ask;
use super::body::{Asked, Sent};
use super::document::Schemas;
use super::reply::{Given, Reply};
use super::{conditional, once};
use crate::web::{Access, Failure, Site, Web};

/// What runs an operation.
pub(super) type Run = Arc<dyn Fn(Web, Request) -> Running + Send + Sync>;
/// It, running.
pub(super) type Running = Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// An operation, for the document.
pub(in crate::api) struct Operation {
    /// `GET`, `POST` …
    pub method: Method,
    /// `/api/v1/units/{unit}`.
    pub path: &'static str,
    /// Who may pass.
    pub access: Access,
    /// `listUnits`.
    pub id: &'static str,
    /// What it does, in Vietnamese.
    pub summary: &'static str,
    /// The group it stands in.
    pub tag: &'static str,
    /// Its query's shape.
    pub query: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
    /// Its body.
    pub asked: Option<Asked>,
    /// Its answer.
    pub given: Given,
    /// Adds the shapes it names.
    pub schemas: fn(&mut Schemas),
}

/// The operations collected so far.
#[derive(Default)]
pub(in crate::api) struct Api {
    site: Site,
    operations: Vec<Operation>,
    readers: BTreeMap<&'static str, Run>,
    tag: &'static str,
}

impl Api {
    /// On top of what the site has.
    pub(in crate::api) fn on(site: Site) -> Api {
        Api {
            site,
            ..Api::default()
        }
    }

    /// The group of what follows.
    pub(in crate::api) fn about(mut self, tag: &'static str) -> Api {
        self.tag = tag;
        self
    }

    /// Reads. Answers have a tag; `If-None-Match` is honoured.
    pub(in crate::api) fn get<B, Q, R, F>(
        self,
        path: &'static str,
        access: Access,
        said: (&'static str, &'static str),
        handler: impl Fn(Ask<B, Q>) -> F + Clone + Send + Sync + 'static,
    ) -> Api
    where
        B: Sent + 'static,
        Q: DeserializeOwned + ToSchema + Send + 'static,
        R: Reply + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
    {
        let run = erased(handler);
        let mut api = self.described::<B, Q, R>(Method::GET, path, access, said);
        api.readers.insert(path, Arc::clone(&run));
        api.site = api.site.get(
            path,
            access,
            move |State(web): State<Web>, request: Request| {
                conditional::read(Arc::clone(&run), web, request)
            },
        );
        api
    }

    /// Makes something, or does something that has no other address. `Idempotency-Key` is
    /// honoured; `If-Match` where the handler asks for a version.
    pub(in crate::api) fn post<B, Q, R, F>(
        self,
        path: &'static str,
        access: Access,
        said: (&'static str, &'static str),
        handler: impl Fn(Ask<B, Q>) -> F + Clone + Send + Sync + 'static,
    ) -> Api
    where
        B: Sent + 'static,
        Q: DeserializeOwned + ToSchema + Send + 'static,
        R: Reply + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
    {
        let run = erased(handler);
        let mut api = self.described::<B, Q, R>(Method::POST, path, access, said);
        let reader = api.reader(path);
        api.site = api.site.upload(
            path,
            access,
            B::BYTES_MAX,
            move |State(web): State<Web>, request: Request| {
                once::post(Arc::clone(&run), reader.clone(), web, request)
            },
        );
        api
    }

    /// `PUT`, `PATCH`, `DELETE`: changes what stands there. `If-Match` is required.
    pub(in crate::api) fn change<B, Q, R, F>(
        self,
        method: Method,
        path: &'static str,
        access: Access,
        said: (&'static str, &'static str),
        handler: impl Fn(Ask<B, Q>) -> F + Clone + Send + Sync + 'static,
    ) -> Api
    where
        B: Sent + 'static,
        Q: DeserializeOwned + ToSchema + Send + 'static,
        R: Reply + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
    {
        let run = erased(handler);
        let mut api = self.described::<B, Q, R>(method.clone(), path, access, said);
        let reader = api.reader(path);
        api.site = api.site.other(
            method,
            path,
            access,
            move |State(web): State<Web>, request: Request| {
                conditional::change(Arc::clone(&run), reader.clone(), web, request)
            },
        );
        api
    }

    fn described<B, Q, R>(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        (id, summary): (&'static str, &'static str),
    ) -> Api
    where
        B: Sent,
        Q: ToSchema,
        R: Reply,
    {
        self.operations.push(Operation {
            method,
            path,
            access,
            id,
            summary,
            tag: self.tag,
            query: Q::schema(),
            asked: B::asked(),
            given: R::given(),
            schemas: |schemas| {
                B::schemas(schemas);
                R::schemas(schemas);
            },
        });
        self
    }

    /// Who reads what stands at the address, or at the one it hangs under
    /// (`/plans/{plan}/issue` under `/plans/{plan}`).
    fn reader(&self, path: &'static str) -> Option<Run> {
        let above = path.rsplit_once('/').map_or(path, |(above, _)| above);
        self.readers
            .get(path)
            .or_else(|| self.readers.get(above))
            .cloned()
    }

    /// The site with these operations, and their descriptions.
    pub(in crate::api) fn into_parts(self) -> (Site, Vec<Operation>) {
        (self.site, self.operations)
    }
}

fn erased<B, Q, R, F>(handler: impl Fn(Ask<B, Q>) -> F + Clone + Send + Sync + 'static) -> Run
where
    B: Sent + 'static,
    Q: DeserializeOwned + Send + 'static,
    R: Reply + 'static,
    F: Future<Output = Result<R, Failure>> + Send + 'static,
{
    Arc::new(move |web, request| {
        let handler = handler.clone();
        Box::pin(async move {
            let ask = Ask::<B, Q>::read(web, request).await?;
            handler(ask).await?.answer()
        })
    })
}

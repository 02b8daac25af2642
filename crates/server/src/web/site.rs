//! Registration of routes. Each says who may pass; the guard asks before the handler runs, and the
//! use case asks again about the thing itself.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::authority::Action;

use super::{Failure, Visitor, Web};

/// Who may pass a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not.
    Public,
    /// Anyone signed in.
    SignedIn,
    /// Whoever is allowed the action somewhere; on what, the use case decides.
    May(Action),
}

/// A route, for tests and for the API's description.
#[derive(Clone, Debug)]
pub struct RouteInfo {
    /// `GET`, `POST` …
    pub method: Method,
    /// `/don-vi/{unit}`.
    pub path: &'static str,
    /// Who may pass.
    pub access: Access,
}

/// The routes collected so far.
#[derive(Default)]
pub struct Site {
    routes: Vec<(RouteInfo, MethodRouter<Web>)>,
}

impl Site {
    /// A page or a reading answer.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Site
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::GET, path, access, on(MethodFilter::GET, handler))
    }

    /// A form or another change.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Site
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::POST, path, access, on(MethodFilter::POST, handler))
    }

    /// A form that takes files of `bytes_max` together.
    #[must_use]
    pub fn upload<H, T>(
        self,
        path: &'static str,
        access: Access,
        bytes_max: usize,
        handler: H,
    ) -> Site
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let route = on(MethodFilter::POST, handler).layer(DefaultBodyLimit::max(bytes_max));
        self.add(Method::POST, path, access, route)
    }

    /// `PUT`, `PATCH`, `DELETE`: the API's.
    #[must_use]
    pub fn other<H, T>(self, method: Method, path: &'static str, access: Access, handler: H) -> Site
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::DELETE);
        self.add(method, path, access, on(filter, handler))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        route: MethodRouter<Web>,
    ) -> Site {
        let info = RouteInfo {
            method,
            path,
            access,
        };
        self.routes.push((info, route));
        self
    }

    /// Routes and their access.
    pub fn info(self) -> Vec<RouteInfo> {
        self.routes.into_iter().map(|(info, _)| info).collect()
    }

    pub(super) fn into_router(self, web: Web) -> Router {
        let mut router = Router::new();
        for (info, route) in self.routes {
            let guarded = route.layer(from_fn_with_state(info.access, pass));
            router = router.route(info.path, guarded);
        }
        router.with_state(web)
    }
}

async fn pass(State(access): State<Access>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    let refused = match (access, visitor) {
        (Access::Public, _) | (Access::SignedIn, Some(_)) => None,
        (Access::SignedIn | Access::May(_), None) => Some(Failure::NotSignedIn),
        (Access::May(action), Some(visitor)) => {
            let allowed = visitor.actor.authority.may_somewhere(action);
            (!allowed).then_some(Failure::NotAllowed(action))
        }
    };
    match refused {
        Some(failure) => axum::response::IntoResponse::into_response(failure),
        None => next.run(request).await,
    }
}

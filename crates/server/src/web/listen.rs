//! Connections: accepts them, bounds what each may hold, and lets requests under way end.

use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};

/// Bytes of a request that are read ahead, and its longest head. What is sent of a large file stands
/// in such pieces, so many that send at once must not fill the memory.
const READ_AHEAD_BYTES: usize = 64 << 10;
/// For the whole head of a request to arrive: nobody holds a connection by being slow.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// For requests under way to end when the program is told to stop.
const END_WITHIN: Duration = Duration::from_mins(1);
/// Before the next try where the system has no connection left to give.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until `stop` comes; requests under way are finished.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(READ_AHEAD_BYTES);
    let service = TowerToHyperService::new(router);
    let ending = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let stream = tokio::select! {
            stream = accept(&listener) => stream,
            () = &mut stop => break,
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone());
        let connection = ending.watch(connection);
        // A connection that breaks off is the other side's business.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    if tokio::time::timeout(END_WITHIN, ending.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("requests were still under way when the program ended");
    }
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // An answer is whole when it is written: nothing is gained by waiting for more.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(error) => {
                tracing::warn!(cause = %error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

//! Files through HTTP, piece by piece: as they arrive into the store, and from it as they are sent.
//! Nothing here holds more of a file than a piece.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use app::{Arrived, Arriving, Fault, Stored};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead as _, AsyncSeek as _, ReadBuf};

use super::{Failure, Web};

/// Bytes that are read from the disk in one go.
const PIECE_BYTES: usize = 64 << 10;

/// Why a file did not arrive.
#[derive(Debug)]
pub(crate) enum Cut {
    /// The sender stopped, or sent what is no form.
    BrokenOff,
    /// More than the route takes.
    TooLarge,
    /// The store did not take it.
    Fault(Fault),
}

impl From<Fault> for Cut {
    fn from(fault: Fault) -> Cut {
        Cut::Fault(fault)
    }
}

impl From<MultipartError> for Cut {
    fn from(error: MultipartError) -> Cut {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Cut::TooLarge,
            _ => Cut::BrokenOff,
        }
    }
}

impl From<Cut> for Failure {
    fn from(cut: Cut) -> Failure {
        match cut {
            Cut::BrokenOff => Failure::Unreadable,
            Cut::TooLarge => Failure::TooLarge,
            Cut::Fault(fault) => Failure::Fault(fault),
        }
    }
}

/// A text of a form.
pub(crate) async fn text(field: Field<'_>) -> Result<String, Cut> {
    Ok(String::from_utf8_lossy(&field.bytes().await?).into_owned())
}

/// A file of a form. More than any file may have is counted, not kept.
pub(crate) async fn field(web: &Web, mut field: Field<'_>) -> Result<Arrived, Cut> {
    let mut arriving = begin(web).await?;
    while let Some(piece) = field.chunk().await? {
        arriving.write(&piece).await?;
    }
    Ok(arriving.end().await?)
}

/// A file that is the body itself.
pub(crate) async fn whole(web: &Web, body: Body) -> Result<Arrived, Cut> {
    into(begin(web).await?, body).await
}

/// A body that waits on the disk, every byte of it.
pub(crate) async fn aside(web: &Web, body: Body) -> Result<Arrived, Cut> {
    into(web.app.files().arrive(u64::MAX).await?, body).await
}

async fn begin(web: &Web) -> Result<Arriving, Fault> {
    let most = documents::limits::UPLOAD_BYTES_MAX;
    web.app.files().arrive(most).await
}

async fn into(mut arriving: Arriving, body: Body) -> Result<Arrived, Cut> {
    let mut body = std::pin::pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await
    {
        let frame = frame.map_err(|error| cut(&error))?;
        if let Ok(piece) = frame.into_data() {
            arriving.write(&piece).await?;
        }
    }
    Ok(arriving.end().await?)
}

/// The limit of a route stands around the body, and says so only in its words.
fn cut(error: &axum::Error) -> Cut {
    if error.to_string().contains("length limit") {
        Cut::TooLarge
    } else {
        Cut::BrokenOff
    }
}

/// A stored file as a body.
pub(crate) fn body(stored: Stored) -> Body {
    let whole = stored.size_bytes;
    part(stored, 0, whole)
}

/// So many bytes of a stored file from that one on.
pub(super) fn part(stored: Stored, first: u64, count: u64) -> Body {
    Body::new(Pieces {
        file: stored.file,
        place: if first == 0 {
            Place::Here
        } else {
            Place::At(first)
        },
        left: count,
        piece: vec![0; PIECE_BYTES],
    })
}

struct Pieces {
    file: tokio::fs::File,
    place: Place,
    left: u64,
    piece: Vec<u8>,
}

/// Where the file is to be read from.
enum Place {
    /// From this byte on, which is not looked for yet.
    At(u64),
    /// It is being looked for.
    Sought,
    /// From where it stands.
    Here,
}

impl Pieces {
    fn poll_place(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Place::At(first) = self.place {
            Pin::new(&mut self.file).start_seek(io::SeekFrom::Start(first))?;
            self.place = Place::Sought;
        }
        if let Place::Sought = self.place {
            ready!(Pin::new(&mut self.file).poll_complete(context))?;
            self.place = Place::Here;
        }
        Poll::Ready(Ok(()))
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = self.get_mut();
        if this.left == 0 {
            return Poll::Ready(None);
        }
        ready!(this.poll_place(context))?;
        let room = usize::try_from(this.left).map_or(PIECE_BYTES, |left| left.min(PIECE_BYTES));
        let mut buffer = ReadBuf::new(&mut this.piece[..room]);
        ready!(Pin::new(&mut this.file).poll_read(context, &mut buffer))?;
        let piece = Bytes::copy_from_slice(buffer.filled());
        if piece.is_empty() {
            // The file is shorter than it was: better a broken answer than half a file as a whole.
            return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
        }
        this.left = this.left.saturating_sub(piece.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

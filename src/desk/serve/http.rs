//! HTTP. In: a listening socket and a [`Site`]. Out: requests as plain values, and their replies on the wire. Only this
//! file knows hyper and tokio.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

/// A request without its body.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// `GET`, `POST` …
    pub method: String,
    /// The path as it came, percent-encoded.
    pub path: String,
    /// What follows the question mark, percent-encoded.
    pub query: String,
    /// Every `Host`.
    pub hosts: Vec<String>,
    /// `Origin`: the page that asks, which browsers name whenever something may be changed.
    pub origin: Option<String>,
    /// `Sec-Fetch-Site`: whether that page is one of ours, as browsers see it.
    pub site: Option<String>,
    /// The media type of the body.
    pub media: String,
    /// How many bytes the body has, as far as it is said.
    pub length: usize,
}

/// What a path leads to, once it is let in.
pub struct Way<T> {
    /// What answers.
    pub to: T,
    /// How many bytes its body may have.
    pub most: usize,
}

/// Who answers.
pub trait Site: Send + Sync + 'static {
    /// What answers a request.
    type To: Send + 'static;

    /// Looks at the head, before any of the body is read.
    ///
    /// # Errors
    /// The refusal.
    fn admit(&self, head: &Head) -> Result<Way<Self::To>, Reply>;

    /// Answers.
    fn answer(&self, to: Self::To, head: Head, body: Vec<u8>) -> Reply;
}

/// A reply.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// What the document may load and do (CSP).
    pub policy: String,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Headers that every reply has: nothing is kept, guessed or told elsewhere. Of the address, which is secret, pages of
/// other sites learn nothing; to our own it is told, or browsers would hide the origin of forms (Fetch, 3.2).
const ALWAYS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Answers until the program is ended. Each request is worked on by a thread of its own.
///
/// # Errors
/// A socket that can't be used.
pub fn serve<S: Site>(listener: TcpListener, site: S) -> io::Result<Infallible> {
    let site = Arc::new(site);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    listener.set_nonblocking(true)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            let site = Arc::clone(&site);
            tokio::spawn(async move {
                let service = service_fn(|request| {
                    let site = Arc::clone(&site);
                    async move { Ok::<_, Infallible>(exchange(site, request).await) }
                });
                // A browser that hangs up leaves nothing to do.
                let _ = http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    })
}

async fn exchange<S: Site>(
    site: Arc<S>,
    request: hyper::Request<Incoming>,
) -> hyper::Response<Full<Bytes>> {
    let (parts, body) = request.into_parts();
    let head = head(&parts);
    let way = match site.admit(&head) {
        Ok(way) => way,
        Err(refusal) => return response(refusal),
    };
    let large = || Reply::text(413, &format!("that is more than {} bytes", way.most));
    if head.length > way.most {
        return response(large());
    }
    let Ok(body) = Limited::new(body, way.most).collect().await else {
        return response(large());
    };
    let body = body.to_bytes().to_vec();
    let answered = tokio::task::spawn_blocking(move || site.answer(way.to, head, body)).await;
    // A panic of one answer must not take the desk away.
    let broken = "something went wrong inside; the terminal says what, and nothing was written";
    response(answered.unwrap_or_else(|_| Reply::text(500, broken)))
}

fn head(parts: &hyper::http::request::Parts) -> Head {
    let all = |name: &str| -> Vec<String> {
        let values = parts.headers.get_all(name).iter();
        values
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect()
    };
    Head {
        method: parts.method.as_str().into(),
        path: parts.uri.path().into(),
        query: parts.uri.query().unwrap_or_default().into(),
        hosts: all("host"),
        origin: all("origin").pop(),
        site: all("sec-fetch-site").pop(),
        media: all("content-type").pop().unwrap_or_default(),
        length: all("content-length")
            .pop()
            .and_then(|length| length.parse().ok())
            .unwrap_or(0),
    }
}

fn response(reply: Reply) -> hyper::Response<Full<Bytes>> {
    let mut headers = HeaderMap::new();
    let said = reply.headers.into_iter();
    let own = [
        ("content-type", reply.media.to_string()),
        ("content-security-policy", reply.policy),
    ];
    let always = ALWAYS.map(|(name, value)| (name, value.to_string()));
    for (name, value) in always.into_iter().chain(own).chain(said) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let mut response = hyper::Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = hyper::StatusCode::from_u16(reply.status)
        .unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}

/// Nothing may be loaded.
const BARE: &str = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'";

impl Reply {
    /// Bytes of some kind, which load nothing.
    #[must_use]
    pub fn bytes(media: &'static str, body: Vec<u8>) -> Reply {
        Reply {
            status: 200,
            media,
            policy: BARE.into(),
            headers: Vec::new(),
            body,
        }
    }

    /// A line of text.
    #[must_use]
    pub fn text(status: u16, text: &str) -> Reply {
        Reply {
            status,
            ..Reply::bytes(
                "text/plain; charset=utf-8",
                format!("{text}\n").into_bytes(),
            )
        }
    }

    /// JSON.
    #[must_use]
    pub fn json(status: u16, value: &serde_json::Value) -> Reply {
        Reply {
            status,
            ..Reply::bytes("application/json", value.to_string().into_bytes())
        }
    }

    /// The way to another page of ours, to be got there.
    #[must_use]
    pub fn see(address: String) -> Reply {
        Reply {
            headers: vec![("location", address)],
            ..Reply::text(303, "see there")
        }
    }
}

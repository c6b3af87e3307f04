//! The head of a request: what is asked for, of whom, and how long the body is. What is not plain is refused, so that no two
//! readers can take it differently. Pure.

use http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderName, TRANSFER_ENCODING};
use http::uri::{Authority, PathAndQuery};
use http::{HeaderMap, HeaderValue, Method, Request, Uri, Version};
use std::net::IpAddr;

/// The longest head, in bytes.
pub(super) const LONGEST_HEAD: usize = 16 * 1024;
/// The most headers.
pub(super) const HEADERS: usize = 64;
/// How many bytes the body of a request may have.
pub(super) const LARGEST_BODY: usize = 1024 * 1024;

/// A request without its body.
#[derive(Debug)]
pub(super) struct RequestHead {
    pub(super) request: Request<()>,
    pub(super) framing: Framing,
    pub(super) keeps_alive: bool,
    /// The client waits for permission to send the body.
    pub(super) expects_continue: bool,
}

/// How the end of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Length(u64),
    Chunked,
}

/// Why a request is not answered as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestError {
    /// It is not HTTP/1.1, nor HTTP/1.0; what is wrong with it, by its name in the standard (RFC 9112).
    Malformed(&'static str),
    TooLong,
    TimedOut,
    /// The client expects something other than to continue.
    Expectation,
    /// The body comes in a way that this server does not know.
    Coding,
    /// It is meant for another host.
    OtherHost,
}

/// The body of a request, or why there is none.
pub(super) type RequestBody = Result<Vec<u8>, BodyError>;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    TooLarge,
    TimedOut,
    Cut,
}

/// The head at the beginning of these bytes, and its length; none where it is not whole yet.
///
/// # Errors
/// If it will be none, or is refused.
pub(super) fn head(bytes: &[u8]) -> Result<Option<(usize, RequestHead)>, RequestError> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let status = parsed.parse(&bytes[..bytes.len().min(LONGEST_HEAD)]);
    let length = match status {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(RequestError::TooLong),
        Err(httparse::Error::Version) => return Err(RequestError::Malformed("HTTP-version")),
        Err(httparse::Error::Token) => return Err(RequestError::Malformed("request-line")),
        Err(_) => return Err(RequestError::Malformed("field-line")),
    };
    let version = match parsed.version {
        Some(0) => Version::HTTP_10,
        _ => Version::HTTP_11,
    };
    let method = parsed.method.unwrap_or_default();
    let method = Method::from_bytes(method.as_bytes()).map_err(|_| RequestError::Malformed("method"))?;
    let headers = headers_of(parsed.headers)?;
    let uri = uri(parsed.path.unwrap_or_default(), &headers, version)?;
    let framing = framing(&headers, version)?;
    let mut request = Request::new(());
    let (keeps_alive, expects_continue) = (keeps_alive(&headers, version), expects_continue(&headers)?);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.version_mut() = version;
    *request.headers_mut() = headers;
    let head = RequestHead {
        request,
        framing,
        keeps_alive,
        expects_continue: expects_continue && version == Version::HTTP_11,
    };
    Ok(Some((length, head)))
}

fn headers_of(parsed: &[httparse::Header<'_>]) -> Result<HeaderMap, RequestError> {
    let mut headers = HeaderMap::new();
    for header in parsed {
        let malformed = RequestError::Malformed("field-line");
        let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| malformed)?;
        let value = HeaderValue::from_bytes(header.value).map_err(|_| malformed)?;
        headers.append(name, value);
    }
    Ok(headers)
}

/// What is asked for, without the host. A target is a path, or the whole address; nothing else is at hand here.
fn uri(target: &str, headers: &HeaderMap, version: Version) -> Result<Uri, RequestError> {
    let named = only(headers, &HOST, "Host")?;
    if named.is_none() && version == Version::HTTP_11 {
        return Err(RequestError::Malformed("Host"));
    }
    if !named.is_none_or(|host| is_ours(host.as_bytes())) {
        return Err(RequestError::OtherHost);
    }
    let malformed = RequestError::Malformed("request-target");
    let whole: Uri = target.parse().map_err(|_| malformed)?;
    let is_path = target.starts_with('/');
    if !is_path && whole.scheme_str() != Some("http") {
        return Err(malformed);
    }
    if !whole
        .authority()
        .is_none_or(|host| is_ours(host.as_str().as_bytes()))
    {
        return Err(RequestError::OtherHost);
    }
    let path = whole.path_and_query().cloned();
    Ok(path.unwrap_or(PathAndQuery::from_static("/")).into())
}

/// Whether a host is this machine. By another name a page of a stranger could speak to the sandbox: a browser takes it for
/// the stranger's own server as soon as the name leads here.
fn is_ours(host: &[u8]) -> bool {
    let Ok(authority) = Authority::try_from(host) else {
        return false;
    };
    let host = authority.host();
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    !authority.as_str().contains('@')
        && (host.eq_ignore_ascii_case("localhost")
            || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()))
}

fn framing(headers: &HeaderMap, version: Version) -> Result<Framing, RequestError> {
    let length = only(headers, &CONTENT_LENGTH, "Content-Length")?;
    let coding = only(headers, &TRANSFER_ENCODING, "Transfer-Encoding")?;
    match (length, coding) {
        (None, None) => Ok(Framing::Length(0)),
        (Some(length), None) => {
            let digits = length
                .to_str()
                .ok()
                .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let length = digits.and_then(|digits| digits.parse().ok());
            length
                .map(Framing::Length)
                .ok_or(RequestError::Malformed("Content-Length"))
        }
        (None, Some(coding)) if version == Version::HTTP_11 => {
            if coding.as_bytes().eq_ignore_ascii_case(b"chunked") {
                Ok(Framing::Chunked)
            } else {
                Err(RequestError::Coding)
            }
        }
        (_, Some(_)) => Err(RequestError::Malformed("Transfer-Encoding")),
    }
}

/// The size of a chunk, from the line before it.
pub(super) fn chunk_size(line: &[u8]) -> Option<u64> {
    // The parser takes a line without a number for 0.
    line.first()?.is_ascii_hexdigit().then_some(())?;
    match httparse::parse_chunk_size(line) {
        Ok(httparse::Status::Complete((length, size))) if length == line.len() => Some(size),
        _ => None,
    }
}

fn keeps_alive(headers: &HeaderMap, version: Version) -> bool {
    let options = headers.get_all(CONNECTION).iter();
    let options = options.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let closes = options
        .map(<[u8]>::trim_ascii)
        .any(|option| option.eq_ignore_ascii_case(b"close"));
    version == Version::HTTP_11 && !closes
}

fn expects_continue(headers: &HeaderMap) -> Result<bool, RequestError> {
    let mut expected = headers.get_all(EXPECT).iter();
    if expected.all(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue")) {
        Ok(headers.contains_key(EXPECT))
    } else {
        Err(RequestError::Expectation)
    }
}

/// The value of a header that may be there once.
fn only<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    what: &'static str,
) -> Result<Option<&'a HeaderValue>, RequestError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (first, None) => Ok(first),
        _ => Err(RequestError::Malformed(what)),
    }
}

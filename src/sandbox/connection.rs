//! One connection: reads its requests, one after the other, and writes the answers. Everything has its time.

use super::request::{self, BodyError, Framing, LARGEST_BODY, RequestBody, RequestError, RequestHead};
use super::service::Service;
use http::header::{CONNECTION, CONTENT_LENGTH};
use http::{HeaderValue, Method, Response, Version};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a client may take for the head of a request, for its body, and to read the answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes more are read and thrown away, so that the client can read why its request is refused: one that still
/// writes when the connection ends sees only that it ended.
const DRAINED: usize = 16 * LARGEST_BODY;
/// How long that may take.
const DRAINING: Duration = Duration::from_secs(2);
const PACKET: usize = 16 * 1024;

pub(super) struct ClientConnection<'a> {
    stream: &'a TcpStream,
    /// Whether a request is being worked on.
    is_busy: &'a AtomicBool,
    /// What was read and not used yet.
    buffer: Vec<u8>,
    deadline: Instant,
}

impl<'a> ClientConnection<'a> {
    pub(super) fn new(stream: &'a TcpStream, is_busy: &'a AtomicBool) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            is_busy,
            buffer: Vec::new(),
            deadline: Instant::now(),
        })
    }

    /// Answers request after request, until one of the two sides wants no more.
    ///
    /// # Errors
    /// If the client is gone.
    pub(super) fn serve(&mut self, service: &Service) -> io::Result<()> {
        while self.exchange(service)? {}
        // A client that still writes must be able to read the answer.
        self.stream.shutdown(Shutdown::Write)?;
        self.deadline = Instant::now() + DRAINING;
        let mut left = DRAINED;
        while left > 0 {
            self.buffer.clear();
            match self.fill()? {
                0 => break,
                length => left = left.saturating_sub(length),
            }
        }
        Ok(())
    }

    /// One request and its answer; whether another may follow.
    fn exchange(&mut self, service: &Service) -> io::Result<bool> {
        self.is_busy.store(false, Ordering::SeqCst);
        self.deadline = Instant::now() + TIMEOUT;
        let head = match self.head()? {
            None => return Ok(false),
            Some(Ok(head)) => head,
            Some(Err(why)) => {
                self.write(service.unreadable(&why), &Method::GET, false)?;
                return Ok(false);
            }
        };
        self.is_busy.store(true, Ordering::SeqCst);
        self.deadline = Instant::now() + TIMEOUT;
        if head.expects_continue {
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let body = self.body(&head.framing);
        let goes_on = body.is_ok() && head.keeps_alive;
        let method = head.request.method().clone();
        let response = service.answer(&head.request.map(|()| body));
        self.write(response, &method, goes_on)?;
        Ok(goes_on)
    }

    /// The head of the next request; none where no other one comes.
    fn head(&mut self) -> io::Result<Option<Result<RequestHead, RequestError>>> {
        loop {
            match request::head(&self.buffer) {
                Ok(Some((length, head))) => {
                    self.buffer.drain(..length);
                    return Ok(Some(Ok(head)));
                }
                Ok(None) if self.buffer.len() >= request::LONGEST_HEAD => {
                    return Ok(Some(Err(RequestError::TooLong)));
                }
                Ok(None) => {}
                Err(why) => return Ok(Some(Err(why))),
            }
            match self.fill() {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                // Who has asked for nothing gets no answer.
                Err(error) if is_timeout(&error) && self.buffer.is_empty() => return Ok(None),
                Err(error) if is_timeout(&error) => return Ok(Some(Err(RequestError::TimedOut))),
                Err(error) => return Err(error),
            }
        }
    }

    fn body(&mut self, framing: &Framing) -> RequestBody {
        let read = match framing {
            Framing::Length(length) => self.exactly(*length),
            Framing::Chunked => self.chunks(),
        };
        read.map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge => BodyError::TooLarge,
            _ if is_timeout(&error) => BodyError::TimedOut,
            _ => BodyError::Cut,
        })
    }

    fn exactly(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > LARGEST_BODY {
            return Err(ErrorKind::FileTooLarge.into());
        }
        while self.buffer.len() < length {
            self.fill_more()?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = request::chunk_size(&line).ok_or(ErrorKind::InvalidData)?;
            if size == 0 {
                // What follows the last chunk is ignored.
                let mut length = 0;
                while length <= request::LONGEST_HEAD {
                    let line = self.line()?;
                    if line == b"\r\n" {
                        return Ok(body);
                    }
                    length += line.len();
                }
                return Err(ErrorKind::InvalidData.into());
            }
            let room = LARGEST_BODY - body.len();
            if size > room as u64 {
                return Err(ErrorKind::FileTooLarge.into());
            }
            body.extend(self.exactly(size)?);
            if self.line()? != b"\r\n" {
                return Err(ErrorKind::InvalidData.into());
            }
        }
    }

    /// The next line, with its end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut searched = 0;
        loop {
            let end = self.buffer[searched..].iter().position(|byte| *byte == b'\n');
            if let Some(end) = end {
                let rest = self.buffer.split_off(searched + end + 1);
                return Ok(std::mem::replace(&mut self.buffer, rest));
            }
            searched = self.buffer.len();
            if searched > request::LONGEST_HEAD {
                return Err(ErrorKind::InvalidData.into());
            }
            self.fill_more()?;
        }
    }

    fn fill_more(&mut self) -> io::Result<()> {
        match self.fill()? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Reads what has come, or waits for it; 0 at the end.
    fn fill(&mut self) -> io::Result<usize> {
        let mut packet = [0; PACKET];
        loop {
            self.stream.set_read_timeout(Some(self.time_left()?))?;
            match self.stream.read(&mut packet) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => {
                    let length = read?;
                    self.buffer.extend_from_slice(&packet[..length]);
                    return Ok(length);
                }
            }
        }
    }

    fn write(&mut self, mut response: Response<String>, method: &Method, goes_on: bool) -> io::Result<()> {
        self.deadline = Instant::now() + TIMEOUT;
        let length = response.body().len();
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
        if !goes_on {
            let headers = response.headers_mut();
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let mut bytes = format!("{:?} {}\r\n", Version::HTTP_11, response.status()).into_bytes();
        for (name, value) in response.headers() {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        if method != Method::HEAD {
            bytes.extend_from_slice(response.body().as_bytes());
        }
        self.send(&bytes)
    }

    fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.set_write_timeout(Some(self.time_left()?))?;
            match self.stream.write(bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                written => bytes = &bytes[written?..],
            }
        }
        Ok(())
    }

    fn time_left(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(left)
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}

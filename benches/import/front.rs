//! What stands before a CRM: the end of TLS, and a limit to the age of connections.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustls::{ServerConfig, ServerConnection};
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How it treats connections.
#[derive(Clone)]
pub struct Front {
    /// With TLS.
    pub tls: Option<Arc<ServerConfig>>,
    /// Closed when they are so old, without a word, as soon as nothing is asked.
    pub longest_life: Option<Duration>,
}

/// The address of a CRM behind this.
pub fn crm_behind(front: Front, crm: SocketAddr) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let front = front.clone();
            // A connection that fails is the program's to notice.
            thread::spawn(move || front.serve(near, TcpStream::connect(crm)?));
        }
    });
    Ok(address)
}

impl Front {
    fn serve(&self, mut near: TcpStream, mut far: TcpStream) -> io::Result<()> {
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        let tls = self.tls.clone().map(ServerConnection::new);
        let mut tls = tls.transpose().map_err(io::Error::other)?;
        let begun = Instant::now();
        let mut is_asked = false;
        let mut buffer = [0; 16 * 1024];
        loop {
            let left = self.longest_life.map(|life| life.saturating_sub(begun.elapsed()));
            let (from_near, from_far) = ready(&near, &far, left.filter(|_| !is_asked))?;
            if from_near {
                let length = read(&mut near, tls.as_mut(), &mut buffer)?;
                is_asked |= length.is_some_and(|length| length > 0);
                match length {
                    Some(0) => return Ok(()),
                    Some(length) => far.write_all(&buffer[..length])?,
                    None => {}
                }
            }
            if from_far {
                let length = far.read(&mut buffer)?;
                if length == 0 {
                    return Ok(());
                }
                write(&mut near, tls.as_mut(), &buffer[..length])?;
                is_asked = false;
            }
            if !from_near && !from_far {
                return Ok(());
            }
        }
    }
}

/// Which of the two has something; neither, if the time is over before.
fn ready(near: &TcpStream, far: &TcpStream, limit: Option<Duration>) -> io::Result<(bool, bool)> {
    let mut both = [PollFd::new(near, PollFlags::IN), PollFd::new(far, PollFlags::IN)];
    let limit = limit.map(Timespec::try_from).transpose();
    poll(&mut both, limit.map_err(io::Error::other)?.as_ref())?;
    let has = |fd: &PollFd| !fd.revents().is_empty();
    Ok((has(&both[0]), has(&both[1])))
}

/// What the program says; none where that belongs to TLS alone.
fn read(
    near: &mut TcpStream,
    tls: Option<&mut ServerConnection>,
    buffer: &mut [u8],
) -> io::Result<Option<usize>> {
    let Some(tls) = tls else {
        return near.read(buffer).map(Some);
    };
    if tls.read_tls(near)? == 0 {
        return Ok(Some(0));
    }
    tls.process_new_packets().map_err(io::Error::other)?;
    while tls.wants_write() {
        tls.write_tls(near)?;
    }
    match tls.reader().read(buffer) {
        Ok(length) => Ok(Some(length)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error),
    }
}

fn write(near: &mut TcpStream, tls: Option<&mut ServerConnection>, bytes: &[u8]) -> io::Result<()> {
    let Some(tls) = tls else {
        return near.write_all(bytes);
    };
    tls.writer().write_all(bytes)?;
    while tls.wants_write() {
        tls.write_tls(near)?;
    }
    Ok(())
}

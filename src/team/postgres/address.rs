//! The address of the server, and how it is connected to: by TLS, unless the server is this very machine.

use super::super::{Error, UrlFault};
use crate::os::files::open_regular;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use std::io::Read as _;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How many bytes of a file of certificates are read. All public roots together take a quarter of it.
const LARGEST_FILE: u64 = 1024 * 1024;

/// How the server is connected to.
#[derive(Clone)]
pub(in crate::team) struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
    /// As it is shown.
    pub(super) place: String,
    /// How long one call may take.
    pub(super) timeout: Duration,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.place).finish()
    }
}

impl Address {
    /// Reads a URL as libpq does, as far as it concerns one database. `sslmode` is read here: every connection with TLS checks
    /// the server's certificate and name, whichever mode asks for it.
    pub(in crate::team) fn new(
        url: &str,
        password: Option<&SecretString>,
        ca_file: Option<&Path>,
        timeout: Duration,
    ) -> Result<Self, Error> {
        let (url, asked_tls) = take_tls(url)?;
        let mut config: Config = url
            .parse()
            .map_err(|error: tokio_postgres::Error| fault(UrlFault::Unreadable(reasons(&error))))?;
        if config.get_password().is_some() {
            return Err(fault(UrlFault::Password));
        }
        let Some(database) = config.get_dbname().map(str::to_owned) else {
            return Err(fault(UrlFault::Incomplete));
        };
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(fault(UrlFault::Incomplete));
        }
        let is_here = config.get_hosts().iter().all(is_this_machine)
            && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
        let with_tls = match asked_tls {
            None => !is_here,
            Some(false) if !is_here => return Err(fault(UrlFault::Plaintext)),
            Some(asked) => asked,
        };
        config.ssl_mode(if with_tls {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        if let Some(password) = password {
            config.password(password.expose_secret());
        }
        if config.get_application_name().is_none() {
            config.application_name("kartoteka");
        }
        config
            .connect_timeout(timeout / 2)
            .tcp_user_timeout(timeout * 4 / 5)
            .keepalives_idle(Duration::from_secs(5))
            .keepalives_interval(Duration::from_secs(1))
            .keepalives_retries(3);
        let place = place(&config, &database);
        let tls = MakeRustlsConnect::new(client_config(ca_file)?);
        Ok(Self {
            config,
            tls,
            place,
            timeout,
        })
    }
}

/// Takes out of a URL whether TLS is used; none where it leaves that open. Which authorities are trusted is a setting, for it
/// leads to a file.
fn take_tls(url: &str) -> Result<(String, Option<bool>), Error> {
    let Some((address, query)) = url.split_once('?') else {
        return Ok((url.to_owned(), None));
    };
    let mut asked = None;
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        match (name, value.as_ref()) {
            ("sslmode", "disable") => asked = Some(false),
            ("sslmode", "require" | "verify-ca" | "verify-full") => asked = Some(true),
            ("sslmode", "prefer" | "allow") => {}
            ("sslmode", other) => {
                return Err(fault(UrlFault::Unreadable(format!("sslmode={other}"))));
            }
            ("sslrootcert", _) => return Err(fault(UrlFault::RootCertificate)),
            _ => rest.push(pair),
        }
    }
    let query = if rest.is_empty() {
        String::new()
    } else {
        format!("?{}", rest.join("&"))
    };
    Ok((format!("{address}{query}"), asked))
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn client_config(ca_file: Option<&Path>) -> Result<ClientConfig, Error> {
    let mut trusted = RootCertStore::empty();
    match ca_file {
        None => trusted.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => add_certificates(&mut trusted, path).map_err(|why| Error::Certificates {
            path: path.to_owned(),
            why,
        })?,
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| fault(UrlFault::Unreadable(error.to_string())))?;
    Ok(builder.with_root_certificates(trusted).with_no_client_auth())
}

/// Trusts the certificates of a PEM file; says why where there is none or one is damaged.
fn add_certificates(trusted: &mut RootCertStore, path: &Path) -> Result<(), String> {
    let file = open_regular(path).map_err(|error| error.to_string())?;
    let found = CertificateDer::pem_reader_iter(file.take(LARGEST_FILE));
    for certificate in found {
        let certificate = certificate.map_err(|error| error.to_string())?;
        trusted.add(certificate).map_err(|error| error.to_string())?;
    }
    if trusted.is_empty() {
        return Err("no certificate".to_owned());
    }
    Ok(())
}

/// The hosts and the database, as they are shown.
fn place(config: &Config, database: &str) -> String {
    let named = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.to_string_lossy().into_owned(),
    });
    let numbered = config.get_hostaddrs().iter().map(IpAddr::to_string);
    let mut hosts: Vec<String> = named.collect();
    if hosts.is_empty() {
        hosts.extend(numbered);
    }
    let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
    let ports = if ports.is_empty() {
        "5432".to_owned()
    } else {
        ports.join(",")
    };
    format!("postgresql://{}:{ports}/{database}", hosts.join(","))
}

fn fault(why: UrlFault) -> Error {
    Error::Url { why }
}

/// An error with the reasons behind it, in one line.
pub(super) fn reasons(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(reason) = source {
        let reason_text = reason.to_string();
        if !text.contains(&reason_text) {
            text = format!("{text}: {reason_text}");
        }
        source = reason.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    fn address(url: &str) -> Result<Address, Error> {
        Address::new(url, None, None, Duration::from_secs(10))
    }

    fn ssl_mode(url: &str) -> Result<SslMode, UrlFault> {
        match address(url) {
            Ok(address) => Ok(address.config.get_ssl_mode()),
            Err(Error::Url { why }) => Err(why),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_connection_over_the_network_has_tls_always() {
        for (url, mode) in [
            ("postgresql://anna@db.example/team", Ok(SslMode::Require)),
            (
                "postgresql://anna@db.example/team?sslmode=prefer",
                Ok(SslMode::Require),
            ),
            (
                "postgresql://anna@db.example/team?sslmode=verify-full",
                Ok(SslMode::Require),
            ),
            (
                "postgresql://anna@db.example/team?sslmode=disable",
                Err(UrlFault::Plaintext),
            ),
            (
                "postgresql://anna@localhost,db.example/team?sslmode=disable",
                Err(UrlFault::Plaintext),
            ),
            (
                "postgresql://anna@localhost/team?hostaddr=10.0.0.1&sslmode=disable",
                Err(UrlFault::Plaintext),
            ),
            ("postgresql://anna@localhost/team", Ok(SslMode::Disable)),
            ("postgresql://anna@127.0.0.1:5433/team", Ok(SslMode::Disable)),
            (
                "postgresql://anna@[::1]/team?sslmode=require",
                Ok(SslMode::Require),
            ),
            ("postgresql://anna@%2Frun%2Fpostgresql/team", Ok(SslMode::Disable)),
            (
                "postgresql://anna@db.example/team?sslmode=maybe",
                Err(UrlFault::Unreadable("sslmode=maybe".to_owned())),
            ),
        ] {
            assert_eq!(ssl_mode(url), mode, "{url}");
        }
    }

    #[test]
    fn addresses_that_lead_nowhere_or_hold_a_password_are_refused() {
        for (url, fault) in [
            ("postgresql://anna:word@db.example/team", UrlFault::Password),
            (
                "postgresql://anna@db.example/team?password=word",
                UrlFault::Password,
            ),
            ("postgresql://anna@db.example", UrlFault::Incomplete),
            ("postgresql:///team", UrlFault::Incomplete),
            (
                "postgresql://anna@db.example/team?sslrootcert=/etc/ca.pem",
                UrlFault::RootCertificate,
            ),
        ] {
            assert_eq!(ssl_mode(url), Err(fault), "{url}");
        }
        for url in [
            "mysql://db.example/team",
            "postgresql://db.example/team?sslcertt=x",
            "",
        ] {
            let refused = ssl_mode(url);
            assert!(
                matches!(refused, Err(UrlFault::Unreadable(_) | UrlFault::Incomplete)),
                "{url}: {refused:?}"
            );
        }
    }

    #[test]
    fn certificates_to_trust_come_from_a_file_that_has_some() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("ca.pem");
        let trusting = || {
            let (url, password) = ("postgresql://anna@db.example/team", "pass-word".into());
            Address::new(url, Some(&password), Some(&path), Duration::from_secs(10))
        };
        let refused = |what: &str| match trusting() {
            Err(Error::Certificates { path: told, .. }) => assert_eq!(told, path),
            other => panic!("{what}: {other:?}"),
        };
        refused("no file");
        std::fs::write(&path, "nothing").unwrap();
        refused("no certificate");
        let key = rcgen::generate_simple_self_signed(["db.example".to_owned()]).unwrap();
        let body = BASE64_STANDARD.encode(key.cert.der());
        let pem = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        std::fs::write(&path, pem).unwrap();
        let address = trusting().unwrap();
        assert_eq!(address.place, "postgresql://db.example:5432/team");
        assert!(!format!("{address:?}").contains("pass-word"));
    }
}

//! Certificates for the servers of the tests, made in each process.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{DEFAULT_VERSIONS, ServerConfig, SupportedProtocolVersion};
use std::sync::{Arc, LazyLock};

/// What a server shows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Right in every way, for a program that trusts the tests' authority.
    Right,
    /// No authority vouches for it.
    SelfSigned,
    /// As the right one, years ago.
    Expired,
    /// As the right one, for another host.
    OtherName,
}

/// The authority that vouches for the certificates, as one may be named in the settings.
pub fn authority_in_pem() -> String {
    in_pem(&AUTHORITY.1)
}

/// An authority that vouches for none of them.
pub fn other_authority_in_pem() -> String {
    in_pem(&authority().1)
}

type Authority = (Issuer<'static, KeyPair>, CertificateDer<'static>);

static AUTHORITY: LazyLock<Authority> = LazyLock::new(authority);

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "an authority of the tests");
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    (Issuer::new(params, key), certificate)
}

impl Certificate {
    /// How a server works that shows this one.
    pub fn server(self) -> Arc<ServerConfig> {
        Arc::new(self.config(DEFAULT_VERSIONS))
    }

    /// As `server`, in these versions of TLS, to be changed.
    pub fn config(self, versions: &[&'static SupportedProtocolVersion]) -> ServerConfig {
        let name = if self == Self::OtherName {
            "other.example"
        } else {
            "127.0.0.1"
        };
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        if self == Self::Expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = if self == Self::SelfSigned {
            params.self_signed(&key)
        } else {
            params.signed_by(&key, &AUTHORITY.0)
        };
        let chain = vec![certificate.unwrap().der().clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap();
        config.with_no_client_auth().with_single_cert(chain, key).unwrap()
    }
}

fn in_pem(certificate: &CertificateDer) -> String {
    let text = STANDARD.encode(certificate);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    let text = lines.join("\n");
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

//! The options of `kartoteka sandbox`.

use super::path;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The options of `kartoteka sandbox`.
#[derive(Debug, Clone, Args)]
pub struct SandboxArgs {
    /// Where to listen: a loopback address and a port, 0 for a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The API user that it lets in
    #[arg(long, value_name = "USER", default_value = "api_user")]
    pub user: String,
    /// The user's password
    #[arg(long, value_name = "PASSWORD", default_value = "api_pass")]
    pub password: String,
    /// A file that keeps the customers; without it they end with the sandbox
    #[arg(long, value_name = "FILE", value_parser = path())]
    pub db: Option<PathBuf>,
}

//! What is made before the program is compiled: functions of its texts, and the version that it prints.

mod revision;
mod texts;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use std::env;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let variables = ["CARGO_MANIFEST_DIR", "CARGO_PKG_VERSION", "OUT_DIR"].map(env::var);
    let [Ok(folder), Ok(package), Ok(out)] = variables else {
        return ExitCode::FAILURE;
    };
    println!("cargo::rerun-if-changed=build");
    name_version(Path::new(&folder), &package);
    let built = build_texts(&out);
    if built != ExitCode::SUCCESS {
        return built;
    }
    for language in ["en", "pl"] {
        let file = |extension| Path::new(&out).join(language).with_extension(extension);
        if let Err(error) = texts::sort(&file("ftl"), &file("texts")) {
            println!("cargo::error={language}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Turns the Fluent files in `locales/` into typed functions. A text that is missing, misspelled or in one language only
/// is then an error of the build.
fn build_texts(out: &str) -> ExitCode {
    let options = BuildOptions::default()
        .with_locales_folder("locales")
        .with_output_file_path(&format!("{out}/l10n.rs"))
        .with_ftl_output(FtlOutputOptions::multi_file(out))
        .with_lint_level(LintLevel::Strict)
        .with_prefix("")
        .without_bidi_isolation()
        .without_format();
    build_from_locales_folder(options)
}

/// Sets `KARTOTEKA_VERSION` to what `--version` prints.
///
/// A debug build does not name its commit: each commit would compile everything again.
fn name_version(folder: &Path, package: &str) {
    let version = if env::var("PROFILE").as_deref() == Ok("release") {
        for path in revision::watched(folder) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        revision::version(package, folder)
    } else {
        package.to_owned()
    };
    println!("cargo::rustc-env=KARTOTEKA_VERSION={version}");
}

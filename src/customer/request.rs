//! The request in other words: curl, HTTPie, PHP, Java, raw HTTP, so that what the operator is about to send can be tried,
//! handed to a colleague or shown to the vendor. The password is never in them: `***` is in its place.

mod java;

/// The name and version that requests carry in `User-Agent`.
pub const USER_AGENT: &str = concat!("kartoteka/", env!("CARGO_PKG_VERSION"));

/// How the request is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RequestFormat {
    /// The payload alone.
    #[default]
    Json,
    /// A command line of curl.
    Curl,
    /// A command line of HTTPie.
    Httpie,
    /// A PHP program that uses the curl extension.
    Php,
    /// A Java program of one file.
    Java,
    /// What goes over the wire, except that lines end with LF alone.
    Http,
}

impl RequestFormat {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Json,
        Self::Curl,
        Self::Httpie,
        Self::Php,
        Self::Java,
        Self::Http,
    ];

    /// The form after this one; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Json => Self::Curl,
            Self::Curl => Self::Httpie,
            Self::Httpie => Self::Php,
            Self::Php => Self::Java,
            Self::Java => Self::Http,
            Self::Http => Self::Json,
        }
    }

    /// The form's name, the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Curl => "curl",
            Self::Httpie => "HTTPie",
            Self::Php => "PHP",
            Self::Java => "Java",
            Self::Http => "HTTP",
        }
    }
}

/// Where the request goes, and as whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTarget<'a> {
    /// The full URL of the POST. Has no user or password in it.
    pub url: &'a str,
    /// The API user.
    pub user: &'a str,
    /// The language of the CRM's messages, as a header value.
    pub accept_language: &'a str,
    /// This program, as a header value.
    pub user_agent: &'a str,
}

impl<'a> RequestTarget<'a> {
    /// The address and the user of the API's own samples, for where there is no profile.
    #[must_use]
    pub fn of_samples(accept_language: &'a str) -> Self {
        Self {
            url: "https://your-system-name.thulium.com/api/customers",
            user: "api_user",
            accept_language,
            user_agent: USER_AGENT,
        }
    }

    fn headers(&self) -> [(&'static str, &'a str); 3] {
        [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Accept-Language", self.accept_language),
            ("User-Agent", self.user_agent),
        ]
    }

    fn credentials(&self) -> String {
        format!("{}:***", self.user)
    }

    /// The host, with its port if the URL has one, and the path.
    fn host_and_path(&self) -> (&'a str, &'a str) {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        (host, if path.is_empty() { "/" } else { path })
    }
}

/// The request that sends this payload, written in this form, without a line break at its end.
///
/// The command lines are for a POSIX shell and run as they are once the password is put in. The payload is a JSON
/// object, so it holds no NUL, and curl does not take it for the name of a file.
#[must_use]
pub fn render(form: RequestFormat, target: &RequestTarget, payload: &str) -> String {
    match form {
        RequestFormat::Json => payload.to_owned(),
        RequestFormat::Curl => curl(target, payload),
        RequestFormat::Httpie => httpie(target, payload),
        RequestFormat::Php => php(target, payload),
        RequestFormat::Java => java::program(target, payload),
        RequestFormat::Http => http(target, payload),
    }
}

fn curl(target: &RequestTarget, payload: &str) -> String {
    let mut words = vec![format!("curl -u {}", shell(&target.credentials()))];
    for (name, value) in target.headers() {
        words.push(format!("-H {}", shell(&format!("{name}: {value}"))));
    }
    words.push(format!("--data-binary {}", shell(payload)));
    words.push(shell(target.url));
    words.join(" \\\n  ")
}

/// `--auth=` and not `-a`, which would take a user such as `-x` for an option.
fn httpie(target: &RequestTarget, payload: &str) -> String {
    let credentials = shell(&target.credentials());
    let mut words = vec![format!("http --auth={credentials} POST {}", shell(target.url))];
    for (name, value) in target.headers() {
        words.push(shell(&format!("{name}:{value}")));
    }
    format!("printf %s {} |\n  {}", shell(payload), words.join(" \\\n  "))
}

fn php(target: &RequestTarget, payload: &str) -> String {
    let headers = target.headers().map(|(name, value)| {
        let header = php_string(&format!("{name}: {value}"));
        format!("        {header},\n")
    });
    format!(
        "<?php\n\
         $payload = {payload};\n\
         $request = curl_init({url});\n\
         curl_setopt_array($request, [\n\
         \x20   CURLOPT_POST => true,\n\
         \x20   CURLOPT_POSTFIELDS => $payload,\n\
         \x20   CURLOPT_USERPWD => {credentials},\n\
         \x20   CURLOPT_HTTPHEADER => [\n\
         {headers}\
         \x20       'Content-Length: ' . strlen($payload),\n\
         \x20   ],\n\
         \x20   CURLOPT_RETURNTRANSFER => true,\n\
         \x20   CURLOPT_TIMEOUT => 30,\n\
         ]);\n\
         $answer = curl_exec($request);\n\
         if ($answer === false) {{\n\
         \x20   exit(curl_error($request) . PHP_EOL);\n\
         }}\n\
         echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), PHP_EOL, $answer, PHP_EOL;",
        payload = php_string(payload),
        url = php_string(target.url),
        credentials = php_string(&target.credentials()),
        headers = headers.concat(),
    )
}

fn http(target: &RequestTarget, payload: &str) -> String {
    let (host, path) = target.host_and_path();
    let headers = target
        .headers()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .concat();
    let length = payload.len();
    format!(
        "POST {path} HTTP/1.1\nHost: {host}\nAuthorization: Basic ***\n{headers}\
         Content-Length: {length}\nConnection: close\n\n{payload}"
    )
}

/// One word of a POSIX shell. Within single quotes only the single quote itself means something.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A string literal of PHP. Within single quotes only the single quote and the backslash mean something.
fn php_string(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}

#[cfg(test)]
mod tests;

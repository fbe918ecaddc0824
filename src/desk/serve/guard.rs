//! Who may come in. In: the head of a request. Out: the segments of its path below the token, or the refusal.
//!
//! A page of any web site can send requests to this machine, and by a name of its own that leads here it can even read the
//! answers (DNS rebinding). So the name that was asked for must be ours, the page that asks must be ours, and the address
//! has a token that no other page can know.

use super::http::{Head, Reply};
use percent_encoding::percent_decode_str;

/// Bytes of a token: 128 bits can't be guessed.
const TOKEN_BYTES: usize = 16;

/// What is let in.
pub struct Guard {
    hosts: [String; 2],
    token: String,
}

impl Guard {
    /// A guard of a port, with a token from the system's chance.
    ///
    /// # Errors
    /// A system that gives none.
    pub fn new(port: u16) -> Result<Guard, getrandom::Error> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes)?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Guard::with_token(port, token))
    }

    fn with_token(port: u16, token: String) -> Guard {
        let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        Guard { hosts, token }
    }

    /// The path that every address begins with, without a slash at its end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("/{}", self.token)
    }

    /// The address to open.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// The segments of the path below the token, decoded.
    ///
    /// # Errors
    /// 403 for another host or a foreign page, 404 for another token, 400 for a path that climbs.
    pub fn admit(&self, head: &Head) -> Result<Vec<String>, Reply> {
        let [host] = head.hosts.as_slice() else {
            return Err(Reply::text(403, "one Host, please"));
        };
        if !self.hosts.contains(host) {
            return Err(Reply::text(
                403,
                "this desk answers to its own address alone",
            ));
        }
        let is_ours = |origin: &String| origin.strip_prefix("http://") == Some(host);
        if head.origin.as_ref().is_some_and(|origin| !is_ours(origin)) {
            return Err(Reply::text(403, "another site asks: refused"));
        }
        // Pages of other sites may only be left for ours by a link, and that changes nothing.
        let is_foreign = matches!(head.site.as_deref(), Some("cross-site" | "same-site"));
        if is_foreign && head.method != "GET" {
            return Err(Reply::text(403, "another site asks: refused"));
        }
        let mut segments =
            segments(&head.path).ok_or_else(|| Reply::text(400, "that path leads nowhere"))?;
        if segments.is_empty() || !self.is_token(&segments[0]) {
            let message = "there is nothing here; if the desk was started anew, open the address that it printed";
            return Err(Reply::text(404, message));
        }
        segments.remove(0);
        Ok(segments)
    }

    /// Takes as long for each wrong token of the right length.
    fn is_token(&self, typed: &str) -> bool {
        let pairs = typed.bytes().zip(self.token.bytes());
        typed.len() == self.token.len() && pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

/// The decoded segments of a path; None where one of them is no plain name.
fn segments(path: &str) -> Option<Vec<String>> {
    let mut segments = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let name = percent_decode_str(segment).decode_utf8().ok()?;
        let is_plain = name != "." && name != ".." && !name.contains(['/', '\\', '\0']);
        segments.push(is_plain.then(|| name.into_owned())?);
    }
    Some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(host: &str, path: &str) -> Head {
        Head {
            method: "POST".into(),
            path: path.into(),
            hosts: vec![host.into()],
            ..Head::default()
        }
    }

    fn status(head: &Head) -> u16 {
        let guard = Guard::with_token(8000, "a1b2".into());
        guard
            .admit(head)
            .map_or_else(|refusal| refusal.status, |_| 200)
    }

    #[test]
    fn only_our_own_pages_come_in() {
        let good = head("127.0.0.1:8000", "/a1b2/book");
        assert_eq!(status(&good), 200);
        assert_eq!(status(&head("localhost:8000", "/a1b2/")), 200);
        for host in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:8001",
            "evil.example:8000",
            "",
        ] {
            assert_eq!(status(&head(host, "/a1b2/")), 403, "{host}");
        }
        for origin in [
            "http://evil.example",
            "null",
            "https://127.0.0.1:8000",
            "http://localhost:8000",
            "",
        ] {
            let origin = Some(origin.to_string());
            assert_eq!(
                status(&Head {
                    origin,
                    ..good.clone()
                }),
                403
            );
        }
        let origin = Some("http://127.0.0.1:8000".to_string());
        assert_eq!(
            status(&Head {
                origin,
                ..good.clone()
            }),
            200
        );
        let site = Some("cross-site".to_string());
        assert_eq!(
            status(&Head {
                site,
                ..good.clone()
            }),
            403
        );
        let hosts = vec!["127.0.0.1:8000".into(), "evil.example".into()];
        assert_eq!(status(&Head { hosts, ..good }), 403);
    }

    #[test]
    fn a_path_has_the_token_and_does_not_climb() {
        for path in ["/", "", "/a1b3/", "/a1b/", "/a1b22/", "/A1B2/"] {
            assert_eq!(status(&head("localhost:8000", path)), 404, "{path}");
        }
        for path in [
            "/a1b2/../x",
            "/a1b2/%2e%2e/x",
            "/a1b2/a%2fb",
            "/a1b2/a%5cb",
            "/a1b2/%00",
            "/a1b2/%ff",
        ] {
            assert_eq!(status(&head("localhost:8000", path)), 400, "{path}");
        }
    }
}

//! A client of the desk. In: the program on a folder, and requests as bytes. Out: replies as bytes.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A desk on a folder; closed when it is dropped.
pub struct Desk {
    child: Child,
    pub port: u16,
    pub token: String,
}

impl Desk {
    pub fn open(place: &Path) -> Desk {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command.arg("desk").arg(place).arg("--no-open");
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        let out = child.stdout.as_mut().expect("its output");
        BufReader::new(out)
            .read_line(&mut address)
            .expect("an address");
        let rest = address
            .trim()
            .strip_prefix("http://127.0.0.1:")
            .expect("this machine");
        let (port, token) = rest.split_once('/').expect("a token");
        Desk {
            child,
            port: port.parse().expect("a port"),
            token: token.trim_end_matches('/').into(),
        }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a request with that head, whatever it says of the body.
    pub fn raw(&self, head: &str, body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the desk listens");
        let head = format!("{head}Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("a request");
        stream.write_all(body).expect("its body");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("a reply");
        Reply::read(&reply)
    }

    pub fn ask(&self, method: &str, path: &str, (media, body): (&str, &[u8])) -> Reply {
        let (host, token) = (self.host(), &self.token);
        let head = format!(
            "{method} /{token}/{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.raw(&head, body)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, ("text/plain", b""))
    }

    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.ask(
            "POST",
            path,
            (
                "application/x-www-form-urlencoded",
                form.finish().as_bytes(),
            ),
        )
    }

    pub fn json(&self, path: &str, value: &Value) -> Reply {
        self.ask(
            "POST",
            path,
            ("application/json", value.to_string().as_bytes()),
        )
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> Reply {
        self.ask(
            "POST",
            &format!("files?name={name}"),
            ("application/octet-stream", bytes),
        )
    }

    pub fn state(&self) -> Value {
        self.get("state").json()
    }

    pub fn version(&self) -> String {
        self.state()["version"].as_str().expect("a version").into()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    fn read(bytes: &[u8]) -> Reply {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .expect("a status")
            .parse()
            .expect("a number");
        let body = bytes[end + 4..].to_vec();
        Reply { status, head, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The value of the form's field.
    pub fn field(&self, name: &str) -> String {
        let text = self.text();
        let at = text.find(&format!("name=\"{name}\""));
        let (tag, rest) = text[at.unwrap_or_else(|| panic!("no {name}"))..]
            .split_once('>')
            .expect("a tag");
        match tag.split_once("value=\"") {
            Some((_, value)) => value.split('"').next().unwrap_or_default().into(),
            None => rest.split("</").next().unwrap_or_default().trim().into(),
        }
    }
}

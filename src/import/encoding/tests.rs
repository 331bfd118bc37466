use super::*;

/// Gives one byte at a time, so that every character is torn apart.
struct Drip<'b>(&'b [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(buffer.len()).min(1);
        let (now, rest) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = rest;
        Ok(count)
    }
}

fn read(bytes: &[u8], name: Option<&str>) -> io::Result<String> {
    let encoding = named(name).expect("an encoding");
    let mut whole = String::new();
    Utf8::new(bytes, encoding)?.read_to_string(&mut whole)?;
    let mut dripped = String::new();
    Utf8::new(Drip(bytes), encoding)?.read_to_string(&mut dripped)?;
    assert_eq!(whole, dripped);
    Ok(whole)
}

fn undecodable(bytes: &[u8], name: Option<&str>) -> Undecodable {
    read(bytes, name).expect_err("text").downcast().expect("undecodable")
}

#[test]
fn every_encoding_becomes_utf8() {
    // 支付 by `printf 支付 | iconv -t ENCODING | xxd`
    let table: [(&[u8], Option<&str>); 8] = [
        ("支付".as_bytes(), None),
        (b"\xef\xbb\xbf\xe6\x94\xaf\xe4\xbb\x98", None),
        (b"\xff\xfe\x2f\x65\xd8\x4e", None),
        (b"\xfe\xff\x65\x2f\x4e\xd8", None),
        (b"\x2f\x65\xd8\x4e", Some("utf-16le")),
        (b"\xd6\xa7\xb8\xb6", Some("gbk")),
        (b"\xd6\xa7\xb8\xb6", Some("GB18030")),
        // A mark decides, whatever the mapping says.
        (b"\xef\xbb\xbf\xe6\x94\xaf\xe4\xbb\x98", Some("gbk")),
    ];
    for (bytes, name) in table {
        assert_eq!(read(bytes, name).expect("text"), "支付", "{name:?} {bytes:x?}");
    }
    assert_eq!(read(b"caf\xe9", Some("latin1")).expect("text"), "café");
    assert_eq!(read(b"", None).expect("text"), "");
    assert_eq!(read(b"\xef\xbb\xbf", None).expect("text"), "");
    assert!(named(Some("gbkk")).is_err());
}

#[test]
fn line_ends_become_lf() {
    assert_eq!(read(b"a\r\nb\rc\nd\r\r\n\n\r", None).expect("text"), "a\nb\nc\nd\n\n\n\n");
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let error = undecodable(
        "id,名\r\n1,caf".as_bytes().iter().chain(b"\xe9\n2,b\n").copied().collect::<Vec<_>>().as_slice(),
        None,
    );
    assert_eq!((error.bytes.as_deref(), error.encoding), (Some("e9"), "UTF-8"));
    assert_eq!((error.line, error.column, error.excerpt.as_str()), (2, 6, "1,caf"));
    let torn = undecodable(b"a\nb\xe6\x94", None);
    assert_eq!((torn.bytes.as_deref(), torn.line, torn.column), (Some("e6 94"), 2, 2));
    let odd = undecodable(b"\xff\xfe\x2f\x65\xd8", None);
    assert_eq!((odd.bytes.as_deref(), odd.line, odd.column), (Some("d8"), 1, 2));
    let gbk = undecodable(b"a\xd6\xa7\xff", Some("gbk"));
    assert_eq!((gbk.bytes.as_deref(), gbk.column), (Some("ff"), 3));
}

#[test]
fn a_place_far_into_the_file_is_right() {
    let mut bytes = b"0123456789abcde\n".repeat(10_000);
    bytes.extend_from_slice("支付".repeat(40_000).as_bytes());
    bytes.push(0xff);
    let error = undecodable(&bytes, None);
    assert_eq!((error.line, error.column), (10_001, 80_001));
}

#[test]
fn a_nul_is_no_text() {
    let error = undecodable(b"a\nb\0c", None);
    assert_eq!((error.bytes, error.line, error.column), (None, 2, 2));
    assert!(undecodable(b"a\0b\0", None).bytes.is_none());
}

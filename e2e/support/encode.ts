/** Text in UTF-16 with its byte order mark, as Excel's "Unicode text". */
export function utf16(text: string, order: "le" | "be"): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

/** Every character that GB18030 writes in two bytes, and ASCII: Node decodes it but does not encode it. */
function codes(): Map<string, Buffer> {
  const decoder = new TextDecoder("gb18030");
  const known = new Map<string, Buffer>();
  for (let byte = 0; byte < 0x80; byte++) known.set(String.fromCharCode(byte), Buffer.of(byte));
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = Buffer.of(lead, trail);
      const text = decoder.decode(pair);
      if (text.length === 1 && text !== "\ufffd" && !known.has(text)) known.set(text, pair);
    }
  }
  return known;
}

/** Text in GB18030, as Chinese Excel saves CSV. */
export function gb18030(text: string): Buffer {
  const known = codes();
  const parts = [...text].map((character) => {
    const bytes = known.get(character);
    if (!bytes) throw new Error(`No two bytes of GB18030 for ${character}.`);
    return bytes;
  });
  return Buffer.concat(parts);
}

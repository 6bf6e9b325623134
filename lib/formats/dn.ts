/** Longer than any name in a directory. */
const MAX_DN = 2_000;
const UID =
  /^(?:uid|userid|samaccountname|userprincipalname|oid\.0\.9\.2342\.19200300\.100\.1\.1|0\.9\.2342\.19200300\.100\.1\.1)$/;

type Part = { name: string; value: string };

/** The parts of a distinguished name (RFC 4514), names in lower case, escapes taken off; [] if it is none. */
export function readDn(dn: string): Part[] {
  if (dn.length > MAX_DN) return [];
  const parts: Part[] = [];
  // A comma or plus sign behind a backslash belongs to the value.
  for (const text of dn.match(/(?:\\.|[^,+\\])+/gs) ?? []) {
    const equals = text.indexOf("=");
    if (equals < 1) return [];
    parts.push({
      name: text.slice(0, equals).trim().toLowerCase(),
      value: unescaped(text.slice(equals + 1).trim()),
    });
  }
  return parts;
}

function unescaped(value: string): string {
  return value.includes("\\")
    ? value.replace(/\\(?:([0-9a-f]{2})|(.))/gis, (_, code, char) =>
        code ? String.fromCharCode(Number.parseInt(code, 16)) : char,
      )
    : value;
}

/** The login that a DN names: its uid wherever it stands, else the cn in front; "" if neither is there. */
export function loginOf(dn: string): string {
  const parts = readDn(dn);
  const uid = parts.find(({ name }) => UID.test(name));
  if (uid) return uid.value;
  return parts[0]?.name === "cn" ? parts[0].value : "";
}

/** A DN in the one spelling by which two are compared (RFC 4517 section 4.2.15, caseIgnoreMatch). */
export function sameDn(dn: string): string {
  return readDn(dn)
    .map(({ name, value }) => `${name}=${value.replace(/\s+/g, " ").toLowerCase()}`)
    .join(",");
}

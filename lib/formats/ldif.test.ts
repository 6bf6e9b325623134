import { expect, test } from "vitest";
import { loginOf, readDn, sameDn } from "./dn";
import { type LdifEntry, readLdif } from "./ldif";
import { readBytes, sourceOf } from "./testing";

async function entriesOf(text: string, cuts: readonly number[] = []): Promise<LdifEntry[]> {
  const all: LdifEntry[] = [];
  for await (const entries of readLdif(sourceOf(text, cuts).chunks()))
    if (!("problem" in entries)) all.push(...entries);
  return all;
}

test("lines fold anywhere, comments fold too, names come in any case and with options (RFC 2849)", async () => {
  const text = `version: 1
# a comment that
  goes on: here
dn: uid=al
 ice,dc=example
 ,dc=com
Mail;lang-en: alice@ex
 ample.com
description:
jpegPhoto:< file:///etc/passwd
sn:: 5byg
`;
  for (let cut = 0; cut <= text.length; cut += 7) {
    const [entry, ...more] = await entriesOf(text, [cut]);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ line: 4, dn: "uid=alice,dc=example,dc=com" });
    expect(entry?.first("mail")).toBe("alice@example.com");
    expect(entry?.first("sn")).toBe("张");
    expect(entry?.all("jpegphoto")).toEqual([]);
    expect(entry?.first("description")).toBe("");
  }
});

test("distinguished names (RFC 4514)", () => {
  expect(readDn("cn=Smith\\, John+uid=js\\2Cx,dc=example")).toEqual([
    { name: "cn", value: "Smith, John" },
    { name: "uid", value: "js,x" },
    { name: "dc", value: "example" },
  ]);
  expect(loginOf("CN=ekhg, UID=ca62")).toBe("ca62");
  expect(loginOf("cn=alice,ou=people")).toBe("alice");
  expect(loginOf("DC=example,DC=net")).toBe("");
  expect(loginOf("alice")).toBe("");
  expect(sameDn("OU=Token 1 , DC=Example")).toBe(sameDn("ou=token 1,dc=example"));
});

const TOKEN = `dn: ipatokenuniqueid=a,cn=otp,dc=example
objectClass: ipatokenTOTP
ipatokenUniqueID: a
ipatokenOwner: uid=alice,cn=users,dc=example
`;

test("a FreeIPA search without the right to read keys says so", async () => {
  expect((await readBytes(TOKEN)).problem).toEqual({
    problem: "secrets_left_out",
    values: { app: "FreeIPA" },
  });
});

test("a FreeIPA token whose clock is off cannot work in GenAuth; a disabled one is flagged", async () => {
  const text = `${TOKEN}ipatokenOTPkey: 12345678901234567890
ipatokenTOTPtimeStep: 30
ipatokenTOTPclockOffset: -120
ipatokenDisabled: TRUE
`;
  expect((await readBytes(text)).records).toMatchObject([
    { username: "alice", secretEncoding: "utf8", period: "30 + -120", found: ["record_disabled"] },
  ]);
});

test("an OpenLDAP token that nobody points to, or without parameters, is still there", async () => {
  const text = `dn: ou=t1,dc=example
objectClass: oathHOTPToken
ou: t1
oathHOTPParams: ou=elsewhere,dc=example
oathSecret:: MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=
`;
  const { format, records } = await readBytes(text);
  expect(format).toBe("slapo-otp-ldif");
  expect(records).toMatchObject([{ label: "t1", type: "hotp", username: "", digits: "" }]);
});

test("an OpenLDAP token of two users is two records", async () => {
  const user = (uid: string) => `dn: uid=${uid},dc=example\nuid: ${uid}\noathTOTPToken: ou=t1,dc=example\n\n`;
  const text = `${user("alice")}dn: ou=t1,dc=example
objectClass: oathTOTPToken
oathSecret:: MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=

${user("bob")}`;
  expect((await readBytes(text)).records.map(({ username }) => username)).toEqual(["alice", "bob"]);
});

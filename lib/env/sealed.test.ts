import { expect, test } from "vitest";
import { seal, unseal } from "./sealed";

const SECRET = "a".repeat(32);
const HERE = { label: "test 1", to: ["id-1", "https://api.genauth.ai", "key-1", null] };

test("what was sealed opens again, and looks different each time", () => {
  for (const text of ["", "marked-secret", "密钥 🔑", "x".repeat(10_000)]) {
    const sealed = seal(text, SECRET, HERE);
    expect(unseal(sealed, SECRET, HERE)).toBe(text);
    expect(sealed).not.toEqual(seal(text, SECRET, HERE));
  }
  expect(Buffer.from(seal("marked-secret", SECRET, HERE)).includes("marked")).toBe(false);
});

test("one changed bit anywhere, and it does not open", () => {
  const sealed = seal("marked-secret", SECRET, HERE);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Uint8Array.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(unseal(changed, SECRET, HERE)).toBe(null);
  }
  for (let length = 0; length < sealed.length; length++)
    expect(unseal(sealed.slice(0, length), SECRET, HERE)).toBe(null);
  expect(unseal(Uint8Array.of(...sealed, 0), SECRET, HERE)).toBe(null);
});

test.each<[string, { label: string; to: (string | null)[] }]>([
  ["row", { ...HERE, to: ["id-2", "https://api.genauth.ai", "key-1", null] }],
  ["host", { ...HERE, to: ["id-1", "https://evil.example", "key-1", null] }],
  ["key id", { ...HERE, to: ["id-1", "https://api.genauth.ai", "key-2", null] }],
  ["tenant", { ...HERE, to: ["id-1", "https://api.genauth.ai", "key-1", "t"] }],
  ["tenant that looks like none", { ...HERE, to: ["id-1", "https://api.genauth.ai", "key-1", "null"] }],
  ["cut between its parts", { ...HERE, to: ["id-1https://api.genauth.ai", "", "key-1", null] }],
  ["purpose", { ...HERE, label: "test 2" }],
])("moved to another %s, it does not open", (_what, elsewhere) => {
  expect(unseal(seal("marked-secret", SECRET, HERE), SECRET, elsewhere)).toBe(null);
});

test("under another secret it does not open", () => {
  expect(unseal(seal("marked-secret", SECRET, HERE), "b".repeat(32), HERE)).toBe(null);
});

import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import type { Problem } from "./problem";
import { hashByLength, seedRecord } from "./seed";
import { readXml, rootOf, textOf, type XmlElement } from "./xml";

/**
 * SafeNet's (Aladdin's) file of eToken PASS tokens: `<Tokens><Token serial="…"><Applications><Application><Seed>` in hex.
 * They are HOTP tokens, so every record is flagged (privacyIDEA `parseSafeNetXML`).
 */
export const safenetXml: Format = {
  id: "safenet-xml",
  extensions: [".xml"],

  detect({ head }) {
    const mine = rootOf(head) === "tokens" && /<(?:[\w.-]{1,100}:)?seed\b/i.test(head);
    return { confidence: mine ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const batches = new Batches();
    let problem: Problem | null = null;
    for await (const elements of readXml(source.chunks())) {
      if ("problem" in elements) {
        problem = elements;
        break;
      }
      for (const element of elements) {
        const full = element.name === "token" ? batches.add(recordOf(element)) : null;
        if (full) yield full;
      }
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (problem) yield problem;
    else if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function recordOf(token: XmlElement): SourceRecord {
  const secret = textOf(token, "applications", "application", "seed");
  return seedRecord(token.line, {
    label: token.attributes.get("serial") ?? "",
    device: textOf(token, "productname"),
    secret,
    secretEncoding: "hex",
    type: "hotp",
    algorithm: hashByLength(secret) || "SHA1",
  });
}

import { describe, expect, test } from "vitest";
import { delimited } from "./delimited";
import type { ColumnRole } from "./format";
import { openBlob } from "./open-blob";
import { readBytes, readWith, sourceOf } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const B = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const HEX = "3132333435363738393031323334353637383930";
const ID = "65f0c0ffee65f0c0ffee0001";

/** As the generic table; some of these are also a vendor's, whose own format knows more. */
async function read(text: string) {
  const source = await openBlob(new Blob([text]), "");
  if ("problem" in source) throw new Error(source.problem);
  return readWith(delimited, source, delimited.detect(source).plan);
}

const planOf = async (text: string) => (await read(text)).plan;

const rolesOf = async (text: string) => (await planOf(text))?.columns.map(({ role }) => role);

describe("columns are known by their names", () => {
  test.each<[string, string, ColumnRole[]]>([
    ["userId,secret,recoveryCode", `${ID},${A},`, ["userId", "secret", "recoveryCode"]],
    ["User ID;TOTP-Secret;Backup Codes", `${ID};${A};x`, ["userId", "secret", "recoveryCode"]],
    ["用户ID,密钥,恢复码", `${ID},${A},`, ["userId", "secret", "recoveryCode"]],
    [
      "用户名\t密钥\t手机号\t邮箱",
      `张三\t${A}\t13800000000\ta@b.cn`,
      ["username", "secret", "phone", "email"],
    ],
    [
      "登录名,动态口令密钥,算法,位数,周期,类型",
      `zhang,${A},SHA1,6,30,totp`,
      ["username", "secret", "algorithm", "digits", "period", "type"],
    ],
    [
      "upn,serial number,secret key,time interval,manufacturer,model",
      `a@b.co,1,${A},30,x,y`,
      ["email", "label", "secret", "period", "ignore", "ignore"],
    ],
    ["login,two_factor_secret", `bob,${A}`, ["username", "secret"]],
    ["primary_email_address|otpSecret", `a@b.co|${A}`, ["email", "secret"]],
    ["mail,hexseed", `a@b.co,${HEX}`, ["email", "secret"]],
    ["id,email,key", `7,a@b.co,${A}`, ["externalId", "email", "secret"]],
    ["id,user_id,secret", `7,${ID},${A}`, ["ignore", "userId", "secret"]],
    ["_id,secretKey", `${ID},${A}`, ["userId", "secret"]],
    ["uid,oathSeed", `bob,${A}`, ["username", "secret"]],
    ["sub,seed", `auth0|1,${A}`, ["externalId", "secret"]],
    ["ＥＭＡＩＬ,ＳＥＣＲＥＴ", `a@b.co,${A}`, ["email", "secret"]],
    ["username,type,secret,status", `bob,admin,${A},married`, ["username", "ignore", "secret", "ignore"]],
    [
      "email,secret,No. of digits,Period (s),HMAC algorithm",
      `a@b.co,${A},8,60,SHA256`,
      ["email", "secret", "digits", "period", "algorithm"],
    ],
    ["邮箱,密钥,周期（秒）", `a@b.cn,${A},60`, ["email", "secret", "period"]],
    ["email,otp_secret,mfa_status", `a@b.co,${A},PENDING`, ["email", "secret", "confirmed"]],
    ["email,otp_secret,otp_required_for_login", `a@b.co,${A},f`, ["email", "secret", "confirmed"]],
    ["姓名,密钥", `张三,${A}`, ["label", "secret"]],
    ["姓名,登录账号,密钥", `张三,zhang,${A}`, ["label", "username", "secret"]],
    ["Nickname,email,secret", `Al,a@b.co,${A}`, ["label", "email", "secret"]],
    ["nickname,serial,secret", `Al,T1,${A}`, ["ignore", "label", "secret"]],
    ["Benutzer,Geheimnis", `bob,${A}`, ["ignore", "secret"]],
    ["email,otpauth", `a@b.co,otpauth://totp/x?secret=${A}`, ["email", "uri"]],
    ["username,url,totp", `bob,https://x,otpauth://totp/x?secret=${A}`, ["username", "ignore", "uri"]],
    [
      "user,recovery_code_1,recovery_code_2,secret",
      `bob,x,y,${A}`,
      ["username", "recoveryCode", "recoveryCode", "secret"],
    ],
  ])("%s", async (header, row, roles) => {
    expect(await rolesOf(`${header}\n${row}\n`)).toEqual(roles);
  });

  test("a table with nothing like an OTP is shown for mapping by hand, one with two secrets or no user as well", async () => {
    expect((await planOf("name,city\nbob,Rome\namy,Oslo\n"))?.doubts).toContain("no_secret");
    expect((await planOf(`email,secret,seed\na@b.co,${A},${B}\n`))?.doubts).toEqual(["two_secrets"]);
    expect((await planOf(`email,secret,seed\na@b.co,${A},\n`))?.doubts).toEqual([]);
    expect((await planOf(`serial,secret\n1,${A}\n`))?.doubts).toEqual(["no_user"]);
  });
});

describe("a table without a header is known by its values", () => {
  test.each<[string, ColumnRole[], string[]]>([
    [`${ID},${A},b471-8ec0-874a-087f-bccb-cd54\n`, ["userId", "secret", "recoveryCode"], []],
    [`a@b.co;${A}\nc@d.co;${B}\n`, ["email", "secret"], []],
    [`+8613800000000,${HEX}\n`, ["phone", "secret"], []],
    [
      `alice@realm1, TOTP0001, ${HEX}, totp, 6, 30\n`,
      ["username", "label", "secret", "type", "digits", "period"],
      ["no_header"],
    ],
    [`2308734700388,${HEX}\n`, ["label", "secret"], ["no_user", "no_header"]],
    [`a@b.co,otpauth://totp/x?secret=${A}\n`, ["email", "uri"], []],
    [`${A}\n${B}\n`, ["secret"], ["no_user", "no_header"]],
  ])("%s", async (text, roles, doubts) => {
    const { plan, records } = await read(text);
    expect(plan?.hasHeader).toBe(false);
    expect(plan?.columns.map(({ role }) => role)).toEqual(roles);
    expect(plan?.doubts).toEqual(doubts);
    expect(records).toHaveLength(text.trim().split("\n").length);
  });

  test("a first record with a typo in it is still a record", async () => {
    const { records } = await read(`bob,GEZDGNBVGY3TQOJ1\namy,JBSWY3DPEHPK3PXP\nann,JBSWY3DPEHPK3PXQ\n`);
    expect(records).toHaveLength(3);
  });

  test("a header alone is no record", async () => {
    const { records, problem } = await read("userId,secret,recoveryCode\n");
    expect(records).toEqual([]);
    expect(problem).toEqual({ problem: "no_otp" });
  });
});

test("without a header parameters that GenAuth cannot be told are not overlooked", async () => {
  const roles = (...rest: string[]) => rolesOf(`bob,${A},${rest.join(",")}\nann,${B},${rest.join(",")}\n`);
  expect(await roles("SHA256")).toEqual(["username", "secret", "algorithm"]);
  expect(await roles("HmacSHA1", "7", "120")).toEqual([
    "username",
    "secret",
    "algorithm",
    "digits",
    "period",
  ]);
  expect(await rolesOf(`bob,sha-512,${A}\nann,SHA1,${B}\n`)).toEqual(["username", "algorithm", "secret"]);
});

test("two secrets under one name are two", async () => {
  expect((await planOf(`email,secret,secret\na@b.co,${A},${B}\n`))?.doubts).toEqual(["two_secrets"]);
  expect((await planOf(`email,secret,secret\na@b.co,${A},\n`))?.doubts).toEqual([]);
});

describe("a counter, the moving factor of RFC 4226,", () => {
  const types = async (text: string) => (await read(text)).records.map(({ type }) => type);

  test("makes HOTP of a row that states neither type nor period", async () => {
    expect(await types(`email,secret,counter\na@b.co,${A},0\nb@b.co,${B},17\nc@b.co,${B},\n`)).toEqual([
      "hotp",
      "hotp",
      "",
    ]);
    expect(await types(`邮箱,密钥,计数器\na@b.cn,${A},5\n`)).toEqual(["hotp"]);
    const rows = [
      {
        email: "a@b.co",
        devices: [
          { secret: A, counter: 3 },
          { secret: B, period: 30 },
        ],
      },
    ];
    expect((await readBytes(JSON.stringify(rows))).records.map(({ type }) => type)).toEqual(["hotp", ""]);
  });

  test.each([
    ["type", `email,secret,type,counter\na@b.co,${A},totp,0\n`, "totp"],
    ["period", `email,secret,period,counter\na@b.co,${A},30,0\n`, ""],
    ["its secret's name", `email,totp_secret,counter\na@b.co,${A},0\n`, ""],
    ["its URI", `email,otpauth,counter\na@b.co,otpauth://totp/x?secret=${A},0\n`, "totp"],
  ])("says nothing of a row that %s says to be TOTP", async (_, text, type) => {
    expect(await types(text)).toEqual([type]);
  });

  test("tells rows apart that are else alike", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `u${i}@b.co,${A},${i % 2 ? "" : i}\n`).join("");
    const source = await openBlob(new Blob([`email,secret,counter\n${rows}`]), "");
    if ("problem" in source) throw new Error(source.problem);
    for await (const item of delimited.read(source, { plan: null, unlock: "", progress: () => undefined })) {
      if (!("pack" in item)) continue;
      for (let at = 0; at < item.pack.length; at++)
        expect(item.pack.record(item.pack.like(at)).type).toBe(at % 2 ? "" : "hotp");
    }
  });
});

describe("two columns for one kind of name", () => {
  const doubts = async (header: string, ...rows: string[]) =>
    (await planOf(`${header},secret\n${rows.map((row) => `${row},${A}\n`).join("")}`))?.doubts;

  test.each([
    ["userId,userId", `${ID},${ID.replace("1", "2")}`],
    ["email,mail", "a@b.co,c@b.co"],
    ["username,login", "bob,rob"],
    ["邮箱,用户邮箱", "a@b.cn,c@b.cn"],
  ])("are asked about where they say different things: %s", async (header, row) => {
    expect(await doubts(header, row)).toEqual(["two_users"]);
  });

  test.each([
    ["email,mail", "a@b.co, A@b.co"],
    ["email,mail", "a@b.co,"],
    ["userId,id", `${ID},7`],
    ["email,manager.email", "a@b.co,c@b.co"],
    ["email,contact.email", "a@b.co,c@b.co"],
  ])("are not asked about where they agree, or one is surer: %s %s", async (header, ...rows) => {
    expect(await doubts(header, ...rows)).toEqual([]);
  });

  test("in JSON neither, but for a list of one user's addresses", async () => {
    const planned = async (record: object) => (await readBytes(JSON.stringify([record]))).plan?.doubts;
    expect(await planned({ email: "a@b.co", mail: "c@b.co", secret: A })).toEqual(["two_users"]);
    expect(await planned({ emails: [{ value: "a@b.co" }, { value: "c@b.co" }], secret: A })).toEqual([]);
  });

  test("the first that is filled counts where both are mapped", async () => {
    const text = `userId,user_id,secret\n${ID},17,${A}\n,17,${A}\n`;
    const source = sourceOf(text);
    const plan = await planOf(text);
    const columns = (plan?.columns ?? []).map((column, at) =>
      at === 1 ? { ...column, role: "userId" as const } : column,
    );
    const { records } = await readWith(delimited, source, plan && { ...plan, columns });
    expect(records.map(({ userId }) => userId)).toEqual([ID, "17"]);
  });
});

test("without a header a column of base32 is the secret rather than one of ids in hex", async () => {
  const id = "d41d8cd98f00b204e9800998ecf8427e";
  const text = `a@b.co,${id},${A}\nb@b.co,${id.replace("d", "e")},${B}\n`;
  expect(await rolesOf(text)).toEqual(["email", "ignore", "secret"]);
});

test("Key URIs out of a web page are URIs, and what ends their ampersands is no delimiter", async () => {
  const uri = (secret: string) => `otpauth://totp/a?issuer=X&amp;secret=${secret}&amp;digits=8`;
  const { plan, records } = await read(`a@b.co,${uri(A)}\nb@b.co,${uri(B)}\n`);
  expect(plan).toMatchObject({ hasHeader: false, delimiter: "," });
  expect(records).toMatchObject([
    { email: "a@b.co", secret: A, digits: "8" },
    { email: "b@b.co", secret: B, digits: "8" },
  ]);
});

describe("what looks like the name of a user is not always the user's", () => {
  const ids = ["65f0c0ffee65f0c0ffee0007", "65f0c0ffee65f0c0ffee0008"];
  test.each<[string, string, string, ColumnRole[]]>([
    ["created_by,user,secret", "root@b.co,alice", "root@b.co,bob", ["ignore", "username", "secret"]],
    ["Kontakt,user,secret", "root@b.co,alice", "x@b.co,bob", ["ignore", "username", "secret"]],
    ["E-Mail-Adresse,user,secret", "a@b.co,alice", "b@b.co,bob", ["email", "username", "secret"]],
    ["approver,requester,secret", "x@b.co,a@b.co", "y@b.co,b@b.co", ["ignore", "email", "secret"]],
    ["审批人,申请人,密钥", "x@b.co,a@b.co", "y@b.co,b@b.co", ["ignore", "email", "secret"]],
    ["userPoolId,login,secret", `${ids[0]},alice`, `${ids[0]},bob`, ["ignore", "username", "secret"]],
    ["Pool,Wer,secret", `${ids[0]},${ids[0]}`, `${ids[0]},${ids[1]}`, ["ignore", "userId", "secret"]],
  ])("%s", async (header, one, other, roles) => {
    const plan = await planOf(`${header}\n${one},${A}\n${other},${B}\n`);
    expect(plan?.columns.map(({ role }) => role)).toEqual(roles);
    expect(plan?.doubts).toEqual([]);
  });

  test("two columns of addresses under names that nobody knows are asked about", async () => {
    const plan = await planOf(`Wer,Wem,secret\na@b.co,x@b.co,${A}\nb@b.co,y@b.co,${B}\n`);
    expect(plan?.doubts).toEqual(["two_users"]);
  });

  test("so are two columns that look like the secret", async () => {
    const plan = await planOf(`email,secret1,secret2\na@b.co,${A},${B}\n`);
    expect(plan?.doubts).toEqual(["two_secrets"]);
  });
});

describe("a parameter under a name that nobody knows is not overlooked", () => {
  test.each<[string, string[], ColumnRole]>([
    ["crypto", ["SHA1", "SHA256"], "algorithm"],
    ["Algorithmus", ["HmacSHA512", ""], "algorithm"],
    ["mode", ["totp", "HOTP"], "type"],
    ["hash function", ["hmacsha1", "hmacsha256"], "algorithm"],
  ])("%s is read by its values", async (name, [one, other], role) => {
    const { plan, records } = await read(`email,secret,${name}\na@b.co,${A},${one}\nb@b.co,${B},${other}\n`);
    expect(plan?.columns.map((column) => column.role)).toEqual(["email", "secret", role]);
    expect(records.map((record) => record[role as "type"])).toEqual([one, other]);
    expect(plan?.doubts).toEqual([]);
  });

  test("of every device of a user", async () => {
    const devices = (...modes: string[]) => modes.map((mode, at) => ({ secret: at === 0 ? A : B, mode }));
    const { records } = await readBytes(
      JSON.stringify([{ email: "a@b.co", devices: devices("totp", "hotp") }]),
    );
    expect(records.map(({ type }) => type)).toEqual(["totp", "hotp"]);
  });

  test.each([
    ["Stellen", "6", "8"],
    ["Gültigkeit", "30", "60s"],
    ["period_ms", "30000", "60000"],
    ["T0", "0", "100"],
    ["clock offset", "", "-60"],
    ["remarks", "", "SHA-256 with 8 digits"],
    ["remarks", "event based (HOTP)", ""],
    ["remarks", "", "old token with 60 s"],
    ["config", "", '"{""hash"":""SHA512""}"'],
  ])("%s is asked about: %s / %s", async (name, one, other) => {
    const text = `email,secret,${name}\na@b.co,${A},${one}\nb@b.co,${B},${other}\n`;
    const plan = await planOf(text);
    expect(plan?.doubts).toEqual(["unnamed_parameter"]);
    expect(plan?.columns.filter(({ doubtful }) => doubtful)).toMatchObject([{ role: "ignore" }]);
  });

  test.each([
    ["password_hasher", "SHA256"],
    ["password", "pbkdf2:sha256:600000$abc$0f0f"],
    ["pw", "{SHA256}0f0f"],
    ["Stellen", "6"],
    ["floor", "30"],
    ["period_ms", "30000"],
    ["t0", "0"],
    ["remarks", "joined 2018, 60 Station Road"],
  ])("nor is anything taken for one: %s %s", async (name, value) => {
    const plan = await planOf(`email,secret,${name}\na@b.co,${A},${value}\n`);
    expect(plan?.columns[2]?.role).toBe("ignore");
    expect(plan?.doubts).toEqual([]);
  });
});

describe("the encoding of a column is one for all its rows", () => {
  const table = (header: string, ...secrets: string[]) =>
    `email,${header}\n${secrets.map((s) => `a@b.co,${s}`).join("\n")}\n`;
  test.each([
    ["all base32", table("secret", A, B.toLowerCase(), "JBSW Y3DP EHPK 3PXP"), "base32", []],
    ["hex", table("secret", HEX, "48656c6c6f21deadbeef"), "hex", []],
    ["base64", table("secret", "aGVsbG8Kd29ybGQKaGVsbG8gaGVsbG8="), "base64", []],
    ["base64 by its header", table("secret_base64", "GEZDGNBVGY3TQOJQGEZDGNBVGY3T"), "base64", []],
    [
      "base64 of which some by chance fits base32",
      table("secret", "Nm5lYXJseXdlbGxmYXJnbw==", "CIa5yQjXIVUSs80zF4AaWw==", "PZrXkTCrFAHgN7Qm4Kd3pQ=="),
      "base64",
      [],
    ],
    [
      "base64 and base32 in both cases beside base32",
      table("secret", A, "CIa5yQjXIVUSs80zF4AaWw==", "Nm5lYXJseXdlbGxmYXJnbw=="),
      "base32",
      ["ambiguous_encoding"],
    ],
    [
      "base32 among base64",
      table("secret", A, ...Array(7).fill("CIa5yQjXIVUSs80zF4AaWw==")),
      "base64",
      ["ambiguous_encoding"],
    ],
    ["in both cases", table("secret", "Nm5lYXJseXdlbGxmYXJnbwNm5leA"), "base32", ["ambiguous_encoding"]],
    ["KeePass' characters", table("TimeOtp-Secret", A), "utf8", []],
    ["KeePass' base32", table("TimeOtp-Secret-Base32", A), "base32", []],
    ["one value that is base32 only", table("secret", "2234567abcdef2234567abcdef", A), "base32", []],
    ["both, by the header", table("hexseed", "2234567abcdef2234567abcdef"), "hex", []],
    ["both, by the header", table("secret_base32", "2234567abcdef2234567abcdef"), "base32", []],
    [
      "both, and nothing says which",
      table("secret", "2234567abcdef2234567abcdef"),
      "base32",
      ["ambiguous_encoding"],
    ],
    [
      "base32 with mistakes is not base64",
      table("secret", A, B, "GEZDGNBVGY3TQ0JQGEZDGNBVGY3T10JQ"),
      "base32",
      [],
    ],
    ["nothing but mistakes is not base64", table("secret", "GEZDGNBVGY3TQ0JQGEZDGNBVGY3T10JQ"), "base32", []],
    ["hex with mistakes is not base32", table("secret", ...Array(19).fill(HEX), `${HEX}0`), "hex", []],
  ])("%s", async (_, text, encoding, doubts) => {
    const { plan, records } = await read(text);
    expect(plan?.secretEncoding).toBe(encoding);
    expect(plan?.doubts).toEqual(doubts);
    expect(records.every(({ secretEncoding }) => secretEncoding === encoding)).toBe(true);
  });
});

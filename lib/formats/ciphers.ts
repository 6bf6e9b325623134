type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a typed password. */
export function passwordBytes(password: string): Bytes {
  return new TextEncoder().encode(password);
}

/** The same bytes where WebCrypto takes them: it wants no shared memory. */
export function copied(bytes: Uint8Array): Bytes {
  return Uint8Array.from(bytes);
}

/** AES-GCM (NIST SP 800-38D) with the 16-byte tag behind the data; null if the tag does not fit. */
export async function aesGcm(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  additional?: Uint8Array,
): Promise<Bytes | null> {
  const algorithm: AesGcmParams = { name: "AES-GCM", iv: copied(iv) };
  if (additional) algorithm.additionalData = copied(additional);
  return decrypted(key, algorithm, data);
}

/** AES-CBC with PKCS #7 padding (RFC 5652 section 6.3); null if the padding is none. */
export async function aesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Promise<Bytes | null> {
  return decrypted(key, { name: "AES-CBC", iv: copied(iv) }, data);
}

async function decrypted(
  key: Uint8Array,
  algorithm: AesGcmParams | AesCbcParams,
  data: Uint8Array,
): Promise<Bytes | null> {
  try {
    const imported = await crypto.subtle.importKey("raw", copied(key), algorithm.name, false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, copied(data)));
  } catch {
    return null;
  }
}

/** PBKDF2 (RFC 8018 section 5.2) with HMAC; the rounds are the caller's to bound. */
export async function pbkdf2(
  password: string,
  salt: Uint8Array,
  rounds: number,
  hash: "SHA-1" | "SHA-256",
): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", passwordBytes(password), "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", salt: copied(salt), iterations: rounds, hash };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
}

/** HMAC-SHA-256 (RFC 2104). */
export async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Bytes> {
  const hash = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", copied(key), hash, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, copied(data)));
}

/** Whether an HMAC-SHA-256 is the right one. */
export async function hmacSha256Fits(key: Uint8Array, data: Uint8Array, mac: Uint8Array): Promise<boolean> {
  const hash = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", copied(key), hash, false, ["verify"]);
  return crypto.subtle.verify("HMAC", imported, copied(mac), copied(data));
}

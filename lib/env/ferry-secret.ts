type Env = Record<string, string | undefined>;

/** The fewest characters: 32 random hexadecimal ones are 128 bits. */
const SHORTEST = 32;

function secretOf(env: Env, name: string): string | null {
  const given = env[name]?.trim() ?? "";
  if (given === "") return null;
  if (given.length < SHORTEST)
    throw new Error(
      `${name} is too short: give at least ${SHORTEST} characters, for example from \`openssl rand -hex 32\`.`,
    );
  return given;
}

/**
 * The operator's secret, FERRY_SECRET, under which connections' keys lie in the database; null when none is given.
 * @throws Error with one sentence that never shows the value, when it is too short
 */
export function ferrySecret(env: Env = process.env): string | null {
  return secretOf(env, "FERRY_SECRET");
}

/** FERRY_SECRET as it was before it was last changed, FERRY_SECRET_PREVIOUS; null and errors as above. */
export function previousSecret(env: Env = process.env): string | null {
  return secretOf(env, "FERRY_SECRET_PREVIOUS");
}

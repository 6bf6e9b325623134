import { type SandboxUser, seedPool } from "./pool";

export type StoredOtp = { secret: string; recoveryCode?: string | undefined };

const IDENTITIES = {
  user_id: (user: SandboxUser) => user.userId,
  email: (user: SandboxUser) => user.email,
  phone: (user: SandboxUser) => user.phone,
  username: (user: SandboxUser) => user.username,
  external_id: (user: SandboxUser) => user.externalId,
} as const;
type IdentityType = keyof typeof IDENTITIES;

/** What the sandbox knows: the users of the pool, and the OTP of each. */
export class World {
  users: readonly SandboxUser[] = [];
  readonly #otps = new Map<string, StoredOtp>();
  #indexes = new Map<IdentityType, Map<string, SandboxUser>>();

  constructor(count: number) {
    this.seed(count);
  }

  /** Makes the pool this large. OTPs which are stored stay. */
  seed(count: number): void {
    const before = this.users.length;
    this.users = seedPool(count);
    this.#indexes = new Map();
    for (const user of this.users.slice(before)) {
      if (user.otp !== null && !this.#otps.has(user.userId))
        this.#otps.set(user.userId, { secret: user.otp });
    }
  }

  /** Forgets everything imported; the users have what they started with. */
  reset(): void {
    this.#otps.clear();
    const count = this.users.length;
    this.users = [];
    this.seed(count);
  }

  /** The user of that name, or undefined; e-mail without regard to case. */
  find(value: string, type: string): SandboxUser | undefined {
    if (!Object.hasOwn(IDENTITIES, type)) return undefined;
    const identity = type as IdentityType;
    let index = this.#indexes.get(identity);
    if (!index) {
      index = new Map(this.users.map((user) => [IDENTITIES[identity](user), user]));
      this.#indexes.set(identity, index);
    }
    return index.get(identity === "email" ? value.toLowerCase() : value);
  }

  otp(userId: string): StoredOtp | undefined {
    return this.#otps.get(userId);
  }

  store(userId: string, otp: StoredOtp): void {
    this.#otps.set(userId, otp);
  }

  /** All stored OTPs by user id. */
  otps(): ReadonlyMap<string, StoredOtp> {
    return this.#otps;
  }
}

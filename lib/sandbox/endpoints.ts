import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Behaviour, EndpointName } from "./behaviour";
import { type Envelope, failure, success } from "./envelope";
import type { Key } from "./gate";
import { importOtp } from "./import-otp";
import type { Params } from "./signer";
import { getTenantUser, listTenants, listTenantUsers } from "./tenants";
import { getOtpSecretByUser, getUser, getUserBatch, getUserMfaInfo, listUsers } from "./users";
import type { World } from "./world";

type Endpoint = {
  method: "GET" | "POST";
  /** False for the one call that brings the key in its body. */
  signed: boolean;
  run(params: Params, world: World, behaviour: Behaviour, key: Key): Envelope;
};

const tokenSchema = z.object({ accessKeyId: z.string(), accessKeySecret: z.string() });

function getManagementToken(body: Params, key: Key): Envelope {
  const given = tokenSchema.safeParse(body);
  if (!given.success) return failure(400, "accessKeyId and accessKeySecret must be given");
  if (given.data.accessKeyId !== key.accessKeyId || given.data.accessKeySecret !== key.accessKeySecret) {
    return failure(401, "Unknown access key", 1300);
  }
  return success({ access_token: randomBytes(32).toString("base64url"), expires_in: 7200 });
}

/** Every call: verb, whether it is signed, and what it answers. */
export const endpoints: Record<EndpointName, Endpoint> = {
  "import-otp": { method: "POST", signed: true, run: importOtp },
  "get-user": { method: "GET", signed: true, run: getUser },
  "get-user-batch": { method: "GET", signed: true, run: getUserBatch },
  "list-users": { method: "POST", signed: true, run: listUsers },
  "get-user-mfa-info": { method: "GET", signed: true, run: getUserMfaInfo },
  "get-otp-secret-by-user": { method: "GET", signed: true, run: getOtpSecretByUser },
  "get-global-mfa-settings": {
    method: "GET",
    signed: true,
    run: (_params, _world, { otpEnabled }) =>
      success({ enabledFactors: otpEnabled ? ["OTP", "SMS", "EMAIL"] : ["SMS", "EMAIL"] }),
  },
  "list-tenants": { method: "GET", signed: true, run: listTenants },
  "list-tenant-users": { method: "POST", signed: true, run: listTenantUsers },
  "get-tenant-user": { method: "GET", signed: true, run: getTenantUser },
  "get-management-token": {
    method: "POST",
    signed: false,
    run: (params, _world, _behaviour, key) => getManagementToken(params, key),
  },
};

import { randomUUID } from "node:crypto";

/** The body of every answer (genauth-api.md section 2). */
export type Envelope = {
  statusCode: number;
  message: string;
  apiCode?: number;
  requestId: string;
  data?: unknown;
};

/** An answer of 200, with `data` where the call has any. */
export function success(data?: unknown): Envelope {
  return {
    statusCode: 200,
    message: "Success",
    requestId: randomUUID(),
    ...(data === undefined ? {} : { data }),
  };
}

/** An answer that says no. */
export function failure(statusCode: number, message: string, apiCode?: number): Envelope {
  return { statusCode, message, ...(apiCode === undefined ? {} : { apiCode }), requestId: randomUUID() };
}

/** 404 with 2004. */
export function userNotFound(): Envelope {
  return failure(404, "用户不存在 (user not found)", 2004);
}

"use server";

import { z } from "zod";
import { authoriseAnybody } from "@/lib/auth/authorise";
import { providerLink } from "@/lib/auth/provider-link";
import { signInByCode, signInByPassword } from "@/lib/auth/sign-in";
import {
  codeRequestSchema,
  type ProviderReply,
  type SignInReply,
  signInRequestSchema,
} from "@/lib/otp/sign-in-request";

const WRONG: SignInReply = { state: "wrong" };

/** Signs in by e-mail and password, or asks for a code next. */
export async function signIn(request: unknown): Promise<SignInReply> {
  await authoriseAnybody();
  const { data } = signInRequestSchema.safeParse(request);
  return data ? signInByPassword(data.email, data.password) : WRONG;
}

/** The second step: a code of the authenticator app, or a backup code. */
export async function enterCode(request: unknown): Promise<SignInReply> {
  await authoriseAnybody();
  const { data } = codeRequestSchema.safeParse(request);
  return data ? signInByCode(data.kind, data.code) : WRONG;
}

/** The address of the OpenID provider at which to sign in. */
export async function toProvider(next: unknown): Promise<ProviderReply> {
  await authoriseAnybody();
  return providerLink(z.string().safeParse(next).data);
}

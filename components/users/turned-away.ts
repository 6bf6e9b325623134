import { type ConnectionRefusal, connectionRefusalSchema } from "@/lib/otp/connection-refusal";

/** Why the server did not let somebody ask; `out`: nobody is signed in any more, `denied`: not with this role. */
export type TurnedAway = { state: "out" | "denied" | ConnectionRefusal };

/** What an answer says of why it is none; null when nobody was turned away. */
export async function turnedAway(response: Response): Promise<TurnedAway | null> {
  if (response.status === 401) return { state: "out" };
  if (response.status !== 403) return null;
  const { data } = connectionRefusalSchema.safeParse(await response.json().catch(() => null));
  return { state: data?.connection ?? "denied" };
}

import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to a screen of the console. Nothing is fetched ahead: every screen is made for the request that asks for it, so
 * that Next would ask twice for each link in sight, for an answer that the click asks for again.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}

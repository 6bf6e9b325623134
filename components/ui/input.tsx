import type { ComponentProps } from "react";
import { CONTROL } from "./control";

/** A line to type into; its label is beside it, or comes as aria-label. */
export function Input({ className = "", ...props }: ComponentProps<"input">) {
  return <input className={`${CONTROL} ${className}`} {...props} />;
}

import type { ComponentProps } from "react";
import { CONTROL } from "./control";

/** The platform's own select: it works by keyboard, by touch and with every screen reader. */
export function Select({ className = "", ...props }: ComponentProps<"select">) {
  return <select className={`${CONTROL} ${className}`} {...props} />;
}

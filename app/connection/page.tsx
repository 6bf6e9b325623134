import { permanentRedirect } from "next/navigation";

/** The address of the screen while there was only one connection. */
export default function OldConnectionPage(): never {
  permanentRedirect("/connections");
}

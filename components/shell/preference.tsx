"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";

const YEAR_SECONDS = 31_536_000;

/** A choice that the browser remembers in a cookie and the server renders by. */
export function Preference({
  cookie,
  label,
  value,
  options,
}: {
  cookie: string;
  label: string;
  value: string;
  options: readonly { value: string; name: string }[];
}) {
  const router = useRouter();
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox ESR.
        document.cookie = `${cookie}=${event.target.value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
        router.refresh();
      }}
      className="border-transparent bg-transparent text-ink-soft hover:bg-sunken"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </Select>
  );
}

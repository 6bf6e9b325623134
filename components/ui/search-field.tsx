import { Search } from "lucide-react";

type Props = {
  /** Also what stands in it while it is empty. */
  label: string;
  value: string;
  onChange: (text: string) => void;
};

/** A field for text to be searched for. */
export function SearchField({ label, value, onChange }: Props) {
  return (
    <label className="relative flex min-w-48 grow items-center sm:max-w-72">
      <span className="sr-only">{label}</span>
      <Search aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-ink-soft" />
      <input
        type="search"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className="min-h-8 w-full rounded-control border border-line-strong bg-surface py-1 pr-2 pl-8 placeholder:text-ink-soft"
      />
    </label>
  );
}

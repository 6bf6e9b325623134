/** How far something is that takes its time. */
export function ProgressBar({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={Math.max(1, max)}
      className="h-2 w-full overflow-hidden rounded-full accent-accent"
    />
  );
}

/** Lines where text will be, for what is on its way. `label` is for who does not see them. */
export function Skeleton({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          aria-hidden
          style={{ width: `${92 - ((line * 17) % 40)}%` }}
          className="h-4 rounded-control bg-line motion-safe:animate-pulse forced-color-adjust-none"
        />
      ))}
    </div>
  );
}

/** The mark: a ferry under way, its cargo a key. */
export function Mark({ className = "" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g stroke="var(--accent-ink)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="12.5" cy="10.5" r="3" />
        <path d="M15.5 10.5H23m-2.5 0v3" />
        <path d="M6 17h20l-3 6H9.5z" fill="var(--accent-ink)" />
        <path d="M5 27c2 0 2-1 4-1s2 1 4 1 2-1 4-1 2 1 4 1 2-1 4-1 2 1 3 1" strokeWidth="1.5" />
      </g>
    </svg>
  );
}

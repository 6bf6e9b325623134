/** The mark: a ferry under way, its cargo a key. The same as app/icon.svg. */
export function Mark({ className = "" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none">
      <rect width="32" height="32" rx="7" fill="#0a6272" />
      <g strokeLinecap="round" strokeLinejoin="round">
        <g stroke="#ffb84d" strokeWidth="2.2">
          <circle cx="12" cy="10" r="3" />
          <path d="M15 10h8m-2.8 0v3.2" />
        </g>
        <path d="M6 17h20l-3 6H9.5z" fill="#fff" stroke="#fff" strokeWidth="1.6" />
        <path
          d="M5 27c2 0 2-1 4-1s2 1 4 1 2-1 4-1 2 1 4 1 2-1 4-1 2 1 3 1"
          stroke="#9fdbe6"
          strokeWidth="1.6"
        />
      </g>
    </svg>
  );
}

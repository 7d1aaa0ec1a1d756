/** The plumb bob: line and weight. */
export function PlumbMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className} fill="none">
      <path d="M10 1v8" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <path d="M6.2 9h7.6v3.4L10 19l-3.8-6.6z" fill="currentColor" />
    </svg>
  )
}

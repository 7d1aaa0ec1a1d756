import type { ConversationStatus } from '../../src/contract/conversations.ts'

/** The mark of a status, told apart by shape before colour: full they wait, ring you wait, half nobody owes, dash laid away. */
export function StatusMark({
  status,
  label,
}: {
  status: ConversationStatus | 'all' | 'spam'
  label?: string
}) {
  return (
    <svg
      viewBox="0 0 14 14"
      className="size-3.5 shrink-0 text-ink-3"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {shapes[status]}
    </svg>
  )
}

const ring = <circle cx="7" cy="7" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />

const shapes = {
  needs_reply: <circle cx="7" cy="7" r="5.5" className="text-accent" fill="currentColor" />,
  waiting: ring,
  active: (
    <>
      {ring}
      <path d="M7 2.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />
    </>
  ),
  archived: <path d="M3 7h8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />,
  all: <path d="M3 3.5h8M3 7h8M3 10.5h8" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />,
  spam: (
    <>
      {ring}
      <path d="m3.8 3.8 6.4 6.4" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
} as const

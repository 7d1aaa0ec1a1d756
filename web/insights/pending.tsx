import { useSay } from '../i18n/i18n.tsx'

/** Says that figures are still added up, while they are. */
export function Pending({ pending }: { pending: { conversations: number; days: number } }) {
  const say = useSay()
  if (pending.conversations + pending.days === 0) return null
  return (
    <p role="status" className="rounded-md bg-accent-soft px-3 py-2 text-sm">
      {say('insights.pending', { n: Math.max(1, pending.conversations) })}
    </p>
  )
}

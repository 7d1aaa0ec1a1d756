import { ShieldCheck } from 'lucide-react'
import type { Member } from '../../src/contract/people.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'

type MemberLineProps = {
  member: Member
  self: boolean
  /** Absent for who may not be changed by who looks. */
  onOpen: (() => void) | undefined
}

const line = 'flex w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left sm:flex-nowrap'

/** Somebody of the firm: name, address, role, when they were last here, and whether a second factor guards them. */
export function MemberLine({ member, self, onOpen }: MemberLineProps) {
  const say = useSay()
  const format = useFormat()
  const { name, email, role, lastSeenAt, secondFactor } = member
  const words = (
    <>
      <span className="flex min-w-0 basis-full flex-col sm:basis-1/2">
        <span className="flex min-w-0 items-center gap-2">
          {onOpen && <span className="sr-only">{say('people.edit', { name: '' })}</span>}
          <span className="truncate font-medium">{name}</span>
          {self && <span className="text-ink-3 text-xs">{say('people.you')}</span>}
        </span>
        <span className="truncate text-ink-3 text-xs">{email}</span>
      </span>
      <span className="w-28 shrink-0 text-sm max-sm:w-auto">{say(`role.${role}`)}</span>
      <span className="figures min-w-0 flex-1 text-ink-3 text-xs">
        {lastSeenAt === null
          ? say('people.seen.never')
          : say('people.seen', { day: format.recentDay(lastSeenAt) })}
      </span>
      {/* Keeps its place, so that the columns stand. */}
      <span className="size-4 shrink-0">
        {secondFactor && (
          <ShieldCheck role="img" aria-label={say('people.factor')} className="size-4 text-good" />
        )}
      </span>
    </>
  )
  if (onOpen === undefined) return <div className={line}>{words}</div>
  return (
    <button type="button" onClick={onOpen} className={`${line} -outline-offset-2 hover:bg-hover`}>
      {words}
    </button>
  )
}

import { Check, Siren } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ConversationCounts } from '../../src/contract/conversations.ts'
import { type Urgency, urgencies } from '../../src/contract/understanding.ts'
import type { InboxFilter } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { FilterButton } from '../parts/filter-button.tsx'
import { Popover } from '../parts/popover.tsx'
import { UrgencyMark } from '../understanding/urgency-mark.tsx'

type UrgencyFilterProps = {
  filter: InboxFilter
  counts: ConversationCounts | undefined
  onChange: (change: Pick<InboxFilter, 'urgency' | 'danger'>) => void
}

const mostPressingFirst = urgencies.toReversed()

/** Narrows the inbox to an urgency, or to dangers that are not yet over. */
export function UrgencyFilter({ filter: { urgency, danger }, counts, onChange }: UrgencyFilterProps) {
  const say = useSay()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const choose = (change: { urgency?: Urgency | undefined; danger?: boolean | undefined }) => {
    setOpen(false)
    onChange({ urgency: change.urgency, danger: change.danger })
  }
  const choice = (
    chosen: boolean,
    label: string,
    sign: ReactNode,
    n: number | undefined,
    act: () => void,
  ) => (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={act}
      className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover pointer-coarse:h-11"
    >
      <Check aria-hidden className={`size-4 shrink-0 text-accent ${chosen ? '' : 'invisible'}`} />
      {sign}
      <span className="flex-1">{label}</span>
      {n !== undefined && <span className="figures text-ink-3 text-xs">{format.number(n)}</span>}
    </button>
  )
  return (
    <Popover
      label={say('inbox.urgency')}
      open={open}
      onOpenChange={setOpen}
      className="w-60 p-1"
      trigger={
        <FilterButton
          icon={Siren}
          label={
            danger
              ? say('inbox.danger')
              : say(urgency === undefined ? 'inbox.urgency.any' : `urgency.brief.${urgency}`)
          }
          active={danger === true || urgency !== undefined}
          name={say('inbox.urgency')}
        />
      }
    >
      {choice(!danger && urgency === undefined, say('inbox.urgency.any'), null, undefined, () => choose({}))}
      {mostPressingFirst.map((each) => (
        <div key={each}>
          {choice(
            urgency === each,
            say(`urgency.brief.${each}`),
            <UrgencyMark urgency={each} />,
            each === 'emergency' || each === 'high' ? counts?.[each] : undefined,
            () => choose({ urgency: each }),
          )}
        </div>
      ))}
      <div className="mt-1 border-line border-t pt-1">
        {choice(danger === true, say('inbox.danger'), null, counts?.hazards, () => choose({ danger: true }))}
      </div>
    </Popover>
  )
}

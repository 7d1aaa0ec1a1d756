import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayQuery } from '../api/insights.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'

/** Leads to the conversations that the figures of a day come from; of `first`, unless another is chosen. */
export function DayPicker({ from, to, first }: { from: string; to: string; first: string }) {
  const say = useSay()
  const [day, setDay] = useState(first)
  const [open, setOpen] = useState(false)
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="w-44">
        <Field label={say('analytics.day.choose')}>
          {(ids) => (
            <input
              {...ids}
              type="date"
              className={inputClass}
              min={from}
              max={to}
              value={day}
              onChange={({ target }) => setDay(target.value)}
            />
          )}
        </Field>
      </div>
      <Button disabled={day === ''} onClick={() => setOpen(true)}>
        {say('analytics.day.show')}
      </Button>
      {open && <DayDialog day={day} onClose={() => setOpen(false)} />}
    </div>
  )
}

/** The conversations that a day's figures come from. */
function DayDialog({ day, onClose }: { day: string; onClose: () => void }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  const found = useQuery(dayQuery(day))
  return (
    <Dialog open onClose={onClose} title={say('analytics.day', { day: format.calendarDay(day) })}>
      {found.isPending && <SkeletonRows rows={4} height={48} label={say('common.loading')} />}
      {found.isError && <Problem className="m-4" error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <p className="p-4 text-ink-3">{say('analytics.day.none')}</p>}
      <ul className="divide-y divide-line">
        {found.data?.items.map(({ conversationId, party, metrics }) => (
          <li key={conversationId}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId }}
              className="flex min-h-11 items-center justify-between gap-3 px-4 py-2 hover:bg-hover"
            >
              <span className="min-w-0 truncate">{titleOf(party)}</span>
              <span className="figures shrink-0 text-ink-3 text-xs">
                {say('analytics.day.line', { in: metrics.in, out: metrics.out })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

import { CalendarDays, Check } from 'lucide-react'
import { useState } from 'react'
import { type Since, sinceSpans } from '../api/since.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FilterButton } from '../parts/filter-button.tsx'
import { Popover } from '../parts/popover.tsx'

/** How far back the inbox looks. */
export function SinceFilter({
  since,
  onChange,
}: {
  since: Since | undefined
  onChange: (since: Since | undefined) => void
}) {
  const say = useSay()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const choose = (chosen: Since | undefined) => {
    setOpen(false)
    onChange(chosen)
  }
  const isSpan = (sinceSpans as readonly (string | undefined)[]).includes(since)
  const label =
    since === undefined
      ? say('inbox.since.any')
      : isSpan
        ? say(`inbox.since.${since as (typeof sinceSpans)[number]}`)
        : say('inbox.since.day', { day: format.calendarDay(since) })
  return (
    <Popover
      label={say('inbox.since')}
      open={open}
      onOpenChange={setOpen}
      className="w-56 p-1"
      trigger={
        <FilterButton
          icon={CalendarDays}
          label={label}
          active={since !== undefined}
          name={say('inbox.since')}
        />
      }
    >
      {[undefined, ...sinceSpans].map((span) => (
        <button
          key={span ?? 'any'}
          type="button"
          aria-pressed={since === span}
          onClick={() => choose(span)}
          className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover pointer-coarse:h-11"
        >
          <Check aria-hidden className={`size-4 text-accent ${since === span ? '' : 'invisible'}`} />
          {say(span === undefined ? 'inbox.since.any' : `inbox.since.${span}`)}
        </button>
      ))}
      <div className="mt-1 border-line border-t p-2">
        <Field label={say('inbox.since.pick')}>
          {(ids) => (
            <input
              {...ids}
              type="date"
              defaultValue={since === undefined || isSpan ? '' : since}
              onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
              className={inputClass}
            />
          )}
        </Field>
      </div>
    </Popover>
  )
}

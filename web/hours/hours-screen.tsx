import '../i18n/en-tickets-room.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { WorkingHours, WorkingHoursAnswer } from '../../src/contract/tickets.ts'
import { hoursQuery, setHours } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Field } from '../parts/field.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { useWeekdays } from './use-weekdays.ts'

/** When the firm works, in which the clocks of tickets count. */
export function HoursScreen() {
  const say = useSay()
  const hours = useQuery(hoursQuery)
  return (
    <SettingsPage title={say('hours.title')} lead={say('hours.lead')}>
      {hours.isPending && <SkeletonRows rows={7} height={44} label={say('common.loading')} />}
      {hours.isError && <Problem error={hours.error} onRetry={() => void hours.refetch()} />}
      {hours.data && <Week key={JSON.stringify(hours.data)} held={hours.data} />}
    </SettingsPage>
  )
}

const USUAL = { from: '08:00', to: '17:00' }
const SPANS_MAX = 4

function Week({ held }: { held: WorkingHoursAnswer }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const mayChange = useMay('rules.write')
  const weekdays = useWeekdays()
  const [week, setWeek] = useState(held.week)
  const [holidays, setHolidays] = useState(held.holidays)
  const [days, setDays] = useState(held.closedDays.join('\n'))
  const form = useRef<HTMLFormElement>(null)
  const save = useMutation({
    mutationFn: (hours: WorkingHours) => setHours(hours),
    onSuccess: (now) => {
      handFocus(form.current, () => document.querySelector('#room button[type=submit]'))
      client.setQueryData(hoursQuery.queryKey, now) // of which the form is made anew
      tell(say('hours.saved'))
    },
  })
  const setDay = (day: number, spans: WorkingHours['week'][number]) =>
    setWeek(week.map((was, at) => (at === day ? spans : was)))
  return (
    <form
      ref={form}
      className="flex max-w-xl flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ week, holidays, closedDays: days.split(/[\s,]+/).filter(Boolean) })
      }}
    >
      <ul className="divide-y divide-line rounded-lg border border-line">
        {weekdays.map((name, day) => {
          const spans = week[day] ?? []
          return (
            <li
              key={name}
              className="flex items-center gap-x-4 gap-y-1 px-3 py-2 max-sm:flex-col max-sm:items-stretch"
            >
              <label className="flex min-h-7 w-36 items-center gap-2 text-sm pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  aria-label={say('hours.open', { day: name })}
                  disabled={!mayChange}
                  checked={spans.length > 0}
                  onChange={({ target }) => setDay(day, target.checked ? [USUAL] : [])}
                  className="size-4 accent-accent"
                />
                <span className="first-letter:uppercase">{name}</span>
              </label>
              <div className="flex min-w-0 flex-1 flex-col gap-1 max-sm:pl-6">
                {spans.length === 0 && <span className="text-ink-3 text-sm">{say('hours.closed')}</span>}
                {spans.map((span, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place in the day
                  <div key={at} className="flex flex-wrap items-center gap-1.5">
                    <TimeInput
                      label={say('hours.from', { day: name })}
                      value={span.from}
                      disabled={!mayChange}
                      onChange={(from) => setDay(day, spans.with(at, { ...span, from }))}
                    />
                    –
                    <TimeInput
                      label={say('hours.to', { day: name })}
                      value={span.to}
                      disabled={!mayChange}
                      onChange={(to) => setDay(day, spans.with(at, { ...span, to }))}
                    />
                    {mayChange && spans.length > 1 && (
                      <IconButton
                        icon={X}
                        label={say('hours.remove', { day: name })}
                        onClick={() => setDay(day, spans.toSpliced(at, 1))}
                      />
                    )}
                    {mayChange && at === spans.length - 1 && spans.length < SPANS_MAX && (
                      <IconButton
                        icon={Plus}
                        label={`${say('hours.add')}: ${name}`}
                        onClick={() => setDay(day, [...spans, { from: span.to, to: '20:00' }])}
                      />
                    )}
                  </div>
                ))}
              </div>
            </li>
          )
        })}
      </ul>
      <label className="flex items-start gap-2 text-sm">
        <input
          type="checkbox"
          disabled={!mayChange}
          checked={holidays}
          onChange={({ target }) => setHolidays(target.checked)}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          {say('hours.holidays')}
          {held.nextHolidays.length > 0 && (
            <span className="block text-ink-3 text-xs">
              {say('hours.holidays.next', {
                days: held.nextHolidays
                  .map(({ day, name }) => `${format.calendarDay(day)} ${name}`)
                  .join(', '),
              })}
            </span>
          )}
        </span>
      </label>
      <Field label={say('hours.days')} hint={say('hours.days.hint')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            disabled={!mayChange}
            className="w-full rounded-md border border-edge bg-raised px-2.5 py-2 text-base"
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        )}
      </Field>
      {save.error !== null && <Problem error={save.error} />}
      {mayChange && (
        <Button look="primary" type="submit" className="self-start" busy={save.isPending}>
          {say('hours.save')}
        </Button>
      )}
    </form>
  )
}

type TimeInputProps = { label: string; value: string; disabled: boolean; onChange: (value: string) => void }

function TimeInput({ label, value, disabled, onChange }: TimeInputProps) {
  return (
    <input
      type="time"
      required
      aria-label={label}
      disabled={disabled}
      value={value === '24:00' ? '23:59' : value}
      onChange={({ target }) => target.value !== '' && onChange(target.value)}
      className="h-8 rounded-md border border-edge bg-raised px-1.5 text-sm pointer-coarse:h-11 max-sm:w-26"
    />
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Retention } from '../../src/contract/retention.ts'
import { setRetention } from '../api/endpoints.ts'
import { retentionQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'

const YEAR_DAYS = 365
const CHOICES = [
  90,
  180,
  YEAR_DAYS,
  2 * YEAR_DAYS,
  3 * YEAR_DAYS,
  5 * YEAR_DAYS,
  7 * YEAR_DAYS,
  10 * YEAR_DAYS,
]
const KINDS = ['messages', 'files', 'setAside', 'audit'] as const

/** How long the firm keeps what: an owner chooses, a manager sees. */
export function RetentionScreen() {
  const say = useSay()
  const kept = useQuery(retentionQuery)
  return (
    <SettingsPage title={say('retention.title')} lead={say('retention.lead')}>
      {kept.isPending && <SkeletonRows rows={4} height={64} label={say('common.loading')} />}
      {kept.isError && <Problem error={kept.error} onRetry={() => void kept.refetch()} />}
      {kept.data && <Choices key={JSON.stringify(kept.data)} kept={kept.data} />}
    </SettingsPage>
  )
}

function Choices({ kept }: { kept: Retention }) {
  const say = useSay()
  const client = useQueryClient()
  const mayChange = useMay('retention.manage')
  const [chosen, setChosen] = useState(kept)
  const [asking, setAsking] = useState(false)
  const save = useMutation({
    mutationFn: () => setRetention(chosen),
    onSuccess: (now) => {
      client.setQueryData(retentionQuery.queryKey, now)
      setAsking(false)
      tell(say('retention.saved'))
    },
  })
  const isChanged = KINDS.some((kind) => chosen[kind] !== kept[kind])
  const isShorter = KINDS.some(
    (kind) => chosen[kind] !== null && (kept[kind] === null || chosen[kind] < kept[kind]),
  )
  return (
    <form
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (isShorter) setAsking(true)
        else save.mutate()
      }}
    >
      {KINDS.map((kind) => (
        <Field key={kind} label={say(`retention.${kind}`)} hint={say(`retention.${kind}.hint`)}>
          {(ids) => (
            <select
              {...ids}
              className={inputClass}
              disabled={!mayChange}
              value={chosen[kind] ?? ''}
              onChange={({ target }) =>
                setChosen({ ...chosen, [kind]: target.value === '' ? null : Number(target.value) })
              }
            >
              <option value="">{say('retention.forEver')}</option>
              {choicesWith(kept[kind]).map((days) => (
                <option key={days} value={days}>
                  {days % YEAR_DAYS === 0
                    ? say('retention.years', { n: days / YEAR_DAYS })
                    : say('retention.days', { n: days })}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      {save.error !== null && !asking && <Problem error={save.error} />}
      {mayChange && (
        <Button
          look="primary"
          type="submit"
          className="self-start"
          disabled={!isChanged}
          busy={save.isPending}
        >
          {say('retention.save')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={say('retention.ask')}
          lead={say('retention.ask.lead')}
          confirm={say('retention.save')}
          busy={save.isPending}
          error={save.error}
          onConfirm={() => save.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  )
}

/** What can be chosen, with what was chosen by other means. */
function choicesWith(days: number | null): number[] {
  return days === null || CHOICES.includes(days) ? CHOICES : [...CHOICES, days].sort((a, b) => a - b)
}

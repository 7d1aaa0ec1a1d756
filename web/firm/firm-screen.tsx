import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FirmDetails } from '../../src/contract/firms.ts'
import { changeFirm } from '../api/endpoints.ts'
import { firmQuery, firmsQuery, meQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { TextField } from '../parts/text-field.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { RegionField, ZoneField } from '../welcome/place-fields.tsx'

/** What the firm is called, and by which country and clock it works: an owner changes it, the office sees it. */
export function FirmScreen() {
  const say = useSay()
  const firm = useQuery(firmQuery)
  return (
    <SettingsPage title={say('firm.title')} lead={say('firm.lead')}>
      {firm.isPending && <SkeletonRows rows={4} height={64} label={say('common.loading')} />}
      {firm.isError && <Problem error={firm.error} onRetry={() => void firm.refetch()} />}
      {firm.data && <Details firm={firm.data} />}
    </SettingsPage>
  )
}

type Touched = Partial<Pick<FirmDetails, 'name' | 'region' | 'timeZone'>>

function Details({ firm }: { firm: FirmDetails }) {
  const say = useSay()
  const client = useQueryClient()
  const mayChange = useMay('firm.manage')
  // Only what is touched is sent: the rest stays as others may have changed it meanwhile, and is shown so.
  const [touched, setTouched] = useState<Touched>({})
  const shown = { ...firm, ...touched }
  const touch = (more: Touched) => setTouched({ ...touched, ...more })
  const isChanged =
    shown.name.trim() !== firm.name || shown.region !== firm.region || shown.timeZone !== firm.timeZone
  const save = useMutation({
    mutationFn: changeFirm,
    onSuccess: async (now) => {
      client.setQueryData(firmQuery.queryKey, now)
      setTouched({})
      tell(say('firm.saved'))
      await Promise.all([meQuery, firmsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })))
    },
  })
  return (
    <form
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) save.mutate(touched)
      }}
    >
      <TextField
        label={say('welcome.firm.name')}
        name="name"
        maxLength={120}
        autoComplete="organization"
        value={shown.name}
        onChange={({ target }) => touch({ name: target.value })}
        disabled={!mayChange}
        hint={say('firm.slug', { slug: firm.slug })}
      />
      <RegionField
        value={shown.region}
        onChange={({ target }) => touch({ region: target.value })}
        disabled={!mayChange || firm.regionStays}
        hint={firm.regionStays ? say('firm.region.stays') : undefined}
      />
      <ZoneField
        value={shown.timeZone}
        onChange={({ target }) => touch({ timeZone: target.value })}
        disabled={!mayChange}
        hint={say('firm.zone.hint')}
      />
      {save.error !== null && <Problem error={save.error} />}
      {mayChange ? (
        <Button
          look="primary"
          type="submit"
          className="self-start"
          disabled={!isChanged}
          busy={save.isPending}
        >
          {say('firm.save')}
        </Button>
      ) : (
        <p className="text-ink-2 text-sm">{say('firm.owners')}</p>
      )}
    </form>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeptSignInProvider } from '../../src/contract/sign-in-provider.ts'
import { beginProviderSignIn, removeSignInProvider } from '../api/endpoints.ts'
import { firmsQuery, meQuery, signInProviderQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsPage, SettingsSection } from '../settings/settings-page.tsx'
import { ProviderForm } from './provider-form.tsx'
import { ProviderProblem } from './provider-problem.tsx'

/** By which provider the firm's people can sign in: an owner sets it, tests it and takes it away. */
export function ProviderScreen() {
  const say = useSay()
  const kept = useQuery(signInProviderQuery)
  return (
    <SettingsPage title={say('provider.title')} lead={say('provider.lead')}>
      {kept.isPending && <SkeletonRows rows={4} height={64} label={say('common.loading')} />}
      {kept.isError && <Problem error={kept.error} onRetry={() => void kept.refetch()} />}
      {kept.data && (
        <>
          <Now provider={kept.data.provider} />
          <SettingsSection title={say('provider.there')} lead={say('provider.there.lead')}>
            <CopiedField label={say('provider.callback')} text={kept.data.redirectUrl} />
          </SettingsSection>
          <SettingsSection title={say('provider.here')} lead={say('provider.here.lead')}>
            <ProviderForm key={kept.data.provider?.changedAt ?? ''} kept={kept.data.provider} />
          </SettingsSection>
        </>
      )}
    </SettingsPage>
  )
}

/** Whether one is set; whether it answers, when asked; and its end. */
function Now({ provider }: Pick<KeptSignInProvider, 'provider'>) {
  const say = useSay()
  const format = useFormat()
  const firm = useQuery(meQuery).data?.firm.id
  const name = useQuery(firmsQuery).data?.items.find(({ current }) => current)?.slug
  const [removing, setRemoving] = useState(false)
  // It is looked up anew whenever somebody begins to sign in.
  const test = useMutation({ mutationFn: beginProviderSignIn })
  if (provider === null) {
    return (
      <SettingsSection title={say('provider.now')}>
        <p className="rounded-lg border border-line px-3 py-2">{say('provider.now.none')}</p>
      </SettingsSection>
    )
  }
  const { issuer, changedAt } = provider
  return (
    <SettingsSection
      title={say('provider.now')}
      action={
        <div className="flex flex-wrap gap-2">
          <Button busy={test.isPending} onClick={() => firm && test.mutate({ firm })}>
            {say('provider.test')}
          </Button>
          <Button onClick={() => setRemoving(true)}>{say('provider.remove')}…</Button>
        </div>
      }
    >
      <div className="rounded-lg border border-line px-3 py-2">
        <p className="[overflow-wrap:anywhere]">
          {say('provider.now.set', { issuer, day: format.recentDay(changedAt) })}
        </p>
        {name && <p className="text-ink-2 text-sm">{say('provider.now.name', { name })}</p>}
      </div>
      <div role="status">
        {test.isSuccess && <p className="rounded-lg bg-good-soft px-3 py-2">{say('provider.test.good')}</p>}
      </div>
      {test.isError && <ProviderProblem error={test.error} issuer={issuer} />}
      {removing && <RemoveDialog onClose={() => setRemoving(false)} />}
    </SettingsSection>
  )
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: removeSignInProvider,
    onSuccess: () => {
      tell(say('provider.removed'))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: signInProviderQuery.queryKey }),
  })
  return (
    <ConfirmDialog
      title={say('provider.remove.title')}
      lead={say('provider.remove.lead')}
      confirm={say('provider.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  )
}

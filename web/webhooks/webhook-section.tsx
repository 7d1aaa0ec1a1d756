import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import type { Webhook } from '../../src/contract/webhooks.ts'
import { removeWebhookSecret } from '../api/endpoints.ts'
import { webhooksQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { tell } from '../parts/toasts.tsx'
import { useNow } from '../parts/use-now.ts'
import { SettingsSection } from '../settings/settings-page.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** One thing that another system may tell: what for, where it calls, and whether it can. */
export function WebhookSection({ webhook }: { webhook: Webhook }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const [doing, setDoing] = useState<'make' | 'remove'>()
  const close = () => setDoing(undefined)
  const { source, url, madeAt, previousEndsAt } = webhook
  const isSet = madeAt !== null
  const Icon = isSet ? ShieldCheck : ShieldOff
  return (
    <SettingsSection title={say(`webhooks.${source}`)} lead={say(`webhooks.${source}.for`)}>
      <div className="flex flex-col gap-4 rounded-lg border border-line p-4">
        <CopiedField label={say('webhooks.url')} text={url} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          <div className="flex min-w-0 items-start gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isSet ? 'text-good' : 'text-ink-3'}`} />
            <div className="min-w-0 text-sm">
              <p>
                {isSet ? say('webhooks.set', { day: format.recentDay(madeAt, now) }) : say('webhooks.unset')}
              </p>
              {previousEndsAt !== null && Date.parse(previousEndsAt) > now && (
                <p className="text-ink-2">
                  {say('webhooks.previous', { when: format.full(previousEndsAt) })}
                </p>
              )}
            </div>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button look={isSet ? 'plain' : 'primary'} onClick={() => setDoing('make')}>
              {say(isSet ? 'webhooks.replace' : 'webhooks.make')}
            </Button>
            {isSet && <Button onClick={() => setDoing('remove')}>{say('webhooks.remove')}…</Button>}
          </div>
        </div>
      </div>
      {doing === 'make' && <SecretDialog webhook={webhook} onClose={close} />}
      {doing === 'remove' && <RemoveDialog webhook={webhook} onClose={close} />}
    </SettingsSection>
  )
}

function RemoveDialog({ webhook: { source }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeWebhookSecret(source),
    onSuccess: () => {
      tell(say('webhooks.removed'))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  return (
    <ConfirmDialog
      title={say('webhooks.remove.title')}
      lead={say('webhooks.remove.lead')}
      confirm={say('webhooks.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook } from '../../src/contract/webhooks.ts'
import { setWebhookSecret } from '../api/endpoints.ts'
import { webhooksQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { PreviousChoice } from './previous-choice.tsx'

/** Making a secret, or another in place of the one in use and what becomes of that; then the secret, shown this once. */
export function SecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const [replaces] = useState(webhook.madeAt !== null) // what was so when it was asked for
  const [endPrevious, setEndPrevious] = useState(false)
  const make = useMutation({
    mutationFn: () => setWebhookSecret(webhook.source, endPrevious),
    onSuccess: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  if (make.data) {
    const { secret, previousEndsAt } = make.data
    const ofPrevious =
      previousEndsAt === null
        ? say('webhooks.made.ended')
        : say('webhooks.made.previous', { when: format.full(previousEndsAt) })
    return (
      <ShownOnce
        title={say('webhooks.made')}
        lead={say('webhooks.made.lead')}
        label={say('webhooks.secret')}
        secret={secret}
        onClose={onClose}
      >
        {replaces && ofPrevious}
      </ShownOnce>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(replaces ? 'webhooks.replace' : 'webhooks.make')}
      lead={say('webhooks.make.lead')}
    >
      {(make.isError || replaces) && (
        <div className="flex flex-col gap-4 p-4">
          {make.isError && <Problem error={make.error} />}
          {replaces && <PreviousChoice endPrevious={endPrevious} onChange={setEndPrevious} />}
        </div>
      )}
      <CancelOr onCancel={onClose} busy={make.isPending} onClick={() => make.mutate()}>
        {say('webhooks.make.submit')}
      </CancelOr>
    </Dialog>
  )
}

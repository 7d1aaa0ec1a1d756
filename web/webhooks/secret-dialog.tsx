import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook } from '../../src/contract/webhooks.ts'
import { setWebhookSecret } from '../api/endpoints.ts'
import { webhooksQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr, DialogButtons } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'
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
    return (
      <Dialog open steady onClose={onClose} title={say('webhooks.made')} lead={say('webhooks.made.lead')}>
        <div className="flex flex-col gap-4 p-4">
          <CopiedField label={say('webhooks.secret')} text={secret} />
          {replaces && (
            <p className="text-ink-2 text-sm">
              {previousEndsAt === null
                ? say('webhooks.made.ended')
                : say('webhooks.made.previous', { when: format.full(previousEndsAt) })}
            </p>
          )}
        </div>
        <DialogButtons>
          <Button look="primary" className="max-sm:flex-1" onClick={onClose}>
            {say('common.done')}
          </Button>
        </DialogButtons>
      </Dialog>
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

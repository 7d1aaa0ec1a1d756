import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
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

type PreviousChoiceProps = { endPrevious: boolean; onChange: (endPrevious: boolean) => void }

/** What becomes of the secret in use: it signs on for a while, unless somebody else knows it. */
function PreviousChoice({ endPrevious, onChange }: PreviousChoiceProps) {
  const say = useSay()
  const name = useId()
  const choices = [
    { ends: false, key: 'webhooks.previous.stays' },
    { ends: true, key: 'webhooks.previous.ends' },
  ] as const
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{say('webhooks.previous.choice')}</legend>
      <div className="divide-y divide-line rounded-lg border border-line">
        {choices.map(({ ends, key }) => (
          <label
            key={key}
            className="flex items-start gap-3 px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-chosen pointer-coarse:py-3"
          >
            <input
              type="radio"
              name={name}
              checked={ends === endPrevious}
              onChange={() => onChange(ends)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{say(key)}</span>
              <span className="block text-ink-2 text-sm">{say(`${key}.hint`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

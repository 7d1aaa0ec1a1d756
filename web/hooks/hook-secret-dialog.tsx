import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HookShown } from '../../src/contract/hooks.ts'
import { makeHookSecret } from '../api/hooks.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { PreviousChoice } from '../webhooks/previous-choice.tsx'

/** Another secret for one system's calls, and what becomes of the one before; then the secret, shown this once. */
export function HookSecretDialog({ hook, onClose }: { hook: HookShown; onClose: () => void }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const [endPrevious, setEndPrevious] = useState(false)
  const make = useMutation({
    mutationFn: () => makeHookSecret(hook.id, endPrevious),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  })
  if (make.data) {
    const { secret, previousEndsAt } = make.data
    return (
      <ShownOnce
        title={say('webhooks.made')}
        lead={say('webhooks.made.lead')}
        label={say('webhooks.secret')}
        secret={secret}
        onClose={onClose}
      >
        {previousEndsAt === null
          ? say('hooks.secret.ended')
          : say('hooks.secret.both', { when: format.full(previousEndsAt) })}
      </ShownOnce>
    )
  }
  return (
    <Dialog open onClose={onClose} title={say('hooks.secret.title', { name: hook.name })}>
      <div className="flex flex-col gap-4 p-4">
        {make.isError && <Problem error={make.error} />}
        <PreviousChoice
          endPrevious={endPrevious}
          onChange={setEndPrevious}
          hints={['hooks.secret.stays.hint', 'hooks.secret.ends.hint']}
        />
      </div>
      <CancelOr onCancel={onClose} busy={make.isPending} onClick={() => make.mutate()}>
        {say('webhooks.make.submit')}
      </CancelOr>
    </Dialog>
  )
}

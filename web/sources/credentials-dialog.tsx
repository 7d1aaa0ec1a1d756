import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AddSource, addSourceBody, type SourceShown } from '../../src/contract/sources.ts'
import { checkSource, setSourceCredentials } from '../api/endpoints.ts'
import { sourcesQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import type { TypedChannel } from './kinds.ts'
import { secretRefusedWith } from './refused.ts'
import { SecretField } from './secret-field.tsx'

type CredentialsDialogProps = {
  source: SourceShown
  channel: TypedChannel
  label: string
  onClose: () => void
}

/** Setting anew what opens a source. It is tried with what is kept of the source before it takes the place of the old one. */
export function CredentialsDialog({ source, channel, label, onClose }: CredentialsDialogProps) {
  const say = useSay()
  const client = useQueryClient()
  const [secret, setSecret] = useState('')
  const set = useMutation({
    mutationFn: async () => {
      await checkSource(withSecret(source, secret))
      return setSourceCredentials(source.id, secret)
    },
    onSuccess: () => {
      tell(say('sources.credentials.done', { label }))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  })
  const words = secretWords[channel]
  const action = say(`sources.credentials.${channel}`)
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('sources.credentials.label', { action, label })}
      lead={say('sources.credentials.lead')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate()
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <SecretField
            label={say(words.label)}
            hint={say(words.hint)}
            value={secret}
            onChange={setSecret}
            maxLength={words.charsMax}
          />
          {set.isError && (
            <Problem error={set.error} words={secretRefusedWith(set.error, { channel, say })} />
          )}
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={set.isPending}>
          {say('sources.credentials.submit')}
        </CancelOr>
      </form>
    </Dialog>
  )
}

function withSecret({ channel, settings }: SourceShown, secret: string): AddSource {
  return addSourceBody.parse({
    ...{ channel, settings },
    ...{ password: secret, serverToken: secret, databaseUrl: secret },
  })
}

const secretWords = {
  imap: { label: 'sources.password', hint: 'sources.password.help', charsMax: 1_000 },
  postmark: { label: 'sources.serverToken', hint: 'sources.serverToken.hint', charsMax: 200 },
  'chat-history': { label: 'sources.databaseUrl', hint: 'sources.databaseUrl.hint', charsMax: 2_000 },
} as const satisfies Record<TypedChannel, object>

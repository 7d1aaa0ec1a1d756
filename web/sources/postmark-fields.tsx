import { useSay } from '../i18n/i18n.tsx'
import type { FieldsProps } from './draft.ts'
import { SecretField } from './secret-field.tsx'
import { TextField } from './text-field.tsx'

/** How a server at Postmark is reached, and for which address it takes mail in. */
export function PostmarkFields({ draft, onChange, wrongId, problem }: FieldsProps) {
  const say = useSay()
  return (
    <>
      <div className="flex flex-col gap-2">
        <TextField
          autoFocus
          label={say('sources.mailAddress')}
          hint={say('sources.mailAddress.hint')}
          maxLength={254}
          inputMode="email"
          wrongId={wrongId('address')}
          value={draft.address}
          onChange={(address) => onChange({ address })}
        />
        {problem('address')}
      </div>
      <div className="flex flex-col gap-2">
        <SecretField
          label={say('sources.serverToken')}
          hint={`${say('sources.serverToken.hint')} ${say('sources.sealed')}`}
          maxLength={200}
          wrongId={wrongId('serverToken')}
          value={draft.serverToken}
          onChange={(serverToken) => onChange({ serverToken })}
        />
        {problem('serverToken')}
      </div>
      <div className="flex flex-col gap-2">
        <TextField
          label={say('sources.messageStream')}
          hint={say('sources.messageStream.hint')}
          maxLength={30}
          wrongId={wrongId('messageStream')}
          value={draft.messageStream}
          onChange={(messageStream) => onChange({ messageStream })}
        />
        {problem('messageStream')}
      </div>
    </>
  )
}

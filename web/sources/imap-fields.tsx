import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { type FieldsProps, usualPorts } from './draft.ts'
import { SecretField } from './secret-field.tsx'
import { TextField } from './text-field.tsx'

/** How a mailbox is reached. */
export function ImapFields({ draft, onChange, wrongId, problem }: FieldsProps) {
  const say = useSay()
  return (
    <>
      <div className="flex flex-col gap-2">
        <TextField
          autoFocus
          label={say('sources.user')}
          hint={say('sources.user.hint')}
          maxLength={254}
          inputMode="email"
          wrongId={wrongId('user')}
          value={draft.user}
          onChange={(user) => onChange({ user })}
        />
        {problem('user')}
      </div>
      <div className="flex flex-col gap-2">
        <SecretField
          label={say('sources.password')}
          hint={`${say('sources.password.help')} ${say('sources.sealed')}`}
          maxLength={1_000}
          wrongId={wrongId('password')}
          value={draft.password}
          onChange={(password) => onChange({ password })}
        />
        {problem('password')}
      </div>
      <div className="flex flex-col gap-2">
        <TextField
          label={say('sources.host')}
          hint={say('sources.host.hint')}
          maxLength={253}
          inputMode="url"
          wrongId={wrongId('host')}
          value={draft.host}
          onChange={(host) => onChange({ host })}
        />
        {problem('host')}
      </div>
      <div className="flex flex-col gap-2">
        <div className="grid grid-cols-[1fr_6rem] items-start gap-4">
          <Field label={say('sources.secure')}>
            {(ids) => (
              <select
                {...ids}
                className={inputClass}
                value={draft.secure ? 'secure' : 'starttls'}
                onChange={({ target }) => {
                  const secure = target.value === 'secure'
                  const isUsual = Object.values<string>(usualPorts).includes(draft.port)
                  onChange({
                    secure,
                    ...(isUsual ? { port: usualPorts[secure ? 'secure' : 'starttls'] } : {}),
                  })
                }}
              >
                <option value="secure">{say('sources.secure.yes')}</option>
                <option value="starttls">{say('sources.secure.no')}</option>
              </select>
            )}
          </Field>
          <TextField
            label={say('sources.port')}
            maxLength={5}
            inputMode="numeric"
            wrongId={wrongId('port')}
            value={draft.port}
            onChange={(port) => onChange({ port })}
          />
        </div>
        {problem('port')}
      </div>
      <div className="flex flex-col gap-2">
        <div className="grid grid-cols-[1fr_6rem] items-start gap-4">
          <TextField
            optional
            label={say('sources.smtpHost')}
            hint={say('sources.smtpHost.hint')}
            maxLength={253}
            inputMode="url"
            wrongId={wrongId('smtpHost')}
            value={draft.smtpHost}
            onChange={(smtpHost) => onChange({ smtpHost })}
          />
          <TextField
            optional
            label={say('sources.smtpPort')}
            maxLength={5}
            inputMode="numeric"
            wrongId={wrongId('smtpPort')}
            value={draft.smtpPort}
            onChange={(smtpPort) => onChange({ smtpPort })}
          />
        </div>
        {problem('smtpHost')}
        {problem('smtpPort')}
      </div>
      <div className="flex flex-col gap-2">
        <TextField
          optional
          label={say('sources.authServers')}
          hint={say('sources.authServers.hint')}
          maxLength={2_000}
          wrongId={wrongId('authServers')}
          value={draft.authServers}
          onChange={(authServers) => onChange({ authServers })}
        />
        {problem('authServers')}
      </div>
    </>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { roles } from '../../src/contract/permissions.ts'
import {
  type KeptSignInProvider,
  type SetSignInProvider,
  signInProviderShape,
} from '../../src/contract/sign-in-provider.ts'
import { ApiError } from '../api/client.ts'
import { setSignInProvider } from '../api/endpoints.ts'
import { signInProviderQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { tell } from '../parts/toasts.tsx'
import { ProviderProblem } from './provider-problem.tsx'

const newcomerRoles = roles.filter((role) => role !== 'owner')
const domainShape = signInProviderShape.shape.emailDomains.element
/** What an issuer that cannot be used is refused with. */
const OF_ISSUER = new Set(['issuer_unusable', 'provider_silent'])

/** What the provider is; it is looked up before it is saved. The secret is written, and never read. */
export function ProviderForm({ kept }: { kept: KeptSignInProvider['provider'] }) {
  const say = useSay()
  const client = useQueryClient()
  const [issuer, setIssuer] = useState(kept?.issuer ?? '')
  const [clientId, setClientId] = useState(kept?.clientId ?? '')
  const [newcomerRole, setNewcomerRole] = useState(kept?.newcomerRole ?? null)
  const [wrongDomain, setWrongDomain] = useState<string | null>(null)
  const [asked, setAsked] = useState<SetSignInProvider | null>(null)
  const wrongId = useId()
  const save = useMutation({
    mutationFn: setSignInProvider,
    onSuccess: (now) => {
      client.setQueryData(signInProviderQuery.queryKey, now)
      tell(say('provider.saved'))
    },
    onSettled: () => setAsked(null),
  })
  const isSame = kept !== null && kept.issuer === issuer.trim() && kept.clientId === clientId.trim()
  const submit = (form: FormData) => {
    const emailDomains = domainsIn(String(form.get('domains')))
    const wrong = emailDomains.find((domain) => !domainShape.safeParse(domain).success)
    setWrongDomain(wrong ?? null)
    if (wrong !== undefined) return
    const secret = String(form.get('secret'))
    const set = {
      issuer: issuer.trim(),
      clientId: clientId.trim(),
      emailDomains,
      newcomerRole,
      ...(secret === '' ? {} : { clientSecret: secret }),
    }
    if (kept !== null && !isSame) setAsked(set)
    else save.mutate(set)
  }
  const issuerIsWrong = save.error instanceof ApiError && OF_ISSUER.has(save.error.code)
  return (
    <form
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit(new FormData(event.currentTarget))
      }}
    >
      <Field label={say('provider.issuer')} hint={say('provider.issuer.hint')}>
        {(ids) => (
          <input
            {...ids}
            type="url"
            required
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={issuerIsWrong || undefined}
            value={issuer}
            onChange={({ target }) => setIssuer(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextField
          label={say('provider.clientId')}
          hint={say('provider.clientId.hint')}
          maxLength={500}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={clientId}
          onChange={({ target }) => setClientId(target.value)}
        />
        <Field
          label={say('provider.secret')}
          hint={say(isSame ? 'provider.secret.kept' : 'provider.secret.hint')}
        >
          {(ids) => (
            <input
              {...ids}
              name="secret"
              type="password"
              required={!isSame}
              maxLength={2_000}
              autoComplete="off"
              data-1p-ignore
              className={inputClass}
            />
          )}
        </Field>
      </div>
      <div>
        <Field label={say('provider.domains')} hint={say('provider.domains.hint')}>
          {({ 'aria-describedby': hint, ...ids }) => (
            <input
              {...ids}
              name="domains"
              required
              pattern=".*[^\s,;].*"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              inputMode="url"
              aria-invalid={wrongDomain !== null || undefined}
              aria-describedby={wrongDomain === null ? hint : `${hint} ${wrongId}`}
              defaultValue={kept?.emailDomains.join(', ')}
              className={inputClass}
            />
          )}
        </Field>
        {wrongDomain !== null && (
          <p id={wrongId} role="alert" className="mt-1 text-caution text-sm [overflow-wrap:anywhere]">
            {say('provider.domains.wrong', { domain: wrongDomain })}
          </p>
        )}
      </div>
      <Field
        label={say('provider.newcomers')}
        hint={say(newcomerRole === null ? 'provider.newcomers.none.for' : `role.${newcomerRole}.for`)}
      >
        {(ids) => (
          <select
            {...ids}
            className={inputClass}
            value={newcomerRole ?? ''}
            onChange={({ target }) =>
              setNewcomerRole(newcomerRoles.find((role) => role === target.value) ?? null)
            }
          >
            <option value="">{say('provider.newcomers.none')}</option>
            {newcomerRoles.map((role) => (
              <option key={role} value={role}>
                {say('provider.newcomers.role', { role: say(`role.${role}`) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {save.isError && <ProviderProblem error={save.error} issuer={save.variables.issuer} />}
      <Button look="primary" type="submit" className="self-start" busy={save.isPending}>
        {say('provider.save')}
      </Button>
      {asked !== null && (
        <ConfirmDialog
          title={say('provider.change.title')}
          lead={say('provider.change.lead')}
          confirm={say('provider.save')}
          busy={save.isPending}
          error={null}
          onConfirm={() => save.mutate(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </form>
  )
}

/** Domains as people write them: with commas, blanks or an @ before. */
function domainsIn(text: string): string[] {
  const domains = text.split(/[\s,;]+/).map((domain) => domain.replace(/^@/, '').toLowerCase())
  return [...new Set(domains.filter((domain) => domain !== ''))]
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { z } from 'zod'
import type { openInvitationShape } from '../../src/contract/people.ts'
import { acceptInvitation } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { NewPasswordField } from '../parts/password-field.tsx'
import { NameField } from '../parts/person-fields.tsx'
import { Problem } from '../parts/problem.tsx'
import { CodeField } from '../sign-in/code-field.tsx'
import { codeIn, lackOf } from '../sign-in/second-factor.ts'
import { dropInvitationToken } from './invitation-token.ts'

type JoinFormProps = { token: string; invitation: z.infer<typeof openInvitationShape> }

/** Who is new says their name and chooses a password; who is known here shows what they show at signing in. */
export function JoinForm({ token, invitation: { email, known } }: JoinFormProps) {
  const say = useSay()
  const router = useRouter()
  const client = useQueryClient()
  const join = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: () => {
      dropInvitationToken()
      client.clear()
      router.history.replace('/')
    },
  })
  const { asksCode, problem } = lackOf(join)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const name = known ? {} : { name: String(form.get('name')).trim() }
        join.mutate({ token, ...name, password: String(form.get('password')), ...codeIn(form) })
      }}
    >
      {problem !== null && <Problem error={problem} />}
      {asksCode && problem === null && (
        <p role="status" className="rounded-md bg-hover px-3 py-2 text-sm">
          {say('signIn.code.lead')}
        </p>
      )}
      <Field label={say('join.email')}>
        {(ids) => (
          <input
            {...ids}
            type="email"
            value={email}
            readOnly
            autoComplete="username"
            className={`${inputClass} bg-hover text-ink-2`}
          />
        )}
      </Field>
      {known ? <KnownPassword /> : <Newcomer />}
      {asksCode && <CodeField />}
      <Button type="submit" look="primary" className="h-10" busy={join.isPending}>
        {say(join.isPending ? 'join.busy' : 'join.submit')}
      </Button>
    </form>
  )
}

function Newcomer() {
  const say = useSay()
  return (
    <>
      <NameField label={say('join.name')} />
      <NewPasswordField label={say('join.password.new')} />
    </>
  )
}

function KnownPassword() {
  const say = useSay()
  return (
    <Field label={say('join.password.known')} hint={say('join.password.known.hint')}>
      {(ids) => (
        <input
          {...ids}
          name="password"
          type="password"
          required
          maxLength={200}
          autoComplete="current-password"
          className={inputClass}
        />
      )}
    </Field>
  )
}

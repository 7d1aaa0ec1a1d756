import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { beginProviderSignIn } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { EmailField } from '../parts/person-fields.tsx'
import { Problem } from '../parts/problem.tsx'

/**
 * The way in by the firm's own provider: asks for the e-mail address, and for the firm's short name where the address tells
 * no firm, and leads to the provider. `refused` is whether somebody comes back from there without having come in.
 */
export function FirmAccount({ refused, onBegin }: { refused: boolean; onBegin: () => void }) {
  const say = useSay()
  const [open, setOpen] = useState(refused)
  const [firm, setFirm] = useState<string | null>(null)
  const begin = useMutation({
    mutationFn: beginProviderSignIn,
    onMutate: onBegin,
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'provider_not_set_up') setFirm((said) => said ?? '')
    },
  })
  if (!open) {
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="self-start rounded-sm py-1 text-accent text-sm hover:underline pointer-coarse:py-2.5"
      >
        {say('signIn.firm.ask')}
      </button>
    )
  }
  const named = firm?.trim()
  return (
    <form
      aria-label={say('signIn.firm.ask')}
      className="mb-3 flex flex-col gap-3 border-line border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        const email = String(new FormData(event.currentTarget).get('email'))
        begin.mutate(named ? { firm: named } : { email })
      }}
    >
      {begin.isError && <Problem error={begin.error} />}
      <EmailField
        label={say('signIn.firm.email')}
        hint={say('signIn.firm.email.hint')}
        // It appears because one has just asked for it
        autoFocus={!refused}
        required={!named}
      />
      {firm !== null && (
        <Field label={say('signIn.firm.name')} hint={say('signIn.firm.name.hint')}>
          {(ids) => (
            <input
              {...ids}
              // biome-ignore lint/a11y/noAutofocus: it appears because one has just been asked for it
              autoFocus
              value={firm}
              onChange={({ target }) => setFirm(target.value)}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={100}
              className={inputClass}
            />
          )}
        </Field>
      )}
      <Button type="submit" className="h-10" busy={begin.isPending}>
        {say(begin.isPending ? 'signIn.firm.busy' : 'signIn.firm.submit')}
      </Button>
    </form>
  )
}

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mailSignInLink } from '../api/endpoints.ts'
import { setupQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { EmailField } from '../parts/person-fields.tsx'
import { Problem } from '../parts/problem.tsx'

/** The way in without the password: a link by mail, where letters are sent; else one from the server. */
export function LostPassword() {
  const say = useSay()
  const mails = useQuery(setupQuery).data?.mail === true
  const [open, setOpen] = useState(false)
  const send = useMutation({ mutationFn: mailSignInLink })
  if (!mails) return <p className="text-ink-2 text-sm">{say('signIn.lost')}</p>
  if (!open) {
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="self-start rounded-sm py-1 text-accent text-sm hover:underline pointer-coarse:py-2.5"
      >
        {say('signIn.lost.ask')}
      </button>
    )
  }
  if (send.isSuccess) {
    return (
      <p role="status" className="rounded-md bg-good-soft px-3 py-2 text-sm">
        {say('signIn.lost.sent')}
      </p>
    )
  }
  return (
    <form
      className="flex flex-col gap-3 border-line border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(String(new FormData(event.currentTarget).get('email')))
      }}
    >
      {send.isError && <Problem error={send.error} />}
      <EmailField label={say('signIn.lost.email')} hint={say('signIn.lost.hint')} />
      <Button type="submit" className="h-10" busy={send.isPending}>
        {say('signIn.lost.send')}
      </Button>
    </form>
  )
}

import { useMutation, useQuery } from '@tanstack/react-query'
import { mailEmailProof } from '../api/endpoints.ts'
import { setupQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'

/** That one's address is not proved yet, and a link to prove it; nothing where no letters are sent. */
export function EmailProofSection({ email }: { email: string }) {
  const say = useSay()
  const mails = useQuery(setupQuery).data?.mail === true
  const send = useMutation({
    mutationFn: mailEmailProof,
    onSuccess: () => tell(say('emailProof.sent', { email })),
    onError: tellProblem,
  })
  if (!mails) return null
  return (
    <SettingsSection
      title={say('emailProof.title')}
      lead={say('emailProof.lead')}
      action={
        <Button busy={send.isPending} disabled={send.isSuccess} onClick={() => send.mutate()}>
          {say('emailProof.send')}
        </Button>
      }
    />
  )
}

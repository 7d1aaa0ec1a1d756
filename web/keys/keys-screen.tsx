import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import type { apiKeyShape } from '../../src/contract/access.ts'
import { revokeKey } from '../api/endpoints.ts'
import { keysQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { KeyLine } from './key-line.tsx'

export type ApiKey = z.infer<typeof apiKeyShape>

/** The firm's API keys: which there are, what each may do, and an end to any of them. */
export function KeysScreen() {
  const say = useSay()
  const keys = useQuery(keysQuery)
  const [making, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<ApiKey | null>(null)
  const makeButton = useRef<HTMLButtonElement>(null)
  const endMaking = () => {
    handFocus(document.activeElement, () => makeButton.current) // another one than before the first key
    setMaking(false)
  }
  const make = (
    <Button ref={makeButton} look="primary" icon={Plus} onClick={() => setMaking(true)}>
      {say('keys.make')}
    </Button>
  )
  const held = keys.data?.items
  return (
    <SettingsPage title={say('keys.title')} lead={say('keys.lead')} action={held?.length !== 0 && make}>
      {keys.isPending && <SkeletonRows rows={3} height={64} label={say('common.loading')} />}
      {keys.isError && <Problem error={keys.error} onRetry={() => void keys.refetch()} />}
      {held?.length === 0 && (
        <Empty icon={KeyRound} title={say('keys.none')} hint={say('keys.none.hint')}>
          {make}
        </Empty>
      )}
      {held && held.length > 0 && (
        <Lines label={say('keys.list')}>
          {held.map((key) => (
            <KeyLine key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} />
          ))}
        </Lines>
      )}
      {making && <KeyDialog onClose={endMaking} />}
      {revoked && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />}
    </SettingsPage>
  )
}

function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => {
      tell(say('keys.revoked', { name }))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  return (
    <ConfirmDialog
      title={say('keys.revoke.title', { name })}
      lead={say('keys.revoke.lead')}
      confirm={say('keys.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    />
  )
}

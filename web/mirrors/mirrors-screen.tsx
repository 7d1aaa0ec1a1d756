import '../i18n/en-conflicts.ts'
import { useQuery } from '@tanstack/react-query'
import { Plus, Replace } from 'lucide-react'
import { useState } from 'react'
import { LOOK_EVERY_MS, mirrorsQuery } from '../api/conflicts.ts'
import { useLookEvery } from '../api/heard.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { AddMirror } from './add-mirror.tsx'
import { MirrorLine } from './mirror-line.tsx'

/** A mirror tells when its state changes; of its rows, which are counted here, nothing is told. */
const LOOK_MIRRORS_MS = 60_000

/** The systems that are kept in step with ours, how each is, and how another one is connected. */
export function MirrorsScreen() {
  const say = useSay()
  const manages = useMay('sources.manage')
  const [adding, setAdding] = useState(false)
  const every = useLookEvery(LOOK_EVERY_MS) || LOOK_MIRRORS_MS
  const list = useQuery({ ...mirrorsQuery, refetchInterval: every })
  const mirrors = list.data?.items
  return (
    <SettingsPage
      title={say('mirrors.title')}
      lead={say('mirrors.lead')}
      action={
        manages &&
        !adding && (
          <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
            {say('mirrors.add')}
          </Button>
        )
      }
    >
      {list.isPending && <SkeletonRows rows={2} height={120} label={say('common.loading')} />}
      {list.isError && mirrors === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {mirrors?.length === 0 && !adding && (
        <Empty icon={Replace} title={say('mirrors.none')} hint={say('mirrors.none.hint')} />
      )}
      {mirrors !== undefined && mirrors.length > 0 && (
        <Lines label={say('mirrors.list')}>
          {mirrors.map((mirror) => (
            <MirrorLine key={mirror.id} mirror={mirror} />
          ))}
        </Lines>
      )}
      {adding && <AddMirror onDone={() => setAdding(false)} />}
    </SettingsPage>
  )
}

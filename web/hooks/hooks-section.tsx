import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { hooksQuery, LOOK_EVERY_MS } from '../api/hooks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { CheckingHelp } from './checking-help.tsx'
import { HookDialog } from './hook-dialog.tsx'
import { HookLine } from './hook-line.tsx'

/** The systems that are called when something changes here. */
export function HooksSection() {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const list = useQuery({ ...hooksQuery, refetchInterval: LOOK_EVERY_MS })
  const hooks = list.data?.items
  return (
    <SettingsSection
      title={say('hooks.title')}
      lead={say('hooks.lead')}
      action={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {say('hooks.add')}
        </Button>
      }
    >
      {list.isPending && <SkeletonRows rows={1} height={96} label={say('common.loading')} />}
      {list.isError && hooks === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {hooks?.length === 0 && (
        <p className="rounded-lg border border-line p-4 text-ink-2">{say('hooks.none')}</p>
      )}
      {hooks !== undefined && hooks.length > 0 && (
        <Lines label={say('hooks.title')}>
          {hooks.map((hook) => (
            <HookLine key={hook.id} hook={hook} />
          ))}
        </Lines>
      )}
      <CheckingHelp />
      {adding && <HookDialog onClose={() => setAdding(false)} />}
    </SettingsSection>
  )
}

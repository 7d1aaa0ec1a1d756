import { getRouteApi } from '@tanstack/react-router'
import { Tabs } from 'radix-ui'
import type { Ledger } from '../../src/contract/runs.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { FileTable } from './file-table.tsx'
import { forRun } from './run-words.ts'
import { SetAsideList } from './set-aside-list.tsx'

const route = getRouteApi('/app/import/$syncId')
const tab =
  'border-transparent border-b-2 px-1 py-2 font-medium text-ink-2 data-[state=active]:border-accent data-[state=active]:text-ink pointer-coarse:py-3'

/** The ledger in detail: what was set aside and why, and every file. */
export function LedgerTabs({ ledger, ofSource }: { ledger: Ledger; ofSource: boolean }) {
  const say = useSay()
  const tell = useTell()
  const format = useFormat()
  const { syncId } = route.useParams()
  return (
    <Tabs.Root defaultValue="aside">
      <Tabs.List className="flex gap-5 border-line border-b">
        <Tabs.Trigger value="aside" className={tab}>
          {say('ledger.aside')}{' '}
          <span className="figures text-ink-3 text-xs">{format.number(ledger.rejected)}</span>
        </Tabs.Trigger>
        <Tabs.Trigger value="files" className={tab}>
          {say(forRun('ledger.files', ofSource))}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="aside" className="pt-3">
        {ledger.reasons.length > 0 && (
          <ul
            aria-label={say('ledger.reasons')}
            className="mb-3 flex flex-col gap-1 rounded-md bg-hover px-3 py-2 text-sm"
          >
            {ledger.reasons.map((reason) => (
              <li key={reason.code} className="flex gap-3">
                <span className="figures w-10 shrink-0 text-right font-medium">
                  {format.number(reason.count)}
                </span>
                <span>{tell(`setAside.${reason.code}`, {}, reason.reason)}</span>
              </li>
            ))}
          </ul>
        )}
        <SetAsideList syncId={syncId} />
      </Tabs.Content>
      <Tabs.Content value="files" className="pt-3">
        <FileTable syncId={syncId} />
      </Tabs.Content>
    </Tabs.Root>
  )
}

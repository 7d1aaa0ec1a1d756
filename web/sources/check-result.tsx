import { Check } from 'lucide-react'
import type { z } from 'zod'
import type { sourceFoundShape } from '../../src/contract/sources.ts'
import type { Key } from '../i18n/en.ts'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'
import type { TypedChannel } from './kinds.ts'

type Found = z.infer<typeof sourceFoundShape>['found']

/** What is there, before it is added. */
export function CheckResult({ channel, found }: { channel: TypedChannel; found: Found }) {
  const say = useSay()
  return (
    <section aria-label={say('sources.found')} className="rounded-lg border border-line bg-raised">
      <p className="flex items-center gap-2 px-4 py-2.5 font-medium text-good">
        <Check aria-hidden className="size-4 shrink-0" />
        {say('sources.found')}
      </p>
      {channel === 'postmark' ? (
        <p className="border-line border-t px-4 py-2.5 text-sm [overflow-wrap:anywhere]">
          {typeof found.inbound === 'string'
            ? say('sources.found.inbound', { address: found.inbound })
            : say('sources.found.inbound.none')}
        </p>
      ) : channel === 'imap' ? (
        <p className="border-line border-t px-4 py-2.5 text-sm">
          {say(found.mails === false ? 'sources.found.mails.none' : 'sources.found.mails')}
        </p>
      ) : (
        <dl className="divide-y divide-line border-line border-t text-sm">
          {linesOf(found, say).map(([key, words]) => (
            <div key={key} className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[6rem_1fr]">
              <dt className="text-ink-3">{say(key)}</dt>
              <dd className="figures [overflow-wrap:anywhere]">{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

/** What a table is; what a newer server tells in codes that this page does not know is left out. */
function linesOf({ table, layout, rowsEstimate, times, captured, ids }: Found, say: Say): [Key, string][] {
  const told = (key: string) => (isKey(key) ? say(key) : null)
  const lines: [Key, string | null][] = [
    ['sources.found.table', typeof table === 'string' ? table : null],
    ['sources.found.layout', told(`sources.found.layout.${layout}`)],
    [
      'sources.found.rows',
      typeof rowsEstimate === 'number'
        ? say('sources.found.rows.about', { n: Math.round(rowsEstimate) })
        : say('sources.found.rows.unknown'),
    ],
    [
      'sources.found.times',
      told(`sources.found.times.${times === 'none' && captured === true ? 'captured' : times}`),
    ],
    ['sources.found.ids', told(`sources.found.ids.${ids}`)],
  ]
  return lines.filter((line): line is [Key, string] => line[1] !== null)
}

import { Check } from 'lucide-react'
import type { z } from 'zod'
import type { sourceFoundShape } from '../../src/contract/sources.ts'
import type { Key } from '../i18n/en.ts'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import type { TypedChannel } from './kinds.ts'

type Found = z.infer<typeof sourceFoundShape>['found']

type CheckResultProps = {
  channel: TypedChannel
  found: Found
  /** Names whose word on senders is to be believed, as they are typed. */
  authServers: string
  onBelieve: (authServers: string) => void
}

/** What is there, before it is added. */
export function CheckResult({ channel, found, authServers, onBelieve }: CheckResultProps) {
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
        <>
          <p className="border-line border-t px-4 py-2.5 text-sm">
            {say(found.mails === false ? 'sources.found.mails.none' : 'sources.found.mails')}
          </p>
          {typeof found.authServers === 'string' && (
            <AuthServersFound names={found.authServers} typed={authServers} onBelieve={onBelieve} />
          )}
        </>
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

/** Under which names a mailbox's server seems to say who vouches for a sender: a person accepts them, or not. */
function AuthServersFound({
  names,
  typed,
  onBelieve,
}: {
  names: string
  typed: string
  onBelieve: (authServers: string) => void
}) {
  const say = useSay()
  if (typed.trim() !== '' && typed !== names) return null // somebody knows better
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-2.5 text-sm">
      <p className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
        {names === ''
          ? say('sources.found.authServers.none')
          : say(typed === names ? 'sources.found.authServers.believed' : 'sources.found.authServers', {
              names,
            })}
      </p>
      {names !== '' && typed !== names && (
        <Button size="sm" onClick={() => onBelieve(names)}>
          {say('sources.found.authServers.believe')}
        </Button>
      )}
    </div>
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

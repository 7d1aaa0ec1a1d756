import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { z } from 'zod'
import type { auditEntryShape } from '../../src/contract/audit.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { type Change, ChangeTable } from './change-table.tsx'
import { useActorName, useWhatWasDone } from './sentence.ts'

export type AuditEntry = z.infer<typeof auditEntryShape>

/** One entry: when, who, and what, as a sentence; what was so before and after; and, when wanted, as the API has it. */
export function EntryLine({ entry }: { entry: AuditEntry }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = useActorName()
  const whatWasDone = useWhatWasDone()
  const [whole, setWhole] = useState(false)
  const id = useId()
  const { seq, at, actor, action, subject, reason, details, removed } = entry
  const look = action.startsWith('data.')
  const [before = '', after = ''] = say('audit.line', { what: whatWasDone(entry) }).split('{who}')
  return (
    <li className="flex gap-3 py-2">
      <time
        dateTime={at}
        title={format.full(at)}
        className="figures w-16 shrink-0 whitespace-nowrap pt-0.5 text-right text-ink-3 text-xs"
      >
        {format.time(at)}
      </time>
      <div className="min-w-0 flex-1">
        <p className={`[overflow-wrap:anywhere] ${look ? 'text-ink-3' : ''}`}>
          {before}
          <span className={look ? '' : 'font-medium'}>{nameOf(actor)}</span>
          {after}
          <SubjectLink subject={subject} />
        </p>
        {reason !== null && <p className="text-ink-2 text-sm">{say('audit.reason', { reason })}</p>}
        <ChangeTable change={shownChange(entry)} />
        {removed && <p className="text-ink-3 text-sm">{say('audit.removed')}</p>}
        {whole && (
          <pre
            id={id}
            className="mt-1 whitespace-pre-wrap rounded-md bg-hover px-3 py-2 text-xs [overflow-wrap:anywhere]"
          >
            {JSON.stringify({ action, actor, subject, details }, null, 2)}
          </pre>
        )}
      </div>
      <button
        type="button"
        aria-expanded={whole}
        aria-controls={whole ? id : undefined}
        onClick={() => setWhole(!whole)}
        className="figures h-6 shrink-0 rounded-sm px-1 text-ink-3 text-xs hover:bg-hover hover:text-ink pointer-coarse:-my-1.5 pointer-coarse:h-9"
      >
        <span className="sr-only">{say('audit.details')}: </span>
        {say('audit.number', { n: seq })}
      </button>
    </li>
  )
}

/** What was so before and is so now, where the sentence does not say it: sealed, or, of settings, among the details. */
function shownChange({ action, change, details }: AuditEntry): Change {
  if (action === 'invitation.made') return {}
  if (change !== null) return change
  return typeof details?.after === 'object' ? { before: details.before, after: details.after } : {}
}

/** The way to what it was done to, where that has a page. */
function SubjectLink({ subject }: { subject: AuditEntry['subject'] }) {
  const say = useSay()
  const pages: Partial<Record<string, string>> = {
    customer: '/customers/$id',
    conversation: '/inbox/$id',
    run: '/import/$id',
  }
  const page = pages[subject?.kind ?? '']
  if (page === undefined || subject === null) return null
  return (
    <>
      {' '}
      <Link
        to={page.replace('$id', subject.id)}
        className="whitespace-nowrap text-accent text-sm hover:underline"
      >
        {say('audit.open')}
      </Link>
    </>
  )
}

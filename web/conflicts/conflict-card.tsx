import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Conflict, EXISTENCE } from '../../src/contract/conflicts.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { useConflictWords } from './words.ts'

export type Decision = { choose: 'first' | 'second' } | { value: string }

type ConflictCardProps = {
  conflict: Conflict
  busy: boolean
  /** Absent for who may only look. */
  onDecide?: ((decision: Decision) => void) | undefined
  onReopen?: (() => void) | undefined
}

/** What two wrote, who and when, and what can be decided. */
export function ConflictCard({ conflict, busy, onDecide, onReopen }: ConflictCardProps) {
  const say = useSay()
  const words = useConflictWords()
  const format = useFormat()
  const [writing, setWriting] = useState(false)
  const [other, setOther] = useState('')
  const { kind, entityId, entityLabel, field, settledAt, settledBy, settled, lost, reason } = conflict
  const value = (of: Conflict['first']) => words.value(conflict, of)
  const isTold =
    typeof conflict.first === 'string' && (field === 'title' || field === 'name' || field === 'category')
  const mayDecide = onDecide !== undefined && field !== EXISTENCE && field !== 'customer'
  return (
    <li className="flex flex-col gap-3 px-4 py-4">
      <h2 className="font-medium [overflow-wrap:anywhere]">
        <Link
          className="hover:underline"
          {...(kind === 'ticket'
            ? { to: '/tickets/$ticketId', params: { ticketId: entityId } }
            : { to: '/customers/$customerId', params: { customerId: entityId } })}
        >
          {say('conflicts.of', {
            what: entityLabel ?? say(`conflicts.kind.${kind}`),
            field: words.field(field),
          })}
        </Link>
      </h2>
      <dl className="grid gap-2 sm:grid-cols-2">
        <Version
          name={say('conflicts.first')}
          value={value(conflict.first)}
          by={conflict.firstBy}
          at={conflict.firstAt}
          isLost={lost === 'first'}
        />
        <Version
          name={say('conflicts.second')}
          value={value(conflict.second)}
          by={conflict.secondBy}
          at={conflict.secondAt}
          isLost={lost === 'second'}
        />
      </dl>
      <p className="text-ink-2 text-sm [overflow-wrap:anywhere]">
        {say('conflicts.base', { value: value(conflict.base) })} ·{' '}
        {say('conflicts.now', { value: value(conflict.now) })}
        {reason !== 'both_changed' && ` · ${say(`conflicts.reason.${reason}`)}`}
      </p>
      {settledAt !== null && (
        <p className="text-ink-2 text-sm">
          {settled === null && settledBy === 'conflicts'
            ? `${say('conflicts.settledBy.itself', { when: format.full(settledAt) })} ${say(`conflicts.lost.${lost ?? 'none'}`)}`
            : say('conflicts.settledBy', { who: settledBy ?? '', when: format.full(settledAt) })}
        </p>
      )}
      {mayDecide && settledAt === null && (
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => onDecide({ choose: 'first' })}>
            {say('conflicts.take.first')}
          </Button>
          <Button busy={busy} onClick={() => onDecide({ choose: 'second' })}>
            {say('conflicts.take.second')}
          </Button>
          {isTold && (
            <Button look="quiet" aria-expanded={writing} onClick={() => setWriting(!writing)}>
              {say('conflicts.other')}
            </Button>
          )}
        </div>
      )}
      {mayDecide && settledAt === null && writing && (
        <form
          className="flex flex-col items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (other.trim() !== '') onDecide({ value: other.trim() })
          }}
        >
          <div className="w-full">
            <Field label={say('conflicts.other.label')}>
              {(ids) => (
                <input
                  {...ids}
                  className={inputClass}
                  maxLength={200}
                  value={other}
                  onChange={(event) => setOther(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Button type="submit" busy={busy}>
            {say('conflicts.other.save')}
          </Button>
        </form>
      )}
      {onReopen !== undefined && settled !== null && (
        <div>
          <Button look="quiet" busy={busy} onClick={onReopen}>
            {say('conflicts.reopen')}
          </Button>
        </div>
      )}
    </li>
  )
}

type VersionProps = { name: string; value: string; by: string | null; at: string | null; isLost: boolean }

function Version({ name, value, by, at, isLost }: VersionProps) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="rounded-md border border-line px-3 py-2">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className={`[overflow-wrap:anywhere] ${isLost ? 'text-ink-2 line-through' : ''}`}>{value}</dd>
      <dd className="text-ink-3 text-xs">
        {by === null
          ? say('conflicts.by.unknown')
          : say('conflicts.by', { who: by, when: at === null ? '' : format.full(at) })}
      </dd>
    </div>
  )
}

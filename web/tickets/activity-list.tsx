import { Undo2 } from 'lucide-react'
import type { TicketActivity, TicketDetail } from '../../src/contract/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { useTicketChange } from './use-tickets.ts'
import { useTicketWords } from './words.ts'

/** What became of a ticket, newest first; what people changed can be taken back. */
export function ActivityList({ ticket }: { ticket: TicketDetail }) {
  const say = useSay()
  const format = useFormat()
  const { undo } = useTicketChange()
  const mayUndo = useMay('tickets.write')
  const tell = useTelling()
  const told = new Set<string>()
  return (
    <section aria-label={say('activity.title')}>
      <h2 className="mb-2 font-medium text-sm">{say('activity.title')}</h2>
      <ol className="flex flex-col">
        {ticket.activity.map((line) => {
          const what = tell.what(line)
          if (what.length === 0) return null
          const isFirst = !told.has(line.changeId)
          told.add(line.changeId)
          const canUndo =
            mayUndo &&
            isFirst &&
            !line.undone &&
            line.undoes === null &&
            line.kind !== 'noted' &&
            tell.isUndoable(line)
          return (
            <li key={line.seq} className="flex gap-3 border-line border-l py-1.5 pl-3 text-sm">
              <div className={`min-w-0 flex-1 ${line.undone ? 'text-ink-3 line-through' : ''}`}>
                {what.map((words) => (
                  <p key={words} className="[overflow-wrap:anywhere]">
                    {words}
                  </p>
                ))}
                <p className="text-ink-3 text-xs">
                  {[tell.who(line), format.full(line.at), tell.why(line)].filter(Boolean).join(' · ')}
                  {line.undone && ` · ${say('activity.undone')}`}
                </p>
              </div>
              {canUndo && (
                <Button
                  size="sm"
                  look="quiet"
                  icon={Undo2}
                  busy={undo.isPending}
                  aria-label={say('activity.undo.of', { what: what[0] ?? '' })}
                  onClick={() => undo.mutate(line.changeId)}
                >
                  {say('common.undo')}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Follows from other columns, or is told of by them. */
const QUIET = [
  'status',
  'solved_at',
  'respond_by',
  'solve_by',
  'paused_at',
  'paused_ms',
  'clock_from',
  'responded_at',
  'cause_message_id',
]

/** Puts a line of activity in words. */
function useTelling() {
  const say = useSay()
  const format = useFormat()
  const words = useTicketWords()
  const value = (column: string, of: unknown): string => {
    if (of === null || of === undefined) return say('activity.none')
    if (column === 'priority') return words.known(`urgency.${of}`, String(of))
    if (column === 'category') return words.category(String(of))
    if (column === 'hazard') return words.known(`danger.${of}`, String(of))
    if (column === 'question') return words.known(`question.${of}`, String(of))
    if (column === 'wanted') return format.window(of as Parameters<typeof format.window>[0])
    if (column === 'title' || column === 'place') return String(of)
    return say('activity.some')
  }
  const changes = ({ before, after }: TicketActivity): string[] => {
    const status = (of: unknown) => words.known(`ticket.status.${of}`, String(of))
    const told: string[] = []
    if (before?.status !== undefined)
      told.push(say('activity.moved', { from: status(before.status), to: status(after?.status) }))
    for (const column of Object.keys(before ?? {}))
      if (!QUIET.includes(column))
        told.push(
          say('activity.set', {
            field: words.known(`activity.field.${column}`, column),
            from: value(column, before?.[column]),
            to: value(column, after?.[column]),
          }),
        )
    if (told.length === 0 && after?.responded_at) told.push(say('activity.answered'))
    if (told.length === 0 && (after?.solve_by || after?.respond_by)) told.push(say('activity.clock'))
    return told
  }
  return {
    what(line: TicketActivity): string[] {
      if (line.kind === 'changed') return changes(line)
      if (line.kind === 'noted') return typeof line.note?.words === 'string' ? [line.note.words] : []
      return [say(`activity.${line.kind}`)]
    },
    who: ({ actorKind, actor }: TicketActivity) =>
      actorKind === 'tickets'
        ? say('activity.by.tickets')
        : actorKind === 'database'
          ? say('activity.by.database', { name: actor })
          : actor,
    why({ note, undoes }: TicketActivity): string {
      if (undoes !== null) return say('activity.undoing')
      if (note === null) return ''
      const params = { reason: String(note.reason ?? ''), number: String(note.fromNumber ?? '') }
      if (note.code === 'reason') return say('activity.because.reason', params)
      if (note.code === 'split') return say('activity.because.split', params)
      return words.known(`activity.because.${note.code}`, '')
    },
    /** What is made from messages and customers is made again, and not taken back. */
    isUndoable: ({ after, kind, note }: TicketActivity) =>
      note?.code !== 'follows' &&
      (kind !== 'changed' ||
        Object.keys(after ?? {}).some((column) => column !== 'responded_at' && column !== 'customer_id')),
  }
}

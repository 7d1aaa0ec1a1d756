import { CornerDownLeft, FlaskConical, MessageSquareOff } from 'lucide-react'
import { useRef } from 'react'
import type { ReplyWayShown } from '../../../src/contract/replies.ts'
import { useMay } from '../../api/use-may.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { late } from '../../parts/late.tsx'
import { Problem } from '../../parts/problem.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { insertAt } from '../../templates/insert-at.ts'
import { useDraft } from './draft.ts'
import { useReplies } from './use-replies.ts'
import { useSending } from './use-sending.ts'
import { useSuggestion } from './use-suggestion.ts'
import { WaitingReply } from './waiting-reply.tsx'

const Suggested = late(() => import('./suggested.tsx').then((module) => module.Suggested))

const TemplateMenu = late(() => import('./template-menu.tsx').then((module) => module.TemplateMenu))

const Unfilled = late(() => import('./unfilled.tsx').then((module) => module.Unfilled))

const TEXT_PART_CHARS = 160

type ComposerProps = { conversationId: string; seenMessageId: string }

/** Below what was said: what is on its way, and where one answers; or why one cannot. */
export function Composer({ conversationId, seenMessageId }: ComposerProps) {
  const say = useSay()
  const maySend = useMay('replies.send')
  const [draft, setDraft] = useDraft(conversationId)
  const { way, items, write, withdraw, retry, settle } = useReplies(conversationId, seenMessageId, (text) =>
    setDraft(draft === '' ? text : `${text}\n\n${draft}`),
  )
  const suggested = useSuggestion(conversationId)
  const { approve } = suggested
  const field = useRef<HTMLTextAreaElement>(null)
  useShortcuts({ r: () => field.current?.focus() })
  const { change, send, busy, unfilled, assumed, ...doing } = useSending({
    field,
    draft,
    setDraft,
    write,
    way,
    suggested,
  })
  const onTheWay = assumed && !items.some(({ id }) => id === assumed.id) ? [...items, assumed] : items

  if (way.data === undefined && items.length === 0 && !way.isError) return null
  return (
    <section
      aria-label={say('reply.label')}
      className="border-line border-t bg-sheet px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-4"
    >
      <div className="mx-auto flex max-w-3xl flex-col gap-2">
        {onTheWay.length > 0 && (
          <ul aria-label={say('reply.onTheWay')} className="flex max-h-56 flex-col gap-2 overflow-y-auto">
            {onTheWay.map((reply) => (
              <WaitingReply
                key={reply.id}
                reply={reply}
                mayAct={maySend}
                onWithdraw={() => withdraw.mutate({ id: reply.id, text: reply.text })}
                onRetry={() => retry.mutate(reply.id)}
                onSettle={(sent) => settle.mutate({ id: reply.id, sent })}
              />
            ))}
          </ul>
        )}
        {write.isError && <Problem error={write.error} />}
        {approve.isError && <Problem error={approve.error} />}
        {suggested.isShown && (
          <Suggested
            suggested={suggested}
            mayAct={maySend && way.data?.way != null}
            isWriting={draft.trim() !== ''}
            onSend={doing.sendAsItIs}
            onEdit={doing.edit}
            onPutBack={doing.putBack}
          />
        )}
        {way.isError && way.data === undefined && (
          <Problem error={way.error} onRetry={() => void way.refetch()} />
        )}
        {maySend && way.data !== undefined && way.data.way === null && <NoWay way={way.data} />}
        {maySend && way.data?.way && (
          <>
            {unfilled.length > 0 && (
              <Unfilled
                placeholders={unfilled}
                onChange={() => field.current?.focus()}
                onSend={() => send({ unasked: false })}
              />
            )}
            <textarea
              ref={field}
              value={draft}
              rows={1}
              aria-label={say('reply.field')}
              aria-describedby="reply-way"
              placeholder={say('reply.placeholder')}
              maxLength={20_000}
              onChange={({ target }) => change(target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
                  event.preventDefault()
                  send()
                }
              }}
              className="field-sizing-content max-h-48 w-full resize-none rounded-md border border-edge bg-raised px-2.5 py-1.5 text-base placeholder:text-ink-3 focus:border-accent focus:outline-2 focus:outline-accent focus:-outline-offset-1 pointer-coarse:py-2.5"
            />
            <div className="flex items-center gap-3">
              <p id="reply-way" className="min-w-0 flex-1 text-2xs text-ink-3">
                <WayWords way={way.data.way} text={draft} />
              </p>
              <TemplateMenu
                conversationId={conversationId}
                onChoose={(words) => insertAt(field.current, { into: draft, words, change })}
              />
              <Button
                look="primary"
                icon={CornerDownLeft}
                busy={busy}
                disabled={draft.trim() === ''}
                title={say('reply.send.keys')}
                onClick={() => send()}
              >
                {say('reply.send')}
              </Button>
            </div>
          </>
        )}
      </div>
    </section>
  )
}

/** How it goes out: as whom, to whom, and of a text into how many parts it is cut. */
function WayWords({ way, text }: { way: NonNullable<ReplyWayShown['way']>; text: string }) {
  const say = useSay()
  const format = useFormat()
  const to = way.to.map((address) => format.address(address)).join(', ')
  const from = format.address(way.from)
  if (way.kind === 'email') return say('reply.by.email', { from, to, subject: way.subject ?? '' })
  const n = Math.ceil([...text.trim()].length / TEXT_PART_CHARS)
  const words = say(`reply.by.${way.kind}`, { from, to })
  const whole = n > 1 ? `${words} · ${say('reply.parts', { n })}` : words
  if (way.kind !== 'sandbox') return whole
  return (
    <span className="flex items-start gap-1.5 text-ink-2 text-xs">
      <FlaskConical aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{whole}</span>
    </span>
  )
}

function NoWay({ way: { reason } }: { way: ReplyWayShown }) {
  const say = useSay()
  return (
    <p className="flex items-start gap-2 py-1 text-ink-3 text-sm">
      <MessageSquareOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{say(`reply.none.${reason ?? 'nobody_known'}`)}</span>
    </p>
  )
}

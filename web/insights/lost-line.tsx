import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LostWork } from '../../src/contract/insights.ts'
import { undoDismissal } from '../api/insights.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { MessageLink } from '../inbox/thread/message-link.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { MarkedText } from '../parts/marked-text.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { DismissDialog } from './dismiss-dialog.tsx'
import { useInsightWords } from './words.ts'

/** One thing that was let slip: who, when, which words, why, what it is worth; and what can be done about it. */
export function LostLine({ item }: { item: LostWork }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  const { topic } = useInsightWords()
  const mayDismiss = useMay('lost_work.write')
  const [dismissing, setDismissing] = useState(false)
  const { conversationId, messageId, kind, party, at, amount, currency, service, worth, dismissed } = item
  const who = titleOf(party)
  const span = format.span(Date.now() - Date.parse(at))
  const money = amount === null || currency === null ? null : format.price(amount, currency)
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="min-w-0 truncate font-medium">{who}</h2>
        <span className="figures text-ink-3 text-xs" title={format.full(at)}>
          {say('lost.age', { span })}
        </span>
      </div>
      <Words item={item} />
      <p className="text-sm">
        <span className="font-medium">{say(`lost.is.${kind}`)}.</span> <Why item={item} />
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="figures text-ink-3 text-xs">
          {[
            money,
            service === null ? null : topic(service),
            say(`lost.worth.${worth}`),
            say(item.customerKnown ? 'lost.known' : 'lost.new'),
          ]
            .filter((one) => one !== null)
            .join(' · ')}
        </p>
        <div className="flex flex-wrap gap-2">
          {dismissed === null ? (
            <>
              {mayDismiss && (
                <Button
                  look="quiet"
                  aria-label={say('lost.dismiss.of', { who })}
                  onClick={() => setDismissing(true)}
                >
                  {say('lost.dismiss')}
                </Button>
              )}
              <MessageLink
                conversation={{ id: conversationId }}
                messageId={messageId}
                push
                className={buttonClass('plain', 'md')}
              >
                {say('lost.answer')}
              </MessageLink>
            </>
          ) : (
            <Aside dismissed={dismissed} who={who} />
          )}
        </div>
      </div>
      {dismissing && <DismissDialog item={item} who={who} onClose={() => setDismissing(false)} />}
    </li>
  )
}

/** What was said, with the words that matter marked. */
function Words({ item: { text, start, end } }: { item: LostWork }) {
  const say = useSay()
  if (text === '') return <p className="text-ink-3 text-sm italic">{say('lost.voicemail')}</p>
  return (
    <p className="line-clamp-3 text-ink-2 text-sm [overflow-wrap:anywhere]">
      <MarkedText text={text} spans={end > start ? [{ start, end }] : []} />
    </p>
  )
}

function Why({ item: { reason } }: { item: LostWork }) {
  const say = useSay()
  const format = useFormat()
  const key = `lost.why.${reason.code}`
  const { dueAt } = reason.params
  return isKey(key) ? say(key, { due: typeof dueAt === 'string' ? format.full(dueAt) : '' }) : null
}

function Aside({ dismissed, who }: { dismissed: NonNullable<LostWork['dismissed']>; who: string }) {
  const say = useSay()
  const client = useQueryClient()
  const mayDismiss = useMay('lost_work.write')
  const undo = useMutation({
    mutationFn: () => undoDismissal(dismissed.id),
    onSuccess: () => tell(say('lost.undone')),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['insights', 'lost'] }),
  })
  return (
    <>
      <span className="self-center text-ink-2 text-sm [overflow-wrap:anywhere]">
        {say('lost.aside.by', { reason: say(`lost.reason.${dismissed.reason}`), name: dismissed.by })}
        {dismissed.note !== null && ` · ${dismissed.note}`}
      </span>
      {mayDismiss && (
        <Button
          look="quiet"
          aria-label={say('lost.undo.of', { who })}
          busy={undo.isPending}
          onClick={() => undo.mutate()}
        >
          {say('lost.undo')}
        </Button>
      )}
    </>
  )
}

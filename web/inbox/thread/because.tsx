import { Fragment } from 'react'
import { useSay } from '../../i18n/i18n.tsx'
import { darken, lightUp, type Span } from './light-up.ts'

/** What a judgement rests on: words of the message, or all of it, and what they say. */
type Ground = {
  words: string
  start?: number | undefined
  end?: number | undefined
  text?: string | undefined
}

/** The grounds of a judgement: the words it rests on, each a button that lights them up, and what they say. */
export function Because({ messageId, reasons }: { messageId: string; reasons: readonly Ground[] }) {
  const say = useSay()
  const groups = [...Map.groupBy(reasons, ({ words }) => words)]
  return (
    <ul className="mt-0.5 flex flex-col gap-0.5 text-ink-2">
      {groups.map(([words, grounds]) => {
        const said = grounds.filter(({ text }) => text !== undefined && text !== '')
        return (
          <li key={words}>
            {said.map(({ start = 0, end = 0, text = '' }, index) => (
              <Fragment key={`${start} ${end}`}>
                {index > 0 && ', '}
                <Pointer messageId={messageId} span={{ start, end }}>
                  {say('reading.quote', { text })}
                </Pointer>
              </Fragment>
            ))}
            {said.length === 0 ? (
              <Pointer messageId={messageId}>{words || say('reading.whole')}</Pointer>
            ) : (
              words !== '' && ` – ${words}`
            )}
          </li>
        )
      })}
    </ul>
  )
}

type PointerProps = { messageId: string; span?: Span; children: string }

/** Lights up what it names while it is pointed at: a span of the message's words, or all of them. */
function Pointer({ messageId, span, children }: PointerProps) {
  const say = useSay()
  const light = () => void lightUp(messageId, span)
  return (
    <button
      type="button"
      data-span={span === undefined ? 'whole' : `${span.start} ${span.end}`}
      title={span === undefined ? say('reading.whole') : undefined}
      onPointerEnter={light}
      onPointerLeave={darken}
      onFocus={light}
      onBlur={darken}
      className="inline rounded-sm text-left text-ink underline decoration-dotted decoration-ink-3/70 underline-offset-[3px] [overflow-wrap:anywhere] hover:bg-lit pointer-coarse:py-1"
    >
      {children}
    </button>
  )
}

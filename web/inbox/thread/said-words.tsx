import { memo, useMemo } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import { type Mark, marksOf, type Tone } from '../../understanding/marks.ts'
import { Linked, linksIn } from './linked.tsx'

/** What a message says in words: its text, or the transcript where there is no text. Spans count in it. */
export const wordsOf = ({ text, transcript }: Message) => (text === '' ? (transcript ?? '') : text)

/** The marks of a message, as `SaidWords` draws them. */
export function marksOfMessage(message: Message): Mark[] {
  const words = wordsOf(message)
  return message.understanding === null ? [] : marksOf(words, message.understanding, linksIn(words))
}

const underlines: Record<Tone, string> = {
  danger: 'decoration-2 decoration-emergency',
  warning: 'decoration-2 decoration-caution',
  work: 'decoration-[1.5px] decoration-ink-3/70',
  time: 'decoration-[1.5px] decoration-ink-3 decoration-dashed',
  fact: 'decoration-[1.5px] decoration-ink-3/80 decoration-dotted',
}

/**
 * The words of a message, letter by letter as they came, what was understood underlined. Each mark can be pointed at
 * and reached with Tab; whoever shows what it means listens further up and knows it by `data-mark`.
 */
export const SaidWords = memo(function SaidWords({ message }: { message: Message }) {
  const words = wordsOf(message)
  const marks = useMemo(() => marksOfMessage(message), [message])
  const parts: React.ReactNode[] = []
  let done = 0
  for (const [index, mark] of marks.entries()) {
    parts.push(<Linked key={`before-${mark.start}`} text={words.slice(done, mark.start)} />)
    parts.push(
      // biome-ignore lint/a11y/useSemanticElements: words inside of a <button> cannot be selected, nor broken over lines
      <span
        key={mark.start}
        role="button"
        tabIndex={0}
        data-mark={`${message.id} ${index}`}
        className="rounded-sm hover:bg-hover data-open:bg-hover"
      >
        {mark.pieces.map(({ start, end, tone }) => (
          <span
            key={start}
            data-tone={tone}
            className={`underline underline-offset-[3px] [text-decoration-skip-ink:none] ${underlines[tone]}`}
          >
            {words.slice(start, end)}
          </span>
        ))}
      </span>,
    )
    done = mark.end
  }
  parts.push(<Linked key="rest" text={words.slice(done)} />)
  return (
    <span data-words={message.id} lang={message.understanding?.language ?? undefined}>
      {parts}
    </span>
  )
})

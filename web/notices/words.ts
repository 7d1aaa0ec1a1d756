import type { Notice } from '../../src/contract/notices.ts'
import type { Key } from '../i18n/en.ts'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'

/** A notice as one sentence in the spoken language. */
export function useNoticeSentence(): (notice: Notice) => string {
  const say = useSay()
  const format = useFormat()
  const ticketWords = ({ number, title }: NonNullable<Notice['ticket']>) =>
    title === null
      ? say('ticket.number', { number: String(number) })
      : say('notices.ticket', { number: String(number), title })
  return ({ kind, about, by, who, ticket }) => {
    const status = `ticket.status.${about.to}`
    const byKey = `notices.by.${by?.kind}`
    return say(wordsOf({ kind, about }), {
      who: who === null ? say('common.unknown') : format.address(who),
      ticket: ticket === null ? say('notices.ticket.gone') : ticketWords(ticket),
      by: by?.name ?? say(isKey(byKey) ? byKey : 'notices.by.system'),
      to: isKey(status) ? say(status) : String(about.to),
    })
  }
}

/** By which words a notice is told: those of its kind, or closer ones where its codes tell more. */
function wordsOf({ kind, about }: Pick<Notice, 'kind' | 'about'>): Key {
  const closer = [about.hazard, about.question, about.clock, about.trouble, about.of]
    .filter((code) => code !== null && code !== undefined)
    .map((code) => `notice.${kind}.${code}`)
    .find(isKey)
  return closer ?? `notice.${kind}`
}

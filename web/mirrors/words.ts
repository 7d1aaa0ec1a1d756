import type { MirrorPreview, MirrorShown } from '../../src/contract/mirrors.ts'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { useTicketWords } from '../tickets/words.ts'
import type { Wrong } from './mapping.ts'

/** What is said of mirrors: how they are, and what of ours is what there. */
export function useMirrorWords() {
  const say = useSay()
  const tickets = useTicketWords()
  const known = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  const word = (field: string, code: string) => {
    if (field === 'status') return known(`ticket.status.${code}`, code)
    if (field === 'priority') return known(`urgency.${code}`, code)
    if (field === 'category') return tickets.category(code)
    if (field === 'kind') return known(`customer.kind.${code}`, '') || say('mirrors.kind.unknown')
    return code
  }
  return {
    stateOf: ({ state, trouble, inStepAt }: MirrorShown) =>
      state === 'paused' ? 'paused' : trouble !== null ? 'trouble' : inStepAt === null ? 'new' : 'in_step',
    kind: (kind: 'customer' | 'ticket') => say(`conflicts.kind.${kind}`),
    /** One of our fields that a table can have a column for. */
    field: (field: string) => known(`mirrors.field.${field}`, field),
    /** One of our words in a field that has words of its own. */
    word,
    /** What a field says; numbers and addresses as `phone:+15125550142`. */
    value: (field: string, value: NonNullable<MirrorPreview['first'][number]['fields'][string]>) =>
      typeof value === 'string'
        ? word(field, value)
        : value.map((one) => one.slice(one.indexOf(':') + 1)).join(', '),
    /** `too_long:column`. */
    reason: (reason: string) => {
      const [code = '', column = ''] = reason.split(':', 2)
      const key = `mirrors.reason.${code}`
      return isKey(key) ? say(key, { column }) : say('mirrors.reason.other', { reason: code })
    },
    wrong: ({ where, why }: Wrong) => {
      const told = say(`mirrors.wrong.${why}`)
      return say('mirrors.mapping.wrong', { where: where === '' ? told : `${where}: ${told}` })
    },
    trouble: (code: string) => {
      const key = `mirrors.trouble.${code}`
      return say(isKey(key) ? key : 'mirrors.trouble.failed')
    },
  }
}

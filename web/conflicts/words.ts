import type { Conflict } from '../../src/contract/conflicts.ts'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { useTicketWords } from '../tickets/words.ts'

/** What is said of the fields and values of conflicts. */
export function useConflictWords() {
  const say = useSay()
  const tickets = useTicketWords()
  const known = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  const one = (field: string, value: string) => {
    if (field === 'status') return known(`ticket.status.${value}`, value)
    if (field === 'priority') return known(`urgency.${value}`, value)
    if (field === 'category') return tickets.category(value)
    return field === 'contactPoints' ? value.slice(value.indexOf(':') + 1) : value
  }
  return {
    known,
    field: (field: string) => known(`conflicts.field.${field}`, field),
    value: ({ field }: Pick<Conflict, 'field'>, value: Conflict['first']) => {
      if (value === null || value.length === 0) return say('conflicts.nothing')
      return typeof value === 'string' ? one(field, value) : value.map((each) => one(field, each)).join(', ')
    },
  }
}

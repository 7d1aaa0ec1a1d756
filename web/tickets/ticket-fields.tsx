import { TICKET_TITLE_MAX, type TicketPriority, ticketPriorities } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { categories } from './categories.ts'
import { useTicketWords } from './words.ts'

/** From here on it is said how much fits. */
const NEARLY_FULL = TICKET_TITLE_MAX - 40

export const isTitleTooLong = (title: string): boolean => title.trim().length > TICKET_TITLE_MAX

/** What a ticket is about. What is too long is said to be and not cut off, as something pasted would be in silence. */
export function TitleField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const say = useSay()
  const { length } = value.trim()
  const tooLong = isTitleTooLong(value)
  const hint = tooLong
    ? say('ticket.field.title.over', { n: length - TICKET_TITLE_MAX, max: TICKET_TITLE_MAX })
    : length > NEARLY_FULL && say('ticket.field.title.left', { n: TICKET_TITLE_MAX - length })
  return (
    <Field label={say('ticket.field.title')} hint={hint && <span role="status">{hint}</span>}>
      {(ids) => (
        <input
          {...ids}
          aria-invalid={tooLong || undefined}
          className={inputClass}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

export function CategoryField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const say = useSay()
  const words = useTicketWords()
  const codes: readonly string[] = categories
  return (
    <ChoiceField
      label={say('ticket.category')}
      value={value}
      options={(codes.includes(value) ? codes : [value, ...codes]).map((code) => [
        code,
        words.category(code),
      ])}
      onChange={onChange}
    />
  )
}

type PriorityFieldProps = { value: TicketPriority; onChange: (value: TicketPriority) => void }

export function PriorityField({ value, onChange }: PriorityFieldProps) {
  const say = useSay()
  return (
    <ChoiceField
      label={say('ticket.priority')}
      value={value}
      options={[...ticketPriorities].reverse().map((priority) => [priority, say(`urgency.${priority}`)])}
      onChange={onChange}
    />
  )
}

type ChoiceFieldProps<T extends string> = {
  label: string
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}

/** One of several, under its label. */
export function ChoiceField<T extends string>({ label, value, options, onChange }: ChoiceFieldProps<T>) {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          className={inputClass}
          value={value}
          onChange={({ target }) => onChange(target.value as T)}
        >
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

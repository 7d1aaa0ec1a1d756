import { useId } from 'react'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'

type PreviousChoiceProps = {
  endPrevious: boolean
  onChange: (endPrevious: boolean) => void
  /** What comes of it when it stays, and when it ends; for calls that are taken, unless said otherwise. */
  hints?: readonly [Key, Key]
}

/** What becomes of the secret in use: it signs on for a while, unless somebody else knows it. */
export function PreviousChoice({
  endPrevious,
  onChange,
  hints = ['webhooks.previous.stays.hint', 'webhooks.previous.ends.hint'],
}: PreviousChoiceProps) {
  const say = useSay()
  const name = useId()
  const choices = [
    { ends: false, key: 'webhooks.previous.stays', hint: hints[0] },
    { ends: true, key: 'webhooks.previous.ends', hint: hints[1] },
  ] as const
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{say('webhooks.previous.choice')}</legend>
      <div className="divide-y divide-line rounded-lg border border-line">
        {choices.map(({ ends, key, hint }) => (
          <label
            key={key}
            className="flex items-start gap-3 px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-chosen pointer-coarse:py-3"
          >
            <input
              type="radio"
              name={name}
              checked={ends === endPrevious}
              onChange={() => onChange(ends)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{say(key)}</span>
              <span className="block text-ink-2 text-sm">{say(hint)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

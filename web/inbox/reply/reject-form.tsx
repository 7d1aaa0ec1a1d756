import { useEffect, useId, useRef, useState } from 'react'
import { type RejectionReason, rejectionReasons } from '../../../src/contract/suggestions.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { inputClass } from '../../parts/field.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import type { Refusing } from './suggestion-card.tsx'

const NOTE_CHARS_MAX = 500
/** Who asks for other words still wants to write. */
const AGAINST_WRITING: readonly RejectionReason[] = ['call_instead', 'no_answer_needed']

type RejectFormProps = {
  refusing: Refusing
  onCancel: () => void
  onReject: (reason: RejectionReason, note: string) => void
}

/** Why a suggestion is not wanted: a reason, and some words if one likes. */
export function RejectForm({ refusing, onCancel, onReject }: RejectFormProps) {
  const say = useSay()
  const name = useId()
  const [reason, setReason] = useState<RejectionReason>()
  const [note, setNote] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  useShortcuts({ escape: onCancel })
  const offered = rejectionReasons.filter((one) => refusing === 'none' || !AGAINST_WRITING.includes(one))
  return (
    <form
      className="flex flex-col gap-2.5 border-line border-t px-3 pt-2 pb-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason !== undefined) onReject(reason, note.trim())
      }}
    >
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{say('suggestion.why')}</legend>
        <div className="flex flex-wrap gap-1.5">
          {offered.map((one, index) => (
            <label
              key={one}
              className="inline-flex h-7 items-center rounded-md border border-line-strong px-2 text-xs hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-1 pointer-coarse:h-10 pointer-coarse:px-3 pointer-coarse:text-sm"
            >
              <input
                ref={index === 0 ? first : undefined}
                type="radio"
                name={name}
                checked={reason === one}
                onChange={() => setReason(one)}
                className="sr-only"
              />
              {say(`suggestion.why.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <input
        aria-label={say('suggestion.note')}
        placeholder={say('suggestion.note')}
        className={inputClass}
        maxLength={NOTE_CHARS_MAX}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="sm" look="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
        <Button size="sm" look="primary" type="submit" disabled={reason === undefined}>
          {say(`suggestion.${refusing}.do`)}
        </Button>
      </div>
    </form>
  )
}

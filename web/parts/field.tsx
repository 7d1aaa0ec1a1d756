import { type ReactNode, useId } from 'react'

/** The classes of everything that is typed in or chosen from. */
export const inputClass =
  'h-9 w-full rounded-md border border-edge bg-raised px-2.5 text-base placeholder:text-ink-3 focus:border-accent focus:outline-2 focus:outline-accent focus:-outline-offset-1 pointer-coarse:h-12'

type FieldProps = {
  label: string
  hint?: ReactNode
  children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode
}

/** A label, what is typed, and a word of help below it. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children(hint ? { id, 'aria-describedby': hintId } : { id })}
      {hint && (
        <p id={hintId} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}

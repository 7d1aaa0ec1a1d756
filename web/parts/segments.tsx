import { useId } from 'react'

type SegmentsProps<T extends string> = {
  label: string
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string }[]
}

/** One of few, side by side; a radio group to the keyboard and to screen readers. */
export function Segments<T extends string>({ label, value, onChange, options }: SegmentsProps<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 text-ink-3 text-xs">{label}</legend>
      <div className="flex rounded-md bg-hover p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-7 flex-1 items-center justify-center rounded-sm px-1.5 text-center text-ink-2 text-xs has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-sm has-checked:ring-1 has-checked:ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

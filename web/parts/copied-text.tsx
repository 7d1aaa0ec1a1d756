import { useRef } from 'react'
import { CopyButton, useCopy } from './copied-field.tsx'
import { Field } from './field.tsx'

/** Some lines to be taken along, such as a program: to read, to select, to copy. `copy` says so on the button. */
export function CopiedText(props: { label: string; hint?: string; copy: string; text: string }) {
  const { label, hint, text } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const { copied, copy } = useCopy(text, field)
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <Field label={label} {...(hint !== undefined && { hint })}>
          {(ids) => (
            <textarea
              {...ids}
              ref={field}
              readOnly
              wrap="off"
              rows={text.split('\n').length - 1}
              spellCheck={false}
              value={text}
              className="w-full resize-none overflow-x-auto rounded-md border border-line bg-hover px-3 py-2 font-mono text-xs"
            />
          )}
        </Field>
      </div>
      <CopyButton label={props.copy} copied={copied} onCopy={() => void copy()} />
    </div>
  )
}

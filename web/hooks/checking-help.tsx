import { useRef } from 'react'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { CopyButton, useCopy } from '../parts/copied-field.tsx'
import { Field } from '../parts/field.tsx'
import { nodeReceiver, pythonReceiver } from './example.ts'

/** How another system checks that a call is the firm's own: for whoever sets it up there. */
export function CheckingHelp() {
  const say = useSay()
  return (
    <details className="rounded-lg border border-line px-4 py-3">
      <summary className="cursor-pointer font-medium">{say('hooks.how')}</summary>
      <div className="mt-2 flex flex-col gap-4">
        <p className="text-ink-2 text-sm">{say('hooks.how.lead')}</p>
        <Example label="hooks.how.node" copy="hooks.how.node.copy" text={nodeReceiver} />
        <Example label="hooks.how.python" copy="hooks.how.python.copy" text={pythonReceiver} />
      </div>
    </details>
  )
}

function Example({ label, copy: copyLabel, text }: { label: Key; copy: Key; text: string }) {
  const say = useSay()
  const field = useRef<HTMLTextAreaElement>(null)
  const { copied, copy } = useCopy(text, field)
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <Field label={say(label)}>
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
      <CopyButton label={say(copyLabel)} copied={copied} onCopy={() => void copy()} />
    </div>
  )
}

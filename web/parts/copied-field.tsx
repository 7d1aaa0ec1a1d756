import { Check, Copy } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'
import { Field, inputClass } from './field.tsx'

const SAID_MS = 3_000

type Copied = 'no' | 'yes' | 'byHand'

/** Puts `text` on the clipboard; where the browser does not let us, selects it in `field`, to be copied by hand. */
export function useCopy(text: string, field: RefObject<Pick<HTMLInputElement, 'select'> | null>) {
  const [copied, setCopied] = useState<Copied>('no')
  const copy = async () => {
    try {
      // Only there on https and localhost; a Plumbline in the office may be neither.
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      field.current?.select()
      setCopied(document.execCommand('copy') ? 'yes' : 'byHand')
    }
    setTimeout(() => setCopied('no'), SAID_MS)
  }
  return { copied, copy }
}

/** The button that copies, and says that it has. */
export function CopyButton({ label, copied, onCopy }: { label: string; copied: Copied; onCopy: () => void }) {
  const say = useSay()
  return (
    <>
      <Button className="h-9 pointer-coarse:h-12" icon={copied === 'yes' ? Check : Copy} onClick={onCopy}>
        {copied === 'yes' ? say('common.copied') : label}
      </Button>
      <span role="status" className={copied === 'byHand' ? 'text-ink-2 text-xs' : 'sr-only'}>
        {copied === 'yes' && say('common.copied')}
        {copied === 'byHand' && say('common.copy.byHand')}
      </span>
    </>
  )
}

/** Something to be taken along, such as a link or a key: to read, to select, to copy. */
export function CopiedField({ label, text }: { label: string; text: string }) {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  const { copied, copy } = useCopy(text, field)
  return (
    <Field label={label}>
      {(ids) => (
        <div className="flex flex-wrap items-center gap-2">
          <input
            {...ids}
            ref={field}
            readOnly
            value={text}
            onFocus={(event) => event.target.select()}
            className={`${inputClass} min-w-40 flex-1 font-mono text-sm`}
          />
          <CopyButton label={say('common.copy')} copied={copied} onCopy={() => void copy()} />
        </div>
      )}
    </Field>
  )
}

import { Download } from 'lucide-react'
import { useRef } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { CopyButton, useCopy } from '../parts/copied-field.tsx'
import { DialogButtons } from '../parts/dialog-buttons.tsx'

type RecoveryCodesProps = { email: string; codes: readonly string[]; onDone: () => void }

/** In groups of four, as one reads them off; signing in takes them with or without the dashes. */
const grouped = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-')

/** The codes for when the app is lost: to copy, to download, and not to be seen again. */
export function RecoveryCodes({ email, codes, onDone }: RecoveryCodesProps) {
  const say = useSay()
  const lines = codes.map(grouped)
  const field = useRef<HTMLInputElement>(null)
  const { copied, copy } = useCopy(lines.join('\n'), field)
  const file = [say('account.factor.codes.file', { email }), '', ...lines, ''].join('\n')
  return (
    <>
      <div className="flex flex-col gap-4 p-4">
        <ol
          aria-label={say('account.factor.codes')}
          className="figures grid grid-cols-1 gap-x-6 gap-y-1 rounded-md bg-hover px-4 py-3 font-mono sm:grid-cols-2"
        >
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <input ref={field} readOnly tabIndex={-1} aria-hidden value={lines.join(' ')} className="sr-only" />
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton label={say('account.factor.codes.copy')} copied={copied} onCopy={() => void copy()} />
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
            download="plumbline-recovery-codes.txt"
            className={buttonClass('plain', 'md', 'h-9 pointer-coarse:h-12')}
          >
            <Download aria-hidden className="size-4 shrink-0" />
            {say('account.factor.codes.download')}
          </a>
        </div>
      </div>
      <DialogButtons>
        <Button look="primary" className="max-sm:flex-1" onClick={onDone}>
          {say('account.factor.codes.kept')}
        </Button>
      </DialogButtons>
    </>
  )
}

import { X } from 'lucide-react'
import { createContext, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { IconButton } from './button.tsx'
import { hasKeys } from './use-media.ts'

const shapes = {
  middle:
    'mt-auto mb-0 w-full max-w-full max-h-[88dvh] rounded-t-lg sm:mx-auto sm:mt-[12dvh] sm:mb-auto sm:w-[calc(100vw-3rem)] sm:max-w-lg sm:rounded-lg sm:max-h-[76dvh]',
  wide: 'mt-auto mb-0 w-full max-w-full max-h-[92dvh] rounded-t-lg sm:m-auto sm:w-[calc(100vw-3rem)] sm:max-w-3xl sm:rounded-lg',
  side: 'my-0 mr-0 ml-auto h-dvh max-h-none w-[min(24rem,92vw)]',
  whole: 'm-0 h-dvh max-h-none w-screen max-w-none border-0',
} as const

/** What one types into or chooses from: there a dialog begins, and else at its first button. */
const FIELDS =
  ':is(input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), select, textarea):not(:disabled, [readonly])'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  lead?: string
  shape?: keyof typeof shapes
  /** Whether a press beside it leaves it open: it shows what is shown only once. */
  steady?: boolean
  /** It holds nothing to go to but its text, which is then gone to itself, so that keys scroll it. */
  toRead?: boolean
  /** Buttons in the head, before the one that closes. */
  tools?: ReactNode
  children: ReactNode
}

/** Where what floats must be put to lie over the dialog it belongs to; undefined outside of dialogs. */
export const FloatingPlace = createContext<HTMLElement | undefined>(undefined)

/** A window over the page, which is out of reach meanwhile. Esc, a press beside it and the cross close it. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog(props: DialogProps) {
  const { onClose, title, lead, shape = 'middle', steady, toRead, tools, children } = props
  const say = useSay()
  const id = useId()
  const element = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<HTMLElement>()
  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    const opener = document.activeElement
    dialog.showModal()
    if (hasKeys()) body.current?.querySelector<HTMLElement>(FIELDS)?.focus()
    setPlace(dialog)
    return () => {
      dialog.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={element}
      aria-labelledby={`${id}-title`}
      aria-describedby={lead ? `${id}-lead` : undefined}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === event.currentTarget && !steady && onClose()}
      className={`rise flex-col overflow-hidden border border-line bg-raised text-ink shadow-float outline-none backdrop:bg-veil open:flex ${shapes[shape]}`}
    >
      <header className="flex items-start gap-1 border-line border-b py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1 pr-2">
          <h2 id={`${id}-title`} className="font-semibold">
            {title}
          </h2>
          {lead && (
            <p id={`${id}-lead`} className="text-ink-2 text-sm">
              {lead}
            </p>
          )}
        </div>
        {tools}
        <IconButton label={say('common.close')} icon={X} onClick={onClose} />
      </header>
      <div
        ref={body}
        tabIndex={toRead ? 0 : undefined}
        className="flex min-h-0 flex-1 scroll-pb-16 flex-col overflow-y-auto"
      >
        <FloatingPlace value={place}>{children}</FloatingPlace>
      </div>
    </dialog>
  )
}

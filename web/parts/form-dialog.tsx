import { type ReactNode, useEffect, useRef } from 'react'
import { Dialog } from './dialog.tsx'
import { CancelOr } from './dialog-buttons.tsx'
import { Problem } from './problem.tsx'

type FormDialogProps = {
  title: string
  lead?: string
  /** What the button says that sends the form. */
  submit: string
  busy: boolean
  /** Whether nothing is there yet to be sent. */
  disabled?: boolean
  /** Why the last try failed; null when it did not. */
  error: unknown
  onSubmit: (form: FormData) => void
  onClose: () => void
  children: ReactNode
}

/** So long a form is not sent again where nothing is drawn of the first time. */
const DRAWN_MS_MAX = 150

/** A dialog that is a form: its fields one below the other, what went wrong above them, and a way out beside the button that sends it. */
export function FormDialog({
  title,
  lead,
  submit,
  busy,
  disabled = false,
  error,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const isSending = useRef(false) // until it is drawn, from when on `busy` says it
  useEffect(() => {
    isSending.current = false
  })
  return (
    <Dialog open onClose={onClose} title={title} {...(lead === undefined ? {} : { lead })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (busy || isSending.current) return
          isSending.current = true
          setTimeout(() => {
            isSending.current = false
          }, DRAWN_MS_MAX)
          onSubmit(new FormData(event.currentTarget))
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          {error !== null && <Problem error={error} />}
          {children}
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={busy} disabled={disabled}>
          {submit}
        </CancelOr>
      </form>
    </Dialog>
  )
}

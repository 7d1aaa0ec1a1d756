import { Dialog } from './dialog.tsx'
import { CancelOr } from './dialog-buttons.tsx'
import { Problem } from './problem.tsx'

type ConfirmDialogProps = {
  title: string
  lead: string
  confirm: string
  busy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before what cannot be undone; what went wrong with it is said here as well. */
export function ConfirmDialog({ title, lead, confirm, busy, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      {error !== null && <Problem className="mx-4 mt-4" error={error} />}
      <CancelOr onCancel={onClose} busy={busy} onClick={onConfirm}>
        {confirm}
      </CancelOr>
    </Dialog>
  )
}

import { useSay } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
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
  const say = useSay()
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      {error !== null && <Problem className="mx-4 mt-4" error={error} />}
      <DialogButtons>
        <Button look="quiet" className="max-sm:flex-1" onClick={onClose}>
          {say('common.cancel')}
        </Button>
        <Button look="primary" className="max-sm:flex-1" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** The buttons at the foot of a dialog; they stay in sight while what is above them scrolls. */
export function DialogButtons({ children }: { children: React.ReactNode }) {
  return (
    <footer className="sticky bottom-0 flex flex-wrap justify-end gap-2 border-line border-t bg-raised px-4 py-3">
      {children}
    </footer>
  )
}

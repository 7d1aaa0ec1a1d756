import type { ComponentProps, ReactNode } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'

/** The buttons at the foot of a dialog; they stay in sight while what is above them scrolls. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 flex flex-wrap justify-end gap-2 border-line border-t bg-raised px-4 py-3">
      {children}
    </footer>
  )
}

type CancelOrProps = Omit<ComponentProps<typeof Button>, 'look' | 'className'> & { onCancel: () => void }

/** The same, where there are two: to leave it, and what the dialog is for. */
export function CancelOr({ onCancel, ...action }: CancelOrProps) {
  const say = useSay()
  return (
    <DialogButtons>
      <Button look="quiet" className="max-sm:flex-1" onClick={onCancel}>
        {say('common.cancel')}
      </Button>
      <Button look="primary" className="max-sm:flex-1" {...action} />
    </DialogButtons>
  )
}

import type { ReactNode } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'
import { CopiedField } from './copied-field.tsx'
import { Dialog } from './dialog.tsx'
import { DialogButtons } from './dialog-buttons.tsx'

/** A key or secret that was just made, to be copied: nobody sees it again, so a click beside the dialog does not close it. */
export function ShownOnce(props: {
  title: string
  lead: string
  /** What the secret is called. */
  label: string
  secret: string
  children?: ReactNode
  onClose: () => void
}) {
  const say = useSay()
  return (
    <Dialog open steady onClose={props.onClose} title={props.title} lead={props.lead}>
      <div className="flex flex-col gap-4 p-4">
        <CopiedField label={props.label} text={props.secret} />
        {props.children && <p className="text-ink-2 text-sm">{props.children}</p>}
      </div>
      <DialogButtons>
        <Button look="primary" className="max-sm:flex-1" onClick={props.onClose}>
          {say('common.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

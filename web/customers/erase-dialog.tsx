import { useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { useErasure } from './use-erasure.ts'

type EraseDialogProps = { customerId: string; name: string; onClose: () => void }

/** Asks before a person is forgotten, which nothing brings back; the word typed shows that it is meant. */
export function EraseDialog({ customerId, name, onClose }: EraseDialogProps) {
  const say = useSay()
  const erase = useErasure(customerId)
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const word = say('privacy.erase.word')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('privacy.erase.title', { name })}
      lead={say('privacy.erase.lead')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          erase.mutate(reason.trim())
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <Field label={say('privacy.erase.reason')} hint={say('privacy.erase.reason.hint')}>
            {(ids) => (
              <input
                {...ids}
                className={inputClass}
                maxLength={300}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Field label={say('privacy.erase.type', { word })}>
            {(ids) => (
              <input
                {...ids}
                className={inputClass}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          {erase.error && <Problem error={erase.error} />}
        </div>
        <CancelOr
          onCancel={onClose}
          type="submit"
          busy={erase.isPending}
          disabled={typed.trim().toLowerCase() !== word.toLowerCase()}
        >
          {say('privacy.erase.confirm')}
        </CancelOr>
      </form>
    </Dialog>
  )
}

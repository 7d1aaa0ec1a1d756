import { useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { useResolve } from './use-health.ts'

const NOTE_MAX = 500

/** Says that one has seen to an alert, with a note if one likes. */
export function ResolveDialog(props: { alertId: string; message: string; onClose: () => void }) {
  const { alertId, message, onClose } = props
  const say = useSay()
  const [note, setNote] = useState('')
  const resolve = useResolve(alertId, onClose)
  return (
    <Dialog open onClose={onClose} title={say('alerts.resolve.title')} lead={message}>
      <div className="flex flex-col gap-4 px-4 pt-4">
        <p className="text-ink-2 text-sm">{say('alerts.resolve.lead')}</p>
        <Field label={say('alerts.resolve.note')}>
          {(ids) => (
            <input
              {...ids}
              className={inputClass}
              maxLength={NOTE_MAX}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        {resolve.error !== null && <Problem error={resolve.error} />}
      </div>
      <CancelOr onCancel={onClose} busy={resolve.isPending} onClick={() => resolve.mutate(note.trim())}>
        {say('alerts.resolve')}
      </CancelOr>
    </Dialog>
  )
}

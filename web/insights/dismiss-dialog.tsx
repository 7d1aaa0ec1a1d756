import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type DismissReason, dismissReasons, type LostWork } from '../../src/contract/insights.ts'
import { dismissLostWork } from '../api/insights.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'

const NOTE_MAX = 500

type DismissDialogProps = { item: LostWork; who: string; onClose: () => void }

/** Asks why something in the list is not lost, and puts it aside. */
export function DismissDialog({ item, who, onClose }: DismissDialogProps) {
  const say = useSay()
  const client = useQueryClient()
  const [reason, setReason] = useState<DismissReason>('done_by_phone')
  const [note, setNote] = useState('')
  const dismiss = useMutation({
    mutationFn: () =>
      dismissLostWork(item.messageId, {
        ...{ kind: item.kind, reason },
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    onSuccess: () => {
      tell(say('lost.dismissed'))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['insights', 'lost'] }),
  })
  return (
    <Dialog open onClose={onClose} title={say('lost.dismiss.title')} lead={who}>
      <div className="flex flex-col gap-4 px-4 pt-4">
        <p className="text-ink-2 text-sm">{say('lost.dismiss.lead')}</p>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-ink-3 text-xs">{say('lost.reason')}</legend>
          {dismissReasons.map((one) => (
            <label key={one} className="flex min-h-9 items-center gap-2.5 text-sm pointer-coarse:min-h-11">
              <input
                type="radio"
                name="reason"
                className="size-4 accent-accent"
                checked={reason === one}
                onChange={() => setReason(one)}
              />
              {say(`lost.reason.${one}`)}
            </label>
          ))}
        </fieldset>
        <Field label={say('lost.dismiss.note')}>
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
        {dismiss.error !== null && <Problem error={dismiss.error} />}
      </div>
      <CancelOr onCancel={onClose} busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
        {say('lost.dismiss')}
      </CancelOr>
    </Dialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import type { z } from 'zod'
import type { begunSecondFactorShape } from '../../src/contract/people.ts'
import { confirmSecondFactor } from '../api/endpoints.ts'
import { meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type SecondFactorDialogProps = {
  email: string
  begun: z.infer<typeof begunSecondFactorShape>
  onClose: () => void
}

/** Setting an authenticator app up: scan or type in, confirm by a first code, keep the recovery codes. */
export function SecondFactorDialog({ email, begun, onClose }: SecondFactorDialogProps) {
  const say = useSay()
  const client = useQueryClient()
  const formId = useId()
  const confirm = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
  if (confirm.data) {
    return (
      <Dialog
        open
        steady
        onClose={onClose}
        title={say('account.factor.codes')}
        lead={say('account.factor.codes.lead')}
      >
        <RecoveryCodes email={email} codes={confirm.data.recoveryCodes} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog open steady onClose={onClose} title={say('account.factor.title')}>
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          const code = String(new FormData(event.currentTarget).get('code'))
          confirm.mutate(code.replace(/\s/g, ''))
        }}
        className="flex flex-col gap-4 p-4"
      >
        <div>
          <h3 className="mb-2 font-medium text-sm">{say('account.factor.scan')}</h3>
          <QrCode text={begun.uri} label={say('account.factor.qr')} />
          <a href={begun.uri} className="mt-2 hidden py-2 text-accent text-sm underline pointer-coarse:block">
            {say('account.factor.open')}
          </a>
        </div>
        <CopiedField label={say('account.factor.type')} text={begun.secret} />
        <Field label={say('account.factor.code')}>
          {(ids) => (
            <input
              {...ids}
              name="code"
              autoComplete="one-time-code"
              inputMode="numeric"
              pattern="\s*(\d\s*){6}"
              required
              className={`${inputClass} figures max-w-48`}
            />
          )}
        </Field>
        {confirm.isError && <Problem error={confirm.error} />}
      </form>
      <CancelOr onCancel={onClose} type="submit" form={formId} busy={confirm.isPending}>
        {say('account.factor.confirm')}
      </CancelOr>
    </Dialog>
  )
}

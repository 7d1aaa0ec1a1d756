import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HookShown } from '../../src/contract/hooks.ts'
import { addHook, changeHook } from '../api/hooks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { KindChoice } from './kind-choice.tsx'

/** Adding a system that is called, and then its secret, shown this once; or changing one that is there. */
export function HookDialog({ hook, onClose }: { hook?: HookShown; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const [kinds, setKinds] = useState<string[]>(hook?.kinds ?? ['ticket.*', 'customer.*'])
  const [lacks, setLacks] = useState(false)
  const save = useMutation({
    mutationFn: async (body: { name: string; url: string; kinds: string[] }) => {
      if (hook === undefined) return (await addHook(body)).secret
      await changeHook(hook.id, body)
      onClose()
      return undefined
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  })
  if (save.data !== undefined)
    return (
      <ShownOnce
        title={say('hooks.added')}
        lead={say('webhooks.made.lead')}
        label={say('webhooks.secret')}
        secret={save.data}
        onClose={onClose}
      >
        {say('hooks.added.next')}
      </ShownOnce>
    )
  const submit = (form: FormData) => {
    setLacks(kinds.length === 0)
    if (kinds.length === 0) return
    save.mutate({ name: String(form.get('name')).trim(), url: String(form.get('url')).trim(), kinds })
  }
  return (
    <Dialog open onClose={onClose} title={say(hook === undefined ? 'hooks.add' : 'hooks.change')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          {save.isError && <Problem error={save.error} />}
          <Field label={say('hooks.name')} hint={say('hooks.name.hint')}>
            {(ids) => (
              <input
                {...ids}
                name="name"
                required
                pattern=".*\S.*"
                maxLength={80}
                autoComplete="off"
                defaultValue={hook?.name}
                className={inputClass}
              />
            )}
          </Field>
          <Field label={say('hooks.url')} hint={say('hooks.url.hint')}>
            {(ids) => (
              <input
                {...ids}
                name="url"
                type="url"
                required
                maxLength={2_000}
                autoComplete="off"
                placeholder="https://"
                defaultValue={hook?.url}
                className={inputClass}
              />
            )}
          </Field>
          <KindChoice kinds={kinds} onChange={setKinds} lacks={lacks && kinds.length === 0} />
          <p className="text-ink-2 text-sm">{say('hooks.told')}</p>
        </div>
        <CancelOr onCancel={onClose} busy={save.isPending} type="submit">
          {say(hook === undefined ? 'hooks.add.submit' : 'hooks.change.submit')}
        </CancelOr>
      </form>
    </Dialog>
  )
}

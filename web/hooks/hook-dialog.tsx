import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HookShown } from '../../src/contract/hooks.ts'
import { addHook, changeHook } from '../api/hooks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { TextField } from '../parts/text-field.tsx'
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
    <FormDialog
      title={say(hook === undefined ? 'hooks.add' : 'hooks.change')}
      submit={say(hook === undefined ? 'hooks.add.submit' : 'hooks.change.submit')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('hooks.name')}
        hint={say('hooks.name.hint')}
        name="name"
        maxLength={80}
        autoComplete="off"
        defaultValue={hook?.name}
      />
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
    </FormDialog>
  )
}

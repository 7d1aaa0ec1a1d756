import '../i18n/en-sources-room.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { type MirrorCheck, type MirrorMapping, mirrorMappingShape } from '../../src/contract/mirrors.ts'
import { addMirror, checkMirror } from '../api/conflicts.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { SecretField } from '../sources/secret-field.tsx'
import { TextField } from '../sources/text-field.tsx'
import { mappingTemplate } from './template.ts'

/** Connects a database: it is looked at first, and then kept in step. */
export function AddMirror({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const wrongId = useId()
  const [label, setLabel] = useState('')
  const [databaseUrl, setDatabaseUrl] = useState('')
  const [text, setText] = useState(() => JSON.stringify(mappingTemplate, null, 2))
  const { mapping, wrong } = read(text)
  const look = useMutation({
    mutationFn: (mapped: MirrorMapping) => checkMirror({ databaseUrl, mapping: mapped }),
  })
  const add = useMutation({
    mutationFn: (mapped: MirrorMapping) => addMirror({ label, databaseUrl, mapping: mapped }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mirrors'] })
      tell(say('mirrors.connected'))
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (mapping === undefined) return
    if (look.data === undefined) look.mutate(mapping)
    else add.mutate(mapping)
  }
  const changed = () => {
    look.reset()
    add.reset()
  }
  const error = add.error ?? look.error
  return (
    <SettingsSection title={say('mirrors.add')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <TextField
          autoFocus
          label={say('mirrors.label')}
          maxLength={80}
          wrongId={undefined}
          value={label}
          onChange={setLabel}
        />
        <SecretField
          label={say('mirrors.url')}
          hint={say('mirrors.url.hint')}
          maxLength={2_000}
          value={databaseUrl}
          onChange={(value) => {
            setDatabaseUrl(value)
            changed()
          }}
        />
        <Field label={say('mirrors.mapping')} hint={say('mirrors.mapping.hint')}>
          {({ 'aria-describedby': hintId, ...ids }) => (
            <textarea
              {...ids}
              rows={16}
              spellCheck={false}
              aria-invalid={wrong !== undefined || undefined}
              aria-describedby={[wrong === undefined ? undefined : wrongId, hintId].filter(Boolean).join(' ')}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                changed()
              }}
              className={`${inputClass} h-auto py-2 font-mono text-xs pointer-coarse:h-auto`}
            />
          )}
        </Field>
        {wrong !== undefined && (
          <p id={wrongId} role="alert" className="text-sm">
            {say('mirrors.mapping.wrong', { where: wrong })}
          </p>
        )}
        {error !== null && <Problem error={error} />}
        {look.data && <Found found={look.data} />}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look="primary"
            busy={look.isPending || add.isPending}
            disabled={mapping === undefined}
          >
            {say(look.data === undefined ? 'mirrors.check' : 'mirrors.connect')}
          </Button>
          <Button look="quiet" onClick={onDone}>
            {say('common.cancel')}
          </Button>
        </div>
      </form>
    </SettingsSection>
  )
}

function Found({ found }: { found: MirrorCheck }) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        {say('mirrors.found', {
          customers: format.number(found.customers ?? 0),
          tickets: format.number(found.tickets ?? 0),
        })}
      </p>
      <Sql label={say('mirrors.sql')} text={found.install} />
      <Sql label={say('mirrors.sql.remove')} text={found.remove} />
    </div>
  )
}

function Sql({ label, text }: { label: string; text: string }) {
  return (
    <Field label={label}>
      {(ids) => (
        <textarea
          {...ids}
          readOnly
          wrap="off"
          rows={5}
          spellCheck={false}
          value={text}
          className="w-full resize-y overflow-x-auto rounded-md border border-line bg-hover px-3 py-2 font-mono text-xs"
        />
      )}
    </Field>
  )
}

function read(text: string): { mapping?: MirrorMapping; wrong?: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { wrong: 'JSON' }
  }
  const parsed = mirrorMappingShape.safeParse(json)
  if (parsed.success) return { mapping: parsed.data }
  const [issue] = parsed.error.issues
  return { wrong: [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ') }
}

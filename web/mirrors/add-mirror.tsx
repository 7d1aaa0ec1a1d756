import '../i18n/en-sources-room.ts'
import '../i18n/en-tickets-room.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { MirrorMapping } from '../../src/contract/mirrors.ts'
import { addMirror, checkMirror, readMirrorLayout } from '../api/conflicts.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { SecretField } from '../sources/secret-field.tsx'
import { TextField } from '../sources/text-field.tsx'
import { ChoiceField } from '../tickets/ticket-fields.tsx'
import { AsJson } from './as-json.tsx'
import { Found } from './found.tsx'
import { type Draft, kinds, readDraft, suggested } from './mapping.ts'
import { TableFields } from './table-fields.tsx'
import { useMirrorWords } from './words.ts'

/** Connects a database: its tables are read, what is what is chosen, what would become of its rows is looked at; then it is kept in step. */
export function AddMirror({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const words = useMirrorWords()
  const client = useQueryClient()
  const [label, setLabel] = useState('')
  const [databaseUrl, setDatabaseUrl] = useState('')
  const [draft, setDraft] = useState<Draft | null>(null)
  const layout = useMutation({
    mutationFn: () => readMirrorLayout({ databaseUrl }),
    onSuccess: ({ tables }) => setDraft((was) => was ?? suggested(tables)),
  })
  const look = useMutation({
    mutationFn: (mapping: MirrorMapping) => checkMirror({ databaseUrl, mapping }),
  })
  const add = useMutation({
    mutationFn: (mapping: MirrorMapping) => addMirror({ label, databaseUrl, mapping }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mirrors'] })
      tell(say('mirrors.connected'))
      onDone()
    },
  })
  const tables = layout.data?.tables
  const step = draft === null || tables === undefined ? 'read' : look.data === undefined ? 'check' : 'connect'
  const { mapping, wrong } = draft === null ? {} : readDraft(draft)
  const isBlank = draft !== null && draft.customer === undefined && draft.ticket === undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (step === 'read') return layout.mutate()
    if (mapping === undefined) return
    if (step === 'check') look.mutate(mapping)
    else add.mutate(mapping)
  }
  const change = (next: Draft) => {
    look.reset()
    add.reset()
    setDraft(next)
  }
  const here = tables?.filter(({ schema }) => schema === draft?.schema) ?? []
  const schemas = [...new Set(tables?.map(({ schema }) => schema))]
  const error = add.error ?? look.error ?? layout.error
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
            client.removeQueries({ queryKey: ['mirror-words'] }) // they are of the database before
            layout.reset()
            look.reset()
            add.reset()
          }}
        />
        {draft !== null && tables !== undefined && (
          <>
            {schemas.length > 1 && (
              <ChoiceField
                label={say('mirrors.schema')}
                value={draft.schema}
                options={schemas.map((schema) => [schema, schema])}
                onChange={(schema) => change({ schema })}
              />
            )}
            {layout.data?.more && <p className="text-sm">{say('mirrors.tables.more')}</p>}
            {kinds.map((kind) => (
              <TableFields
                key={kind}
                databaseUrl={databaseUrl}
                kind={kind}
                draft={draft}
                tables={here}
                onChange={(table) => change(withTable(draft, kind, table))}
              />
            ))}
            <AsJson draft={draft} onChange={change} />
            {wrong !== undefined && (
              <p role="alert" className="text-sm">
                {isBlank ? say('mirrors.table.needed') : words.wrong(wrong)}
              </p>
            )}
          </>
        )}
        {error !== null && <Problem error={error} />}
        {look.data && <Found found={look.data} />}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look="primary"
            busy={layout.isPending || look.isPending || add.isPending}
            disabled={step !== 'read' && mapping === undefined}
          >
            {say(`mirrors.${step}`)}
          </Button>
          <Button look="quiet" onClick={onDone}>
            {say('common.cancel')}
          </Button>
        </div>
      </form>
    </SettingsSection>
  )
}

/** A ticket's customer goes with the customers' table. */
function withTable(draft: Draft, kind: (typeof kinds)[number], table: Draft['customer']): Draft {
  const { [kind]: _, ...others } = draft
  const next: Draft = table === undefined ? others : { ...others, [kind]: table }
  if (next.customer !== undefined || next.ticket === undefined) return next
  const { customer: __, ...columns } = next.ticket.columns
  return { ...next, ticket: { ...next.ticket, columns } }
}

import { useRef } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { CopyButton, useCopy } from '../parts/copied-field.tsx'
import { Field } from '../parts/field.tsx'
import type { FieldsProps } from './draft.ts'
import { readerStatements } from './reader-statements.ts'
import { SecretField } from './secret-field.tsx'
import { TextField } from './text-field.tsx'

/** How the table of an agent is reached. */
export function ChatHistoryFields({ draft, onChange, wrongId, problem }: FieldsProps) {
  const say = useSay()
  return (
    <>
      <div className="flex flex-col gap-2">
        <TextField
          autoFocus
          label={say('sources.crew')}
          hint={say('sources.crew.hint')}
          maxLength={60}
          wrongId={wrongId('crew')}
          value={draft.crew}
          onChange={(crew) => onChange({ crew })}
        />
        {problem('crew')}
      </div>
      <div className="flex flex-col gap-2">
        <SecretField
          label={say('sources.databaseUrl')}
          hint={`${say('sources.databaseUrl.hint')} ${say('sources.sealed')}`}
          maxLength={2_000}
          wrongId={wrongId('databaseUrl')}
          value={draft.databaseUrl}
          onChange={(databaseUrl) => onChange({ databaseUrl })}
        />
        {problem('databaseUrl')}
      </div>
      <div className="flex flex-col gap-2">
        <TextField
          label={say('sources.table')}
          hint={say('sources.table.hint')}
          maxLength={200}
          wrongId={wrongId('table')}
          value={draft.table}
          onChange={(table) => onChange({ table })}
        />
        {problem('table')}
      </div>
      <ReaderHelp table={draft.table} />
    </>
  )
}

/** For whoever looks after the database: how to make a user who may read this table and nothing else. */
function ReaderHelp({ table }: { table: string }) {
  const say = useSay()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = readerStatements(table)
  const { copied, copy } = useCopy(text, field)
  return (
    <details className="-mt-2">
      <summary className="w-fit text-accent text-sm hover:underline">{say('sources.reader')}</summary>
      <div className="mt-2 flex flex-col items-start gap-2">
        <p className="text-ink-2 text-sm">{say('sources.reader.lead')}</p>
        <div className="w-full">
          <Field label={say('sources.reader.sql')}>
            {(ids) => (
              <textarea
                {...ids}
                ref={field}
                readOnly
                wrap="off"
                rows={text.split('\n').length}
                spellCheck={false}
                value={text}
                className="w-full resize-none overflow-x-auto rounded-md border border-line bg-hover px-3 py-2 font-mono text-xs"
              />
            )}
          </Field>
        </div>
        <CopyButton label={say('sources.reader.copy')} copied={copied} onCopy={() => void copy()} />
      </div>
    </details>
  )
}

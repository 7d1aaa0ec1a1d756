import type { MirrorLayoutTable } from '../../src/contract/mirrors.ts'
import { useSay } from '../i18n/i18n.tsx'
import { ChoiceField } from '../tickets/ticket-fields.tsx'
import { type Draft, fieldsFor, type Kind, mapped, ourWords, type TableMap } from './mapping.ts'
import { WordTable } from './word-table.tsx'
import { useMirrorWords } from './words.ts'

type TableFieldsProps = {
  databaseUrl: string
  kind: Kind
  draft: Draft
  /** Of the schema that is chosen. */
  tables: readonly MirrorLayoutTable[]
  onChange: (table: TableMap | undefined) => void
}

/** Which table there holds our customers or tickets, and which of its columns is what. */
export function TableFields({ databaseUrl, kind, draft, tables, onChange }: TableFieldsProps) {
  const say = useSay()
  const named = useMirrorWords()
  const map = draft[kind]
  const there = tables.find(({ name }) => name === map?.table)
  const names = (there?.columns ?? []).map(({ name, type }) => [name, `${name} (${type})`] as const)
  const none = [['', say('mirrors.column.none')] as const]
  const change = (part: Partial<TableMap>) => map && onChange({ ...map, ...part })
  const changeColumn = (field: string, column: string) => {
    if (map === undefined) return
    const { [field]: _, ...others } = map.columns
    change({ columns: column === '' ? others : { ...others, [field]: { column } } })
  }
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-4">
      <legend className="px-1 font-medium">{say(`mirrors.table.${kind}`)}</legend>
      <ChoiceField
        label={say('mirrors.table', { kind: say(`mirrors.table.${kind}`) })}
        value={map?.table ?? ''}
        options={[['', say('mirrors.table.none')], ...tables.map(({ name }) => [name, name] as const)]}
        onChange={(name) => {
          const table = tables.find((one) => one.name === name)
          onChange(table && mapped(kind, table, draft))
        }}
      />
      {map !== undefined && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <ChoiceField
              label={say('mirrors.key')}
              value={map.key}
              options={names}
              onChange={(key) => change({ key })}
            />
            <ChoiceField
              label={say('mirrors.ourId')}
              value={map.ourId ?? ''}
              options={[...none, ...names]}
              onChange={(ourId) => change({ ourId: ourId === '' ? null : ourId })}
            />
            {fieldsFor(kind, draft).map((field) => (
              <ChoiceField
                key={field}
                label={named.field(field)}
                value={map.columns[field]?.column ?? ''}
                options={[...none, ...names]}
                onChange={(column) => changeColumn(field, column)}
              />
            ))}
          </div>
          {fieldsFor(kind, draft).map((field) => {
            const column = map.columns[field]
            if (column === undefined || ourWords[field] === undefined) return null
            return (
              <WordTable
                key={`${field} ${column.column}`}
                databaseUrl={databaseUrl}
                field={field}
                place={{ schema: draft.schema, table: map.table, column: column.column }}
                words={column.words}
                onChange={(words) =>
                  change({ columns: { ...map.columns, [field]: { column: column.column, words } } })
                }
              />
            )
          })}
          <Tick
            label={say(`mirrors.makes.${kind}`)}
            isOn={map.makes}
            onChange={(makes) => change({ makes })}
          />
          <Tick
            label={say(`mirrors.deletes.${kind}`)}
            isOn={map.deletes}
            onChange={(deletes) => change({ deletes })}
          />
        </>
      )}
    </fieldset>
  )
}

function Tick({
  label,
  isOn,
  onChange,
}: {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  return (
    <label className="flex w-fit items-start gap-2 text-sm pointer-coarse:min-h-8">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  )
}

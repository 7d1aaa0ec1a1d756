import type { MirrorCheck, MirrorPreview } from '../../src/contract/mirrors.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Field } from '../parts/field.tsx'
import { useMirrorWords } from './words.ts'

/** What a look found: what would become of the rows, and how changes can be noted there. Nothing was written. */
export function Found({ found }: { found: MirrorCheck }) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-4">
      <p role="status">
        {say('mirrors.found', {
          customers: format.number(found.customers ?? 0),
          tickets: format.number(found.tickets ?? 0),
        })}
      </p>
      {found.preview.map((preview) => (
        <Preview key={preview.kind} preview={preview} />
      ))}
      <Sql label={say('mirrors.sql')} text={found.install} />
      <Sql label={say('mirrors.sql.remove')} text={found.remove} />
    </div>
  )
}

function Preview({ preview }: { preview: MirrorPreview }) {
  const say = useSay()
  const words = useMirrorWords()
  const { kind, looked, known, made, here, setAside, first } = preview
  const title = say(`mirrors.table.${kind}`)
  return (
    <section aria-label={title} className="flex flex-col gap-2 rounded-lg border border-line p-3 text-sm">
      <h3 className="font-medium">{title}</h3>
      <p className="text-ink-2">
        {[
          say('mirrors.preview', { n: looked, known, made }),
          ...setAside.map(({ reason, count }) =>
            say('mirrors.preview.setAside', { n: count, reason: words.reason(reason) }),
          ),
          say('mirrors.preview.here', { n: here }),
        ].join(' ')}
      </p>
      <ul className="divide-y divide-line">
        {first.map(({ key, becomes, reason, fields }) => (
          <li key={key} className="flex flex-col gap-0.5 py-1.5 sm:flex-row sm:gap-3">
            <span className="shrink-0 font-medium sm:w-36">{say(`mirrors.becomes.${becomes}`)}</span>
            <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
              {[
                ...Object.entries(fields).flatMap(([field, value]) =>
                  value === null || value.length === 0
                    ? []
                    : [`${words.field(field)}: ${words.value(field, value)}`],
                ),
                ...(reason === null ? [] : [words.reason(reason)]),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
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

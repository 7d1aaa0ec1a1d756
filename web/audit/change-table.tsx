import { useSay } from '../i18n/i18n.tsx'
import type { AuditEntry } from './entry-line.tsx'
import { fieldInWords } from './sentence.ts'

const LINES_MAX = 40

export type Change = NonNullable<AuditEntry['change']>
type Difference = { path: string; before: string | undefined; after: string | undefined }

/** What was so before and is so now, line by line where it differs. */
export function ChangeTable({ change }: { change: Change }) {
  const say = useSay()
  const lines = differencesIn(change)
  if (lines.length === 0) return null
  const onlyAfter = lines.every(({ before }) => before === undefined)
  return (
    <dl
      aria-label={say('audit.change')}
      className="mt-1 flex flex-col gap-0.5 text-ink-2 text-sm [overflow-wrap:anywhere]"
    >
      {lines.slice(0, LINES_MAX).map(({ path, before, after }) => {
        const was = before === undefined ? null : fieldInWords(say, path, before)
        const is = after === undefined ? null : fieldInWords(say, path, after)
        return (
          <div key={path} className="flex flex-wrap gap-x-2">
            <dt className={path === '' ? 'sr-only' : 'text-ink-3'}>
              {path === '' ? say('audit.change') : (is ?? was)?.name}
            </dt>
            <dd>
              {!onlyAfter && (
                <>
                  <span className="sr-only">{say('audit.before')}: </span>
                  <span className={was ? 'line-through decoration-ink-3' : 'text-ink-3'}>
                    {was?.value ?? say('audit.nothing')}
                  </span>
                  <span aria-hidden> → </span>
                  <span className="sr-only">; {say('audit.after')}: </span>
                </>
              )}
              <span className={is ? '' : 'text-ink-3'}>{is?.value ?? say('audit.nothing')}</span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** The leaves of both sides that are not the same. */
export function differencesIn({ before, after }: Change): Difference[] {
  const was = leavesOf(before)
  const is = leavesOf(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((line) => line.before !== line.after)
}

function leavesOf(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value))
      leavesOf(one, path === '' ? name : `${path}.${name}`, into)
  } else if (value !== undefined && value !== null && value !== '') into.set(path, String(value))
  return into
}

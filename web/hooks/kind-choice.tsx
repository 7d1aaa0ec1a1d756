import { useId } from 'react'
import { hookSubjects, hookVerbs } from '../../src/contract/hooks.ts'
import { isKey, useSay } from '../i18n/i18n.tsx'

type KindChoiceProps = { kinds: readonly string[]; onChange: (kinds: string[]) => void; lacks: boolean }

/** Of what another system hears: everything, or what is ticked. */
export function KindChoice({ kinds, onChange, lacks }: KindChoiceProps) {
  const say = useSay()
  const id = useId()
  const everything = kinds.includes('*')
  const chosen = new Set(hookSubjects.flatMap((subject) => verbsOf(kinds, subject)))
  const toggle = (kind: string) => {
    const next = new Set(chosen)
    if (!next.delete(kind)) next.add(kind)
    onChange(shortened(next))
  }
  return (
    <fieldset aria-describedby={lacks ? `${id}-lacks` : undefined}>
      <legend className="mb-1 font-medium text-sm">{say('hooks.kinds')}</legend>
      <div className="divide-y divide-line rounded-lg border border-line">
        {([true, false] as const).map((all) => (
          <label
            key={String(all)}
            className="flex items-center gap-3 px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-chosen pointer-coarse:py-3"
          >
            <input
              type="radio"
              name={id}
              checked={all === everything}
              onChange={() => onChange(all ? ['*'] : ['ticket.*', 'customer.*'])}
              className="size-4 shrink-0 accent-accent"
            />
            {say(all ? 'hooks.kinds.everything' : 'hooks.kinds.some')}
          </label>
        ))}
      </div>
      {!everything && (
        <table className="mt-3 w-full text-sm">
          <thead>
            <tr className="text-left text-ink-2 text-xs">
              <th scope="col" className="py-1 font-medium">
                {say('hooks.kinds.subject')}
              </th>
              {hookVerbs.map((verb) => (
                <th key={verb} scope="col" className="px-1 py-1 text-center font-medium">
                  {say(`hooks.verb.${verb}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {hookSubjects.map((subject) => (
              <SubjectRow key={subject} subject={subject} chosen={chosen} onToggle={toggle} />
            ))}
          </tbody>
        </table>
      )}
      {lacks && (
        <p id={`${id}-lacks`} role="alert" className="mt-1 text-caution text-sm">
          {say('hooks.kinds.lacks')}
        </p>
      )}
    </fieldset>
  )
}

type SubjectRowProps = { subject: string; chosen: ReadonlySet<string>; onToggle: (kind: string) => void }

function SubjectRow({ subject, chosen, onToggle }: SubjectRowProps) {
  const say = useSay()
  const key = `hooks.subject.${subject}`
  const name = isKey(key) ? say(key) : subject
  return (
    <tr>
      <th scope="row" className="py-1 pr-2 text-left font-normal">
        {name}
      </th>
      {hookVerbs.map((verb) => (
        <td key={verb} className="text-center">
          <label className="inline-grid size-8 place-items-center pointer-coarse:size-12">
            <input
              type="checkbox"
              aria-label={`${name}: ${say(`hooks.verb.${verb}`)}`}
              checked={chosen.has(`${subject}.${verb}`)}
              onChange={() => onToggle(`${subject}.${verb}`)}
              className="size-4 accent-accent"
            />
          </label>
        </td>
      ))}
    </tr>
  )
}

const verbsOf = (kinds: readonly string[], subject: string): string[] =>
  hookVerbs
    .map((verb) => `${subject}.${verb}`)
    .filter((kind) => kinds.includes(kind) || kinds.includes(`${subject}.*`))

/** `ticket.*` where all that can be done to a subject is chosen. */
function shortened(chosen: ReadonlySet<string>): string[] {
  return hookSubjects.flatMap((subject) => {
    const kinds = hookVerbs.map((verb) => `${subject}.${verb}`).filter((kind) => chosen.has(kind))
    return kinds.length === hookVerbs.length ? [`${subject}.*`] : kinds
  })
}

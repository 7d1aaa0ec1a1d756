import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import type { ContactPoint } from './point-line.tsx'

/** The names the source gave, when there was more than one, newest first. */
export function NamesOverTime({ points }: { points: readonly ContactPoint[] }) {
  const say = useSay()
  const format = useFormat()
  const names = oncePerName(points.flatMap((point) => point.names))
  if (names.length < 2) return null
  return (
    <PanelSection title={say('panel.names')}>
      <ul className="flex flex-col gap-1 text-sm">
        {names.map((name) => (
          <li key={name.name} className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate">{name.name}</span>
            <span className="figures shrink-0 text-2xs text-ink-3">
              {say('customer.names.span', { from: format.day(name.firstAt), to: format.day(name.lastAt) })}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

type Named = ContactPoint['names'][number]

/** Every name once, from the first to the last time any address had it, newest first. */
function oncePerName(names: readonly Named[]): Named[] {
  const spans = new Map<string, Named>()
  for (const named of names) {
    const { firstAt, lastAt } = spans.get(named.name) ?? named
    // Instants in one form: earlier ones sort first.
    const [first = firstAt] = [named.firstAt, firstAt].sort()
    const [, last = lastAt] = [named.lastAt, lastAt].sort()
    spans.set(named.name, { name: named.name, firstAt: first, lastAt: last })
  }
  return [...spans.values()].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
}

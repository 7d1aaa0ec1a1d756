import { useFormat } from '../i18n/format.ts'
import { useSay } from '../i18n/i18n.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import type { ContactPoint } from './point-line.tsx'

/** The names the source gave, when there was more than one, newest first. */
export function NamesOverTime({ points }: { points: readonly ContactPoint[] }) {
  const say = useSay()
  const format = useFormat()
  const names = points.flatMap((point) =>
    point.names.map((name) => ({ ...name, key: `${point.id} ${name.name}` })),
  )
  if (new Set(names.map((name) => name.name)).size < 2) return null
  names.sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
  return (
    <PanelSection title={say('panel.names')}>
      <ul className="flex flex-col gap-1 text-sm">
        {names.map((name) => (
          <li key={name.key} className="flex items-baseline justify-between gap-3">
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

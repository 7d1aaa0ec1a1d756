import { useQuery } from '@tanstack/react-query'
import type { Alert, HealthCheck } from '../../src/contract/monitoring.ts'
import { sourcesQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'

const MIB = 1024 * 1024

/** How a source is called, by its id. */
export function useSourceName(): (sourceId: string | null) => string {
  const say = useSay()
  const format = useFormat()
  const sources = useQuery({ ...sourcesQuery, enabled: useMay('sources.read') }).data?.items
  return (sourceId) => {
    const source = sources?.find(({ id }) => id === sourceId)
    return source === undefined ? say('alerts.source.gone') : format.address(source.label)
  }
}

/** What is not well, and what to do about it, in the spoken language; as the server put it where it knows more kinds. */
export function useAlertWords(): (alert: Alert) => { message: string; next: string } {
  const say = useSay()
  const nameOf = useSourceName()
  return ({ alertType, details, sourceId, message, next }) => {
    const key = `alerts.kind.${alertType}`
    const nextKey = `${key}.next`
    const values = { ...details, source: nameOf(sourceId) }
    return isKey(key) && isKey(nextKey)
      ? { message: say(key, values), next: say(nextKey, values) }
      : { message, next }
  }
}

/** What was found of one thing that was looked at. */
export function useCheckWords(): (check: HealthCheck) => string {
  const say = useSay()
  const format = useFormat()
  return ({ name, code, values }) => {
    const key = `health.found.${name}.${code}`
    const free = values.freeMb === undefined ? '' : format.bytes(values.freeMb * MIB)
    return isKey(key) ? say(key, { ...values, free }) : say('health.found.other', { code })
  }
}

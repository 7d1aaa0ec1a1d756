import { useMemo } from 'react'
import type { Finding, Reason } from '../../src/contract/understanding.ts'
import type { Key } from '../i18n/en.ts'
import { type Format, useFormat } from '../i18n/format.tsx'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'

/** What was understood, in words of the spoken language. */
export type InWords = ReturnType<typeof inWords>

/** How to put codes and values of an understanding into words here. */
export function useInWords(): InWords {
  const say = useSay()
  const format = useFormat()
  return useMemo(() => inWords(say, format), [say, format])
}

function inWords(say: Say, format: Format) {
  const known = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  const hazard = (kind: string) => known(`hazard.${kind}`, say('hazard.other'))
  const danger = (kind: string, state: string) => `${hazard(kind)}: ${known(`found.state.${state}`, state)}`
  const service = (code: string) => known(`service.${code}`, code)

  return {
    hazard,
    /** A kind of work; a firm's own goes by the name it gave. */
    service,
    kind: (finding: Finding) => say(`found.${finding.kind}`),
    value({ kind, value }: Finding): string {
      if (typeof value !== 'string') return format.window(value)
      if (kind === 'service') return service(value)
      if (kind === 'phone') return format.address(value)
      const [what = '', state = ''] = value.split(':')
      return kind === 'hazard' ? danger(what, state) : value
    },
    /** Who found it: the rules for names, … */
    finder({ recogniser }: Finding): string {
      const [name = recogniser] = recogniser.split('@')
      return known(`found.by.${name}`, name)
    },
    reason({ code }: Reason): string {
      const [, kind, state] = /^hazard_(.+)_(present|contained|over)$/.exec(code) ?? []
      if (kind !== undefined && state !== undefined) return danger(kind, state)
      const [, work] = /^service_(.+)$/.exec(code) ?? []
      if (work !== undefined) return service(work)
      return known(`because.${code}`, code.replaceAll('_', ' '))
    },
  }
}

/** Kinds of work that Plumbline knows, in the order they are offered. */
export const knownServices = [
  'drain_cleaning',
  'pipe_repair',
  'faucet_repair',
  'toilet_repair',
  'water_heater',
  'sewer',
  'gas_line',
  'installation',
  'maintenance',
  'leak_detection',
  'ac_repair',
  'heating_repair',
  'ventilation',
  'thermostat',
  'refrigeration',
] as const satisfies readonly (Key extends infer K ? (K extends `service.${infer S}` ? S : never) : never)[]

import { useMemo } from 'react'
import type { Finding, Reason, Urgency } from '../../src/contract/understanding.ts'
import { type Format, useFormat } from '../i18n/format.tsx'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'
import { isPressing, reasonKeys } from './codes.ts'

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
      return kind === 'hazard' ? `${hazard(what)}: ${known(`found.state.${state}`, state)}` : value
    },
    /** Who found it: the rules for names, … */
    finder({ recogniser }: Finding): string {
      const [name = recogniser] = recogniser.split('@')
      return known(`found.by.${name}`, name)
    },
    /** What a reason says; for a judgement whose value is no, where that is the other way round. */
    reason({ code }: Pick<Reason, 'code'>, value?: unknown): string {
      const denied = `because.no_${code}`
      if (value === false && isKey(denied)) return say(denied)
      const keys = reasonKeys(code)
      return keys.every(isKey) ? keys.map((key) => say(key)).join(': ') : code.replaceAll('_', ' ')
    },
  }
}

const CALMING = /_(contained|over)$|^(contained|resolved|harmless)$/

/** The reason that tells best why something is as pressing as it is: one with words, and none that speaks against it. */
export function mainReason<R extends Reason>(urgency: Urgency, reasons: readonly R[]): R | undefined {
  return (
    reasons.find(({ code, text }) => text && !(isPressing(urgency) && CALMING.test(code))) ?? reasons.at(-1)
  )
}

import type { MirrorShown } from '../../src/contract/mirrors.ts'
import { isKey, useSay } from '../i18n/i18n.tsx'

/** What is said of how mirrors are. */
export function useMirrorWords() {
  const say = useSay()
  return {
    stateOf: ({ state, trouble, inStepAt }: MirrorShown) =>
      state === 'paused' ? 'paused' : trouble !== null ? 'trouble' : inStepAt === null ? 'new' : 'in_step',
    kind: (kind: 'customer' | 'ticket') => say(`conflicts.kind.${kind}`),
    /** `too_long:column`. */
    reason: (reason: string) => {
      const [code = '', column = ''] = reason.split(':', 2)
      const key = `mirrors.reason.${code}`
      return isKey(key) ? say(key, { column }) : say('mirrors.reason.other', { reason: code })
    },
    trouble: (code: string) => {
      const key = `mirrors.trouble.${code}`
      return say(isKey(key) ? key : 'mirrors.trouble.failed')
    },
  }
}

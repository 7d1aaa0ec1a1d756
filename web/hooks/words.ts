import type { HookAttempt, HookShown } from '../../src/contract/hooks.ts'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'

/** What codes of calls are called. */
export function useHookWords() {
  const say = useSay()
  return {
    /** What came of a call: `HTTP 500`, or why nothing was answered. */
    outcome: ({ status, trouble }: Pick<HookAttempt, 'status' | 'trouble'>) =>
      status === null ? say(`hooks.trouble.${trouble ?? 'unreachable'}`) : `HTTP ${status}`,
    /** `ticket.changed` → Ticket changed; what a newer server tells of stays as it is. */
    kind: (kind: string) => kindInWords(say, kind),
    state: (hook: HookShown) => say(`hooks.state.${stateOf(hook)}`),
  }
}

/** How a webhook is, in one word of ours. */
function stateOf({ state, offReason, last }: HookShown) {
  if (state === 'paused') return 'paused'
  if (state === 'off') return offReason === 'gone' ? 'gone' : 'off'
  if (last === null) return 'new'
  return last.delivered ? 'works' : 'fails'
}

function kindInWords(say: Say, kind: string): string {
  if (kind === '*') return say('hooks.kinds.everything')
  const [subject = '', verb = ''] = kind.split('.')
  const name = `hooks.subject.${subject}`
  if (!isKey(name)) return kind
  const done = `hooks.verb.${verb}`
  return isKey(done) ? `${say(name)}: ${say(done)}` : say(name)
}

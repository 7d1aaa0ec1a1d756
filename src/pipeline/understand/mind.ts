import type { FirmRules } from '../../contract/understanding.ts'
import type { MessageToUnderstand } from '../../inbox/inbox.ts'
import { type Understanding, understandingVersion } from '../../understanding/understanding.ts'
import { openThread, type Thread, ThreadSilent } from './thread.ts'

/** What makes understandings. */
export type Mind = {
  /** Of its rules and weights; results of another are made anew. */
  version: string
  /** One for each message, in order. */
  understand(input: MindInput): Promise<Understanding[]>
}

export type MindInput = {
  messages: readonly MessageToUnderstand[]
  rules: FirmRules
  /** IANA zone of the firm's wall clock. */
  timeZone: string
}

/** A batch takes a fifth of a second; a hundred times that is no mere load of the machine. */
const BATCH_MS_MAX = 30_000

const NO_RULES: FirmRules = { emergencyKeywords: [], serviceTypePatterns: [] }

/**
 * Understands in a thread of its own. Rules that hold the thread up are left out for that batch, so that no rule of a
 * firm can keep its messages from being understood; `onSlowRules` hears of it.
 */
export function openMind(options: { onSlowRules: () => void }): Mind & AsyncDisposable {
  const thread = openThread()
  return {
    version: understandingVersion,
    understand: async (input) => {
      try {
        return await ask(thread, input)
      } catch (error) {
        if (!(error instanceof ThreadSilent)) throw error
        options.onSlowRules()
        return ask(thread, { ...input, rules: NO_RULES })
      }
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}

function ask(thread: Thread, { messages, rules, timeZone }: MindInput): Promise<Understanding[]> {
  return thread.ask(
    {
      kind: 'understand',
      rules,
      timeZone,
      messages: messages.map(({ words, channel, kind, sentAt, hint }) => ({
        text: words,
        channel: wireOf(channel, kind),
        sentAt,
        hint,
      })),
    },
    { msMax: BATCH_MS_MAX },
  )
}

/** The kind of writing, as understanding was trained on it. */
function wireOf(channel: string, kind: MessageToUnderstand['kind']): string {
  if (kind === 'voicemail') return 'voicemail'
  return channel === 'google-voice' ? 'sms' : channel
}

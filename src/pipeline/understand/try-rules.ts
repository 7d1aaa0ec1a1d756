import type { Id } from '../../base/ids.ts'
import type { FirmRules, RuleTrial } from '../../contract/understanding.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import { findPastMessages, type PastMessage, readPastMessages } from '../../inbox/inbox.ts'
import type { Store } from '../../store/store.ts'
import { morePressing, urgencyOfSeverity } from '../../understanding/understanding.ts'
import { checkRulesIn, withoutPatterns } from './check-rules.ts'
import { type Firing, openThread, ThreadSilent } from './thread.ts'

const LOOKED_MAX = 20_000
const PAGE_MESSAGES = 1_000
const EXAMPLES_MAX = 20
const AROUND_CHARACTERS = 60
const TRIAL_MS_MAX = 8_000

type Found = { message: PastMessage; firings: Firing[] }

/**
 * What these rules would have done to the firm's past messages, newest first, as far as eight seconds and 20,000
 * messages reach. Writes nothing; patterns that cannot be taken are told, and the others tried without them.
 */
export async function tryRules(
  io: { store: Store },
  input: { tenantId: Id; rules: FirmRules; signal: AbortSignal },
): Promise<RuleTrial> {
  await using thread = openThread()
  const issues = await checkRulesIn(thread, input.rules)
  const rules = withoutPatterns(input.rules, new Set(issues.map(({ pattern }) => pattern)))
  const endMs = performance.now() + TRIAL_MS_MAX
  const ids = await io.store.read(input.tenantId, (db) => findPastMessages(db, { limit: LOOKED_MAX }))
  const trial: Trial = { issues, looked: 0, complete: true, fired: 0, raised: 0, rules: blankCounts(rules) }
  const examples: Found[] = []
  for (let at = 0; at < ids.length; at += PAGE_MESSAGES) {
    input.signal.throwIfAborted()
    const messages = await io.store.read(input.tenantId, (db) =>
      readPastMessages(db, ids.slice(at, at + PAGE_MESSAGES)),
    )
    const texts = messages.map(({ words }) => words)
    const msMax = Math.max(1, endMs - performance.now())
    const firings = await thread.ask({ kind: 'fire', texts, rules }, { msMax }).catch((error: unknown) => {
      if (error instanceof ThreadSilent) return undefined
      throw error
    })
    if (firings === undefined) break
    trial.looked += messages.length
    for (const [index, message] of messages.entries())
      count(trial, { message, firings: firings[index] ?? [] }, { rules, examples })
  }
  trial.complete = trial.looked === ids.length && ids.length < LOOKED_MAX
  const parties = await io.store.read(input.tenantId, (db) =>
    customersOfParticipants(db, [...new Set(examples.map(({ message }) => message.participantsId))]),
  )
  return {
    ...trial,
    examples: examples.flatMap(({ message, firings: [firing] }) =>
      firing === undefined
        ? []
        : exampleOf(message, firing, parties.get(message.participantsId)?.title ?? ''),
    ),
  }
}

type Trial = Omit<RuleTrial, 'examples'>

function blankCounts({ emergencyKeywords, serviceTypePatterns }: FirmRules): RuleTrial['rules'] {
  return [
    ...emergencyKeywords.map(({ keyword }) => ({
      kind: 'emergency_keyword' as const,
      name: keyword,
      fired: 0,
    })),
    ...serviceTypePatterns.map(({ serviceType }) => ({
      kind: 'service' as const,
      name: serviceType,
      fired: 0,
    })),
  ]
}

function count(
  trial: Trial,
  found: Found,
  { rules, examples }: { rules: FirmRules; examples: Found[] },
): void {
  if (found.firings.length === 0) return
  trial.fired++
  if (raises(found, rules)) trial.raised++
  for (const firing of found.firings) {
    const rule = trial.rules.find(({ kind, name }) => kind === firing.kind && name === firing.name)
    if (rule !== undefined) rule.fired++
  }
  if (examples.length < EXAMPLES_MAX) examples.push(found)
}

function raises({ message, firings }: Found, { emergencyKeywords }: FirmRules): boolean {
  const { urgency } = message
  return firings.some(({ kind, name }) => {
    const rule = emergencyKeywords.find(({ keyword }) => kind === 'emergency_keyword' && keyword === name)
    return (
      rule !== undefined &&
      urgency !== null &&
      morePressing(urgency, urgencyOfSeverity[rule.severity]) !== urgency
    )
  })
}

function exampleOf(message: PastMessage, firing: Firing, title: string): RuleTrial['examples'] {
  const from = Math.max(0, firing.start - AROUND_CHARACTERS)
  return [
    {
      messageId: message.id,
      conversationId: message.conversationId,
      at: message.at.toISOString(),
      title,
      kind: firing.kind,
      name: firing.name,
      excerpt: message.words.slice(from, firing.end + AROUND_CHARACTERS).toWellFormed(),
      start: firing.start - from,
      end: firing.end - from,
      urgency: message.urgency,
    },
  ]
}

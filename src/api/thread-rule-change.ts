import type { z } from 'zod'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { ThreadRulePreview, threadRuleBody } from '../contract/conversations.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import {
  addDifferences,
  compareRules,
  currentRule,
  participantsToThread,
  type RuleDifference,
  type ThreadRule,
} from '../inbox/inbox.ts'
import { batches } from '../pipeline/pipeline.ts'
import type { Store } from '../store/store.ts'
import type { Services } from './services.ts'

/** The firm's rule as it is, and as it would be. Refuses with `bad_input` a weight that no rule has. */
export async function changedRule(
  { store, clock, settings }: Services,
  tenantId: Id,
  change: z.output<typeof threadRuleBody>,
): Promise<{ before: ThreadRule; after: ThreadRule }> {
  const before = await store.write(tenantId, (tx) =>
    currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours }),
  )
  const unknown = Object.keys(change.weights ?? {}).find((name) => !Object.hasOwn(before.weights, name))
  if (unknown !== undefined) {
    throw new Refusal(
      'bad_input',
      'A weight in the body is not one that messages are weighed by.',
      `Known are: ${Object.keys(before.weights).join(', ')}.`,
    )
  }
  const after: ThreadRule = {
    version: before.version + 1,
    timeoutHours: change.timeoutHours ?? before.timeoutHours,
    threshold: change.threshold ?? before.threshold,
    weights: { ...before.weights, ...change.weights },
  }
  return { before, after }
}

/** What `after` would do differently from `before`, over all messages of the firm. Writes nothing. */
export async function previewRule(
  store: Pick<Store, 'read'>,
  input: { tenantId: Id; before: ThreadRule; after: ThreadRule; signal: AbortSignal },
): Promise<ThreadRulePreview> {
  const { tenantId, before, after } = input
  // No message has been decided by a version that does not exist yet, so this is everybody.
  const everybody = await store.read(tenantId, (db) => participantsToThread(db, after.version))
  let difference: RuleDifference = {
    conversationsBefore: 0,
    conversationsAfter: 0,
    messagesMoved: 0,
    examples: [],
  }
  for (const participantsIds of batches(everybody)) {
    input.signal.throwIfAborted()
    const more = await store.read(tenantId, (db) => compareRules(db, { participantsIds, before, after }))
    difference = addDifferences(difference, more)
  }
  const parties = await store.read(tenantId, (db) =>
    customersOfParticipants(
      db,
      difference.examples.map(({ participantsId }) => participantsId),
    ),
  )
  return {
    before,
    after,
    conversationsBefore: difference.conversationsBefore,
    conversationsAfter: difference.conversationsAfter,
    messagesMoved: difference.messagesMoved,
    examples: difference.examples.map(({ messageId, participantsId, atMs, from, to }) => ({
      messageId,
      at: new Date(atMs).toISOString(),
      title: parties.get(participantsId)?.title ?? '',
      from,
      to,
    })),
  }
}

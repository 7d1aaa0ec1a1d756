import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { compareThreads, readRule, type ThreadDifference } from '../../inbox/inbox.ts'
import type { Db } from '../../store/store.ts'
import { type Check, type Found, type Look, type LookIo, type Part, within } from '../check.ts'

/** So many messages are read and walked through at once: some 30 ms on the embedded database. */
const MESSAGES_AT_ONCE = 300

/**
 * Threading all messages again gives the same conversations, decisions and standings: what is waited for, who owes a word,
 * dangers, urgency.
 */
export const threadsWalked: Check = {
  name: 'threads-walked',
  summary:
    'Threading and judging messages again gives the same conversations, statuses, dangers and urgencies.',
  pace: 'derived',
  walk: { table: 'participants', key: 'id', type: 'uuid' },
  rowsMin: 500, // people, of some dozens of messages each
  slice: 50,
  look: async (io, part) => {
    const sets = await io.read((db) => readSets(db, part))
    const done: Look = { found: [], waiting: 0, looked: 0 }
    for (const batch of batchesOf(sets)) await lookAt(io, batch, done)
    if (!('these' in part)) return done
    return { ...done, found: done.found.filter(({ subject }) => part.these.includes(subject.id)) }
  },
}

type SetOfMessages = { id: Id; messages: number }

/** Participants by their own ids; looked at again, by those of conversations and messages that were found. */
async function readSets(db: Db, part: Part): Promise<SetOfMessages[]> {
  const where =
    'these' in part
      ? sql`m.participants_id in (
          select m.participants_id from message m where m.id = any(${[...part.these]}::uuid[])
          union select m.participants_id from conversation c join message m on m.tenant_id = c.tenant_id and m.id = c.anchor_message_id
            where c.id = any(${[...part.these]}::uuid[]))`
      : within(part, sql`m.participants_id`)
  const { rows } = await sql<SetOfMessages>`
    select m.participants_id as id, count(*)::int as messages from message m where ${where} and m.kind <> 'step'
    group by m.participants_id order by m.participants_id`.execute(db)
  return rows
}

function* batchesOf(sets: readonly SetOfMessages[]): Generator<SetOfMessages[]> {
  let batch: SetOfMessages[] = []
  let messages = 0
  for (const one of sets) {
    if (batch.length > 0 && messages + one.messages > MESSAGES_AT_ONCE) {
      yield batch
      batch = []
      messages = 0
    }
    batch.push(one)
    messages += one.messages
  }
  if (batch.length > 0) yield batch
}

/** Where some of a batch is not threaded yet, the rest of it is looked at one by one. */
async function lookAt(io: LookIo, batch: readonly SetOfMessages[], done: Look): Promise<void> {
  const differences = await io.read(async (db) => {
    const rule = await readRule(db)
    if (rule === undefined) return null
    return compareThreads(db, { clock: io.clock, rule, participantsIds: batch.map(({ id }) => id) })
  })
  if (differences !== null) {
    done.found.push(...differences.map(foundOf))
    done.looked += batch.reduce((sum, { messages }) => sum + messages, 0)
  } else if (batch.length > 1) for (const one of batch) await lookAt(io, [one], done)
  else done.waiting += batch[0]?.messages ?? 0
}

function foundOf({ of, id, fields }: ThreadDifference): Found {
  const details: Found['details'] = {}
  for (const [name, [kept, derived]] of Object.entries(fields)) {
    details[name] = kept
    details[`${name}Due`] = derived
  }
  return {
    kind: of === 'conversation' ? 'conversation_differs' : 'decision_differs',
    subject: { kind: of, id },
    details,
  }
}

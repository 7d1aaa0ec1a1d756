import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { isUtterlyDifferent } from './match/likeness.ts'
import { mergeCustomers } from './merge.ts'
import { reassignContactPoint } from './move.ts'
import { lockLinks } from './point.ts'

/** What an answer did: at most one of the two, by which it can be undone. */
export type Answered = { mergeId: Id | null; moveId: Id | null }

/**
 * Settles a doubtful match. `same` merges the address's customer into the one in question; `different` leaves them
 * apart for good. Asked whether a renamed address is still the same customer's, `different` gives it a customer of its
 * own under the new name and leaves the old name to the old one. The same answer again changes nothing; another one
 * is refused while what the first did stands.
 */
export async function answerQuestion(
  tx: Tx,
  input: { clock: Clock; questionId: Id; answer: 'same' | 'different'; by: string },
): Promise<Answered> {
  const { clock, questionId, answer, by } = input
  await lockLinks(tx)
  const question = await readQuestion(tx, questionId)
  if (question.answer === answer) return readOutcome(tx, questionId)
  if (question.answer !== null) {
    const { mergeId, moveId } = await readOutcome(tx, questionId)
    if (mergeId !== null || moveId !== null)
      throw new Refusal(
        'question_answered',
        'Somebody answered this question otherwise.',
        `Undo ${mergeId === null ? `move ${moveId}` : `merge ${mergeId}`} first, then answer again.`,
        { status: 409 },
      )
  }
  await sql`
    update match_question set answer = ${answer}, answered_at = ${clock.now()}, answered_by = ${by}
    where id = ${questionId}`.execute(tx)
  const { customerId, ownCustomerId, contactPointId } = question
  if (answer === 'same' && ownCustomerId !== null && ownCustomerId !== customerId) {
    const { mergeId } = await mergeCustomers(tx, {
      clock,
      keptId: customerId,
      absorbedId: ownCustomerId,
      by,
      questionId,
    })
    return { mergeId, moveId: null }
  }
  if (answer === 'different' && question.method === 'renamed' && ownCustomerId === customerId) {
    const keptName = await nameLeftBehind(tx, contactPointId, customerId)
    const { moveId } = await reassignContactPoint(tx, {
      clock,
      contactPointId,
      customerId: null,
      by,
      questionId,
      keptName,
    })
    return { mergeId: null, moveId }
  }
  return { mergeId: null, moveId: null }
}

async function readQuestion(tx: Tx, questionId: Id) {
  const question = await tx
    .selectFrom('matchQuestion')
    .innerJoin('contactPoint', 'contactPoint.id', 'matchQuestion.contactPointId')
    .select([
      'matchQuestion.contactPointId',
      'matchQuestion.customerId',
      'matchQuestion.method',
      'matchQuestion.answer',
      'contactPoint.customerId as ownCustomerId',
    ])
    .where('matchQuestion.id', '=', questionId)
    .executeTakeFirst()
  if (question === undefined)
    throw new Refusal('question_not_found', 'There is no such question.', 'Look at the list of questions.', {
      status: 404,
    })
  return question
}

async function readOutcome(tx: Tx, questionId: Id): Promise<Answered> {
  const { rows } = await sql<Answered>`
    select (select id from customer_merge where question_id = ${questionId} and undone_at is null limit 1) as merge_id,
      (select id from contact_point_move where question_id = ${questionId} and undone_at is null limit 1) as move_id`.execute(
    tx,
  )
  return rows[0] ?? { mergeId: null, moveId: null }
}

/** What the customer was called before its address took another name; null when another address of it has a name. */
async function nameLeftBehind(tx: Tx, contactPointId: Id, customerId: Id): Promise<string | null> {
  const { rows } = await sql<{ name: string; isOwn: boolean }>`
    select n.name, n.contact_point_id = ${contactPointId} as is_own
    from contact_point p join contact_name n on n.tenant_id = p.tenant_id and n.contact_point_id = p.id
    where p.customer_id = ${customerId}
    order by n.last_at desc, n.noted_at desc, n.name collate "C"`.execute(tx)
  if (rows.some(({ isOwn }) => !isOwn)) return null
  const [newest, ...older] = rows
  return older.find(({ name }) => newest !== undefined && isUtterlyDifferent(name, newest.name))?.name ?? null
}

import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { evidence } from './evidence.ts'

/** That somebody else's mail was answered says much, and a mail can be passed on. */
const CONFIDENCE = 0.8

/**
 * Asks whether who answered a mail of the firm's is the customer it was sent to. `answers`: an e-mail address, normalized, and the
 * participants of the conversation that the mail belongs to, one customer's; of groups nothing is asked. Asked once, whatever the answer.
 */
export async function askOfAnswers(
  tx: Tx,
  { clock, answers }: { clock: Clock; answers: readonly { address: string; participantsId: Id }[] },
): Promise<void> {
  const { rows } = await sql<{ pointId: Id; value: string; customerId: Id; other: string }>`
    select distinct on (p.id, theirs.customer_id) p.id as point_id, p.value, theirs.customer_id, theirs.value as other
    from unnest(${answers.map(({ address }) => address)}::text[], ${answers.map(({ participantsId }) => participantsId)}::uuid[])
      as a (address, participants_id)
    join contact_point p on p.kind = 'email' and p.value = a.address
    join participants s on s.id = a.participants_id and s.kind = 'one'
    join participant m on m.tenant_id = s.tenant_id and m.participants_id = s.id
    join contact_point theirs on theirs.tenant_id = m.tenant_id and theirs.id = m.contact_point_id
    where theirs.customer_id is not null and theirs.customer_id <> p.customer_id
    order by p.id, theirs.customer_id, theirs.value`.execute(tx)
  await ask(tx, {
    clock,
    doubts: rows.map(({ pointId, value, customerId, other }) => ({
      pointId,
      customerId,
      method: 'answered' as const,
      confidence: CONFIDENCE,
      evidence: [evidence('history', 'answered_ours', { value, other })],
    })),
  })
}

import type { Clock } from '../base/clock.ts'
import { currentRule, settleSent } from '../inbox/inbox.ts'
import type { Tx } from '../store/store.ts'

/** Makes the conversations of mails that were sent say what became of them: whoever wrote one that came back waits on. */
export async function settleMails(
  tx: Tx,
  { clock, timeoutHours, wireIds }: { clock: Clock; timeoutHours: number; wireIds: readonly string[] },
): Promise<void> {
  const rule = await currentRule(tx, { clock, timeoutHours })
  await settleSent(tx, { clock, rule, wireIds })
}

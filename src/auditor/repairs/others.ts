import { forgetOrphansOfCustomers } from '../../customers/customers.ts'
import { forgetUnderstandings } from '../../findings/findings.ts'
import { forgetOrphansOfMessages } from '../../inbox/inbox.ts'
import {
  endDoubled,
  forgetFutureLooks,
  queueAbandoned,
  recountMessages,
  recountRuns,
} from '../../intake/intake.ts'
import { forgetMessages } from '../../models/models.ts'
import { deleteSecret } from '../../secrets/secrets.ts'
import { holdTable } from '../../store/store.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Tells other parts of the program; some of them take a moment. */
const PATIENCE_MS = 5_000

export const forceRowLevelSecurityRepair: Repairer = {
  way: 'outside',
  apply: async ({ pool }, found) => {
    for (const table of idsOf(found)) await holdTable(pool, table)
  },
}

/** Removes rows that were made of something that is not there. */
export const removeOrphanRepair: Repairer = {
  way: 'inside',
  apply: async (tx, _, found) => {
    await forgetOrphansOfMessages(
      tx,
      ['thread_entry', 'attachment', 'attachment_file'].flatMap((table) => idsOf(found, table)),
    )
    await forgetUnderstandings(tx, idsOf(found, 'understanding'))
    await forgetOrphansOfCustomers(
      tx,
      ['participant', 'contact_name', 'customer_name_token'].flatMap((table) => idsOf(found, table)),
    )
  },
}

export const countAgainRepair: Repairer = {
  way: 'inside',
  apply: async (tx, _, found) => {
    if (idsOf(found, 'source').length > 0) await recountMessages(tx)
    await recountRuns(tx, idsOf(found, 'run'))
  },
}

export const queueAgainRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock }, found) => {
    const of = (kind: string) => idsOf(found.filter((one) => one.kind === kind))
    await queueAbandoned(tx, { clock, runIds: of('run_abandoned') })
    await endDoubled(tx, { clock, runIds: of('runs_doubled') })
  },
}

export const forgetSecretRepair: Repairer = {
  way: 'inside',
  apply: async (tx, _, found) => {
    for (const id of idsOf(found)) await deleteSecret(tx, { id })
  },
}

export const forgetLogRepair: Repairer = {
  way: 'inside',
  apply: (tx, _, found) =>
    forgetMessages(
      tx,
      found.flatMap(({ details }) => (typeof details.messageId === 'string' ? [details.messageId] : [])),
    ),
}

export const sendNowRepair: Repairer = {
  way: 'outside',
  patienceMs: PATIENCE_MS,
  apply: async ({ wake }) => wake.replies(),
}

export const judgeNowRepair: Repairer = {
  way: 'outside',
  patienceMs: PATIENCE_MS,
  apply: ({ wake }) => wake.judge(),
}

export const askAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }, found) => forgetFutureLooks(tx, { clock, sourceIds: idsOf(found) }),
}

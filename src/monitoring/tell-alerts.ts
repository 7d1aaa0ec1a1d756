import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { AlertType, Dashboard } from '../contract/monitoring.ts'
import type { Role } from '../contract/permissions.ts'
import type { SendLetter } from '../mail/mail.ts'
import type { Db, Store } from '../store/store.ts'

/** Whom a firm's alerts may be told. */
export type Reader = { email: string; emailVerified: boolean; role: Role }

export type TellIo = {
  store: Store
  clock: Clock
  /** undefined where no mail server is set. */
  mail: SendLetter | undefined
  /** Who works for a firm. */
  people: (firmId: Id) => Promise<Reader[]>
  /** Where the firm's page of alerts is. */
  url: string
}

/** Letters of alerts that a firm gets within a day; what comes after them is on the screen. */
export const ALERT_LETTERS_PER_DAY_MAX = 5
const DAY_MS = 24 * 60 * 60_000
const LEADERS: readonly Role[] = ['owner', 'manager']

/** Owners and managers; only whose address was proved is mailed, for a mistyped one is somebody else's mailbox. */
export async function leadersOf(
  io: Pick<TellIo, 'people' | 'mail'>,
  tenantId: Id,
): Promise<Dashboard['mail'] & { to: string[] }> {
  const leaders = (await io.people(tenantId)).filter(({ role }) => LEADERS.includes(role))
  const to = leaders.filter(({ emailVerified }) => emailVerified).map(({ email }) => email)
  return { set: io.mail !== undefined, recipients: to.length, unproved: leaders.length - to.length, to }
}

/**
 * Mails owners and managers of grave alerts they were not told of, once each. One is marked as told before its letters
 * go, so that two processes send none twice; when the mail server took none of them, it is tried again at the next call.
 */
export async function tellAlerts(io: TellIo, tenantId: Id): Promise<void> {
  const { store, clock, mail } = io
  if (mail === undefined) return
  if ((await store.read(tenantId, (db) => untold(db).execute())).length === 0) return
  const { to } = await leadersOf(io, tenantId)
  if (to.length === 0) return
  const now = clock.now()
  const { told, firm } = await store.write(tenantId, async (tx) => {
    const firm = await tx.selectFrom('tenant').select(['name', 'region']).executeTakeFirstOrThrow()
    const { sent } = await tx
      .selectFrom('alert')
      .select(({ fn }) => fn.countAll<string>().as('sent'))
      .where('mailedAt', '>', new Date(now.getTime() - DAY_MS))
      .executeTakeFirstOrThrow()
    const left = ALERT_LETTERS_PER_DAY_MAX - Number(sent)
    const due = await untold(tx).limit(Math.max(0, left)).forUpdate().skipLocked().execute()
    for (const { id } of due)
      await tx.updateTable('alert').set({ mailedAt: now }).where('id', '=', id).execute()
    return { told: due, firm }
  })
  for (const { id, type } of told) {
    const letter = { kind: 'alert', firmName: firm.name, alertType: type as AlertType } as const
    const taken = await Promise.all(
      to.map((email) => mail({ ...letter, to: email, region: firm.region, url: io.url })),
    )
    if (!taken.includes(true))
      await store.write(tenantId, (tx) =>
        tx.updateTable('alert').set({ mailedAt: null }).where('id', '=', id).execute(),
      )
  }
}

/** Grave alerts of which nobody was told and which nobody has seen to, oldest first. */
function untold(db: Db) {
  return db
    .selectFrom('alert')
    .select(['id', 'type'])
    .where('endedAt', 'is', null)
    .where('resolvedAt', 'is', null)
    .where('mailedAt', 'is', null)
    .where('severity', 'in', ['high', 'critical'])
    .orderBy('beganAt')
    .orderBy('id')
}

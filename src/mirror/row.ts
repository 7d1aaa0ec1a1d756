import type { Id } from '../base/ids.ts'
import type { Arrived } from './agree.ts'
import type { Ends } from './in-step.ts'
import { dueTicketsOf, type Link, readLink, writeLink } from './link.ts'
import type { Mirror } from './manage.ts'
import { columnsOf, rowOfFields, tableOf } from './mapping.ts'
import type { RowIo, Seen, Sending } from './seen.ts'
import { takeIn } from './take-in.ts'

export type { RowIo } from './seen.ts'

/** The steps by which one row of a mirror is brought into step. `found` hears of conflicts. */
export function endsOf(
  io: RowIo,
  { mirror, linkId, found }: { mirror: Mirror; linkId: Id; found: (conflicts: number) => void },
): Ends<Seen | null, Sending> {
  const { store, clock, theirs } = io
  const { tenantId } = mirror
  /** By mark, keys and columns that a settled write left behind. */
  const arrivedAs = new WeakMap<Sending, { key: string; mark: string | null }>()
  return {
    look: async () => {
      const link = await store.read(tenantId, (db) => readLink(db, linkId))
      if (link === undefined) return null
      const { kind, remoteKey, localId, sendId, sending } = link
      const wasSent = sending !== null && sendId !== null
      if (mirror.notes && remoteKey !== null && wasSent) {
        const { row, hasArrived } = await theirs.readAfter(kind, remoteKey, sendId)
        return { link, row, arrived: hasArrived ? 'arrived' : 'not_arrived' }
      }
      const row =
        remoteKey !== null
          ? await theirs.read(kind, remoteKey)
          : localId === null
            ? null
            : await theirs.find(kind, localId, mirror.notes)
      const arrived = (): Arrived => {
        if (!wasSent) return 'not_arrived'
        if (remoteKey === null && row !== null) return 'arrived' // it was to be made
        return row?.mark !== null && row?.mark === link.mark ? 'not_arrived' : 'unknown'
      }
      return { link, row, arrived: arrived() }
    },
    takeIn: (seen) =>
      seen === null
        ? Promise.resolve(null)
        : store.write(tenantId, (tx) => takeIn(tx, io, { mirror, seen, found }), `mirror:${mirror.id}`),
    send: async (sending) => {
      const { link, fields, row, isGone, sendId } = sending
      const table = tableOf(mirror.mapping, link.kind)
      if (table === undefined) return 'changed'
      const write = { values: rowOfFields(table, fields), by: mirror.id, sendId, notes: mirror.notes }
      if (isGone && row !== null) await theirs.remove(link.kind, row.key, mirror.id)
      else if (row === null) {
        const told = await store.read(tenantId, (db) => toldOnce(db, link))
        const mapped = columnsOf(table).map(([field]) => field)
        const once = Object.fromEntries(Object.entries(told).filter(([field]) => mapped.includes(field)))
        const values = { ...write.values, ...once }
        const made = await theirs.insert(link.kind, { ...write, values, ourId: link.localId ?? '' })
        if (made === null) return 'changed'
        arrivedAs.set(sending, made)
      } else {
        const expects = Object.fromEntries(
          Object.keys(write.values).map((field) => [field, row.row[field] ?? null]),
        )
        // Where nothing is noted, who writes another column meanwhile would be passed over: the mark would be that of our own write.
        const mark = mirror.notes ? null : row.mark
        const done = await theirs.update(link.kind, { ...write, key: row.key, expects, mark })
        if (done === null) return 'changed'
        arrivedAs.set(sending, { key: row.key, mark: done.mark })
      }
      return 'sent'
    },
    settle: (sending) =>
      store.write(tenantId, async (tx) => {
        const { link, fields, isGone } = sending
        const as = arrivedAs.get(sending)
        const done = { sending: null, sendId: null, tries: 0, reason: null, now: clock.now() }
        if (isGone)
          await writeLink(tx, link, { ...done, state: 'gone', reason: 'here', agreed: null, mark: null })
        else {
          const agreed = { ...link.agreed, ...fields }
          const isOurs = await writeLink(tx, link, {
            ...{
              ...done,
              agreed,
              state: 'agreed',
              mark: as?.mark ?? null,
              remoteKey: as?.key ?? link.remoteKey,
            },
          })
          if (isOurs && link.remoteKey === null && link.kind === 'customer' && link.localId !== null)
            await dueTicketsOf(tx, { mirrorId: mirror.id, customerId: link.localId })
        }
      }),
    drop: (sending) =>
      store.write(tenantId, async (tx) => {
        await writeLink(tx, sending.link, { sending: null, sendId: null, now: clock.now() })
      }),
  }
}

/** What a row is made with, and never read again. */
async function toldOnce(
  db: Parameters<typeof readLink>[0],
  { kind, localId }: Link,
): Promise<Record<string, string>> {
  if (kind !== 'ticket' || localId === null) return {}
  const row = await db
    .selectFrom('ticket')
    .select(['number', 'openedAt'])
    .where('id', '=', localId)
    .executeTakeFirst()
  return row === undefined ? {} : { number: String(row.number), openedAt: row.openedAt.toISOString() }
}

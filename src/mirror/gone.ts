import { type Id, newId } from '../base/ids.ts'
import { type Fields, noteConflicts, same, writeFields } from '../conflicts/conflicts.ts'
import { EXISTENCE } from '../contract/conflicts.ts'
import { isDone, type TicketStatus } from '../contract/tickets.ts'
import { type Link, writeLink } from './link.ts'
import { because, fieldsForMirror, tableOf } from './mapping.ts'
import { auditActor, customerKeyOf, heldFields, type Sending, type Writing } from './seen.ts'
import type { TheirRow } from './theirs.ts'

/** It is not there: it was taken away there, or is to be made there. */
export async function takenAway(
  writing: Writing,
  { link, now }: { link: Link; now: Date },
): Promise<Sending | null> {
  const { io, tx, mirror, by, kind } = writing
  const table = tableOf(mirror.mapping, kind)
  const first = link.localId === null ? undefined : await heldFields(tx, kind, link.localId)
  if (table === undefined || link.localId === null || first === undefined) {
    await tx.deleteFrom('mirrorLink').where('id', '=', link.id).execute()
    return null
  }
  const customerKey = await customerKeyOf(tx, { mirror, kind, localId: link.localId })
  const known = link.sending === null ? link.agreed : { ...link.agreed, ...link.sending }
  const ours = fieldsForMirror(table, { ours: first, agreed: known, customerKey })
  const isChanged = Object.entries(ours).some(([field, value]) => !same(value, known?.[field]))
  const wasThere = link.remoteKey !== null && !(link.state === 'gone' && link.reason === 'here')
  const isOver = link.state === 'gone' && link.reason === 'there'
  if (isOver || (wasThere && !isChanged) || !table.makes || isNobody(ours)) {
    const status = first.status as TicketStatus | undefined
    if (wasThere && !isOver && status !== undefined && !isDone(status))
      await writeFields(tx, {
        ...by,
        kind,
        id: link.localId,
        change: { status: 'cancelled' },
        note: { code: because.gone },
      })
    const state = wasThere || isOver ? { state: 'gone' as const, reason: 'there' } : {}
    await writeLink(tx, link, {
      ...state,
      agreed: null,
      sending: null,
      sendId: null,
      mark: null,
      due: false,
      now,
    })
    if (wasThere && !isOver)
      await io.audit.record(tx, mirror.tenantId, {
        actor: auditActor(mirror),
        action: `${kind}.mirrored`,
        subject: { kind, id: link.localId },
        details: { mirror: mirror.id, gone: true },
      })
    return null
  }
  if (wasThere) {
    // They took away what we have changed: it is made there again, and said.
    await noteExistence(writing, link.localId, 'there')
  }
  const sendId = newId(by.clock)
  const next = {
    remoteKey: null,
    agreed: null,
    sending: ours,
    sendId,
    mark: null,
    state: 'agreed',
    due: false,
    now,
  } as const
  await writeLink(tx, link, next)
  return {
    link: { ...link, ...next, revision: link.revision + 1 },
    fields: ours,
    sendId,
    row: null,
    isGone: false,
  }
}

/** It does not stand for itself here any more: merged into another. */
export async function goneHere(
  writing: Writing,
  { link, row, now }: { link: Link; row: TheirRow; now: Date },
): Promise<Sending | null> {
  const { mirror, tx, by, kind } = writing
  const table = tableOf(mirror.mapping, kind)
  if (table?.deletes !== true || link.localId === null) {
    await writeLink(tx, link, { state: 'gone', reason: 'here', sending: null, sendId: null, due: false, now })
    return null
  }
  if (link.mark !== null && row.mark !== link.mark && link.sending === null && link.agreed !== null) {
    await noteExistence(writing, link.localId, 'gone')
  }
  const sendId = newId(by.clock)
  const next = { sending: {}, sendId, due: false, now } as const
  await writeLink(tx, link, next)
  return { link: { ...link, ...next, revision: link.revision + 1 }, fields: {}, sendId, row, isGone: true }
}

/** Lists that one side took away what the other has changed; what we say holds. */
async function noteExistence(
  { tx, mirror, by, kind, found }: Writing,
  localId: Id,
  first: 'there' | 'gone',
): Promise<void> {
  await noteConflicts(tx, {
    ...{ kind, id: localId, clock: by.clock, secondBy: mirror.label, mirrorId: mirror.id },
    contradictions: [
      {
        ...{ field: EXISTENCE, strategy: 'both', reason: 'deleted', lost: 'second', waits: false },
        ...{ base: 'there', first, second: first === 'there' ? 'gone' : 'there', kept: first },
      },
    ],
  })
  found(1)
}

/** Of whom nothing is known that has a place there. */
function isNobody({ name, phone, email, title }: Fields): boolean {
  return title === undefined && [name, phone, email].every((value) => value == null || value.length === 0)
}

import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import type { Permission, Role } from './permissions.ts'

/** Who is told of a kind: somebody it is about, or all of some roles; and what they must be allowed to read for it. */
type Row = { needs: Permission; tells: 'one' | readonly Role[] }

const office = ['owner', 'manager', 'dispatcher'] as const
/** Whoever may be on the way to customers; not who only looks on. */
const onDuty = [...office, 'technician'] as const
const leaders = ['owner', 'manager'] as const

/**
 * What people are told of. `one`: the person whose ticket or reply it is. Roles: all of them; of a ticket that is somebody's,
 * that person alone.
 */
const table = {
  danger: { needs: 'conversations.read', tells: onDuty },
  ticket_given: { needs: 'tickets.read', tells: 'one' },
  ticket_changed: { needs: 'tickets.read', tells: 'one' },
  ticket_called_off: { needs: 'tickets.read', tells: office },
  ticket_reopened: { needs: 'tickets.read', tells: office },
  ticket_late: { needs: 'tickets.read', tells: office },
  reply_failed: { needs: 'conversations.read', tells: 'one' },
  reply_came_back: { needs: 'conversations.read', tells: 'one' },
  conflict: { needs: 'conflicts.write', tells: office },
  mirror: { needs: 'sources.read', tells: leaders },
} as const satisfies Record<string, Row>

export type NoticeKind = keyof typeof table
export const notices: Readonly<Record<NoticeKind, Row>> = table
export const noticeKinds = Object.keys(table) as [NoticeKind, ...NoticeKind[]]
const kindShape = z.enum(noticeKinds)

/** Kinds that somebody with these permissions may be told of. */
export function noticeKindsFor(permissions: ReadonlySet<Permission>): NoticeKind[] {
  return noticeKinds.filter((kind) => permissions.has(notices[kind].needs))
}

export const noticeStates = ['unread', 'read', 'over'] as const

/** Something that a person is told. */
export const noticeShape = z.object({
  id: idShape,
  kind: kindShape,
  state: z.enum(noticeStates).describe('over: it ended by itself, as a danger that is no more'),
  conversationId: idShape.nullable(),
  ticket: z.object({ id: idShape, number: z.number().int(), title: z.string().nullable() }).nullable(),
  who: z.string().nullable().describe('Name of the customer, or of the mirror'),
  by: z
    .object({
      kind: z.string().describe('person, key, mirror, database, operator or system'),
      name: z.string().nullable(),
    })
    .nullable()
    .describe('Who did it; null when nobody did'),
  about: z
    .record(z.string(), z.union([z.string(), z.number(), z.null()]))
    .describe('Codes: hazard; from and to of a status; clock (respond, solve); trouble; of and field'),
  at: instantShape,
})
export type Notice = z.infer<typeof noticeShape>
export const noticePage = pageOf(noticeShape)
export const noticeQuery = pageQueryShape.extend({ state: z.enum(['unread', 'all']).default('all') })

export const noticeCountShape = z.object({ unread: z.number().int() })
/** All that were there then; what came since stays unread. */
export const readNoticesBody = z.object({ until: instantShape })

export const noticeChoicesShape = z.object({
  choices: z
    .array(z.object({ kind: kindShape, wanted: z.boolean() }))
    .describe('Each kind that one may be told of'),
})
export type NoticeChoices = z.infer<typeof noticeChoicesShape>
export const setNoticeChoicesBody = noticeChoicesShape

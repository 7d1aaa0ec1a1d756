import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import { eventSubjects } from './events.ts'

/** What another system can hear of; not of hooks themselves, or it would hear of its own calls, nor of how the firm is set. */
export const hookSubjects: readonly string[] = Object.keys(eventSubjects).filter(
  (subject) => subject !== 'hook' && subject !== 'firm',
)
/** What can be done to them. */
export const hookVerbs = ['added', 'changed', 'removed'] as const

/** Whether it names events: `ticket.changed`, `ticket.*`, or `*`. */
export function isHookKind(kind: string): boolean {
  const [subject = '', verb = '', ...more] = kind.split('.')
  if (kind === '*') return true
  return (
    more.length === 0 && hookSubjects.includes(subject) && ['*', ...hookVerbs].some((known) => known === verb)
  )
}

/** How often an event is tried before it is given up, over three days. */
export const HOOK_TRIES_MAX = 12

const nameShape = z.string().trim().min(1).max(80)
const urlShape = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .describe('https://…; http:// only within the own network, where SOURCE_HOSTS lets that be asked')
const kindsShape = z
  .array(z.string().max(60).refine(isHookKind, 'It is none of ticket.changed, ticket.* and *'))
  .min(1)
  .max(40)
  .describe('Of what it hears: ticket.changed, ticket.* or *')

export const hookBody = z.object({ name: nameShape, url: urlShape, kinds: kindsShape })
export const hookChangeBody = z.object({
  name: nameShape.optional(),
  url: urlShape.optional(),
  kinds: kindsShape.optional(),
  state: z
    .enum(['on', 'paused'])
    .optional()
    .describe('paused: what happens meanwhile waits. on also ends that it was switched off'),
})

export const hookStates = ['on', 'paused', 'off'] as const
export const deliveryStates = ['waiting', 'delivered', 'dead'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Why a call was not answered at all. */
export const hookTroubles = [
  'unreachable',
  'timeout',
  'certificate',
  'host_refused',
  'unreadable',
  'unsigned',
] as const
export type HookTrouble = (typeof hookTroubles)[number]

/** One call and what came of it; it got through with a status from 200 to 299. */
export const hookAttemptShape = z.object({
  at: instantShape,
  ms: z.number().int().describe('Until the answer, or until it was given up'),
  status: z.number().int().nullable().describe('HTTP; null where nothing was answered'),
  trouble: z.enum(hookTroubles).nullable().describe('Why nothing was answered'),
  answer: z.string().nullable().describe('The first part of what was answered, as text'),
})
export type HookAttempt = z.infer<typeof hookAttemptShape>

const previousEndsAtShape = instantShape
  .nullable()
  .describe('Until when calls are signed with the secret before it as well; null when they are not')

export const hookShape = z.object({
  id: idShape,
  name: z.string(),
  url: z.string(),
  kinds: z.array(z.string()),
  state: z.enum(hookStates),
  offReason: z
    .enum(['failing', 'gone'])
    .nullable()
    .describe('Why it was switched off: nothing got through in three days, or it answered 410'),
  failingSince: instantShape.nullable().describe('Since when nothing got through'),
  waiting: z.number().int().describe('Deliveries that are to be tried'),
  dead: z.number().int().describe('Deliveries that were given up'),
  last: z
    .object({
      at: instantShape,
      delivered: z.boolean(),
      status: z.number().int().nullable(),
      trouble: z.enum(hookTroubles).nullable(),
    })
    .nullable()
    .describe('The last call'),
  secretMadeAt: instantShape.nullable(),
  previousEndsAt: previousEndsAtShape,
  madeBy: z.string(),
  madeAt: instantShape,
})
export type HookShown = z.infer<typeof hookShape>
export const hookListShape = z.object({ items: z.array(hookShape) })

const secretShape = z.string().describe('whsec_…; signs the calls, shown once')
export const madeHookShape = z.object({ hook: hookShape, secret: secretShape })
/** How a secret is replaced. */
export const hookSecretBody = z.object({
  endPrevious: z
    .boolean()
    .default(false)
    .describe('Ends the one before at once, as when it has leaked; else both sign for 24 hours'),
})
export const hookSecretShape = z.object({ secret: secretShape, previousEndsAt: previousEndsAtShape })

export const deliveryShape = z.object({
  id: idShape.describe('webhook-id: the same at every try'),
  hookId: idShape,
  kind: z.string(),
  state: z.enum(deliveryStates),
  tries: z.number().int().describe('Since it began, or was begun again'),
  nextTryAt: instantShape.nullable(),
  madeAt: instantShape,
  endedAt: instantShape.nullable(),
  last: hookAttemptShape.nullable().describe('The last try'),
})
export type Delivery = z.infer<typeof deliveryShape>
export const deliveryPage = pageOf(deliveryShape)
export const deliveryQuery = pageQueryShape.extend({ state: z.enum(deliveryStates).optional() })

/** What is sent: Standard Webhooks 1.0.0. */
export const toldShape = z.object({
  type: z.string().describe('The kind of event: ticket.changed'),
  timestamp: instantShape.describe('When it happened'),
  data: z.object({
    cursor: z.string().describe('Place in the log: TRANSACTION-ID, two whole numbers that tell the order'),
    ids: z.array(idShape).describe('Of what changed, up to 500'),
    actor: z.string().describe('person:ID, key:ID, operator, system, database, …'),
    changes: z
      .record(idShape, z.record(z.string(), z.array(z.unknown())))
      .nullable()
      .describe(
        'By id, columns that changed: [before, after]; [] where what is in them is not told. null for what was added or removed, and where it would be too long',
      ),
  }),
})
export type Told = z.infer<typeof toldShape>

export const deliveryDetailShape = deliveryShape.extend({
  attempts: z.array(hookAttemptShape).describe('Oldest first; the last 24'),
  body: toldShape,
})
export type DeliveryDetail = z.infer<typeof deliveryDetailShape>

export const replayDeadBody = z.object({
  from: instantShape.optional().describe('Only what happened since then; else all'),
})
export const replayedShape = z.object({ count: z.number().int() })

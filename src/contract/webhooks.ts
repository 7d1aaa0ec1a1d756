import { z } from 'zod'
import { idShape, instantShape, pageOf } from './common.ts'
import { conversationPotentialShape } from './tickets.ts'

/** What other systems may tell of. */
export const webhookSources = ['conversation-complete'] as const
export const webhookSourceShape = z.enum(webhookSources)
export type WebhookSource = (typeof webhookSources)[number]

const urlShape = z.string().describe('Where it calls')
const previousEndsAtShape = instantShape
  .nullable()
  .describe('Until when calls signed with a secret before this one are taken as well; null when none are')

/** What another system may tell of, and since when it can, without the secret that it signs with. */
export const webhookShape = z.object({
  source: webhookSourceShape,
  url: urlShape,
  madeAt: instantShape
    .nullable()
    .describe('When the present secret was made; null when there is none, and every call is refused'),
  previousEndsAt: previousEndsAtShape,
})
export type Webhook = z.infer<typeof webhookShape>
export const webhookPage = pageOf(webhookShape)

/** How a secret is made. May be left out, which arrives as null. */
export const setWebhookSecretBody = z.preprocess(
  (body) => body ?? {},
  z.object({
    endPrevious: z
      .boolean()
      .default(false)
      .describe('Ends those before at once, as when one has leaked; else they still sign for 24 hours'),
  }),
)
export const madeWebhookSecretShape = z.object({
  source: webhookSourceShape,
  url: urlShape,
  secret: z.string().describe('Signs the calls; shown once'),
  previousEndsAt: previousEndsAtShape,
})

/** Whose call it is. */
export const webhookQuery = z.object({ firm: idShape })

/** A conversation has come to its end elsewhere: one that is here, or a session of a crew of agents whose table is a source. */
export const conversationCompleteBody = z.union([
  z.object({ conversationId: idShape }),
  z.object({
    session_id: z.string().min(1).max(1_000),
    crew_code: z.string().min(1).max(60).describe('The crew, as its source is called'),
  }),
])
/** What is said of it: how the conversation is, or which run takes the session in. */
export const conversationCompleteShape = z.union([
  conversationPotentialShape,
  z.object({ syncId: idShape.describe('The run that takes it in') }),
])

import { z } from 'zod'
import { idShape, instantShape, pageOf } from './common.ts'

/** What other systems may tell of. */
export const webhookSources = ['conversation-complete'] as const
export const webhookSourceShape = z.enum(webhookSources)
export type WebhookSource = (typeof webhookSources)[number]

/** A secret that another system signs its calls with, without the secret itself. */
export const webhookSecretShape = z.object({
  source: webhookSourceShape,
  url: z.string().describe('Where it calls'),
  madeAt: instantShape,
  changedAt: instantShape.describe('When it got its present value'),
})
export const webhookSecretPage = pageOf(webhookSecretShape)
export const setWebhookSecretShape = z.object({
  source: webhookSourceShape,
  url: z.string().describe('Where it calls'),
  secret: z.string().describe('Signs the calls; shown once'),
})

/** Whose call it is. */
export const webhookQuery = z.object({ firm: idShape })

/** A conversation has come to its end elsewhere. */
export const conversationCompleteBody = z.object({ conversationId: idShape })

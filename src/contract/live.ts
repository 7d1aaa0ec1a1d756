import { z } from 'zod'

/** What the line carries. Ids are null where there are very many: any may have changed. */
export const liveFrameShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: z.string() }),
  z.object({ type: z.literal('reset'), at: z.string() }),
  z.object({ type: z.literal('alive') }),
  z.object({
    type: z.literal('events'),
    at: z.string(),
    events: z.array(z.object({ kind: z.string(), ids: z.array(z.string()).nullable() })),
  }),
])
export type LiveFrame = z.infer<typeof liveFrameShape>

/** Why the server closed a line (RFC 6455 §7.4.2, private use). */
export const lineClosed = { signedOut: 4401, firmChanged: 4403, tooSlow: 4408 } as const

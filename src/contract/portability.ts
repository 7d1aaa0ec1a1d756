import { z } from 'zod'

/** A folder on the server's disk; only for the local command line. */
export const folderBody = z.object({ dir: z.string().min(1).max(4_096) })

export const exportedShape = z.object({
  messages: z.number().int(),
  conversations: z.number().int(),
  customers: z.number().int(),
  mediaFiles: z.number().int(),
})

export const restoredShape = z.object({ rows: z.number().int() })

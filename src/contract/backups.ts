import { z } from 'zod'

/** `dir` is a folder on the server's disk, absolute; without it, the one that the settings name. */
export const backupBody = z.object({ dir: z.string().min(1).max(4_096).optional() })

export const madeBackupShape = z.object({
  file: z.string(),
  bytes: z.int().describe('Size on the disk'),
  files: z.int().describe('Files in it'),
})

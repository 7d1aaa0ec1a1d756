import { z } from 'zod'

/** Which key is replaced: the one that values are sealed under, or the master key that wraps it. */
export const rotateSecretsBody = z.object({ key: z.enum(['sealing', 'master']).default('sealing') })

export const rotatedShape = z.object({
  key: z.enum(['sealing', 'master']),
  resealed: z.number().int().describe('Values sealed under the new key'),
  unreadable: z.number().int().describe('Values that do not open, and stay as they are'),
  keysDeleted: z.number().int().describe('Old keys that nothing is under any more'),
  keysWrapped: z.number().int().describe('Keys that are under the new master key'),
})
export type Rotated = z.infer<typeof rotatedShape>

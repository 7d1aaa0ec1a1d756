import { z } from 'zod'

const days = z.number().int().min(30).max(36_500).nullable()

/** How long a firm keeps what, days; null keeps it for ever. */
export const retentionShape = z.object({
  messages: days.describe(
    'Conversations silent for so long go, with their pages as they came and their files',
  ),
  files: days.describe('Pictures, recordings and cards of messages older than that go'),
  setAside: days.describe('Bytes of what imports ended before that could not use go'),
  audit: days.describe('Entries of the audit trail older than that go'),
})
export type Retention = z.infer<typeof retentionShape>

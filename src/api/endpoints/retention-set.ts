import { retentionShape } from '../../contract/retention.ts'
import { readRetention, writeRetention } from '../../privacy/privacy.ts'
import { endpoint } from '../endpoint.ts'

export const retentionSet = endpoint({
  name: 'retention-set',
  method: 'PUT',
  path: '/api/retention',
  who: 'retention.manage',
  changes: { action: 'retention.set' },
  tag: 'privacy',
  summary: 'Chooses how long the firm keeps what; what is older goes within a day.',
  body: retentionShape,
  answer: retentionShape,
  handle: ({ services: { clock }, principal, body, write }) =>
    write(async (tx, tell) => {
      tell({ details: { before: await readRetention(tx), after: body } })
      await writeRetention(tx, { clock, by: principal.label, retention: body })
      return readRetention(tx)
    }),
})

import { findCheckpoint, keepCheckpoint } from '../../auditor/auditor.ts'
import { checkpointShape, makeCheckpointBody } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

/** A firm of a million messages takes some minutes. */
const TIMEOUT_MS = 60 * 60_000

export const checkpointsMake = endpoint({
  name: 'checkpoints-make',
  method: 'POST',
  path: '/api/checkpoints',
  who: 'checks.write',
  changes: { action: 'checkpoint.made' },
  tag: 'checks',
  summary: 'Keeps the present state of the firm in counts and hashes, under a name, while the rest goes on.',
  timeoutMs: TIMEOUT_MS,
  body: makeCheckpointBody,
  answer: checkpointShape,
  handle: async ({ services: { auditor, clock }, principal, body, write }) => {
    const state = await auditor.readState(principal.tenantId)
    return write(async (tx, tell) => {
      const id = await keepCheckpoint(tx, { clock, name: body.name, madeBy: principal.label, state })
      tell({ subject: { kind: 'checkpoint', id }, details: { hash: state.hash.toString('hex') } })
      return findCheckpoint(tx, id)
    })
  },
})

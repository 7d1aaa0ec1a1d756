import { basename } from 'node:path'
import type { z } from 'zod'
import type { Principal } from '../../access/access.ts'
import { sha256 } from '../../base/bytes.ts'
import { Refusal } from '../../base/refusal.ts'
import { runShape, startSyncBody } from '../../contract/runs.ts'
import { type ArchiveInput, getRun, startRun } from '../../intake/intake.ts'
import { onlyOperator } from '../credentials.ts'
import { endpoint } from '../endpoint.ts'
import { absolute } from '../server-path.ts'
import { findUpload } from '../uploads.ts'

export const syncStart = endpoint({
  name: 'sync-start',
  method: 'POST',
  path: '/api/sync/start',
  who: 'imports.write',
  changes: { action: 'import.started' },
  tag: 'sync',
  summary: 'Asks for an import of an upload; the same one again joins or resumes the run that has it.',
  body: startSyncBody,
  answer: runShape,
  handle: async ({ services: { store, clock, settings, runner }, principal, body, write }) => {
    const input = await whatToRead(settings.dataDir, principal, body)
    const { runId } = await write(async (tx, tell) => {
      const started = await startRun(tx, {
        clock,
        channel: body.channel,
        syncType: body.syncType,
        input,
        inputKey: sha256(JSON.stringify([body.channel, [...input.paths].sort()])),
        dryRun: body.dryRun,
      })
      tell({ subject: { kind: 'run', id: started.runId }, details: { dryRun: body.dryRun } })
      return started
    })
    runner?.wake()
    return store.read(principal.tenantId, (db) => getRun(db, runId))
  },
})

async function whatToRead(
  dataDir: string,
  principal: Principal,
  { uploadId, paths }: z.output<typeof startSyncBody>,
): Promise<ArchiveInput> {
  if (paths !== undefined && principal.kind !== 'operator') throw onlyOperator()
  if ((uploadId === undefined) === (paths === undefined)) {
    throw new Refusal(
      'nothing_to_read',
      'Exactly one of uploadId and paths must say what to read.',
      'Upload the archive with POST /api/uploads and send the uploadId it answers.',
    )
  }
  if (uploadId !== undefined) return findUpload(dataDir, principal.tenantId, uploadId)
  return { paths: (paths ?? []).map(absolute), names: (paths ?? []).map((path) => basename(path)) }
}

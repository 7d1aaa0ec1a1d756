import { uploadShape } from '../../contract/runs.ts'
import { endpoint } from '../endpoint.ts'
import { leftSignal } from '../left-signal.ts'
import { storeUpload } from '../uploads.ts'

const HOURS_MS = 24 * 60 * 60 * 1000

export const uploadsMake = endpoint({
  name: 'uploads-make',
  method: 'POST',
  path: '/api/uploads',
  who: 'imports.write',
  changes: { action: 'upload.stored' },
  tag: 'sync',
  summary: 'Takes files, to be imported by sync-start: one archive, or all parts of one.',
  multipart: true,
  timeoutMs: HOURS_MS,
  answer: uploadShape,
  status: 201,
  handle: async ({ services: { clock, settings }, principal, request, reply, write }) => {
    const stored = await storeUpload(
      { clock, dataDir: settings.dataDir },
      {
        tenantId: principal.tenantId,
        files: request.files(),
        bytesMax: settings.uploadBytesMax,
        signal: leftSignal(reply),
        bytesExpected: Number(request.headers['content-length'] ?? 0),
      },
    )
    await write(async (_tx, tell) => tell({ subject: { kind: 'upload', id: stored.uploadId } }))
    return stored
  },
})

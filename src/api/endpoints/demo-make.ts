import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Access, actorOf, type Principal, refuseFirmOnly, signedIn } from '../../access/access.ts'
import { sha256 } from '../../base/bytes.ts'
import { madeDemoShape } from '../../contract/firms.ts'
import { listRuns, startRun } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'
import { findSample } from '../find-sample.ts'
import type { Services } from '../services.ts'

const TIMEOUT_MS = 120_000

export const demoMake = endpoint({
  name: 'demo-make',
  method: 'POST',
  path: '/api/demo',
  who: 'firms.make',
  changes: { action: 'firm.made' },
  tag: 'demo',
  summary:
    'Makes the sample firm beside one’s own, begins to import its archive, and looks at it; once only.',
  timeoutMs: TIMEOUT_MS,
  answer: madeDemoShape,
  handle: async ({ services, principal, request }) => {
    const { access } = services
    if (principal.kind === 'person') refuseFirmOnly(signedIn(principal))
    const firm = (await findSample(access, principal)) ?? (await makeFirm(services.sample, access, principal))
    const syncId = await importSample(services, firm.id, principal)
    if (principal.kind === 'person') await access.switchFirm(request.headers, firm.id)
    return { firmId: firm.id, syncId }
  },
})

function makeFirm({ firm, owner }: Services['sample'], access: Access, principal: Principal) {
  const { personId } = principal
  return access.makeFirm({ ...firm, sample: true }, personId === null ? owner : { personId })
}

/** The run that brings the sample archive in: the one there is, or a new one. */
async function importSample(services: Services, firmId: string, principal: Principal): Promise<string> {
  const { store, clock, settings, runner, audit } = services
  const [earlier] = (await store.read(firmId, (db) => listRuns(db, { limit: 1 }))).items
  if (earlier !== undefined) return earlier.syncId
  const path = join(settings.dataDir, 'sample', `${firmId}.zip`)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await services.sample.makeArchive(path)
  const { runId } = await store.write(firmId, async (tx) => {
    const started = await startRun(tx, {
      clock,
      channel: 'google-voice',
      syncType: 'initial',
      input: { paths: [path], names: ['sample-takeout.zip'] },
      inputKey: sha256(JSON.stringify(['google-voice', [path]])),
      dryRun: false,
    })
    await audit.record(tx, firmId, {
      actor: actorOf(principal),
      action: 'import.started',
      subject: { kind: 'run', id: started.runId },
      details: { dryRun: false },
    })
    return started
  })
  runner?.wake()
  return runId
}

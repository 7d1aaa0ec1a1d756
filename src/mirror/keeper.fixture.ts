import type { Id } from '../base/ids.ts'
import { openStore } from '../store/store.ts'
import { openMirrorHouse } from './crm.fixture.ts'

/** A process that brings one mirror into step, again and again, until it is killed: `{databaseUrl, dataDir, tenantId, id}`. */
const { databaseUrl, dataDir, tenantId, id } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  dataDir: string
  tenantId: Id
  id: Id
}
await using store = await openStore({ databaseUrl, migrate: false })
await using house = await openMirrorHouse(store, { dataDir, firms: async () => [{ id: tenantId }] })
process.stdout.write('ready\n')
for (;;) {
  await house.subscribers.catchUp(tenantId)
  await house.mirrors.sync(tenantId, id)
}

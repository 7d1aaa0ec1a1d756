import { join } from 'node:path'
import { type Audit, auditHolder, openAudit } from '../../src/audit/audit.ts'
import { type Clock, systemClock } from '../../src/base/clock.ts'
import type { Id } from '../../src/base/ids.ts'
import { silentLog } from '../../src/base/log.ts'
import { openSecrets, type Secrets } from '../../src/secrets/secrets.ts'
import type { Store } from '../../src/store/store.ts'
import { temporaryFolder } from './store.ts'

/** The audit trail of a store, with keys of its own. */
export async function openTrail(
  store: Store,
  options: { clock?: Clock; firms?: () => Promise<{ id: Id }[]> } = {},
): Promise<AsyncDisposable & { audit: Audit; secrets: Secrets }> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const { clock = systemClock, firms = async () => [] } = options
  const holders = { audit_entry: auditHolder({ store, firms }) }
  const secrets = await openSecrets({
    store,
    clock,
    masterKey: { dataDir: join(folder.path, 'data') },
    firms,
    holders,
  })
  const audit = opened.use(openAudit({ store, secrets, clock, log: silentLog }))
  const held = opened.move()
  return { audit, secrets, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Clock } from '../../src/base/clock.ts'
import { startApp, type TestApp, type TestFirm } from './app.ts'
import { writeZip } from './archive.ts'
import { startPostgres } from './postgres.ts'
import { temporaryFolder } from './store.ts'
import type { page } from './text-pages.ts'

export const databases = ['the embedded database', 'a PostgreSQL server'] as const

export type TextedFirm = AsyncDisposable & {
  app: TestApp
  harbor: TestFirm
}

/** Harbor Plumbing on a database of a kind, with these pages of a Takeout brought in, and messages compared by meaning. */
export async function openTextedFirm(
  database: (typeof databases)[number],
  { clock, pages }: { clock: Clock; pages: ReturnType<typeof page>[] },
): Promise<TextedFirm> {
  await using opening = new AsyncDisposableStack()
  const folder = opening.use(temporaryFolder()).path
  const databaseUrl =
    database === 'a PostgreSQL server' ? await opening.use(await startPostgres()).database() : undefined
  const env = { MESSAGE_VECTORS: 'true' }
  const app = opening.use(await startApp({ clock, env, ...(databaseUrl !== undefined && { databaseUrl }) }))
  const harbor = await app.makeFirm('Harbor Plumbing')
  const path = join(folder, 'harbor.zip')
  await writeZip(path, pages)
  assert.equal((await harbor.import([path])).status, 'completed')
  const opened = opening.move()
  return { app, harbor, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

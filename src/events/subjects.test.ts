import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { eventSubjects, ownSubjects } from '../contract/events.ts'

it('whoever tells of changes says who may hear of them', () => {
  const folder = join(import.meta.dirname, '../store/migrations')
  const told = globSync('*.up.sql', { cwd: folder }).flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /^select tells_changes\('\w+', '(\w+)'|^ {2}select n\.tenant_id, '(\w+)\.changed'/gm,
      ),
    ].map(([, subject, itself]) => subject ?? itself ?? ''),
  )
  assert.ok(told.length > 10)
  assert.deepEqual([...new Set(told)].toSorted(), [...Object.keys(eventSubjects), ...ownSubjects].toSorted())
})

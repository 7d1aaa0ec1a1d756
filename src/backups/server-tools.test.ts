import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { temporaryFolder } from '../../test/kit/store.ts'
import { placeInEnvironment, serverTool } from './server-tools.ts'

describe('PostgreSQL’s own tool', () => {
  const folder = temporaryFolder()
  after(() => folder[Symbol.dispose]())
  const install = (place: string, version: string) => {
    mkdirSync(join(folder.path, place), { recursive: true })
    writeFileSync(
      join(folder.path, place, 'pg_dump'),
      `#!/bin/sh\necho "pg_dump (PostgreSQL) ${version}"\n`,
      {
        mode: 0o755,
      },
    )
    return join(folder.path, place, 'pg_dump')
  }
  const versioned = join(folder.path, 'versions')
  const inPath = join(folder.path, 'path')
  const find = (serverMajor: number, toolFolders: string[] = [inPath]) =>
    serverTool('pg_dump', { serverMajor, toolFolders, versioned })

  it('is asked for in one sentence where there is none', async () => {
    await assert.rejects(find(15, []), {
      code: 'server_tool_missing',
      message: 'This takes pg_dump of PostgreSQL 15 or newer; here there is none.',
      next: 'Install it (Debian: apt-get install postgresql-client-15), or back up at the server: docs/operations.md says how.',
    })
  })

  it('is taken in the server’s version, else in the next newer one, wherever it is', async () => {
    const newest = install('path', '18.1')
    const fifteen = install('versions/15/bin', '15.18 (Debian 15.18-0+deb12u1)')
    const seventeen = install('versions/17/bin', '17beta2')
    assert.equal(await find(15), fifteen)
    assert.equal(await find(16), seventeen)
    assert.equal(await find(18), newest)
    await assert.rejects(find(19), {
      message: 'This takes pg_dump of PostgreSQL 19 or newer; here there is 18.',
    })
  })
})

describe('a tool is told where the database is', () => {
  it('by its environment, as our own client reads the address', () => {
    const certificate = import.meta.filename // any file that can be read
    const url = 'postgres://ken:p%40ss%3A%2F@db.example:6543/plumb%20line?sslmode=no-verify&sslrootcert='
    assert.deepEqual(placeInEnvironment(url + certificate), {
      ...{
        PGHOST: 'db.example',
        PGPORT: '6543',
        PGUSER: 'ken',
        PGPASSWORD: 'p@ss:/',
        PGDATABASE: 'plumb line',
      },
      ...{ PGSSLMODE: 'require', PGSSLROOTCERT: certificate, PGCONNECT_TIMEOUT: '30' },
    })
    const socket = placeInEnvironment('postgres://ken@/plumbline?host=%2Frun%2Fpostgresql')
    assert.deepEqual([socket.PGHOST, socket.PGSSLMODE], ['/run/postgresql', undefined])
  })
})

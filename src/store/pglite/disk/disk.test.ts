import assert from 'node:assert/strict'
import nodeFs from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { prepareDataDir, temporaryFolder } from '../../../../test/kit/store.ts'
import { startParams } from '../start-params.ts'
import { ClusterDisk, type Io } from './disk.ts'

/** What reached the disk, in order: what was done, and to which file of the cluster. */
type Step = { call: string; path: string }

describe('the disk under the embedded database', () => {
  const folder = temporaryFolder()
  const root = join(folder.path, 'data', 'db')
  const steps: Step[] = []
  let session: PGlite

  before(async () => {
    await prepareDataDir(join(folder.path, 'data'))
    session = await PGlite.create({
      fs: new ClusterDisk(root, { io: recording(root, steps) }),
      startParams: startParams(PGlite),
    })
    await session.exec('create table visit (n integer primary key, what text); checkpoint')
  })
  after(async () => {
    await session.close()
    folder[Symbol.dispose]()
  })

  const stepsOf = async (statement: string): Promise<Step[]> => {
    steps.length = 0
    await session.exec(statement)
    return [...steps]
  }
  const isLog = ({ path }: Step) => /^pg_wal\/[0-9A-F]{24}$/.test(path)

  it('has the log of a commit before the commit is answered, and waits for nothing else', async () => {
    const done = await stepsOf("insert into visit values (1, 'Mrs Alvarez, boiler')")
    assert.equal(done.findLast(isLog)?.call, 'fdatasync')
    assert.equal(done.filter(({ call }) => call === 'fdatasync').length, 1)
  })

  it('has every page of a checkpoint before the control file that begins at it', async () => {
    await session.exec("insert into visit select n, 'radiator' from generate_series(2, 3000) n")
    const done = await stepsOf('checkpoint')
    const control = done.findIndex(({ call, path }) => call === 'write' && path === 'global/pg_control')
    const written = done.slice(0, control).filter(({ call }) => call === 'write')
    assert.ok(written.length > 10)
    for (const { path } of written) {
      const lastWrite = done.findLastIndex((step) => step.call === 'write' && step.path === path)
      const sync = done.findLastIndex((step) => step.call === 'fdatasync' && step.path === path)
      const moved = done.some(({ call, path: from }) => call === 'rename' && from === path)
      assert.ok(moved || (lastWrite < sync && sync < control), `${path} was written and not synced`)
    }
    assert.equal(done.at(-1)?.path, 'global/pg_control')
    assert.equal(done.at(-1)?.call, 'fdatasync')
  })

  it('has the names of new files before that too', async () => {
    await session.exec('create table van (plate text primary key)')
    const done = await stepsOf('checkpoint')
    const folderSync = done.findIndex(({ call, path }) => call === 'fsync' && path.startsWith('base/'))
    const control = done.findIndex(({ call, path }) => call === 'write' && path === 'global/pg_control')
    assert.ok(folderSync >= 0 && folderSync < control)
  })

  it('has a new segment of the log, and its name, before anything is written to it', async () => {
    const full =
      "insert into visit values (0, 'sink'); delete from visit where n = 0; select pg_switch_wal();"
    const done = await stepsOf(`${full} ${full} ${full}`)
    const renamed = done.findIndex(({ call }) => call === 'rename')
    const draft = done[renamed]?.path
    assert.ok(renamed > 0, 'no segment was made')
    assert.ok(done.slice(0, renamed).some(({ call, path }) => call === 'fdatasync' && path === draft))
    const first = done.findIndex((step, at) => at > renamed && step.call === 'write' && isLog(step))
    assert.ok(
      done.slice(renamed, first).some(({ call, path }) => call === 'fsync' && path === 'pg_wal'),
      'the folder of the log was not synced',
    )
  })
})

/** node:fs, noting what changes or syncs a file below `root`. */
function recording(root: string, steps: Step[]): Io {
  const paths = new Map<number, string>()
  const note = (call: string, path: string | undefined) =>
    steps.push({ call, path: relative(root, path ?? '') })
  return {
    ...nodeFs,
    openSync: (path, ...rest) => {
      const fd = nodeFs.openSync(path, ...rest)
      paths.set(fd, String(path))
      return fd
    },
    writeSync: ((fd: number, bytes: Uint8Array, ...rest: number[]) => {
      note('write', paths.get(fd))
      return nodeFs.writeSync(fd, bytes, ...rest)
    }) as Io['writeSync'],
    fdatasyncSync: (fd) => {
      nodeFs.fdatasyncSync(fd)
      note('fdatasync', paths.get(fd))
    },
    fsyncSync: (fd) => {
      nodeFs.fsyncSync(fd)
      note('fsync', paths.get(fd))
    },
    renameSync: (from, to) => {
      nodeFs.renameSync(from, to)
      note('rename', String(from))
    },
  }
}

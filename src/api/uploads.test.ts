import assert from 'node:assert/strict'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { temporaryFolder } from '../../test/kit/store.ts'
import { forgetOldUploads, safeName } from './uploads.ts'

it('keeps files under names that no file system or terminal misreads', () => {
  const cases: [sent: string, kept: string][] = [
    ['takeout-20260302T080000Z-001.zip', 'takeout-20260302T080000Z-001.zip'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Ken\\takeout.zip', 'takeout.zip'],
    ['.bashrc', 'bashrc'],
    ['..', 'file'],
    ['', 'file'],
    ['a\0b\n.zip', 'a_b_.zip'],
    ['\u202egpj.zip', '_gpj.zip'],
    ['Łódź – kopia.tgz', 'Łódź – kopia.tgz'],
    ['con|aux?.tar.gz', 'con_aux_.tar.gz'],
  ]
  for (const [sent, kept] of cases) assert.equal(safeName(sent, new Set()), kept, sent)
  const long = safeName(`${'ż'.repeat(300)}.zip`, new Set())
  assert.ok(Buffer.byteLength(long) <= 180 && long.endsWith('ż.zip'), long)
  assert.equal(safeName('A.zip', new Set(['a.zip', 'a (2).zip'])), 'A (3).zip')
  assert.equal(safeName('b.tar.gz', new Set(['b.tar.gz'])), 'b (2).tar.gz')
})

it('goes after its time, if nobody took its import up', async () => {
  using folder = temporaryFolder()
  const uploads = join(folder.path, 'uploads')
  const upload = (id: string, day: string) => {
    mkdirSync(join(uploads, id), { recursive: true })
    writeFileSync(join(uploads, id, 'takeout.zip'), 'Rosa')
    writeFileSync(join(uploads, `${id}.firm`), 'harbor')
    const at = new Date(`2026-03-${day}T12:00:00Z`)
    utimesSync(join(uploads, id), at, at)
  }
  upload('old', '01')
  upload('worked-on', '01')
  upload('new', '20')
  upload('under-way.part', '01')
  const input = {
    before: new Date('2026-03-13T12:00:00Z'),
    inUse: [join(uploads, 'worked-on/takeout.zip'), '/elsewhere/takeout.zip'],
  }
  assert.equal(await forgetOldUploads(folder.path, input), 1)
  assert.equal(await forgetOldUploads(folder.path, input), 0)
  const there = ['old', 'old.firm', 'worked-on', 'worked-on.firm', 'new', 'new.firm', 'under-way.part']
  assert.deepEqual(
    there.filter((name) => existsSync(join(uploads, name))),
    ['worked-on', 'worked-on.firm', 'new', 'new.firm', 'under-way.part'],
  )
  assert.equal(await forgetOldUploads(join(folder.path, 'nowhere'), input), 0)
})

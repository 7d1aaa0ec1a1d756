import assert from 'node:assert/strict'
import { it } from 'node:test'
import { safeName } from './uploads.ts'

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

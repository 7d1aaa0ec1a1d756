import assert from 'node:assert/strict'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { temporaryFolder } from '../../test/kit/store.ts'
import { systemClock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import { openMediaFolder } from './inbox.ts'

describe('the media folder', () => {
  const firm = newId(systemClock)
  const picture = Buffer.from('a picture of the boiler')

  it('keeps the same bytes once, whole or as a stream, and reads them back', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(join(folder.path, 'media'))
    const whole = await media.keepBytes(firm, picture)
    const streamed = await media.keep(firm, Readable.from([picture.subarray(0, 5), picture.subarray(5)]))
    assert.deepEqual(streamed, whole)
    assert.equal(await media.size(firm, whole.sha256), picture.length)
    assert.ok((await buffer(media.open(firm, whole.sha256))).equals(picture))
    const names = readdirSync(join(folder.path, 'media'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    )
    assert.deepEqual(
      names.map(({ name }) => name),
      [whole.sha256],
    )
    const { mode } = statSync(join(folder.path, 'media', firm, whole.sha256.slice(0, 2), whole.sha256))
    assert.equal(mode & 0o777, 0o600)
  })

  it('leaves nothing of a stream that breaks off, nor under its final name', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path)
    const broken = Readable.from(
      (function* () {
        yield picture
        throw new Error('the zip ends here')
      })(),
    )
    await assert.rejects(media.keep(firm, broken), /the zip ends here/)
    assert.deepEqual(readdirSync(join(folder.path, firm)), [])
  })

  it('says when its disk cannot be written', async () => {
    using folder = temporaryFolder()
    writeFileSync(join(folder.path, 'media'), 'a file in the way')
    const media = openMediaFolder(join(folder.path, 'media'))
    await assert.rejects(media.keepBytes(firm, picture), { code: 'ENOTDIR' })
  })
})

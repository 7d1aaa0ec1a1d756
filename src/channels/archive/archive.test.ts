import assert from 'node:assert/strict'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { Refusal } from '../../base/refusal.ts'
import { folderWith } from '../google-voice/fixtures/fixtures.ts'
import { SetAsideError } from '../set-aside.ts'
import type { ArchiveLimits } from './archive.ts'
import { makeTar, makeTgz, makeZip, type ZipMember } from './fixtures/make-archives.ts'
import { openArchive } from './open-archive.ts'

/** Everything a walk gives: contents by path without the part, or the code of what was set aside. */
async function contents(
  paths: string[],
  limits: Partial<ArchiveLimits> = {},
  how: 'read' | 'stream' = 'read',
) {
  await using archive = await openArchive(paths, limits)
  const found: [string, string][] = []
  for await (const item of archive.walk()) {
    if (item.kind === 'set_aside') found.push([item.path, item.code])
    else {
      try {
        const data = how === 'read' ? await item.read() : Buffer.concat(await (await item.stream()).toArray())
        found.push([item.path, data.toString()])
      } catch (error) {
        if (!(error instanceof SetAsideError)) throw error
        found.push([error.setAside.path, error.setAside.code])
      }
    }
  }
  return found
}

/** The same for one file with these bytes, without its name before each path. */
async function contentsOf(
  bytes: Buffer,
  limits: Partial<ArchiveLimits> = {},
  how: 'read' | 'stream' = 'read',
) {
  await using folder = await folderWith({ archive: bytes })
  const found = await contents([join(folder.path, 'archive')], limits, how)
  return found.map(([path, what]) => [path.replace(/^archive\/?/, ''), what])
}

const pages = [
  { name: 'Takeout/Voice/Calls/a.html', data: 'boiler' },
  { name: 'Takeout/Voice/Calls/b.html', data: 'drain' },
]
const bothPages = pages.map(({ name, data }) => [name, data])

suite('an archive', () => {
  test('is the same as zip, zip64, tar and tgz, and is known by its bytes', async () => {
    for (const bytes of [makeZip(pages), makeZip(pages, true), await makeTar(pages), await makeTgz(pages)]) {
      assert.deepEqual(await contentsOf(bytes), bothPages)
      assert.deepEqual(await contentsOf(bytes, {}, 'stream'), bothPages)
    }
  })

  test('gives what a zip holds deflated as it is held, beside what it says', async () => {
    const held = [
      { name: 'Takeout/Voice/Calls/a.html', data: 'boiler '.repeat(50) },
      { name: 'Takeout/Voice/Calls/b.html', data: 'drain', method: 0 },
    ]
    await using folder = await folderWith({ 'takeout.zip': makeZip(held) })
    await using archive = await openArchive([join(folder.path, 'takeout.zip')])
    const read: (string | undefined)[] = []
    const inflated: (string | undefined)[] = []
    for await (const item of archive.walk()) {
      assert.ok(item.kind === 'file')
      const both = await item.readPacked?.()
      read.push(both?.bytes.toString())
      inflated.push(both?.deflated ? inflateRawSync(both.deflated).toString() : undefined)
    }
    assert.deepEqual(read, ['boiler '.repeat(50), 'drain'])
    assert.deepEqual(inflated, ['boiler '.repeat(50), undefined])
  })

  test('does not give what is held when it is larger than what it says: one place in a zip can be held by many', async () => {
    const held = [
      { name: 'Takeout/Voice/Calls/a.html', data: 'boiler', packedBytes: 100_000 },
      { name: 'Takeout/Voice/Calls/b.html', data: Buffer.alloc(100_000), method: 0 },
    ]
    await using folder = await folderWith({ 'takeout.zip': makeZip(held) })
    await using archive = await openArchive([join(folder.path, 'takeout.zip')])
    for await (const item of archive.walk()) {
      assert.ok(item.kind === 'file')
      const both = await item.readPacked?.()
      assert.ok((both?.deflated?.length ?? 0) <= item.bytes, item.path)
    }
  })

  test('in parts is read in the order of their numbers', async () => {
    await using folder = await folderWith({
      'part-10.zip': makeZip([{ name: 'j', data: '10' }]),
      'part-9.tgz': await makeTgz([{ name: 'i', data: '9' }]),
      'part-2.zip': makeZip([{ name: 'b', data: '2' }]),
    })
    const paths = ['part-10.zip', 'part-9.tgz', 'part-2.zip'].map((name) => join(folder.path, name))
    assert.deepEqual(await contents(paths), [
      ['part-2.zip/b', '2'],
      ['part-9.tgz/i', '9'],
      ['part-10.zip/j', '10'],
    ])
  })

  test('may be a folder with unpacked files and zips side by side, each told by its path', async () => {
    await using folder = await folderWith({
      'in/Takeout/a.html': 'boiler',
      'in/down/one.zip': makeZip(pages.slice(1)),
    })
    assert.deepEqual(await contents([join(folder.path, 'in')]), [
      ['in/Takeout/a.html', 'boiler'],
      ['in/down/one.zip/Takeout/Voice/Calls/b.html', 'drain'],
    ])
  })

  test('handed in twice is one; two of one name are told apart', async () => {
    await using folder = await folderWith({
      'x/t.zip': makeZip(pages.slice(0, 1)),
      'y/t.zip': makeZip(pages.slice(1)),
    })
    const paths = ['x/t.zip', 'y/t.zip', 'x/t.zip'].map((path) => join(folder.path, path))
    assert.deepEqual(
      (await contents(paths)).map(([path]) => path),
      ['t.zip/Takeout/Voice/Calls/a.html', 't.zip (2)/Takeout/Voice/Calls/b.html'],
    )
  })

  test('gives no litter of macOS and no folders', async () => {
    const members = ['__MACOSX/._a.html', 'Takeout/.DS_Store', 'Takeout/._b.html', 'Takeout/Voice/'].map(
      (name) => ({ name, data: '' }),
    )
    assert.deepEqual(await contentsOf(makeZip([...members, ...pages])), bothPages)
    assert.deepEqual(
      await contentsOf(
        await makeTgz([...members.slice(0, 3), { name: 'Takeout/', type: 'directory' }, ...pages]),
      ),
      bothPages,
    )
  })

  test('passes over what is not wanted', async () => {
    await using folder = await folderWith({
      'a.zip': makeZip(pages),
      'a.tgz': await makeTgz(pages),
      'a/Takeout/b.html': 'drain',
    })
    await using archive = await openArchive(['a.zip', 'a.tgz', 'a'].map((name) => join(folder.path, name)))
    const seen: string[] = []
    for await (const item of archive.walk({ wants: (path) => path.endsWith('b.html') })) seen.push(item.path)
    assert.deepEqual(seen, [
      'a/Takeout/b.html',
      'a.tgz/Takeout/Voice/Calls/b.html',
      'a.zip/Takeout/Voice/Calls/b.html',
    ])
  })

  test('can be walked again after a walk, and a file, was left in the middle', async () => {
    const large = { name: 'large', data: Buffer.alloc(300_000, 'x') }
    for (const bytes of [makeZip([large, ...pages]), await makeTgz([large, ...pages])]) {
      await using folder = await folderWith({ archive: bytes })
      await using archive = await openArchive([join(folder.path, 'archive')])
      for await (const item of archive.walk()) {
        assert.ok(item.kind === 'file')
        for await (const _ of await item.stream()) break
        if (item.path.endsWith('a.html')) break
      }
      let items = 0
      for await (const _ of archive.walk()) items++
      assert.equal(items, 3)
    }
  })

  test('stops when it is called off', async () => {
    for (const bytes of [makeZip(pages), await makeTgz(pages)]) {
      await using folder = await folderWith({ archive: bytes })
      await using archive = await openArchive([join(folder.path, 'archive')])
      const stop = new AbortController()
      await assert.rejects(
        async () => {
          for await (const _ of archive.walk({ signal: stop.signal })) stop.abort()
        },
        { name: 'AbortError' },
      )
    }
  })
})

suite('names', () => {
  test('that leave the archive are set aside and written nowhere', async () => {
    const evil = ['../evil.html', '/etc/evil.html', 'a/../../evil.html', 'C:\\evil.html', '..\\evil.html']
    const members = evil.map((name) => ({ name, data: 'x' }))
    for (const bytes of [makeZip([...members, ...pages]), await makeTgz([...members, ...pages])]) {
      const found = await contentsOf(bytes)
      assert.deepEqual(
        found.map(([, what]) => what),
        [...evil.map(() => 'unsafe_path'), 'boiler', 'drain'],
      )
    }
  })

  test('are read as UTF-8 with or without its mark, and else as the old code page', async () => {
    const name = 'Zürich'
    const members: ZipMember[] = [
      { name, data: '1', flags: 0 },
      { name: Buffer.from('Z\x81rich', 'latin1'), data: '2', flags: 0 },
    ]
    assert.deepEqual(await contentsOf(makeZip(members)), [
      [name, '1'],
      [name, '2'],
    ])
  })

  test('of links are set aside, wherever they lead', async () => {
    assert.deepEqual(await contentsOf(makeZip([{ name: 'l.html', data: '/etc/passwd', mode: 0o120777 }])), [
      ['l.html', 'link_not_followed'],
    ])
    assert.deepEqual(
      await contentsOf(await makeTar([{ name: 'l.html', type: 'symlink', linkname: '/etc/passwd' }])),
      [['l.html', 'link_not_followed']],
    )
    await using folder = await folderWith({ 'Calls/a.html': 'boiler' })
    await symlink('/etc', join(folder.path, 'Calls/etc'))
    const found = await contents([join(folder.path, 'Calls')])
    assert.deepEqual(found, [
      ['Calls/a.html', 'boiler'],
      ['Calls/etc', 'link_not_followed'],
    ])
  })
})

suite('a damaged archive', () => {
  test('loses the damaged file and no other', async () => {
    const damaged: ZipMember[] = [
      { name: 'sum', data: 'x', crc32: 1 },
      { name: 'long', data: 'x', bytes: 5 },
      { name: 'short', data: 'x'.repeat(1000), bytes: 10 },
      { name: 'outside', data: 'x', packedBytes: 1_000_000 },
      { name: 'method', data: 'x', method: 9 },
    ]
    for (const how of ['read', 'stream'] as const) {
      assert.deepEqual(await contentsOf(makeZip([...damaged, ...pages]), {}, how), [
        ['sum', 'corrupt_member'],
        ['long', 'corrupt_member'],
        ['short', 'corrupt_member'],
        ['outside', 'corrupt_member'],
        ['method', 'unsupported_compression'],
        ...bothPages,
      ])
    }
  })

  test('that is a zip without its end asks for it again', async () => {
    const bytes = makeZip(pages)
    await assert.rejects(contentsOf(bytes.subarray(0, bytes.length - 30)), { code: 'archive_truncated' })
  })

  test('that is a tgz gives all that came before the place where it breaks off', async () => {
    const members = Array.from({ length: 40 }, (_, n) => ({
      name: `${n}.html`,
      data: `${n} `.repeat(500 + n),
    }))
    const bytes = await makeTgz(members)
    let best = 0
    for (const part of [0.3, 0.6, 0.9]) {
      const found = await contentsOf(bytes.subarray(0, Math.floor(bytes.length * part)))
      assert.deepEqual(found.at(-1), ['', 'archive_truncated'])
      const good = found.filter(([, what]) => what?.includes(' '))
      assert.ok(found.length - good.length <= 2)
      good.forEach(([name], n) => {
        assert.equal(name, `${n}.html`)
      })
      assert.ok(good.length >= best)
      best = good.length
    }
    assert.ok(best > 30)
  })

  test('that is a tar cut between two files is not taken for a whole one', async () => {
    const bytes = await makeTar(pages)
    assert.deepEqual(await contentsOf(bytes.subarray(0, 1024)), [bothPages[0], ['', 'archive_truncated']])
  })

  test('of any kind, with any bytes changed, is refused or listed, and never gives a changed page as sound', async () => {
    for (const bytes of [makeZip(pages), await makeTgz(pages)]) {
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const changed = Buffer.from(bytes)
          changed[at] = (changed[at] ?? 0) ^ flip
          const found = await contentsOf(changed).catch((error) => {
            if (error instanceof Refusal) return []
            throw error
          })
          const sound = found.every(
            ([, what]) => what === 'boiler' || what === 'drain' || what?.includes('_'),
          )
          // The checksum of a gzip stands at its end: what it spoils is told last.
          assert.ok(sound || found.at(-1)?.[1]?.startsWith('archive_'), JSON.stringify(found))
        }),
        { numRuns: 600 },
      )
    }
  })
})

suite('a bomb', () => {
  const zeros = Buffer.alloc(3 * 1024 ** 2)

  test('is recognised by how far it unpacks', async () => {
    const found = await contentsOf(makeZip([{ name: 'zeros', data: zeros }, ...pages]))
    assert.deepEqual(found, [['zeros', 'suspicious_ratio'], ...bothPages])
  })

  test('that lies about its size unpacks no further than that', async () => {
    const found = await contentsOf(makeZip([{ name: 'zeros', data: zeros, bytes: 10 }, ...pages]))
    assert.deepEqual(found, [['zeros', 'corrupt_member'], ...bothPages])
  })

  test('of one large file, or many small ones, ends at the limit', async () => {
    const small = Array.from({ length: 5 }, (_, n) => ({ name: `${n}`, data: '0123456789' }))
    for (const bytes of [makeZip(small), await makeTgz(small)]) {
      assert.deepEqual(
        await contentsOf(bytes, { memberBytesMax: 9 }),
        small.map(({ name }) => [name, 'member_too_large']),
      )
      const found = await contentsOf(bytes, { totalBytesMax: 25 })
      assert.deepEqual(found.slice(0, 2), [
        ['0', '0123456789'],
        ['1', '0123456789'],
      ])
      assert.deepEqual(found.at(-1), ['', 'archive_too_large'])
      assert.ok(found.length <= 4)
    }
  })
})

suite('what is no archive is refused in one sentence, with what to do next:', () => {
  const refuses = (code: string, files: Record<string, string | Buffer>, path: string) =>
    test(code, async () => {
      await using folder = await folderWith(files)
      await assert.rejects(
        openArchive([join(folder.path, path)]),
        (error: Error & { code: string; next: string }) => {
          assert.equal(error.code, code)
          assert.ok(/^[^\n]+\.$/.test(error.message) && error.next.length > 0)
          return true
        },
      )
    })

  refuses('archive_not_found', {}, 'nowhere.zip')
  refuses('archive_empty', { 'a.zip': '' }, 'a.zip')
  refuses('archive_empty', { 'a/.DS_Store': 'x' }, 'a')
  refuses('not_an_archive', { 'a.zip': 'Dear customer' }, 'a.zip')
  refuses('not_an_archive', { 'a.tgz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]) }, 'a.tgz')
  refuses('archive_encrypted', { 'a.zip': makeZip([{ name: 'a', data: 'x', flags: 1 }]) }, 'a.zip')
  refuses('not_an_archive', { 'a/b.zip': 'Dear customer' }, 'a')

  test('no path', async () => {
    await assert.rejects(openArchive([]), { code: 'no_archive' })
  })
})

test('a zip in a folder that cannot be opened is listed, and the files beside it go in', async () => {
  await using folder = await folderWith({ 'in/Calls/a.html': 'boiler' })
  await writeFile(join(folder.path, 'in/b.zip'), 'Dear customer')
  assert.deepEqual(await contents([join(folder.path, 'in')]), [
    ['in/b.zip', 'archive_unopened'],
    ['in/Calls/a.html', 'boiler'],
  ])
})

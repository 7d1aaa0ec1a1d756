import assert from 'node:assert/strict'
import { createCipheriv, createHmac, hkdfSync } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { temporaryFolder } from '../../../../test/kit/store.ts'
import { HEADER_BYTES } from './headers.ts'
import { SealedContents } from './sealed.ts'

const KEY = Buffer.alloc(32, 7)

describe('a sealed file', () => {
  it('reads as a plain one would, whatever was written, cut off and grown in whichever order', () => {
    using folder = temporaryFolder()
    const place = fc.oneof(fc.nat(70), fc.nat(20_000), fc.constantFrom(0, 16, 512, 8191, 8192, 8193, 16_384))
    const step = fc.record({
      kind: fc.constantFrom('write', 'room', 'truncate', 'reopen'),
      at: place,
      length: place,
    })
    let files = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const path = join(folder.path, String(files++))
        const contents = new SealedContents(fs, KEY)
        let fd = fs.openSync(path, 'w+')
        let file = contents.look(fd)
        let want = Buffer.alloc(0)
        const grown = (size: number) => Buffer.concat([want, Buffer.alloc(Math.max(0, size - want.length))])
        for (const { kind, at, length } of steps) {
          if (kind === 'write' || kind === 'room') {
            const bytes = Buffer.alloc(length, kind === 'room' ? 0 : at + 1)
            contents.write(file, fd, bytes, at)
            if (length > 0) want = grown(at + length)
            want.set(bytes, length > 0 ? at : 0)
          } else if (kind === 'truncate') {
            contents.truncate(file, fd, at)
            want = Buffer.from(grown(at).subarray(0, at))
          } else {
            fs.closeSync(fd)
            fd = fs.openSync(path, 'r+')
            file = contents.look(fd)
          }
          assert.equal(file.size, want.length)
          assert.equal(contents.sizeOf(fs.fstatSync(fd).size), want.length)
          const found = Buffer.alloc(40_000)
          assert.equal(contents.read(file, fd, found, 0), want.length)
          assert.ok(found.subarray(0, want.length).equals(want))
        }
        fs.closeSync(fd)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('is read as it was sealed from the first: a folder outlives the code that sealed it', () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'page')
    const derived = (purpose: string, bytes: number) =>
      Buffer.from(hkdfSync('sha256', KEY, '', `plumbline cluster ${purpose}`, bytes))
    const nonce = Buffer.alloc(12, 3)
    const named = Buffer.concat([Buffer.from('plumbline sealed file 1\n'), nonce])
    const tag = createHmac('sha256', derived('headers', 32)).update(named).digest()
    const sealed = (page: number, bytes: Buffer) =>
      createCipheriv('aes-256-xts', derived('pages', 64), Buffer.from([...nonce, page, 0, 0, 0])).update(
        bytes,
      )
    const pages = [Buffer.alloc(8192, 'Mrs Alvarez, boiler '), Buffer.alloc(8192)] // zeros were sealed, too
    const header = Buffer.concat([named, tag], HEADER_BYTES)
    fs.writeFileSync(path, Buffer.concat([header, ...pages.map((bytes, page) => sealed(page, bytes))]))
    const contents = new SealedContents(fs, KEY)
    const fd = fs.openSync(path, 'r')
    const found = Buffer.alloc(2 * 8192)
    assert.equal(contents.read(contents.look(fd), fd, found, 0), found.length)
    assert.ok(found.equals(Buffer.concat(pages)))
    fs.closeSync(fd)
  })

  it('opens by sectors: one that the power kept from being written harms no other', () => {
    using folder = temporaryFolder()
    const contents = new SealedContents(fs, KEY)
    const fd = fs.openSync(join(folder.path, 'page'), 'w+')
    const file = contents.look(fd)
    const [old, young] = [Buffer.alloc(8192, 'old '), Buffer.alloc(8192, 'new ')]
    contents.write(file, fd, old, 8192)
    const before = Buffer.alloc(512)
    fs.readSync(fd, before, 0, 512, HEADER_BYTES + 8192 + 1024)
    contents.write(file, fd, young, 8192)
    fs.writeSync(fd, before, 0, 512, HEADER_BYTES + 8192 + 1024)
    const found = Buffer.alloc(8192)
    contents.read(file, fd, found, 8192)
    old.copy(young, 1024, 1024, 1536)
    assert.ok(found.equals(young))
    fs.closeSync(fd)
  })

  it('has nothing but zeros where room was made, and what is then put there is sealed', () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'segment')
    const contents = new SealedContents(fs, KEY)
    const fd = fs.openSync(path, 'w+')
    const file = contents.look(fd)
    contents.write(file, fd, Buffer.alloc(3 * 8192), 0)
    assert.equal(file.size, 3 * 8192)
    contents.write(file, fd, Buffer.alloc(8192, "Mrs Alvarez's boiler "), 8192)
    contents.write(file, fd, Buffer.alloc(16), 2 * 8192) // no room: it is there already
    fs.closeSync(fd)
    const [before, filled, after] = [1, 2, 3].map((end) =>
      fs.readFileSync(path).subarray(HEADER_BYTES + (end - 1) * 8192, HEADER_BYTES + end * 8192),
    )
    assert.ok(before?.equals(Buffer.alloc(8192)))
    assert.equal(filled?.includes('Alvarez'), false)
    assert.equal(after?.subarray(0, 16).equals(Buffer.alloc(16)), false)
    assert.ok(after?.subarray(16).equals(Buffer.alloc(8192 - 16)))
  })

  it('has no two blocks alike, and is not opened under another key', () => {
    using folder = temporaryFolder()
    const blocks = new Set<string>()
    for (const name of ['a', 'b']) {
      const contents = new SealedContents(fs, KEY)
      const fd = fs.openSync(join(folder.path, name), 'w+')
      contents.write(contents.look(fd), fd, Buffer.alloc(4 * 8192, 'x'), 0)
      const bytes = fs.readFileSync(join(folder.path, name))
      for (let at = HEADER_BYTES; at < bytes.length; at += 16) blocks.add(bytes.toString('hex', at, at + 16))
      assert.throws(() => new SealedContents(fs, Buffer.alloc(32, 8)).look(fd), { code: 'EIO' })
      fs.closeSync(fd)
    }
    assert.equal(blocks.size, (2 * 4 * 8192) / 16)
  })
})

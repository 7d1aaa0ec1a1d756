import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { compareStates } from './compare.ts'
import type { State } from './make.ts'
import { treeHash } from './merkle.ts'

const hashOf = (text: string) => createHash('sha256').update(text).digest()
const at = new Date('2026-03-02T08:00:00Z')

/** A state with one table, of ranges that end behind these keys and hold these words. */
function stateOf(ranges: Record<string, string>): State {
  const own = Object.entries(ranges).map(([lastKey, text]) => ({
    lastKey,
    rows: text.length,
    hash: hashOf(text),
  }))
  const hash = treeHash(own.map((range) => range.hash))
  const rows = own.reduce((sum, range) => sum + range.rows, 0)
  const tables = [{ table: 'message', rows, hash, ranges: own }]
  return { beganAt: at, endedAt: at, oneMoment: true, schema: '', tables, hash: treeHash([hash]) }
}

describe('the hash of a tree', () => {
  it('is that of RFC 6962 for the leaves that Certificate Transparency tests with', () => {
    // github.com/transparency-dev/merkle, testonly: its eight leaves and the roots over the first of them.
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const hashes = leaves.map((leaf) =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.from([0]), Buffer.from(leaf, 'hex')]))
        .digest(),
    )
    const root = (count: number) => treeHash(hashes.slice(0, count)).toString('hex')
    assert.equal(root(0), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    assert.equal(root(1), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    assert.equal(root(2), 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
    assert.equal(root(7), 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c')
    assert.equal(root(8), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })
})

describe('two states', () => {
  it('that are equal differ nowhere', () => {
    assert.deepEqual(compareStates(stateOf({ b: 'one', d: 'two' }), stateOf({ b: 'one', d: 'two' })), [])
  })

  it('differ in the stretch in which a row is another, and there alone', () => {
    const [table] = compareStates(
      stateOf({ b: 'one', d: 'two', f: 'six' }),
      stateOf({ b: 'one', d: 'tWo', f: 'six' }),
    )
    assert.deepEqual(table?.ranges, [{ after: 'b', upTo: 'd', rowsBefore: 3, rowsAfter: 3 }])
  })

  it('differ in one stretch where rows came whose keys end ranges of their own', () => {
    const [table] = compareStates(
      stateOf({ b: 'one', f: 'six' }),
      stateOf({ b: 'one', c: 'x', d: 'yz', f: 'six', g: 'end' }),
    )
    assert.deepEqual(table?.ranges, [
      { after: 'b', upTo: 'f', rowsBefore: 3, rowsAfter: 6 },
      { after: 'f', upTo: null, rowsBefore: 0, rowsAfter: 3 },
    ])
  })
})

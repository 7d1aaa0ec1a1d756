import assert from 'node:assert/strict'
import { it } from 'node:test'
import { byteRange } from './byte-range.ts'

it('reads what a Range header asks for of 1,000 bytes', () => {
  const cases: [header: string | undefined, range: ReturnType<typeof byteRange>][] = [
    [undefined, undefined],
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-', { start: 500, end: 999 }],
    ['bytes=-200', { start: 800, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=990-2000', { start: 990, end: 999 }],
    ['bytes=999-999', { start: 999, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
    ['bytes=0x0-1', undefined],
    ['bytes=99999999999999999999-', undefined],
  ]
  for (const [header, range] of cases) assert.deepEqual(byteRange(header, 1_000), range, header)
  assert.equal(byteRange('bytes=0-', 0), 'unsatisfiable')
})

import { setImmediate as breathe } from 'node:timers/promises'
import type { Id } from '../../base/ids.ts'
import { backwards, sigil } from '../words/analyse.ts'
import { type Entry, packEntries, type TermBlock } from './codec.ts'

/** What can be found; a document's first byte in the index is its place in this list. */
export const documentKinds = ['message', 'customer', 'contact_point', 'property', 'ticket'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Something to be found, and when it was. */
export type Doc = { kind: DocumentKind; id: Id; at: Date }

/** A document with its terms. */
export type IndexedDoc = Doc & { terms: Iterable<string> }

/** Documents, oldest first, and for each term the places of those that have it, rising. */
export type Draft = { docs: readonly Doc[]; places: ReadonlyMap<string, ArrayLike<number>> }

/** A segment as its rows hold it. */
export type PackedSegment = {
  documents: number
  firstAt: Date
  lastAt: Date
  times: Buffer
  termBlocks: TermBlock[]
  documentBlocks: Buffer[]
}

/** No segment has more: places fit into 16 bits, and writing one anew stays a matter of a second. */
export const SEGMENT_DOCUMENTS_MAX = 65_536
export const BLOCK_DOCUMENTS = 256
export const DOCUMENT_BYTES = 21
const TERMS_PER_BREATH = 2_000
const BACKWARDS = /^\p{L}{4,20}$/u

/** Puts documents into order and their terms together. */
export function draftOf(indexed: readonly IndexedDoc[]): Draft {
  const docs = [...indexed].sort(byTime)
  const places = new Map<string, number[]>()
  for (const [place, { terms }] of docs.entries())
    for (const term of new Set(terms)) {
      const of = places.get(term)
      if (of === undefined) places.set(term, [place])
      else of.push(place)
    }
  return { docs: docs.map(({ kind, id, at }) => ({ kind, id, at })), places }
}

/** Oldest first; at one instant by id, so that the same documents always make the same segment. */
export function byTime(a: Doc, b: Doc): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
}

/** Packs a draft of at least one document; gives way to others now and then. */
export async function packSegment({ docs, places }: Draft): Promise<PackedSegment> {
  const [first, last] = [docs[0], docs.at(-1)]
  if (first === undefined || last === undefined) throw new Error('A segment has documents.')
  const terms = [...places.keys()].filter((term) => !term.startsWith(sigil.backwards))
  for (const term of [...terms]) if (BACKWARDS.test(term)) terms.push(sigil.backwards + backwards(term))
  terms.sort(byUnits)
  const termBlocks: TermBlock[] = []
  for (let at = 0; at < terms.length; at += TERMS_PER_BREATH) {
    const entries = terms
      .slice(at, at + TERMS_PER_BREATH)
      .map((term): Entry => ({ term, places: places.get(term) ?? [] }))
    termBlocks.push(...packEntries(entries))
    await breathe()
  }
  const documentBlocks: Buffer[] = []
  const times = Buffer.alloc(Math.ceil(docs.length / BLOCK_DOCUMENTS) * 4)
  for (let at = 0; at < docs.length; at += BLOCK_DOCUMENTS) {
    const block = docs.slice(at, at + BLOCK_DOCUMENTS)
    times.writeUInt32BE(secondsOf(block[0]?.at ?? first.at), documentBlocks.length * 4)
    documentBlocks.push(packDocs(block))
  }
  return { documents: docs.length, firstAt: first.at, lastAt: last.at, times, termBlocks, documentBlocks }
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function packDocs(docs: readonly Doc[]): Buffer {
  const bytes = Buffer.alloc(docs.length * DOCUMENT_BYTES)
  for (const [index, { kind, id, at }] of docs.entries()) {
    const offset = index * DOCUMENT_BYTES
    bytes[offset] = documentKinds.indexOf(kind)
    bytes.write(id.replaceAll('-', ''), offset + 1, 'hex')
    bytes.writeUInt32BE(secondsOf(at), offset + 17)
  }
  return bytes
}

/** Documents of a block, or of a part of one. */
export function unpackDocs(bytes: Buffer): Doc[] {
  const docs: Doc[] = []
  for (let at = 0; at + DOCUMENT_BYTES <= bytes.length; at += DOCUMENT_BYTES) {
    const hex = bytes.toString('hex', at + 1, at + 17)
    docs.push({
      kind: documentKinds[bytes[at] ?? 0] ?? 'message',
      id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
      at: new Date(bytes.readUInt32BE(at + 17) * 1000),
    })
  }
  return docs
}

/** Unix seconds; before 1970 and past 2106 the nearest that fits. */
export function secondsOf(at: Date): number {
  return Math.min(0xffffffff, Math.max(0, Math.floor(at.getTime() / 1000)))
}

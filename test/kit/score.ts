import type { Truth } from '../../src/demo/demo.ts'

/** A message as the export has it. */
export type ExportedMessage = {
  id: string
  conversationId: string | null
  customerId: string | null
  kind: string
  at: string
  direction: 'in' | 'out'
  peer: string | null
  from: string | null
  group: string[] | null
  text: string
  transcript: string | null
  durationSec: number | null
  attachments: { type: string; disk: string | null; sha256: string | null }[]
  labels: string[]
}

/** How far what is held differs from what is true. */
export type Score = {
  missing: number
  extra: number
  textAltered: number
  peerWrong: number
  peerUnknown: number
  senderWrong: number
  groupWrong: number
  attachmentsMissing: number
  durationWrong: number
}

/** Nothing missing, extra or altered; `peerUnknown` messages whose other side no page tells. */
export function whole(peerUnknown: number): Score {
  return {
    missing: 0,
    extra: 0,
    textAltered: 0,
    peerWrong: 0,
    peerUnknown,
    senderWrong: 0,
    groupWrong: 0,
    attachmentsMissing: 0,
    durationWrong: 0,
  }
}

/**
 * Compares what Plumbline holds with what a generator wrote. Messages belong together by kind, time and
 * direction, and among several by text and other side, then text, then other side.
 */
export function score(truth: readonly Truth[], held: readonly ExportedMessage[]): Score {
  const figures = whole(0)
  const left = Map.groupBy(held, keyOf)
  for (const expected of truth) {
    const got = takeLikest(expected, left.get(keyOf(expected)) ?? [])
    if (got === undefined) figures.missing++
    else compare(expected, got, figures)
  }
  figures.extra = [...left.values()].reduce((total, messages) => total + messages.length, 0)
  return figures
}

function keyOf({ kind, at, direction }: Pick<Truth, 'kind' | 'at' | 'direction'> | ExportedMessage): string {
  return `${kind}|${new Date(at).toISOString()}|${direction}`
}

function takeLikest(expected: Truth, candidates: ExportedMessage[]): ExportedMessage | undefined {
  const sameWords = (got: ExportedMessage) => wordsOf(got) === wordsOf(expected)
  const samePeer = (got: ExportedMessage) => got.peer === expected.peer
  for (const fits of [(got: ExportedMessage) => sameWords(got) && samePeer(got), sameWords, samePeer]) {
    const index = candidates.findIndex(fits)
    if (index >= 0) return candidates.splice(index, 1)[0]
  }
  return undefined
}

function compare(expected: Truth, got: ExportedMessage, figures: Score): void {
  if (wordsOf(got) !== wordsOf(expected)) figures.textAltered++
  if (expected.group !== null) {
    if (setOf(got.group) !== setOf(expected.group)) figures.groupWrong++
    if (expected.from !== null && got.from !== expected.from) figures.senderWrong++
  } else if (expected.peer !== null && got.peer === null) figures.peerUnknown++
  else if (expected.peer !== null && got.peer !== expected.peer) figures.peerWrong++
  const disks = new Set(got.attachments.map(({ disk }) => disk))
  for (const { disk } of expected.attachments)
    if (disk !== null && !disks.has(disk)) figures.attachmentsMissing++
  if (expected.durationSec !== null && expected.durationSec !== got.durationSec) figures.durationWrong++
}

function wordsOf({ text, transcript }: Pick<Truth, 'text' | 'transcript'>): string {
  return (text || transcript || '').trim()
}

function setOf(members: readonly string[] | null): string {
  return [...(members ?? [])].sort().join(',')
}

import { type Contradiction, type Fields, mergeFields, same } from '../conflicts/conflicts.ts'
import type { FieldValue } from '../contract/conflicts.ts'
import { type Agreed, type Arrived, agree, type MirrorRules, toSend } from './agree.ts'
import { bringIntoStep, type Ends } from './in-step.ts'

/** What a case does, one after another; numbers choose among what is possible then. */
export type Move =
  | { do: 'write'; side: 'ours' | 'theirs'; field: string }
  /** A person who saw the field some writes ago writes it on our side. */
  | { do: 'write late'; field: string; ago: number }
  | { do: 'begin' }
  | { do: 'step'; which: number }
  | { do: 'kill'; which: number }

export type Case = { moves: readonly Move[]; rules: MirrorRules; notes: boolean }

/** What a case came to. */
export type Told = {
  /** Both say the same when all is quiet. */
  isSame: boolean
  /** Writes that neither hold, nor were written over by somebody who had seen them, nor are listed. */
  lost: string[]
  /** Conflicts listed more than once, and writes that arrived more than once. */
  doubled: string[]
  /** Listed though nobody contradicted: allowed only where nobody can know better. */
  needless: number
  conflicts: number
  steps: number
  kills: number
}

/** A write: what stood there when it was written, and where. No two write the same. */
export type Written = { value: FieldValue; seen: FieldValue; field: string; side: 'ours' | 'theirs' }

/**
 * Two sides in memory, and workers that bring them into step by the very code that works on two databases: each of its
 * steps is one transaction, between which anything may happen, and after which a worker may be killed. The other side keeps
 * notes of what arrived (`notes`), or tells only whether the row was written.
 */
export async function play({ moves, rules, notes }: Case): Promise<Told> {
  const fields = Object.keys(rules)
  const start: Fields = Object.fromEntries(fields.map((field) => [field, `${field}-0`]))
  const ours: Record<string, FieldValue> = { ...start }
  const theirs: Record<string, FieldValue> = { ...start }
  const link: Agreed & { revision: number; sendId: number | null; mark: number } = {
    ...{ agreed: start, sending: null, revision: 0, sendId: null, mark: 0 },
  }
  let mark = 0
  const arrivals: number[] = []
  const written: Written[] = []
  const listed: Listed[] = []
  /** As `noteConflicts` does: what waits already is not listed again. */
  const list = (found: readonly Contradiction[]) =>
    listed.push(
      ...found.filter(({ waits, field, first, second }) => {
        const isListed = listed.some(
          (one) => one.field === field && one.first === first && one.second === second,
        )
        return !(waits && isListed)
      }),
    )
  let sends = 0
  let kills = 0

  const ends = (turn: () => Promise<void>): Ends<Look, Send> => ({
    look: async () => {
      await turn()
      const known = {
        agreed: link.agreed,
        sending: link.sending,
        revision: link.revision,
        sendId: link.sendId,
      }
      await turn()
      const isNoted = known.sendId !== null && arrivals.includes(known.sendId)
      const arrived: Arrived = notes
        ? isNoted
          ? 'arrived'
          : 'not_arrived'
        : mark === link.mark
          ? 'not_arrived'
          : 'unknown'
      return { ...known, theirs: { ...theirs }, mark, arrived }
    },
    takeIn: async (seen) => {
      await turn()
      if (link.revision !== seen.revision) return 'again'
      const { ours: change, contradictions } = agree(rules, {
        ...{ link: seen, ours: { ...ours }, theirs: seen.theirs, arrived: seen.arrived },
      })
      list(contradictions)
      Object.assign(ours, change)
      const sending = toSend(rules, { ours, theirs: seen.theirs })
      Object.assign(link, { agreed: seen.theirs, sending, mark: seen.mark, revision: link.revision + 1 })
      link.sendId = sending === null ? null : ++sends
      return sending && { fields: sending, expects: seen.theirs, id: sends, revision: link.revision }
    },
    send: async ({ fields: sent, expects, id }) => {
      await turn()
      if (Object.entries(expects).some(([field, value]) => !same(theirs[field], value))) return 'changed'
      Object.assign(theirs, sent)
      mark++
      arrivals.push(id)
      return 'sent'
    },
    settle: async ({ fields: sent, revision }) => {
      await turn()
      if (link.revision !== revision) return
      Object.assign(link, {
        agreed: { ...link.agreed, ...sent },
        sending: null,
        sendId: null,
        revision: revision + 1,
      })
    },
    drop: async ({ revision }) => {
      await turn()
      if (link.revision === revision)
        Object.assign(link, { sending: null, sendId: null, revision: revision + 1 })
    },
  })

  /** Workers that wait for their next step. */
  const waiting: { go: () => void }[] = []
  const working = new Set<Promise<unknown>>()
  const begin = () => {
    const worker = bringIntoStep(ends(() => new Promise((resolve) => waiting.push({ go: resolve }))))
    working.add(worker.finally(() => working.delete(worker)))
  }
  const settleDown = () => new Promise((resolve) => setImmediate(resolve))
  /** By field, what our side has said, in order: somebody may still look at it. */
  const held: Record<string, FieldValue[]> = Object.fromEntries(
    fields.map((field) => [field, [start[field] ?? null]]),
  )
  const write = (side: 'ours' | 'theirs', field: string, seen: FieldValue) => {
    const value = `${field}-${written.length + 1}${side === 'ours' ? 'o' : 't'}`
    written.push({ value, seen, field, side })
    return value
  }
  let steps = 0
  for (const move of moves) {
    if (move.do === 'begin') begin()
    else if (move.do === 'write' && move.side === 'theirs') {
      theirs[move.field] = write('theirs', move.field, theirs[move.field] ?? null)
      mark++
    } else if (move.do === 'write late') {
      const past = held[move.field] ?? []
      const seen = past.at(-1 - (move.ago % past.length)) ?? null
      const [rule, value] = [rules[move.field], write('ours', move.field, seen)]
      const three = { base: { [move.field]: seen }, first: { ...ours }, second: { [move.field]: value } }
      const merged = mergeFields(rule === undefined ? {} : { [move.field]: rule }, three)
      list(merged.contradictions)
      Object.assign(ours, merged.fields)
    } else if (move.do === 'write') ours[move.field] = write('ours', move.field, ours[move.field] ?? null)
    else if (move.do === 'step' && waiting.length > 0) {
      steps++
      waiting.splice(move.which % waiting.length, 1)[0]?.go()
    } else if (move.do === 'kill' && waiting.length > 0) {
      kills++
      waiting.splice(move.which % waiting.length, 1) // it is never told to go on
    }
    await settleDown()
    for (const field of fields) {
      const [past, now] = [held[field] ?? [], ours[field] ?? null]
      if (!same(past.at(-1), now)) past.push(now)
    }
  }
  // Whoever lives goes on; then, with nobody writing, rounds until all is quiet.
  for (let round = 0; round < 4; round++) {
    while (waiting.length > 0) {
      waiting.shift()?.go()
      await settleDown()
    }
    begin()
    await settleDown()
  }
  while (waiting.length > 0) {
    waiting.shift()?.go()
    await settleDown()
  }
  return judge({ ours, theirs, written, listed, steps, kills })
}

export type Listed = { field: string; first: FieldValue; second: FieldValue }
type Look = Agreed & { revision: number; theirs: Fields; mark: number; arrived: Arrived }
type Send = { fields: Fields; expects: Fields; id: number; revision: number }

/** What is to be said of writes and of what was listed, once all is quiet; `ours` and `theirs` by field. */
export function judge({
  ours,
  theirs,
  written,
  listed,
  steps,
  kills,
}: {
  ours: Fields
  theirs: Fields
  written: readonly Written[]
  listed: readonly Listed[]
  steps: number
  kills: number
}): Told {
  const isListed = ({ field, value }: Written) =>
    listed.some((one) => one.field === field && (one.first === value || one.second === value))
  const lost = written.filter(
    (one) =>
      !same(ours[one.field], one.value) && !written.some(({ seen }) => seen === one.value) && !isListed(one),
  )
  const keys = listed.map(({ field, first, second }) => `${field}: ${first} | ${second}`)
  const isContradicted = (one: (typeof listed)[number]) => {
    const [first, second] = [one.first, one.second].map((value) => written.find((w) => w.value === value))
    return (
      first !== undefined &&
      second !== undefined &&
      !reaches(written, first, second) &&
      !reaches(written, second, first)
    )
  }
  return {
    isSame: Object.keys(ours).every((field) => same(ours[field], theirs[field])),
    lost: lost.map(({ value }) => String(value)),
    doubled: keys.filter((key, index) => keys.indexOf(key) !== index),
    needless: listed.filter((one) => !isContradicted(one)).length,
    conflicts: listed.length,
    steps,
    kills,
  }
}

/** Whether `to` was written by somebody who had seen `from`, or what came of it. */
function reaches(written: readonly Written[], from: Written, to: Written): boolean {
  for (let one: Written | undefined = to; one !== undefined; ) {
    const { seen }: Written = one
    if (seen === from.value) return true
    one = written.find(({ value }) => value === seen)
  }
  return false
}

import type { Atom, DayAtom, Placed, ThenAtom, TimeAtom, TimeGrammar } from './atoms.ts'
import { sentenceAround } from './sentence.ts'
import { onSide, type Side } from './spans.ts'

/** How far back "before that" may point, in characters. */
const THEN_REACH = 140

type Spanned = Placed<DayAtom> | Placed<TimeAtom>

/**
 * Days and times bounded by the words beside them ("by the end of next week", "9 onwards"), and by words that point
 * back at them ("I leave at 2, so any time before that"). Atoms in reading order; the pointing words are left out.
 */
export function boundBeside(atoms: Placed<Atom>[], text: string, grammar: TimeGrammar): Placed<Atom>[] {
  const bound = atoms.map((atom) => (isSpanned(atom) ? besides(atom, text, grammar) : atom))
  const dropped = new Set(bound.flatMap((atom) => (atom.kind === 'then' ? pointBack(bound, atom, text) : [])))
  return joinEnds(
    bound.filter((atom) => atom.kind !== 'then' && !dropped.has(atom)),
    text,
  )
}

/** "From Monday I am on leave until the 15th": where one span opens and the next shuts in one breath, they are one. */
function joinEnds(atoms: Placed<Atom>[], text: string): Placed<Atom>[] {
  const out: Placed<Atom>[] = []
  for (const atom of atoms) {
    const before = out.at(-1)
    const meets =
      before?.kind === 'day' &&
      atom.kind === 'day' &&
      before.from !== null &&
      before.to === null &&
      atom.from === null &&
      atom.to !== null &&
      before.from < atom.to &&
      /^ ?(?:[a-z']+ ){0,4}$/.test(text.slice(before.end, atom.start))
    if (meets) Object.assign(before, { to: atom.to, end: atom.end, asked: before.asked || atom.asked })
    else out.push(atom)
  }
  return out
}

const isSpanned = (atom: Placed<Atom>): atom is Spanned => atom.kind === 'day' || atom.kind === 'time'

function besides<A extends Spanned>(atom: A, text: string, grammar: TimeGrammar): A {
  if (atom.from === null || atom.to === null) return atom
  const before = atom.kind === 'day' ? text.slice(Math.max(0, atom.start - 44), atom.start) : ''
  const said =
    sideIn(grammar.sidesBefore, before) ?? sideIn(grammar.sidesAfter, text.slice(atom.end, atom.end + 24))
  return onSide(said, atom)
}

const sideIn = (sides: [Side, RegExp][], words: string): Side | null =>
  words === '' ? null : (sides.find(([, pattern]) => pattern.test(words))?.[0] ?? null)

/** Bounds the clock time or day named last before a pointing word. Answers the part of a day that gives way to its day. */
function pointBack(atoms: Placed<Atom>[], then: Placed<ThenAtom>, text: string): Placed<Atom>[] {
  const named = atoms
    .filter(isSpanned)
    .filter((atom) => atom.end <= then.start && then.start - atom.end < THEN_REACH)
    .reverse()
  const day = named.find((atom) => atom.kind === 'day')
  const meant = named.find((atom) => atom.kind === 'day' || !atom.part)
  if (day) day.asked = true
  if (!meant) return []
  meant.asked = true
  if (then.side === null) return []
  Object.assign(meant, onSide(opened(meant, then.side), meant))
  const { end } = sentenceAround(text, meant.start)
  return meant.kind === 'day' ? named.filter((atom) => atom.kind === 'time' && atom.start < end) : []
}

/** What is open on that side already stays as it is: "home from 3:30; after that I am yours". */
const opened = (atom: Spanned, side: Side): Side | null =>
  (side === 'after' && atom.to === null) || (side === 'before' && atom.from === null) ? null : side

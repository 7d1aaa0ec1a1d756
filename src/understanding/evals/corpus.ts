import { readdirSync, readFileSync } from 'node:fs'
import type { TimeWindow } from '../recognise/time/windows.ts'

/** What a person says a message means; shapes as in the corpus's label guide. */
export type Gold = {
  urgency: string
  services: string[]
  scheduling: TimeWindow[]
  sentiment: string
  names: string[]
  phones: string[]
  emails: string[]
  addresses: string[]
  district: string | null
  business: boolean
  property_manager: boolean
  ticket: boolean
}

/** A labelled message of the project's evaluation set. */
export type Example = {
  id: string
  lang: 'en' | 'pl'
  channel: string
  sent_at: string
  tz: string
  text: string
  gold: Gold
}

/** A message labelled with nothing but the time it asks for. */
export type TimedExample = Omit<Example, 'gold'> & { gold: Pick<Gold, 'scheduling'> }

/** A message written by hand for training; labels its writer did not give are absent. */
export type TrainingMessage = {
  lang: 'en' | 'pl'
  channel: string
  text: string
  urgency?: string
  services?: string[]
  sentiment?: string
  style?: string
  scheduling_types?: string[]
  business?: boolean
  property_manager?: boolean
  ticket?: boolean
  names?: string[]
}

const here = new URL('.', import.meta.url)

/** The labelled messages kept for evaluation, English first. */
export function readExamples(): Example[] {
  return ['examples.en.jsonl', 'examples.pl.jsonl'].flatMap(
    (name) => linesOf(new URL(name, here)) as Example[],
  )
}

/** Messages by another hand again, which nobody who writes rules has read. */
export function readBlind(): Example[] {
  return halfOf<Example>(['blind.en.jsonl', 'blind.pl.jsonl'], 'all')
}

/**
 * Labelled messages by a hand of its own, English first. No weight is trained on them. Those on odd lines were read while
 * rules were written; those on even lines nobody reads, only what they score together is looked at, so they tell how
 * people who are new to us are understood.
 */
export function readUnseen(lines: 'all' | 'odd' | 'even' = 'all'): Example[] {
  return halfOf<Example>(['unseen.en.jsonl', 'unseen.pl.jsonl'], lines)
}

/**
 * Messages that ask for a time in roundabout ways, and as many that tell of times and ask for none, English first;
 * written before the grammar was looked at. Read and unread lines as of the unseen ones.
 */
export function readTimes(lines: 'all' | 'odd' | 'even' = 'all'): TimedExample[] {
  return halfOf<TimedExample>(['times.en.jsonl', 'times.pl.jsonl'], lines)
}

/** Every hand-written training message, by file name and line. */
export function readTraining(): TrainingMessage[] {
  const folder = new URL('../training/', here)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => linesOf(new URL(name, folder)) as TrainingMessage[])
}

function halfOf<T>(names: string[], lines: 'all' | 'odd' | 'even'): T[] {
  const first = lines === 'odd' ? 0 : 1
  return names.flatMap((name) =>
    (linesOf(new URL(name, here)) as T[]).filter((_, i) => lines === 'all' || i % 2 === first),
  )
}

function linesOf(file: URL): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)]
      } catch {
        return []
      }
    })
}

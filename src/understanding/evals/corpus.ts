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
  return ['examples.en.jsonl', 'examples.pl.jsonl'].flatMap((name) => lines(new URL(name, here)) as Example[])
}

/**
 * Labelled messages by a hand of its own, English first. Nothing is trained or tuned on them, and those on even lines
 * nobody looks at: only what they score together tells how people who are new to us are understood.
 */
export function readUnseen(): Example[] {
  return ['unseen.en.jsonl', 'unseen.pl.jsonl'].flatMap((name) => lines(new URL(name, here)) as Example[])
}

/** Every hand-written training message, by file name and line. */
export function readTraining(): TrainingMessage[] {
  const folder = new URL('../training/', here)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => lines(new URL(name, folder)) as TrainingMessage[])
}

function lines(file: URL): unknown[] {
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

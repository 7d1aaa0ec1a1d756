import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { errorCode, Refusal } from '../base/refusal.ts'
import { understandLines } from '../understanding/understanding.ts'
import type { Command } from './command.ts'

export const understandCommand: Command = {
  usage: 'understand [FILE|-] --jsonl',
  summary: 'Reads messages, a line of JSON each, and says what each of them asks for.',
  options: { jsonl: { type: 'boolean' } },
  words: [0, 1],
  run: async ({ words, out }) => {
    const [file = '-'] = words
    const input = file === '-' ? process.stdin : createReadStream(file)
    try {
      for await (const line of understandLines(
        createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }),
      )) {
        if (!out.write(`${line}\n`)) await once(out, 'drain')
      }
      return 0
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      throw new Refusal(
        'file_unreadable',
        `The file cannot be read (${errorCode(error)}).`,
        'Give a file of JSON lines, or - for standard input.',
        { cause: error },
      )
    }
  },
}

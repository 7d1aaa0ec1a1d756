import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Refusal } from '../base/refusal.ts'
import type { Config } from '../config.ts'

/** What a command is given. */
export type CommandInput = {
  config: Config
  /** Words after the command that are no options. */
  words: string[]
  options: Record<string, string | boolean | undefined>
  out: NodeJS.WriteStream
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
}

/** One command of the command line. */
export type Command = {
  /** How to call it: `import PATH… [--dry-run]`. */
  usage: string
  /** One sentence for the help. */
  summary: string
  options?: NonNullable<ParseArgsConfig['options']>
  /** Fewest and most words it takes. */
  words: [min: number, max: number]
  /** Answers the exit code: 0 done, 1 failed. */
  run(input: CommandInput): Promise<0 | 1>
}

/** Wrong use of the command line; ends with exit code 2. */
export class UsageError extends Error {}

/** Options every command knows. */
const COMMON = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  firm: { type: 'string' },
} as const

/** Reads a command's words and options; a UsageError says what is wrong with them. */
export function readArguments(command: Command, args: string[]): Pick<CommandInput, 'words' | 'options'> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...COMMON, ...command.options },
    })
    const [min, max] = command.words
    if (values.help !== true && (positionals.length < min || positionals.length > max)) {
      throw new UsageError(
        positionals.length < min ? 'Something is missing.' : `"${positionals[max]}" is too much.`,
      )
    }
    return { words: positionals, options: values as CommandInput['options'] }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(error instanceof Error ? `${error.message.split('.')[0] ?? ''}.` : String(error))
  }
}

/** Prints a refusal for people, or as one line of JSON. */
export function printRefusal(refusal: Refusal, json: boolean): void {
  const { code, message, next } = refusal
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, next } })}\n`)
  else process.stderr.write(`${message}\n${next}\n`)
}

/** Prints one line of JSON to standard output. */
export function printJson(out: NodeJS.WriteStream, value: unknown): void {
  out.write(`${JSON.stringify(value)}\n`)
}

import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { faultOf } from './base/fault.ts'
import { isDiskFull, Refusal } from './base/refusal.ts'
import { version } from './base/version.ts'
import { type Command, printRefusal, readArguments, UsageError } from './command/command.ts'
import { readConfig } from './config.ts'

// What is compiled once is not compiled again: commands start in two thirds of the time. Beside the packages, where only
// who may change the program can write.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))

/** Every command, loaded only when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./command/serve.ts')).serveCommand,
  import: async () => (await import('./command/import.ts')).importCommand,
  sources: async () => (await import('./command/sources.ts')).sourcesCommand,
  sync: async () => (await import('./command/sources.ts')).syncCommand,
  conflicts: async () => (await import('./command/conflicts.ts')).conflictsCommand,
  hooks: async () => (await import('./command/hooks.ts')).hooksCommand,
  mirror: async () => (await import('./command/mirror.ts')).mirrorCommand,
  export: async () => (await import('./command/export.ts')).exportCommand,
  restore: async () => (await import('./command/restore.ts')).restoreCommand,
  backup: async () => (await import('./command/backup.ts')).backupCommand,
  demo: async () => (await import('./command/demo.ts')).demoCommand,
  tickets: async () => (await import('./command/tickets.ts')).ticketsCommand,
  understand: async () => (await import('./command/understand.ts')).understandCommand,
  insights: async () => (await import('./command/insights.ts')).insightsCommand,
  'lost-work': async () => (await import('./command/insights.ts')).lostWorkCommand,
  eval: async () => (await import('./command/eval.ts')).evalCommand,
  search: async () => (await import('./command/search.ts')).searchCommand,
  doctor: async () => (await import('./command/doctor.ts')).doctorCommand,
  'sign-in-link': async () => (await import('./command/sign-in-link.ts')).signInLinkCommand,
  audit: async () => (await import('./command/audit.ts')).auditCommand,
  check: async () => (await import('./command/check.ts')).checkCommand,
  repair: async () => (await import('./command/repair.ts')).repairCommand,
  checkpoint: async () => (await import('./command/checkpoint.ts')).checkpointCommand,
  secrets: async () => (await import('./command/secrets.ts')).secretsCommand,
  seal: async () => (await import('./command/seal.ts')).sealCommand,
  migrate: async () => (await import('./command/migrate.ts')).migrateCommand,
}

// With much memory free, V8 lets garbage pile up to four times what is in use; a laptop has better use for it. An import
// of 100,000 messages peaks at 611 MB with twice, and at 671 to 719 with more; 1.3 times takes three times the system time.
setFlagsFromString('--heap-growing-percent=100')

process.exitCode = await main(process.argv.slice(2))

/** Runs the command line: 0 done, 1 failed, 2 used wrongly. */
async function main([name = 'help', ...args]: string[]): Promise<0 | 1 | 2> {
  if (name === 'help' || name === '--help' || name === '-h') return help()
  if (name === '--version') return printVersion()
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) {
    process.stderr.write(`There is no command "${name}". Try: plumbline help\n`)
    return 2
  }
  const json = args.includes('--json')
  const command = await load()
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    const input = readArguments(command, args)
    if (input.options.help === true) {
      process.stdout.write(`plumbline ${command.usage}\n${command.summary}\n`)
      return 0
    }
    return await command.run({
      ...input,
      config: readConfig(process.env),
      out: process.stdout,
      signal: stop.signal,
    })
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nUsage: plumbline ${command.usage} [--json]\n`)
      return 2
    }
    printRefusal(error instanceof Refusal ? error : unforeseen(error), json)
    return 1
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

async function help(): Promise<0> {
  process.stdout.write('Usage: plumbline COMMAND [--json] [--firm NAME]\n\n')
  for (const load of Object.values(commands)) {
    const { usage, summary } = await load()
    process.stdout.write(`  plumbline ${usage}\n      ${summary}\n`)
  }
  process.stdout.write('\nSettings are environment variables; docs/settings.md lists them.\n')
  return 0
}

function printVersion(): 0 {
  process.stdout.write(`${version}\n`)
  return 0
}

function unforeseen(error: unknown): Refusal {
  if (isDiskFull(error))
    return new Refusal(
      'disk_full',
      'The disk is full.',
      'Make room and try again; nothing acknowledged is lost.',
    )
  // Lines to be reported to others: only at trace may they quote what customers wrote.
  const said = process.env.LOG_LEVEL === 'trace' ? inspect(error) : JSON.stringify(faultOf(error))
  process.stderr.write(`${said}\n`)
  return new Refusal(
    'internal',
    'Plumbline came upon a fault of its own.',
    'Try again; if it happens again, report it with the lines above.',
  )
}

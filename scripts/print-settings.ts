/**
 * Writes docs/settings.md from the table in src/config.ts, so that the manual names every setting there is and no
 * other. With --check it only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { settings } from '../src/config.ts'

const TARGET = join(import.meta.dirname, '../docs/settings.md')

/** What zod's JSON Schema tells of a setting. */
type Schema = {
  type?: string
  format?: string
  enum?: string[]
  default?: string | number | string[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  pattern?: string
}

const text = render()
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('docs/settings.md is out of date: run "node scripts/print-settings.ts".')
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}

function render(): string {
  const rows = Object.entries(settings).map(([name, row]) => {
    const schema = z.toJSONSchema(row.shape, { io: 'output' }) as Schema
    const doc = 'secret' in row ? `${row.doc} A secret: keep it out of files that others can read.` : row.doc
    return `| \`${name}\` | ${defaultOf(schema)} | ${rangeOf(schema)} | ${doc} |`
  })
  return `# Settings

Printed by \`scripts/print-settings.ts\` from \`src/config.ts\`. Do not edit.

Settings are environment variables, and all of them are optional: \`PORT=8081 npm start\`. An empty one counts as not set. One that cannot be used is refused at the start, by name.

| Setting | Default | May be | What it does |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

function defaultOf({ default: value }: Schema): string {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : `\`${value}\``
}

function rangeOf({
  type,
  format,
  enum: choices,
  minimum,
  maximum,
  exclusiveMinimum,
  pattern,
}: Schema): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ')
  if (type === 'integer') return `whole number, ${minimum} to ${maximum}`
  if (type === 'number')
    return exclusiveMinimum === undefined
      ? `number, ${minimum} to ${maximum}`
      : `number above ${exclusiveMinimum}, up to ${maximum}`
  if (type === 'array') return 'list, separated by commas'
  if (format === 'uri') return 'URL'
  if (pattern !== undefined) return `text beginning with \`${pattern.replace(/^\^|\.\*$/g, '')}\``
  return 'text'
}

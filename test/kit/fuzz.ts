import type { Chance } from '../../src/demo/chance.ts'
import {
  CONTENT_TYPES,
  CURSORS,
  FOREIGN_KEYS,
  HEADERS,
  LONG,
  METHODS,
  NUMBERS,
  RANGES,
  RAW_JSON,
  TEXTS,
} from './fuzz-values.ts'

/** What is used here of JSON Schema 2020-12. */
export type Schema = {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  anyOf?: Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
}

/** An endpoint as the OpenAPI document has it. */
export type Operation = {
  operationId: string
  method: string
  path: string
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

/** What requests are made of. */
export type Stuff = {
  operation: Operation
  /** The value of the Host header. */
  host: string
  /** Headers that say who asks. */
  credentials: Readonly<Record<string, string>>
  /** Values that are good for a field: ids of what there is. */
  good(field: string): readonly unknown[]
}

/** A request as it goes over the wire, and in words for who must mend what it finds. */
export type FuzzRequest = { method: string; bytes: Buffer; words: string }

/** Marks where a piece of raw JSON goes in. */
const RAW_PLACE = '\ue000raw\ue000'

/** One request to an operation, with something wrong in nearly each; the same chance makes the same one. */
export function fuzzRequest(chance: Chance, stuff: Stuff): FuzzRequest {
  const { operation } = stuff
  const method = chance.odds(0.97) ? operation.method : chance.pick(METHODS)
  const target = address(chance, stuff)
  const body = bodyOf(chance, stuff)
  const headers: [string, string][] = [['host', stuff.host], ...Object.entries(stuff.credentials)]
  if (body !== undefined) {
    headers.push(['content-type', body.type], ['content-length', String(body.bytes.length)])
    if (chance.odds(0.08)) headers.push(['content-type', chance.pick(CONTENT_TYPES)])
    if (chance.odds(0.08)) replace(headers, 'content-type', chance.pick(CONTENT_TYPES))
  }
  for (let more = chance.odds(0.3) ? chance.int(1, 3) : 0; more > 0; more--) {
    const [name, values] = chance.pick(HEADERS)
    if (chance.odds(0.5)) replace(headers, name, chance.pick(values))
    else headers.push([name, chance.pick(values)])
  }
  if (isFile(operation) && chance.odds(0.4)) headers.push(['range', chance.pick(RANGES)])
  if (chance.odds(0.01)) for (let i = 0; i < 150; i++) headers.push([`x-${i}`, ''])
  const head = `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  const bytes = Buffer.concat([Buffer.from(head, 'latin1'), body?.bytes ?? Buffer.alloc(0)])
  return { method, bytes, words: shorten(`${head.replace(/\r\n/g, ' ⏎ ')} ${body?.bytes.toString() ?? ''}`) }
}

function replace(headers: [string, string][], name: string, value: string): void {
  const at = headers.findIndex(([other]) => other === name)
  if (at < 0) headers.push([name, value])
  else headers[at] = [name, value]
}

function address(chance: Chance, { operation, good }: Stuff): string {
  const parameters = operation.parameters ?? []
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const { schema } = parameters.find((one) => one.name === name) ?? { schema: {} }
    return encode(
      chance,
      String(chance.odds(0.75) ? fitting(chance, schema, name, good) : nastyText(chance, name)),
    )
  })
  const query = parameters
    .filter((one) => one.in === 'query' && chance.odds(0.4))
    .flatMap(({ name, schema }) => {
      const value = chance.odds(0.5) ? fitting(chance, schema, name, good) : nastyText(chance, name)
      const pair = `${name}=${encode(chance, String(value))}`
      return chance.odds(0.1) ? [pair, pair.replace('=', chance.pick(['=x', '[]=', '[a][b]=', '=']))] : [pair]
    })
  if (chance.odds(0.1)) query.push(`${encode(chance, chance.pick(FOREIGN_KEYS).slice(0, 500))}=x`)
  return `${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

/** As a client encodes it, mostly. What is sent raw is without what would end the request's first line. */
function encode(chance: Chance, text: string): string {
  const short = text.slice(0, chance.odds(0.1) ? 100_000 : 3_000)
  if (chance.odds(0.95)) return encodeURIComponent(short.toWellFormed())
  return chance.odds(0.5) ? `%${short}` : short.replace(/[\r\n]/g, '')
}

function bodyOf(chance: Chance, { operation, good }: Stuff): { type: string; bytes: Buffer } | undefined {
  const schema = operation.requestBody?.content['application/json']?.schema
  if (operation.method === 'GET' && chance.odds(0.95)) return undefined
  if (isUpload(operation) && chance.odds(0.9)) return form(chance)
  if (schema === undefined && chance.odds(0.5)) return undefined
  const raw = { piece: undefined as string | undefined }
  let value = fitting(chance, schema ?? {}, '', good)
  for (let wrongs = chance.odds(0.15) ? 0 : chance.int(1, 2); wrongs > 0; wrongs--)
    value = spoil(chance, value, '', raw)
  const text = (JSON.stringify(value) ?? '').replace(JSON.stringify(RAW_PLACE), () => raw.piece ?? 'null')
  return { type: 'application/json', bytes: Buffer.from(chance.odds(0.97) ? text : text.slice(0, -1)) }
}

/** Whether it answers bytes: then the document tells of no answer in JSON. */
const isFile = ({ method, responses }: Operation) =>
  method === 'GET' && !Object.keys(responses).some((status) => status.startsWith('2'))
const isUpload = ({ operationId }: Operation) => operationId === 'uploads-make'

/** A form with files, or nearly one. */
function form(chance: Chance): { type: string; bytes: Buffer } {
  const name = chance
    .pick(TEXTS)
    .slice(0, 5_000)
    .replace(/[\r\n]/g, '')
  const field = chance.pick(['file', '', '__proto__', 'x"; filename="y', 'constructor'])
  const part = `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${chance.pick(['application/zip', 'x', ''])}\r\n\r\n${chance.pick(['', 'PK\x03\x04', LONG])}\r\n`
  const bytes = chance.pick([
    `${part}--b--\r\n`,
    `${part}${part}--b--\r\n`,
    `${part}--b`,
    part,
    '--b--\r\n',
    '',
    '--b\r\n\r\n\r\n--b--\r\n',
    `--b\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${LONG}\r\n--b--\r\n`,
    `--b\r\n${'x: y\r\n'.repeat(200)}\r\n--b--\r\n`,
    part.repeat(205),
  ])
  return {
    type: chance.pick(['multipart/form-data; boundary=b', 'multipart/form-data; boundary="b"']),
    bytes: Buffer.from(bytes),
  }
}

/** A value as the schema wants it; where there are things of that name, one of them. */
function fitting(chance: Chance, schema: Schema, field: string, good: Stuff['good']): unknown {
  const known = good(field)
  if (known.length > 0 && schema.format === 'uuid') return chance.pick(known)
  if (known.length > 0 && chance.odds(0.8)) return chance.pick(known)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return chance.pick(schema.enum)
  if (schema.anyOf !== undefined) return fitting(chance, chance.pick(schema.anyOf), field, good)
  switch (schema.type) {
    case 'object': {
      const named = Object.entries(schema.properties ?? {})
        .filter(([name]) => schema.required?.includes(name) || chance.odds(0.6))
        .map(([name, inner]) => [name, fitting(chance, inner, name, good)])
      const more = typeof schema.additionalProperties === 'object' && chance.odds(0.5)
      if (more) named.push(['more', fitting(chance, schema.additionalProperties as Schema, 'more', good)])
      return Object.fromEntries(named)
    }
    case 'array': {
      const count = Math.max(schema.minItems ?? 0, chance.int(0, 2))
      return Array.from({ length: count }, () => fitting(chance, schema.items ?? {}, field, good))
    }
    case 'integer':
    case 'number': {
      const low = Math.max(schema.minimum ?? 0, -1_000)
      return chance.int(Math.ceil(low), Math.min(schema.maximum ?? 100, 1_000))
    }
    case 'boolean':
      return chance.odds(0.5)
    case 'null':
      return null
    case 'string':
      return fittingText(chance, schema)
    default:
      return {}
  }
}

function fittingText(chance: Chance, { format, minLength = 0, maxLength = 40 }: Schema): string {
  if (format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057'
  if (format === 'email') return `someone.${chance.int(1, 20)}@harbor.example`
  if (format === 'date-time') return `2026-0${chance.int(1, 9)}-01T00:00:00.000Z`
  return chance.pick(['Mrs Alvarez', 'pani Łucja', 'US', 'leak']).padEnd(minLength, 'x').slice(0, maxLength)
}

function nastyText(chance: Chance, field: string): string {
  return field === 'cursor'
    ? chance.pick(CURSORS)
    : chance.odds(0.8)
      ? chance.pick(TEXTS)
      : String(chance.pick(NUMBERS))
}

/** The value with one thing in it made wrong. */
function spoil(chance: Chance, value: unknown, field: string, raw: { piece: string | undefined }): unknown {
  if (typeof value === 'object' && value !== null && chance.odds(0.85)) {
    const names = Object.keys(value)
    if (names.length > 0 && chance.odds(0.85)) {
      const name = chance.pick(names)
      const inner = (value as Record<string, unknown>)[name]
      if (Array.isArray(value)) return value.toSpliced(Number(name), 1, spoil(chance, inner, field, raw))
      if (chance.odds(0.1))
        return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
      return { ...value, [name]: spoil(chance, inner, name, raw) }
    }
    if (!Array.isArray(value))
      return Object.defineProperty({ ...value }, chance.pick(FOREIGN_KEYS), {
        value: chance.pick<unknown>(['x', 1, { polluted: true }, { prototype: { polluted: true } }]),
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  if (chance.odds(0.1)) {
    raw.piece ??= chance.pick(RAW_JSON)
    return RAW_PLACE
  }
  if (chance.odds(0.05)) return nested(chance.int(5, 60))
  if (chance.odds(0.05)) return Array.from({ length: chance.pick([201, 5_000]) }, () => 'x')
  if (chance.odds(0.5)) return nastyText(chance, field)
  return chance.pick<unknown>([
    ...NUMBERS,
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { $ne: null },
    { toString: 'x' },
  ])
}

function nested(levels: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function shorten(text: string): string {
  const shown = text.replace(/(.)\1{60,}/gu, (run, one: string) => `${one}…(${run.length})`)
  return shown
    .replace(/[\p{Cc}\u0080-\u00ff]/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .slice(0, 900)
}

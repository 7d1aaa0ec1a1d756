import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Rooms in the order of ARCHITECTURE.md's tree: `base`, …, `main.ts`. */
const rooms = [
  ...(/```\nsrc\/\n((?: {2}.*\n)+)/.exec(read('ARCHITECTURE.md'))?.[1] ?? '').matchAll(
    /^ {2}([a-z-]+(?:\.ts)?)/gm,
  ),
].map(([, room]) => room ?? '')
/** Rooms whose every file may be imported. */
const OPEN_ROOMS = ['base', 'contract']
/** The command line loads each command only when it is called, so from its own file. */
const LOADED_BY_FILE = { from: 'src/main.ts', room: 'command' }
/** What moves whole firms writes every table. */
const MOVES_FIRMS = /^src\/(portability\/|store\/carry\.ts)/

type File = { path: string; room: string; text: string; imports: string[] }

const filesIn = (folder: string): File[] =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT, exclude: ['web/dist/**'] })
    .filter((path) => !/\.(test|fixture)\.|\/fixtures\//.test(path))
    .map((path) => ({ path, room: path.split('/')[1] ?? '', text: read(path), imports: importsOf(path) }))

/** Files of ours that a file imports, or starts as a thread or process. */
function importsOf(path: string): string[] {
  const found = read(path).matchAll(/(?:\bfrom|\bimport|\bimport\(|new URL\()\s*'(\.[^']+)'/g)
  return [...found].map(([, target]) => join(path, '..', target ?? ''))
}

const source = filesIn('src')
const crossings = source.flatMap((file) =>
  file.imports
    .filter((target) => target.startsWith('src/') && target.split('/')[1] !== file.room)
    .map((target) => ({ ...file, target, targetRoom: target.split('/')[1] ?? '' })),
)
const shown = (found: { path: string; target?: string }[]) =>
  found.map(({ path, target }) => (target === undefined ? path : `${path} → ${target}`))

describe('the rooms', () => {
  it('are those of ARCHITECTURE.md', () => {
    assert.deepEqual(readdirSync(join(ROOT, 'src')).sort(), rooms.toSorted())
  })

  it('import only rooms above them, so that none can be part of a circle', () => {
    const wrong = crossings.filter(({ room, targetRoom }) => rooms.indexOf(targetRoom) >= rooms.indexOf(room))
    assert.deepEqual(shown(wrong), [])
  })

  it('are entered by their doors', () => {
    const wrong = crossings.filter(
      ({ path, target, targetRoom }) =>
        !OPEN_ROOMS.includes(targetRoom) &&
        target !==
          (targetRoom.endsWith('.ts') ? `src/${targetRoom}` : `src/${targetRoom}/${targetRoom}.ts`) &&
        !(path === LOADED_BY_FILE.from && targetRoom === LOADED_BY_FILE.room),
    )
    assert.deepEqual(shown(wrong), [])
  })

  it('that promise to know nothing of the rest import base alone', () => {
    const wrong = crossings.filter(
      ({ room, targetRoom }) =>
        ['base', 'contract', 'understanding', 'demo', 'channels'].includes(room) && targetRoom !== 'base',
    )
    assert.deepEqual(shown(wrong), [])
  })

  it('in the browser import the contract alone', () => {
    const wrong = filesIn('web').flatMap(({ path, imports }) =>
      imports
        .filter((target) => !/^(web\/|src\/contract\/)/.test(target))
        .map((target) => ({ path, target })),
    )
    assert.deepEqual(shown(wrong), [])
  })
})

/** Every `insert into x`, `update x set`, `delete from x`, and the same in the query builder's words. */
const WRITES =
  /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\('([\w.]+)|\b(?:insert\s+into|delete\s+from|merge\s+into|truncate|update(?=\s+\S+(\s+as)?(\s+\w+)?\s+set\b))\s+([\w."]+)/gi

describe('the tables', () => {
  it('are written by one room each, the one that their comment names', () => {
    const writers = new Map<string, Set<string>>()
    for (const { path, room, text } of source) {
      if (MOVES_FIRMS.test(path)) continue
      for (const match of text.matchAll(WRITES)) {
        const name = match[1]?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? match[4] ?? ''
        const table = name.replaceAll('"', '').replace('public.', '')
        writers.set(table, (writers.get(table) ?? new Set()).add(room))
      }
    }
    const named = [
      ...globSync('src/store/migrations/*.up.sql', { cwd: ROOT }),
      'src/store/migrate.ts',
    ].flatMap((path) =>
      [...read(path).matchAll(/comment on table (\S+) is\s+'.*?Written by (\w+)/g)].map(
        ([, table, room]) => [table?.replaceAll('"', '') ?? '', room ?? ''] as const,
      ),
    )
    const statedWriter = new Map(named)
    for (const [table, by] of writers) assert.deepEqual([...by], [statedWriter.get(table)], table)
    const unwritten = named.map(([table]) => table).filter((table) => !writers.has(table))
    assert.deepEqual(
      unwritten.filter((table) => !table.startsWith('auth.')),
      [],
    ) // better-auth writes some of those
  })
})

describe('the source', () => {
  const containing = (pattern: RegExp, ...allowed: string[]) =>
    shown(
      source
        .filter(({ path, text }) => pattern.test(text) && !allowed.includes(path))
        .map(({ path }) => ({ path })),
    )

  it('declares what crosses HTTP in the contract, for both sides', () => {
    const own = [...source, ...filesIn('web')].filter(
      ({ path, text }) =>
        (path.startsWith('src/api/endpoints/') && /\b(?:answer|body|query): z\./.test(text)) ||
        (/^(web\/api|src\/command)\//.test(path) && /\bz\.object\(/.test(text)),
    )
    assert.deepEqual(shown(own.map(({ path }) => ({ path }))), [])
  })

  it('reads the environment in one place', () => {
    assert.deepEqual(containing(/\bprocess\.env\b/, 'src/main.ts', 'src/config.ts'), [])
  })

  it('says nothing past the log and the command line’s own output', () => {
    assert.deepEqual(containing(/\bconsole\./), [])
    const past = source.filter(
      ({ room, text }) => /\bprocess\.std(out|err)\b/.test(text) && !['command', 'main.ts'].includes(room),
    )
    assert.deepEqual(shown(past.map(({ path }) => ({ path }))), [])
  })
})

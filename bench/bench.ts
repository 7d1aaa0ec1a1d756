/** Runs every bench and writes bench/RESULTS.md. `npm run bench [NAME…]` */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, machine } from './kit.ts'

const BENCHES = [
  'parse',
  'mail',
  'import',
  'chat-history',
  'sync',
  'list',
  'search',
  'similar',
  'suggest',
  'webhook',
  'live',
  'audit',
  'check',
  'limits',
  'understand',
  'unseen',
  'insights',
  'analytics',
  'learning',
  'sealed',
  'sealed-work',
]
const RESULTS = join(import.meta.dirname, 'RESULTS.md')
const chosen = process.argv.length > 2 ? process.argv.slice(2) : BENCHES

const sections = new Map<string, string>()
try {
  for (const section of readFileSync(RESULTS, 'utf8').split(/^## /m).slice(1))
    sections.set(section.split('\n', 1)[0] ?? '', `## ${section.trimEnd()}\n`)
} catch {}
for (const name of chosen) sections.set(name, await runBench(name))
writeFileSync(
  RESULTS,
  `# Figures\n\nWritten by \`npm run bench\`; machines are noisy, ratios are taken in one run.\n\n${BENCHES.flatMap((name) => sections.get(name) ?? []).join('\n')}`,
)

async function runBench(name: string): Promise<string> {
  const command = `node bench/${name}.ts`
  process.stdout.write(`\n${command}\n`)
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} failed.`)
  const line = output.split('\n').find((candidate) => candidate.startsWith('FIGURES '))
  const head = `## ${name}\n\n\`${command}\` · ${new Date().toISOString().slice(0, 10)} · ${machine()}\n\n`
  if (line === undefined) return `${head}\`\`\`\n${output.trim()}\n\`\`\`\n`
  const figures = JSON.parse(line.slice('FIGURES '.length)) as Figure[]
  const rows = figures.map(
    ({ what, ours, baseline, ratio, bound }) =>
      `| ${what} | ${ours} | ${baseline} | ${ratio.toFixed(2)} | ${bound} |`,
  )
  return `${head}| figure | ours | baseline | ratio | asked |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

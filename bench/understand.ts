// How fast messages are understood, on this machine: node bench/understand.ts
import { cpus } from 'node:os'

const startMs = performance.now()
const { understand } = await import('../src/understanding/understanding.ts')
understand({ text: 'warm', channel: 'sms', sentAt: '2025-01-01T00:00:00Z', timeZone: 'America/Chicago' })
const firstMs = performance.now() - startMs
const { readExamples } = await import('../src/understanding/evals/corpus.ts')

const examples = readExamples()
const times: number[] = []
for (let round = 0; round < 12; round++)
  for (const example of examples) {
    const from = performance.now()
    understand({
      text: example.text,
      channel: example.channel,
      sentAt: example.sent_at,
      timeZone: example.tz,
    })
    if (round > 1) times.push(performance.now() - from)
  }
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
const hostile: Record<string, string> = {
  '1 MB of prose': 'The kitchen sink is leaking and we need someone on Tuesday after 3. '.repeat(15_000),
  '10,000 digits': '7'.repeat(10_000),
  '10,000 digits apart': '7 '.repeat(10_000),
  '5,000 a': 'a'.repeat(5000),
  '1 MB of a': 'a'.repeat(1_000_000),
  'nested quotes': Array.from(
    { length: 2000 },
    (_, i) => `${'> '.repeat(i % 60)}On Mon, Jan 6, 2025 at 9:00 AM X wrote:`,
  ).join('\n'),
  'zero width': 'le\u200bak\u200d '.repeat(5000),
  'right-to-left': '\u202eleak\u202c '.repeat(5000),
  'only spaces': ' '.repeat(20_000),
  'only commas': ','.repeat(20_000),
  'only dots': 'a.'.repeat(10_000),
  'only at signs': 'a@'.repeat(10_000),
  'only newlines': '\n'.repeat(20_000),
  capitals: 'Anna Maria '.repeat(2000),
  'numbers and words': '12 Oak '.repeat(3000),
  emoji: '😭🙏'.repeat(5000),
  'water at lights': 'water light nie moge '.repeat(1000),
  'numbers spoken': 'five oh two piecset '.repeat(1000),
}
console.log(`${cpus()[0]?.model ?? 'cpu'}, node ${process.version}`)
console.log(`import and first message   ${firstMs.toFixed(0)} ms (limit 1500)`)
console.log(`median                     ${at(0.5).toFixed(3)} ms (limit 1.5)`)
console.log(`p99                        ${at(0.99).toFixed(3)} ms (limit 10)`)
console.log(
  `messages a second          ${Math.round(1000 / (times.reduce((a, b) => a + b, 0) / times.length))} (limit 1000)`,
)
console.log(
  `memory                     ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB (limit 200)`,
)
for (const [name, text] of Object.entries(hostile)) {
  const from = performance.now()
  understand({ text, channel: 'email', sentAt: '2025-01-06T09:00:00-06:00', timeZone: 'America/Chicago' })
  const englishMs = performance.now() - from
  const again = performance.now()
  understand({ text, channel: 'email', sentAt: '2025-01-06T09:00:00+01:00', timeZone: 'Europe/Warsaw' })
  console.log(
    `${name.padEnd(26)} ${englishMs.toFixed(1)} / ${(performance.now() - again).toFixed(1)} ms (limit 100)`,
  )
}

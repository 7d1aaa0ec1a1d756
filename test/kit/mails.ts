/** A mail that Mrs Alvarez sends to Harbor Plumbing, different for each `number`, of about `bytes` bytes. */
export function mailOf(number: number, bytes = 0): Buffer {
  const lines = [
    'From: Rosa Alvarez <rosa@alvarez.example>',
    'To: Harbor Plumbing <office@harbor.example>',
    `Subject: The boiler, again (${number})`,
    'Date: Mon, 02 Mar 2026 09:30:00 -0600',
    `Message-ID: <boiler.${number}@alvarez.example>`,
    '',
    `It is leaking for the ${number}th time.`,
    '',
  ]
  const head = Buffer.from(lines.join('\r\n'))
  const line = Buffer.from(`${'Drip. '.repeat(12)}\r\n`)
  const times = Math.max(0, Math.ceil((bytes - head.length) / line.length))
  return Buffer.concat([head, ...Array<Buffer>(times).fill(line)])
}

export function mailsOf(count: number, from = 1, bytes = 0): Buffer[] {
  return Array.from({ length: count }, (_, index) => mailOf(from + index, bytes))
}

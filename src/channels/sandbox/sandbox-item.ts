import { z } from 'zod'
import type { ParsedMessage } from '../message.ts'

/** Goes up when the same item gives another message than before. */
export const sandboxParserVersion = 1

/** A text that was written to somebody who is made up. Numbers are E.164. */
export type SandboxText = { id: string; at: Date; from: string; to: string; text: string }

/** Of the format: nothing else that is kept as JSON has it. */
const FORMAT = 'plumbline-sandbox-1'

const itemShape = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  at: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
})

/** The item that is kept of a text which goes to nobody: no wire has carried it, and it says so itself. */
export function sandboxItem({ at, ...written }: SandboxText): Buffer {
  const item: z.infer<typeof itemShape> = { format: FORMAT, ...written, at: at.toISOString() }
  return Buffer.from(`${JSON.stringify(item)}\n`)
}

/** The message of such an item; null for every other. Pure, throws nothing. */
export function parseSandboxItem(bytes: Buffer): ParsedMessage | null {
  const item = itemShape.safeParse(jsonOf(bytes))
  if (!item.success) return null
  const { id, at, from, to, text } = item.data
  return {
    position: 0,
    kind: 'text',
    atMs: Date.parse(at),
    direction: 'out',
    sender: from,
    senderName: null,
    peer: to,
    peerName: null,
    group: null,
    text,
    transcript: null,
    durationSeconds: null,
    attachments: [],
    labels: ['sms', SANDBOX_LABEL],
    deleted: false,
    wireId: id,
  }
}

/** What tells such a message from one that somebody got. */
export const SANDBOX_LABEL = 'sandbox'

function jsonOf(bytes: Buffer): unknown {
  if (bytes[0] !== OPENS) return undefined // a page, which may be megabytes
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

const OPENS = '{'.charCodeAt(0)

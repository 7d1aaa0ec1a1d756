import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../src/base/clock.ts'
import type { TestFirm } from './app.ts'

/** Goes on from a day of the tests' own, evenly, whatever is done to the machine's clock; can be moved ahead. */
export function movingClock(start: string): Clock & { advance(ms: number): void } {
  const offsetMs = Date.parse(start) - performance.now()
  let aheadMs = 0
  return {
    now: () => new Date(Math.floor(performance.now() + offsetMs + aheadMs)),
    advance: (ms: number) => {
      aheadMs += ms
    },
  }
}

/** A mail of a customer's: the `number`th of a conversation. */
export function mail(
  number: number,
  { body = 'When can you come?', extra = [] as string[], from = 'Rosa Alvarez <rosa@alvarez.example>' } = {},
) {
  return Buffer.from(
    [
      `From: ${from}`,
      'To: Harbor Plumbing <office@harbor.example>',
      'Subject: The boiler',
      `Date: Wed, 04 Mar 2026 ${number < 3 ? '15' : '18'}:${String(number).padStart(2, '0')}:00 +0000`,
      `Message-ID: <boiler.${number}@alvarez.example>`,
      ...extra,
      '',
      body,
      '',
    ].join('\r\n'),
  )
}

export type Conversation = {
  id: string
  status: string
  statusReason: string
  messageCount: number
  last: { id: string; direction: string }
}
type Message = {
  id: string
  direction: string
  kind: string
  text: string
  labels: string[]
  subject: string | null
  delivery: { kind: string; why: string | null } | null
}

/** A firm's inbox as a person of the office works with it. */
export class Office {
  readonly firm: TestFirm
  constructor(firm: TestFirm) {
    this.firm = firm
  }
  async conversations(): Promise<Conversation[]> {
    return (await this.firm.ask('GET', '/api/conversations?limit=50')).body.items
  }
  async with(words: string): Promise<Conversation> {
    const { items } = (await this.firm.ask('GET', `/api/conversations?text=${encodeURIComponent(words)}`))
      .body
    assert.equal(items.length, 1, `one conversation has “${words}”`)
    return items[0]
  }
  async messages(id: string): Promise<Message[]> {
    return (await this.firm.ask('GET', `/api/conversations/${id}/messages?order=oldest_first`)).body.items
  }
  way(id: string) {
    return this.firm.ask('GET', `/api/conversations/${id}/reply-way`)
  }
  async write(id: string, text: string, more: { id?: string; seenMessageId?: string } = {}) {
    const seenMessageId = more.seenMessageId ?? (await this.way(id)).body.newestMessageId
    return this.firm.ask('POST', `/api/conversations/${id}/replies`, {
      id: more.id ?? randomUUID(),
      seenMessageId,
      text,
    })
  }
  async waiting(id: string) {
    return (await this.firm.ask('GET', `/api/conversations/${id}/replies`)).body.items
  }
  /** Waits until the conversation's reply is in this state, or none is on its way. One that waits was tried before, and is to be again. */
  async settled(id: string, state?: 'waiting' | 'failed' | 'unsure') {
    for (let looks = 0; looks < 400; looks++) {
      const items = await this.waiting(id)
      const wasTried = state !== 'waiting' || items[0]?.trouble
      if (state === undefined ? items.length === 0 : items[0]?.state === state && wasTried) return items
      await pause(25)
    }
    return assert.fail(`the reply is ${JSON.stringify(await this.waiting(id))}`)
  }
  async sync(sourceId: string) {
    await this.firm.ask('POST', `/api/sources/${sourceId}/sync`)
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await this.firm.ask('GET', '/api/sources')).body
      const source = items.find(({ id }: { id: string }) => id === sourceId)
      if (!['queued', 'running', undefined].includes(source.run?.status)) return source
      await pause(25)
    }
    return assert.fail('the source was not read')
  }
}

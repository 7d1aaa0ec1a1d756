import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../../src/demo/chance.ts'
import type { LiveSource } from './live-source.ts'
import { callWebhook, type InboundJson, inboundJson, type PostmarkServer } from './postmark-server.ts'

const PEOPLE = 60
const WRITERS = 4

/**
 * Mail that Postmark takes in for the office. Its calls are lost, so that it is asked for; but what is written twice is called
 * for as well, once or more.
 */
export function openPostmarkAccount(postmark: PostmarkServer, { chance }: { chance: Chance }): LiveSource {
  const sent = new Set<string>()
  let webhook: string | undefined
  const newMail = (): InboundJson => {
    const number = sent.size + 1
    const TextBody = `Message ${number}: the boiler shows F${chance.int(10, 99)} again`
    sent.add(TextBody)
    const Email = `customer-${chance.int(1, PEOPLE)}@alvarez.example`
    const to = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
    return inboundJson(number, {
      From: Email,
      FromFull: { Email, Name: '', MailboxHash: '' },
      To: to.Email,
      ToFull: [to],
      TextBody,
    })
  }
  const write: LiveSource['write'] = async (count) => {
    for (let left = count; left > 0; left--) postmark.put(newMail())
  }
  const port = Number(new URL(postmark.baseUrl).port)
  let again = 0
  return {
    name: 'Postmark',
    port,
    many: 120,
    share: 0.25,
    batchBytes: 5_000,
    workMs: 1_500,
    ridesOutMs: 31_500, // six tries: see channels/http/backoff.ts
    mayTell: ['gap_found'], // what a lost call should have brought
    parts: (at = port) => ({ postmarkUrl: postmark.baseUrl.replace(`:${port}`, `:${at}`) }),
    add: async (firm) => {
      const added = await firm.ask('POST', '/api/sources', {
        channel: 'postmark',
        settings: { address: 'office@harbor.example' },
        serverToken: postmark.serverToken,
      })
      const made = await firm.ask('POST', `/api/sources/${added.body.id}/webhook`)
      const url = new URL(made.body.url)
      url.port = new URL(firm.url).port
      webhook = url.href
      return added
    },
    sent,
    files: new Set(),
    write,
    calledAgain: () => again,
    writeTwice: async (count) => {
      for (let left = count; left > 0; left--) {
        const mail = newMail()
        postmark.put(mail)
        const calls = chance.int(1, 3)
        await Promise.all(Array.from({ length: calls }, () => callWebhook(webhook ?? '', mail)))
        again += calls - 1
        if (chance.odds(0.5)) await pause(chance.next() * 100)
      }
    },
    writers: WRITERS,
    writeOutOfOrder: async (count) => {
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, n) => {
          const own = chance.fork(n)
          for (let left = Math.ceil(count / WRITERS); left > 0; left--) {
            const at = new Date(Date.now() - own.int(0, 60_000)).toISOString()
            const id = postmark.put(newMail(), { status: 'queued', at })
            await pause(own.next() * own.pick([5, 30, 400]))
            postmark.setStatus(id, own.pick(['processed', 'failed']))
          }
        }),
      )
    },
    forgettings: [], // a search by time has no place to forget
    kill: postmark.kill,
    start: postmark.start,
    [Symbol.asyncDispose]: () => postmark[Symbol.asyncDispose](),
  }
}

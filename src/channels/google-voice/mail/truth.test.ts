import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MadeMail, OWN_NUMBER, OWNER, voiceMails, voiceVariants } from './fixtures.ts'
import { sameText } from './same-text.ts'
import { parseVoiceMail } from './voice-mail.ts'

const MAILS = 2000

test(`${MAILS} mails of every year and kind say whose they are, what they say, and which way they went`, () => {
  const wrong: string[] = []
  const made = voiceMails(7)
  for (let count = 0; count < MAILS; count++) {
    const one = made.next().value
    const differences = compare(one)
    if (differences.length > 0) wrong.push(`${one.variant}: ${differences.join('; ')}`)
  }
  assert.deepEqual(wrong, [])
  assert.ok(MAILS / voiceVariants.length > 50, 'every kind is met often')
})

function compare({ mail, truth }: MadeMail): string[] {
  const { messages, setAside, voice } = parseVoiceMail('m', mail, {
    owner: [OWNER],
    ownNumbers: [OWN_NUMBER],
  })
  const [message] = messages
  if (!message || messages.length !== 1 || setAside.length > 0) return ['not one message']
  const words = message.kind === 'voicemail' ? message.transcript : message.text
  const isSame =
    truth.words === null
      ? truth.what === 'forged' || words === null
      : words !== null && (truth.isExact ? words === truth.words : sameText(words, truth.words))
  const found = {
    what: voice?.what,
    kind: message.kind,
    direction: message.direction,
    peer: message.peer,
    peerName: message.peerName,
    isGroup: message.group !== null,
    ownNumber: voice?.ownNumber ?? null,
    replyAddress: voice?.replyAddress ?? null,
    pictures: message.attachments.length,
  }
  const { words: _, isExact: __, ...expected } = truth
  const differences = Object.entries(expected)
    .filter(([name, value]) => found[name as keyof typeof found] !== value)
    .map(
      ([name, value]) =>
        `${name} is ${JSON.stringify(found[name as keyof typeof found])}, not ${JSON.stringify(value)}`,
    )
  return isSame
    ? differences
    : [...differences, `says ${JSON.stringify(words)}, not ${JSON.stringify(truth.words)}`]
}

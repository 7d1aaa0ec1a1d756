import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { learnAuthServers } from './auth-servers.ts'
import { letter } from './fixtures/make-mail.ts'
import { parseMail } from './mail.ts'

const Received = 'from a by mx.harbor.example; Mon, 4 Nov 2024 14:15:09 +0000'
const taken = (...found: string[]) => letter({ Received, 'Authentication-Results': found })
const many = (count: number, mail: Buffer) => Array.from({ length: count }, () => mail)
const honest = taken('mx.harbor.example; dmarc=pass header.from=example.com')
const forged = taken('trust-me.example.org; dmarc=pass header.from=example.com')

suite('the name under which a mailbox’s server speaks', () => {
  test('is the one that nearly all mails have', () => {
    assert.deepEqual(learnAuthServers([...many(40, honest), forged, forged, taken()]), ['mx.harbor.example'])
    const other = taken('mx2.harbor.example; none')
    assert.deepEqual(learnAuthServers([...many(10, honest), ...many(10, other)]), [
      'mx.harbor.example',
      'mx2.harbor.example',
    ])
  })

  test('is none where the server tells nothing, so that a stranger’s word is not taken for its own', () => {
    const authServer = learnAuthServers([...many(20, taken()), ...many(5, forged)])
    assert.deepEqual(authServer, [])
    const { messages } = parseMail('m', forged, { owner: [], authServer: authServer ?? [] })
    assert.equal(messages[0]?.senderProof, 'untold')
  })

  test('cannot be told from a few mails, or from what was sent', () => {
    assert.equal(learnAuthServers(many(9, honest)), null)
    assert.equal(learnAuthServers(many(50, letter({}))), null)
  })
})

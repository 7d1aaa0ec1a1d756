import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { authenticationResults } from './authentication-results.ts'
import { letter } from './fixtures/make-mail.ts'
import { parseMail } from './mail.ts'
import type { MailOptions } from './open-mail.ts'

/** The proof of a mail that says it is from rosa@example.com. */
function proof(fields: Parameters<typeof letter>[0], options: Partial<MailOptions> = {}) {
  const { messages } = parseMail('m', letter(fields), { owner: ['office@harbor.example'], ...options })
  return messages[0]?.senderProof
}

const AR = 'Authentication-Results'
const PASS =
  'mx.harbor.example; dkim=pass header.d=example.com; dmarc=pass (p=REJECT dis=NONE) header.from=example.com'
const FAIL = 'mx.harbor.example; spf=fail; dmarc=fail (p=NONE) header.from=example.com'

suite('whether Mrs Alvarez stands behind a mail', () => {
  test('is told by the server that took it in', () => {
    assert.equal(proof({ [AR]: PASS }), 'aligned')
    assert.equal(proof({ [AR]: FAIL }), 'failed')
    assert.equal(proof({}), 'untold')
    assert.equal(proof({ [AR]: 'mx.harbor.example; none' }), 'untold')
    assert.equal(
      proof({
        [AR]: 'mx.harbor.example; spf=pass smtp.mailfrom=example.com; dkim=pass header.d=example.com',
      }),
      'untold',
    )
    assert.equal(proof({ [AR]: 'mx.harbor.example; dmarc=none header.from=example.com' }), 'untold')
    assert.equal(proof({ [AR]: 'mx.harbor.example; dmarc=temperror header.from=example.com' }), 'untold')
  })

  test('whatever a stranger wrote below', () => {
    assert.equal(proof({ [AR]: [FAIL, PASS] }), 'failed')
    assert.equal(proof({ [AR]: ['mx.harbor.example; none', PASS] }), 'untold')
    assert.equal(
      proof({ [AR]: ['mx.harbor.example; spf=pass', PASS.replace('mx.harbor.example', 'mx.google.com')] }),
      'untold',
    )
  })

  test('by the name under which the own server speaks, where that is known', () => {
    const authServer = ['MX.Harbor.example']
    const forged = PASS.replace('mx.harbor.example', 'trust-me.example.org')
    assert.equal(proof({ [AR]: forged }, { authServer }), 'untold')
    assert.equal(proof({ [AR]: [forged, FAIL] }, { authServer }), 'failed')
    assert.equal(proof({ [AR]: ['filter.harbor.example; x-spam=pass', PASS] }, { authServer }), 'aligned')
  })

  test('for the domain of From, or the one above it that has the policy', () => {
    const passFor = (domain: string, from = 'rosa@example.com') =>
      proof({ From: from, [AR]: `mx.harbor.example; dmarc=pass header.from=${domain}` })
    assert.equal(passFor('example.com', 'rosa@mail.example.com'), 'aligned')
    assert.equal(passFor('"EXAMPLE.com"'), 'aligned')
    assert.equal(passFor('example.org'), 'failed')
    assert.equal(passFor('mail.example.com'), 'failed')
    assert.equal(passFor('ample.com'), 'failed')
    assert.equal(passFor('com'), 'failed')
    assert.equal(proof({ [AR]: 'mx.harbor.example; dmarc=pass' }), 'failed')
  })

  test('not by words that its sender could choose', () => {
    for (const planted of [
      'spf=pass smtp.mailfrom="x; dmarc=pass header.from=example.com"@example.org',
      'spf=softfail (domain of x; dmarc=pass header.from=example.com (y) ) smtp.mailfrom=a@example.org',
      String.raw`spf=pass smtp.mailfrom="\"; dmarc=pass header.from=example.com; \""@example.org`,
      'dkim=fail reason="x; dmarc=pass header.from=example.com" header.d=example.org',
      'spf=pass (unclosed; dmarc=pass header.from=example.com',
    ])
      assert.equal(proof({ [AR]: `mx.harbor.example; ${planted}` }), 'untold', planted)
    assert.equal(proof({ [AR]: `${PASS}; ${FAIL.slice(FAIL.indexOf(';') + 1)}` }), 'failed')
  })

  test('never of a mail with two senders', () => {
    assert.equal(proof({ From: ['rosa@example.com', 'billing@example.org'], [AR]: PASS }), 'failed')
  })
})

suite('a mail that was passed on', () => {
  const seal = (instance: number, domain: string) =>
    `i=${instance}; a=rsa-sha256; cv=pass; d=${domain}; s=arc; b=abc`
  const own = 'mx.harbor.example; arc=pass (i=1); dmarc=fail header.from=example.com'
  const told = (instance: number, words: string) => `i=${instance}; mx.google.com; ${words}`
  const passed = 'dkim=pass header.i=@example.com; dmarc=pass header.from=example.com'

  test('stands where a relay that is trusted sealed what it received', () => {
    const fields = {
      [AR]: own,
      'ARC-Seal': seal(1, 'google.com'),
      'ARC-Authentication-Results': told(1, passed),
    }
    assert.equal(proof(fields), 'aligned')
    assert.equal(proof({ ...fields, [AR]: own.replace('arc=pass', 'arc=fail') }), 'failed')
    assert.equal(proof({ ...fields, [AR]: FAIL }), 'failed')
    assert.equal(proof(fields, { arcSealers: [] }), 'failed')
    assert.equal(
      proof({ ...fields, 'ARC-Authentication-Results': told(1, 'dmarc=fail header.from=example.com') }),
      'failed',
    )
  })

  test('does not stand on a seal that anybody can make', () => {
    const fields = {
      [AR]: own,
      'ARC-Seal': seal(1, 'example.org'),
      'ARC-Authentication-Results': told(1, passed),
    }
    assert.equal(proof(fields), 'failed')
    assert.equal(proof(fields, { arcSealers: ['example.org'] }), 'aligned')
  })

  test('counts no further down than the first relay that is not trusted', () => {
    const chain = (second: string) => ({
      [AR]: own,
      'ARC-Seal': [seal(2, second), seal(1, 'google.com')],
      'ARC-Authentication-Results': [told(2, 'dmarc=fail header.from=example.com'), told(1, passed)],
    })
    assert.equal(proof(chain('microsoft.com')), 'aligned')
    assert.equal(proof(chain('example.org')), 'failed')
  })

  test('is told once by each relay, or not at all', () => {
    const twice = {
      [AR]: own,
      'ARC-Seal': seal(1, 'google.com'),
      'ARC-Authentication-Results': [told(1, passed), told(1, 'dmarc=fail header.from=example.com')],
    }
    assert.equal(proof(twice), 'failed')
  })
})

test('a field is read with its comments, quotes, versions and loose white space', () => {
  const read = authenticationResults(
    'Mx.Harbor.Example 1; dkim / 1 = pass (good (very) signature) header.d = Example.com; spf=none; garbage; =; ;',
  )
  assert.equal(read?.server, 'mx.harbor.example')
  assert.deepEqual(read?.results.at(-1), { method: 'spf', result: 'none', properties: new Map() })
  assert.equal(authenticationResults('dmarc=pass header.from=example.com'), null)
  assert.equal(authenticationResults(''), null)
  assert.equal(authenticationResults(`${'('.repeat(1e6)}${')'.repeat(1e6)}`), null)
})

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readConfig } from '../src/config.ts'

it('takes proxies and origins as lists, and refuses by name what is none of them', () => {
  const none = readConfig({})
  assert.deepEqual([none.trustedProxies, none.allowedOrigins], [['loopback'], []])
  const given = readConfig({
    TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32,uniquelocal',
    ALLOWED_ORIGINS: 'https://books.example, http://localhost:3000',
  })
  assert.deepEqual(given.trustedProxies, ['10.0.0.0/8', '2001:db8::/32', 'uniquelocal'])
  assert.deepEqual(given.allowedOrigins, ['https://books.example', 'http://localhost:3000'])
  const wrong = {
    TRUSTED_PROXIES: ['everybody', '10.0.0.0/33', '10.0.0.0/', '*', '10.0.0.1/8/8'],
    ALLOWED_ORIGINS: ['*', 'books.example', 'https://books.example/', 'javascript:alert(1)', 'null'],
    RATE_LIMIT_PER_MINUTE: ['0', '-1', 'many', '1.5'],
  }
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      assert.throws(
        () => readConfig({ [name]: value }),
        new RegExp(`The setting ${name} cannot be used`),
        value,
      )
})

it('takes a mail server with a sender, and neither without the other', () => {
  assert.equal(readConfig({}).mail, undefined)
  const url = 'smtp://user:secret@mail.harbor.example:587'
  const from = 'Plumbline <plumbline@harbor.example>'
  assert.deepEqual(readConfig({ SMTP_URL: url, MAIL_FROM: from }).mail, { url, from })
  assert.throws(() => readConfig({ SMTP_URL: url }), /The setting MAIL_FROM is missing/)
  assert.throws(() => readConfig({ MAIL_FROM: from }), /The setting SMTP_URL is missing/)
  for (const wrong of ['mail.harbor.example', 'http://mail.harbor.example', 'smtp://'])
    assert.throws(() => readConfig({ SMTP_URL: wrong, MAIL_FROM: from }), /SMTP_URL cannot be used/, wrong)
  assert.throws(() => readConfig({ SMTP_URL: url, MAIL_FROM: 'Plumbline' }), /MAIL_FROM cannot be used/)
})

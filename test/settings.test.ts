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

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placeholdersIn, unknownPlaceholders } from './placeholders.ts'
import { fillTemplate, greetedName } from './reply-templates.ts'

describe('a template for replies', () => {
  it('has names filled in, and closes up where one is not known', () => {
    const words = 'Hello {first_name}, thank you for writing to {firm}. {first_name}, {price}?'
    assert.equal(
      fillTemplate(words, { first_name: 'Rosa', firm: 'Harbor Plumbing' }),
      'Hello Rosa, thank you for writing to Harbor Plumbing. Rosa, {price}?',
    )
    assert.equal(
      fillTemplate('Hello {first_name}, we come.', { first_name: null, firm: '' }),
      'Hello, we come.',
    )
  })

  it('fills in what was typed as it is, and looks for no names in it', () => {
    assert.equal(fillTemplate('Hi {first_name}', { first_name: '$& {firm}', firm: 'Harbor' }), 'Hi $& {firm}')
  })

  it('knows what is still to be filled in, each once, and what nothing fills in', () => {
    const text = 'Hi {first_name}, {your name} of {firm}: {price} and {price}. { } {3} {a: 1} {First_name}'
    assert.deepEqual(placeholdersIn(text), [
      '{first_name}',
      '{your name}',
      '{firm}',
      '{price}',
      '{First_name}',
    ])
    assert.deepEqual(unknownPlaceholders(text), ['{your name}', '{price}', '{First_name}'])
    assert.deepEqual(placeholdersIn('{'.repeat(5_000)), [])
  })

  it('greets people by a name that is one', () => {
    const greeted = {
      'Rosa Alvarez': 'Rosa',
      'Alvarez, Rosa': 'Rosa',
      Rosa: 'Rosa',
      'Mrs Alvarez': 'Mrs Alvarez',
      'Pani Wieczorek': 'Pani Wieczorek',
      'Beth Feldman - Tannery': 'Beth',
      'Łucja Żak': 'Łucja',
    }
    for (const [name, first] of Object.entries(greeted)) assert.equal(greetedName(name), first, name)
    for (const name of [
      '(847) 555-0189',
      'ACME',
      'rosa',
      '24h Towing',
      'Little Acorns Daycare (Sofia)',
      null,
    ])
      assert.equal(greetedName(name), null, String(name))
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { safetyWords } from './safety.ts'

describe('what a ticket says of gas and carbon monoxide', () => {
  const said = (hazard: 'gas' | 'carbon_monoxide', language: 'en' | 'pl', region: string) =>
    safetyWords({ hazard, language, region })

  it('sends to the help of the country that the firm works in, in whatever language somebody writes', () => {
    for (const hazard of ['gas', 'carbon_monoxide'] as const)
      for (const language of ['en', 'pl'] as const) {
        assert.match(said(hazard, language, 'US'), /\b911\b/)
        assert.doesNotMatch(said(hazard, language, 'US'), /112|99\d/)
        assert.match(said(hazard, language, 'PL'), /\b112\b/)
        assert.doesNotMatch(said(hazard, language, 'PL'), /911/)
        assert.doesNotMatch(said(hazard, language, 'JP'), /\d/)
      }
  })

  it('names who comes for gas', () => {
    assert.match(said('gas', 'pl', 'PL'), /pogotowie gazowe 992/)
    assert.match(said('gas', 'en', 'US'), /call 911 and your gas company\./)
  })
})

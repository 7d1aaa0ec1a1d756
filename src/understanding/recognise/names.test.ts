import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newestPart } from '../text/newest.ts'
import { prepare } from '../text/prepare.ts'
import { namesIn } from './names.ts'

function namesOf(text: string, channel = 'sms'): string[] {
  const prepared = prepare(text)
  const part = newestPart(prepared.text, prepared.folded)
  return namesIn(prepared.text, prepared.folded, { ...part, channel }).map((name) => name.value)
}

it('a transcript without capitals still gives first name and surname', () => {
  assert.deepEqual(namesOf("hi it's gloria brandt over on maple the disposal hums", 'voicemail'), [
    'Gloria Brandt',
  ])
  assert.deepEqual(namesOf('good morning pete lindqvist here about the water softener', 'voicemail'), [
    'Pete Lindqvist',
  ])
  assert.deepEqual(namesOf('dzień dobry tu marzena wilk z tarchomina kran mi kapie', 'voicemail'), [
    'Marzena Wilk',
  ])
  assert.deepEqual(namesOf('halo mówi jaworska z piątego piętra woda się leje', 'voicemail'), ['Jaworska'])
  assert.deepEqual(namesOf("hello it's reverend oakes at the chapel the boiler is out", 'voicemail'), [
    'Oakes',
  ])
})

it('a signature gives the name, and leaves role, firm, address and number', () => {
  assert.deepEqual(namesOf('Can you quote this?\n\nThanks,\nNadia Farrow\nFacilities Manager, Orbit Labs'), [
    'Nadia Farrow',
  ])
  assert.deepEqual(namesOf('Proszę o wycenę.\nIwona Wąs\nBudowa s.c.'), ['Iwona Wąs'])
  assert.deepEqual(namesOf('The tap drips a little, no rush at all. Ruth & Omar'), ['Ruth', 'Omar'])
  assert.deepEqual(namesOf('Kaloryfer zimny od rana, pomożecie? Sylwia, ########'), ['Sylwia'])
})

it('people spoken of and people spoken to are not the sender', () => {
  assert.deepEqual(namesOf('is this marcus from the gym? wrong number if not'), [])
  assert.deepEqual(namesOf('czy to Jadzia? przepraszam, pomyłka', 'voicemail'), [])
  assert.deepEqual(namesOf('my husband is Greg and he says the valve is shut'), [])
  assert.deepEqual(namesOf('Skropliny z klimy kapią mi na parapet'), [])
  assert.deepEqual(namesOf('this is flooding from the ceiling please hurry', 'voicemail'), [])
  assert.deepEqual(namesOf("it's hot in here and the ac is off"), [])
})

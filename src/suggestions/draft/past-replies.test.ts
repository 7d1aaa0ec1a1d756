import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { namesSpokenOf, openPastReplies, type PastReply, sayableAgain } from './past-replies.ts'
import { priorOf } from './prior.ts'

const KNOWN = ['Harbor Plumbing']
const again = (answer: string, names: string[] = ['Rosa Alvarez'], language: 'en' | 'pl' = 'en') =>
  sayableAgain(
    { answer, language, names },
    { known: KNOWN, spokenOf: namesSpokenOf([{ answer: "It is up to Ken, he has Marek's van." }]) },
  )

describe('what was answered once', () => {
  it('is said again without its greeting and signature', () => {
    assert.equal(
      again(
        'Hi Rosa,\n\nCould you send us a photo of the label on the side of the tank?\n\nBest regards,\nKen',
      ),
      'could you send us a photo of the label on the side of the tank?',
    )
    assert.equal(
      again('Sorry, we do not pump septic tanks. A septic company can help. - Ken'),
      'sorry, we do not pump septic tanks. A septic company can help.',
    )
    assert.equal(
      again(
        'Dzień dobry Pani Anno, czy może Pani przesłać zdjęcie tabliczki znamionowej?',
        ['Anna Nowak'],
        'pl',
      ),
      'czy może Pani przesłać zdjęcie tabliczki znamionowej?',
    )
    assert.equal(
      again('Thank you for choosing Harbor Plumbing, which kind of faucet do you have?'),
      'thank you for choosing Harbor Plumbing, which kind of faucet do you have?',
    )
  })

  it('is not said again with anything of whom it was for', () => {
    for (const answer of [
      'Could you ask rosa to send us a photo of the tank, please?',
      'Rosa, could you send us a photo of the tank, please?',
      'Ken says that the tank can be had in two colors now.',
      'Not at all, such tanks can be had. Ken can find one.',
      'Marek knows all about such tanks, he grew up with one.',
      'Is the tank still in the house on Harbor Street, or outside?',
      'Is that the tank at 12 Oak Lane, or is it the other one?',
      'Could you send a photo of it to ken@harbor.example, please?',
      'Can we reach you at the same number, ending in four, as before? It is 555 0134.',
      'Could you send us a photo of the old Rheem tank, please?',
      'We come on Tuesday and look at the tank for you then.',
      'That tank will be about nine hundred dollars all in.',
      'We are on our way, please clear the space around the tank.',
      'Your invoice for the tank is attached, as we talked about.',
      'The new tank is installed and up and running again, all good.',
      'Ok.',
    ])
      assert.equal(again(answer), null, answer)
    assert.equal(again('Czy może Pani zapytać sąsiadkę, panią Zofię Kot, o klucz?', [], 'pl'), null)
  })

  const past = (
    more: Partial<PastReply> & Pick<PastReply, 'messageId' | 'question' | 'answer'>,
  ): PastReply => ({
    language: 'en',
    service: 'water_heater',
    names: [],
    ...more,
  })
  const replies = openPastReplies([
    past({
      messageId: 'photo',
      question: 'My water heater leaks from the bottom of the tank. Can you replace it?',
      answer: 'Could you send us a photo of the label on the tank?',
    }),
    past({
      messageId: 'sooner',
      question: 'The water heater is leaking at the bottom of its tank, can you replace it?',
      answer: 'We will be there tomorrow at nine.',
    }),
    past({
      messageId: 'pilot',
      question: 'The pilot light of our water heater keeps going out at night.',
      answer: 'Does it go out by itself, or when the wind blows?',
    }),
    past({
      messageId: 'polish',
      language: 'pl',
      question: 'Podgrzewacz wody cieknie na dole zbiornika. Czy można go wymienić?',
      answer: 'Czy mogą Państwo przesłać nam zdjęcie tabliczki?',
    }),
  ])
  const find = (text: string, more: Partial<Parameters<typeof replies.find>[0]> = {}) =>
    replies.find({ text, language: 'en', service: 'water_heater', except: new Set(), known: [], ...more })
      ?.messageId

  it('is found by a similar question, of the same service and language', () => {
    const text = 'Hello, water heater leaking from the tank bottom, do you replace them?'
    assert.equal(find(text), 'photo')
    assert.equal(find(text, { service: 'ac_repair' }), undefined)
    assert.equal(find(text, { service: null }), undefined)
    assert.equal(find(text, { except: new Set(['photo']) }), undefined)
    assert.equal(
      find('Podgrzewacz wody cieknie, zbiornik na dole, da się wymienić?', { language: 'pl' }),
      'polish',
    )
    assert.equal(find('Do you sell water softeners? What would you recommend for a family?'), undefined)
  })

  it('counts for more the more alike the questions are', () => {
    const of = (likeness: number) => priorOf({ source: 'past_replies', likeness, understood: 0.9 })
    assert.ok(of(0.9) > of(0.6))
    assert.ok(of(1) <= 1 && of(0) > 0)
  })
})

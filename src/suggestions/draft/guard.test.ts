import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Breach, breachOf, DRAFT_CHARS_MAX } from './guard.ts'

const en = (text: string) => breachOf({ text, language: 'en' })
const pl = (text: string) => breachOf({ text, language: 'pl' })

/** Each must be refused, by whichever rule. */
const REFUSED_EN: Record<Exclude<Breach, 'empty' | 'too_long' | 'other_language'>, string[]> = {
  promises_time: [
    'We come tomorrow.',
    'Hi Rosa, Thursday works for us.',
    'Somebody will call you this afternoon.',
    'We can do it at nine or at half past ten.',
    'Ken finishes there in an hour or so.',
    'It takes a couple of days.',
    'To-morrow it is.',
    'Help arrives shortly.',
    'We could look at it next week.',
  ],
  promises_visit: [
    'We are on our way.',
    'I am sending someone over.',
    'Ken will come by as soon as he can.',
    'You are all set.',
    'See you then!',
    'We guarantee that it will hold.',
    'Your appointment is confirmed.',
    'We will replace the valve.',
    'A technician will be right there.',
  ],
  names_price: [
    'That is about two hundred.',
    'It costs fifty dollars.',
    'The visit is free.',
    'There is no charge for that.',
    'We will refund you.',
    'You get a discount.',
    'Please pay by gift card.',
    'That would be forty for the part.',
  ],
  gives_advice: [
    'The gas is safe, do not worry.',
    'Turn off the breaker and try the outlet again.',
    'A CO alarm is often wrong. Ignore it.',
    'Relight the pilot and keep the windows shut.',
    'Go to a doctor.',
    'Call an ambulance.',
    'Pour bleach into it.',
    'Could you open the panel and tell us which fuse is out?',
    'Smell of gas? That is normal.',
  ],
  names_contact: [
    'Write to ken@evil.example',
    'See www.evil.example',
    'Click here: evil.com',
    'Text us on WhatsApp',
  ],
  names_number: ['Call us at 555 0100.', 'We will be there at ９.', 'About ½ of it.', 'Room ② is fine.'],
  odd_text: [
    'We come t o m o r r o w',
    'We come to*mor*row',
    'We come tоmorrow',
    'We come to\u200bmorrow',
    'Free\u0007',
  ],
}

const REFUSED_PL: Partial<Record<Breach, string[]>> = {
  promises_time: [
    'Będziemy jutro.',
    'Proponujemy czwartek po południu.',
    'Serwisant kończy za godzinę.',
    'Zadzwonimy o dziewiątej.',
    'Zajmie to dwa dni.',
    'Odezwiemy się w przyszłym tygodniu.',
    'Zaraz to załatwimy.',
  ],
  promises_visit: [
    'Już jedziemy.',
    'Przyjedziemy najszybciej, jak się da.',
    'Wysyłamy do Państwa hydraulika.',
    'Wizyta jest umówiona.',
    'Do zobaczenia!',
    'Gwarantujemy, że będzie działać.',
    'Wymienimy zawór.',
  ],
  names_price: [
    'To koszt około stu złotych, czyli sto zł.',
    'Dojazd jest bezpłatny.',
    'Zwrócimy pieniądze.',
    'Proszę o przelew na konto.',
    'Wyjdzie pięćdziesiąt.',
    'Damy rabat.',
  ],
  gives_advice: [
    'Proszę zakręcić gaz i otworzyć okno.',
    'Gazu nie trzeba się bać, to normalne.',
    'Proszę wyłączyć bezpieczniki.',
    'Czujnik czadu często się myli, proszę go odłączyć.',
    'Proszę iść do lekarza.',
    'Proszę dzwonić na pogotowie.',
  ],
}

const FINE_EN = [
  'Good morning Rosa, thank you for your message about the water heater. Do you know the make?',
  'Sorry about the trouble! Please feel free to send us a photo of the leak.',
  'Thanks for letting us know. Which days suit you, and is there somebody at home?',
  'We do not service septic tanks, sorry. A septic company can help you.',
  'Please close the valve under the sink until we have spoken.',
]
const FINE_PL = [
  'Dzień dobry, dziękujemy za wiadomość. Czy mogą Państwo przesłać zdjęcie kranu?',
  'Niestety nie zajmujemy się szambami, proszę zwrócić się do firmy asenizacyjnej.',
  'Proszę zakręcić zawór pod zlewem i podać nam adres.',
]

describe('the guard', () => {
  for (const [breach, texts] of Object.entries(REFUSED_EN))
    it(`refuses in English what ${breach}`, () => {
      for (const text of texts) assert.equal(en(text), breach, text)
    })
  for (const [breach, texts] of Object.entries(REFUSED_PL))
    it(`refuses in Polish what ${breach}`, () => {
      for (const text of texts) assert.equal(pl(text), breach, text)
    })

  it('lets through what a dispatcher writes every day', () => {
    for (const text of FINE_EN) assert.equal(en(text), null, text)
    for (const text of FINE_PL) assert.equal(pl(text), null, text)
  })

  it('refuses what it refused before, wherever it stands, however it is written', () => {
    let seed = 7
    const chance = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed / 2 ** 32
    }
    const ways: ((text: string) => string)[] = [
      (text) => text.toUpperCase(),
      (text) => text.normalize('NFD'),
      (text) => text.replaceAll(' ', '\u00a0'),
      (text) => text.replaceAll(' ', '\n'),
      (text) => text.replaceAll(' ', '  '),
      (text) => `“${text}”`,
      (text) =>
        [...text]
          .map((char) => (/[a-z]/.test(char) ? String.fromCodePoint(char.charCodeAt(0) + 0xfee0) : char))
          .join(''),
    ]
    for (const [fine, refused, breach] of [
      [FINE_EN, Object.values(REFUSED_EN).flat(), en],
      [FINE_PL, Object.values(REFUSED_PL).flat(), pl],
    ] as const)
      for (const text of refused)
        for (const way of ways) {
          const around = fine[Math.floor(chance() * fine.length)] ?? ''
          const written = chance() < 0.5 ? `${around} ${way(text)}` : `${way(text)} ${around}`
          assert.notEqual(breach(written), null, written)
        }
  })

  it('refuses nothing, too much, and the other language', () => {
    assert.equal(en(' \n'), 'empty')
    assert.equal(en('So '.repeat(DRAFT_CHARS_MAX)), 'too_long')
    assert.equal(en('Dziękujemy za wiadomość, proszę przesłać nam zdjęcie kranu.'), 'other_language')
    assert.equal(pl('Thank you for your message, please send us a photo of the faucet.'), 'other_language')
  })

  it('takes the firm’s own name as it is, and nothing else for it', () => {
    const known = ['Free & Sons 24/7 Gas']
    const text = 'Hello, thank you for your message. Which valve is it?\n\nFree & Sons 24/7 Gas'
    assert.equal(breachOf({ text, language: 'en', known }), null)
    assert.equal(en(text), 'names_number')
    assert.equal(breachOf({ text: `${text} Free`, language: 'en', known }), 'names_price')
  })
})

import type { DraftWords } from './templates.ts'

/** Asks for what is lacking, and says what comes then. */
function prosze(lacking: readonly (string | false)[], then: string): string {
  const asked = lacking.filter((one) => one !== false)
  if (asked.length === 0) return then.slice(0, 1).toLocaleUpperCase() + then.slice(1)
  return `Proszę podać ${asked.join(' i ')}, a ${then}`
}

/** What a good dispatcher writes in Polish; what `english` says of itself holds here. */
export const polish: DraftWords = {
  // A name would have to be put into the vocative, with Pan or Pani before it: nobody minds its absence, everybody a wrong one.
  greeting: () => 'Dzień dobry,',
  thanks: (about) =>
    about === null ? 'dziękujemy za wiadomość.' : `dziękujemy za wiadomość w sprawie ${about}.`,
  signature: (firm) => `Pozdrawiamy\n${firm}`,
  about: {
    drain_cleaning: 'zatkanego odpływu',
    pipe_repair: 'rury',
    faucet_repair: 'kranu',
    toilet_repair: 'toalety',
    water_heater: 'podgrzewacza wody',
    sewer: 'kanalizacji',
    gas_line: 'instalacji gazowej',
    installation: 'montażu',
    maintenance: 'przeglądu',
    leak_detection: 'wycieku',
    ac_repair: 'klimatyzacji',
    heating_repair: 'ogrzewania',
    ventilation: 'wentylacji',
    thermostat: 'termostatu',
    refrigeration: 'chłodzenia',
  },
  ask: {
    drain_cleaning: ['Czy chodzi o jeden odpływ, czy o kilka, i czy woda się cofa?'],
    pipe_repair: [
      { ask: 'Czy woda teraz leci?', unless: /\b(?:kapie|leci|cieknie|przestal|zakreci|leje|zamarz)/ },
      { ask: 'Czy widać, skąd?', unless: /\b(?:pod|za|przy|zawor|zlew|sufit|scian|pralk)/ },
    ],
    faucet_repair: [
      {
        ask: 'Czy kapie z wylewki, czy cieknie przy podstawie?',
        unless: /\b(?:kapie|podstaw|wylewk|uchwyt)/,
      },
      'Jakiej marki jest bateria?',
    ],
    toilet_repair: [
      {
        ask: 'Czy woda leci bez przerwy, czy coś cieknie?',
        unless: /\b(?:leci|ciekn|zatka|zapcha|przelewa|splu|kapie)/,
      },
      { ask: 'Czy jest w domu druga toaleta?', unless: /\b(?:jedyn|drug)/ },
    ],
    water_heater: [
      { ask: 'Czy brakuje ciepłej wody, czy coś cieknie?', unless: /\b(?:ciepl|zimn|ciekn|kapie|rdz)/ },
      'Jakiej marki jest urządzenie?',
    ],
    sewer: ['Czy dotyczy to kilku odpływów i czy zdarzało się już wcześniej?'],
    gas_line: ['Czemu ma służyć i czy to nowa instalacja, czy istniejąca?'],
    installation: ['Co mamy zamontować i co jest tam obecnie?'],
    maintenance: ['Jakiego urządzenia dotyczy i kiedy był ostatni przegląd?'],
    leak_detection: ['Gdzie widać wodę i czy przybywa jej także wtedy, gdy krany są zakręcone?'],
    ac_repair: [
      {
        ask: 'Czy urządzenie pracuje, ale nie chłodzi, czy w ogóle się nie uruchamia?',
        unless: /\b(?:chlodz|ciepl|uruchamia|wlacza|padl|nie dziala)/,
      },
      'Jakiej jest marki?',
    ],
    heating_repair: [
      { ask: 'Czy zimno jest w całym domu, czy tylko w części?', unless: /\b(?:cal|poko|wszedzie|pietr)/ },
      { ask: 'Jakie to ogrzewanie?', unless: /\b(?:piec|kociol|kotl|pomp|grzejnik|kaloryfer)/ },
    ],
    ventilation: ['Którego pomieszczenia to dotyczy i co Państwo zauważyli?'],
    thermostat: ['Co pokazuje wyświetlacz i czym steruje?'],
    refrigeration: ['Którego urządzenia to dotyczy i jaka jest w nim temperatura?'],
    other: ['Czy mogą Państwo napisać nam trochę więcej, o co chodzi?'],
  },
  next: {
    low: ({ times }) =>
      times
        ? 'Odpiszemy z propozycją.'
        : 'Proszę napisać, jakie terminy zwykle Państwu odpowiadają, a odpiszemy z propozycją.',
    medium: ({ address, times }) =>
      prosze(
        [!address && 'adres', !times && 'terminy, które Państwu odpowiadają'],
        'odpiszemy z propozycją.',
      ),
    high: ({ address, phone }) =>
      `Widzimy, że sprawa jest pilna. ${prosze([!address && 'adres', !phone && 'numer telefonu'], 'odezwiemy się najszybciej, jak to możliwe.')}`,
    emergency: ({ address, phone }) =>
      `Traktujemy to jako bardzo pilne. ${prosze([!address && 'adres', !phone && 'numer telefonu, pod którym Państwa zastaniemy'], 'zadzwonimy najszybciej, jak to możliwe.')}`,
  },
  matters: {
    cancel: 'mamy Państwa wiadomość o rezygnacji. Odnotowujemy to i wyślemy Państwu potwierdzenie.',
    reschedule:
      'mamy Państwa wiadomość o zmianie terminu. Jakie inne terminy Państwu odpowiadają? Odpiszemy z propozycją.',
    complaint:
      'przykro nam, że coś poszło nie tak. Wyjaśniamy, co się stało, i odezwiemy się do Państwa osobiście.',
    wait_firm:
      'przepraszamy, że nie mają Państwo od nas wiadomości. Ustalamy, na jakim etapie jest sprawa, i odezwiemy się najszybciej, jak to możliwe.',
    invoice: 'dziękujemy za wiadomość w sprawie faktury. Wyjaśniamy to i odpiszemy.',
    praise: 'dziękujemy za miłe słowa. Bardzo nas cieszą i przekażemy je dalej.',
    quote:
      'dziękujemy za zapytanie o wycenę. Proszę opisać, co ma być zrobione i gdzie; zdjęcie też pomoże. Odpiszemy, czego jeszcze potrzebujemy.',
  },
  quoteOf:
    'dziękujemy za zapytanie o wycenę. Jeśli mają Państwo zdjęcie, prosimy je przysłać. Zapoznamy się ze sprawą i odpiszemy.',
  missedCall:
    'przepraszamy, że nie odebraliśmy telefonu. W czym możemy pomóc? Proszę napisać do nas tutaj albo podać, kiedy mamy oddzwonić.',
  plain: {
    low: 'mamy Państwa wiadomość i odpiszemy, gdy tylko się z nią zapoznamy.',
    medium: 'mamy Państwa wiadomość i odpiszemy, gdy tylko się z nią zapoznamy.',
    high: 'mamy Państwa wiadomość, widzimy, że sprawa jest pilna, i odezwiemy się najszybciej, jak to możliwe.',
    emergency:
      'mamy Państwa wiadomość, traktujemy ją jako bardzo pilną i zadzwonimy najszybciej, jak to możliwe.',
  },
}

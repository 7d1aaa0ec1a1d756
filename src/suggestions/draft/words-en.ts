import type { DraftWords } from './templates.ts'

/** Asks for what is lacking, and says what comes then. */
function please(lacking: readonly (string | false)[], then: string): string {
  const asked = lacking.filter((one) => one !== false)
  if (asked.length === 0) return then.slice(0, 1).toUpperCase() + then.slice(1)
  return `Please send us ${asked.join(' and ')}, and ${then}`
}

/** What a good dispatcher writes in English. None of it promises a time, a visit or a price (`guard.ts` is held against all of it). */
export const english: DraftWords = {
  greeting: (name) => (name === null ? 'Hello,' : `Hi ${name},`),
  thanks: (about) =>
    about === null ? 'thank you for your message.' : `thank you for your message about ${about}.`,
  signature: (firm) => `Best regards,\n${firm}`,
  about: {
    drain_cleaning: 'the blocked drain',
    pipe_repair: 'the pipe',
    faucet_repair: 'the faucet',
    toilet_repair: 'the toilet',
    water_heater: 'the water heater',
    sewer: 'the sewer line',
    gas_line: 'the gas line',
    installation: 'the installation',
    maintenance: 'the yearly service',
    leak_detection: 'the leak',
    ac_repair: 'the air conditioning',
    heating_repair: 'the heating',
    ventilation: 'the ventilation',
    thermostat: 'the thermostat',
    refrigeration: 'the refrigeration',
  },
  ask: {
    drain_cleaning: ['Is it one drain or several, and does water come back up?'],
    pipe_repair: [
      { ask: 'Is water running now?', unless: /\b(?:drip|stopped|shut|pour|runn?ing|gush|frozen|every \d+)/ },
      {
        ask: 'Can you see where it comes from?',
        unless: /\b(?:under|behind|above|valve|sink|ceiling|wall|joint)/,
      },
    ],
    faucet_repair: [
      { ask: 'Does it drip from the spout or leak around the base?', unless: /\b(?:drip|base|spout|handle)/ },
      'Do you know the make?',
    ],
    toilet_repair: [
      {
        ask: 'Does it run on, leak or not flush?',
        unless: /\b(?:runs?|running|leak|clog|flush|overflow|block|plugg|drip)/,
      },
      {
        ask: 'Is there another one in the house?',
        unless: /\b(?:only|other|another|second|two|one) (?:toilet|bath)|\bupstairs/,
      },
    ],
    water_heater: [
      {
        ask: 'Is it without hot water, or does it leak?',
        unless: /\b(?:hot water|cold|leak|drip|rust|pilot)/,
      },
      'Do you know the make and how old it is?',
    ],
    sewer: ['Is more than one drain affected, and has the line been cleared before?'],
    gas_line: ['What does it serve, and is it a new line or one that is there already?'],
    installation: ['What would you like put in, and what is there at present?'],
    maintenance: ['Which system is it, and when was it last serviced?'],
    leak_detection: ['Where do you see water, and does it go on when no tap is running?'],
    ac_repair: [
      {
        ask: 'Does it run without cooling, or not start at all?',
        unless: /\b(?:warm|cool|died|dead|start|spin|turn on|turns on|quit|blow)/,
      },
      'Do you know the make?',
    ],
    heating_repair: [
      {
        ask: 'Is the whole home cold or only some rooms?',
        unless: /\b(?:whole|all|rooms?|upstairs|downstairs|no heat)\b/,
      },
      { ask: 'What kind of system is it?', unless: /\b(?:boiler|furnace|heat pump|radiator|baseboard)/ },
    ],
    ventilation: ['Which room is it, and what do you notice?'],
    thermostat: ['What does its display show, and which system does it run?'],
    refrigeration: ['Which unit is it, and how warm is it inside?'],
    other: ['Could you tell us a little more about what you need?'],
  },
  next: {
    low: ({ times }) =>
      times
        ? 'We will write back with what we can offer.'
        : 'Tell us which days usually suit you, and we will write back with what we can offer.',
    medium: ({ address, times }) =>
      please(
        [!address && 'the address', !times && 'the times that suit you'],
        'we will write back with a proposal.',
      ),
    high: ({ address, phone }) =>
      `We can see that this is pressing. ${please([!address && 'the address', !phone && 'a phone number'], 'we will get back to you as soon as we can.')}`,
    emergency: ({ address, phone }) =>
      `We are treating this as urgent. ${please([!address && 'the address', !phone && 'a phone number where you can be reached'], 'we will call you as soon as we can.')}`,
  },
  matters: {
    cancel:
      'we have your message that you would like to call it off. We are noting that and will confirm it to you.',
    reschedule:
      'we have your message that the time has to change. Which days suit you instead? We will write back with what we can offer.',
    complaint:
      'we are sorry that this did not go well. We are looking into what happened, and somebody will get back to you personally.',
    wait_firm:
      'we are sorry that you have not heard from us. We are finding out where things stand and will get back to you as soon as we can.',
    invoice:
      'thank you for your message about the invoice. We are looking into it and will write back to you.',
    praise: 'thank you for the kind words. We are glad to hear it and will pass them on.',
    quote:
      'thank you for asking us for a quote. Please describe what you would like done and where it is; a photo helps, too. We will write back with what we need to know.',
  },
  quoteOf:
    'thank you for asking us for a quote. A photo helps, if you have one. We will look at it and write back to you.',
  missedCall:
    'sorry that we missed your call. What can we do for you? You can write to us here, or tell us when it suits you that we call back.',
  plain: {
    low: 'we have your message and will write back to you once we have looked at it.',
    medium: 'we have your message and will write back to you once we have looked at it.',
    high: 'we have your message, can see that it is pressing, and will get back to you as soon as we can.',
    emergency: 'we have your message, are treating it as urgent, and will call you as soon as we can.',
  },
}

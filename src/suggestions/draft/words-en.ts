import type { DraftWords } from './templates.ts'

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
    drain_cleaning: 'Is it one drain or several, and does water come back up?',
    pipe_repair: 'Is water running now, and can you see where it comes from?',
    faucet_repair: 'Does it drip from the spout or leak around the base, and do you know the make?',
    toilet_repair: 'Does it run on, leak or not flush, and is there another one in the house?',
    water_heater: 'Is it without hot water, or does it leak, and do you know the make and how old it is?',
    sewer: 'Is more than one drain affected, and has the line been cleared before?',
    gas_line: 'What does it serve, and is it a new line or one that is there already?',
    installation: 'What would you like put in, and what is there at present?',
    maintenance: 'Which system is it, and when was it last serviced?',
    leak_detection: 'Where do you see water, and does it go on when no tap is running?',
    ac_repair: 'Does it run without cooling, or not start at all, and do you know the make?',
    heating_repair: 'Is the whole home cold or only some rooms, and what kind of system is it?',
    ventilation: 'Which room is it, and what do you notice?',
    thermostat: 'What does its display show, and which system does it run?',
    refrigeration: 'Which unit is it, and how warm is it inside?',
    other: 'Could you tell us a little more about what you need?',
  },
  next: {
    low: 'Tell us which days usually suit you, and we will write back with what we can offer.',
    medium: 'Please send us the address and the times that suit you, and we will write back with a proposal.',
    high: 'We can see that this is pressing. Please send us the address and a phone number, and we will get back to you as soon as we can.',
    emergency:
      'We are treating this as urgent. Please send us the address and a phone number where you can be reached, and we will call you as soon as we can.',
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
  missedCall:
    'sorry that we missed your call. What can we do for you? You can write to us here, or tell us when it suits you that we call back.',
  plain: {
    low: 'we have your message and will write back to you once we have looked at it.',
    medium: 'we have your message and will write back to you once we have looked at it.',
    high: 'we have your message, can see that it is pressing, and will get back to you as soon as we can.',
    emergency: 'we have your message, are treating it as urgent, and will call you as soon as we can.',
  },
}

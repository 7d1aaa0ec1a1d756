import { learn, type Text } from './en.ts'

/** In English: the day as the office begins it. Comes with its room. */
export const todayInEnglish = {
  'today.title': 'Today',
  'today.fire': 'On fire',
  'today.fire.none': 'Nothing is on fire.',
  'today.fire.emergencies': 'All emergencies',
  'today.fire.dangers': 'All dangers',
  'today.waiting': 'Waiting for an answer',
  'today.waiting.none': 'Nobody waits for an answer.',
  'today.waiting.all': 'All who wait',
  'today.waiting.more': { one: 'and {n} more', other: 'and {n} more' },
  'today.waiting.settled': {
    one: '{n} more spoke last, and seems to need no answer.',
    other: '{n} more spoke last, and seem to need no answer.',
  },
  'today.waiting.older': {
    one: '{n} has waited for more than two weeks.',
    other: '{n} have waited for more than two weeks.',
  },
  'today.promises': 'Promised for today',
  'today.promises.none': 'Nothing was promised for today.',
  'today.promises.more': {
    one: 'and {n} more, due later than these',
    other: 'and {n} more, due later than these',
  },
  'today.promise.due': 'by {time}',
  'today.promise.late': 'was due {time}',
  'today.runs': 'Coming in',
  'today.runs.none': 'Nothing is coming in just now.',
  'today.run.of': '{done} of {all} messages',
  'today.run.some': { one: '{n} message so far', other: '{n} messages so far' },
  'today.yesterday': 'Yesterday, {day}',
  'today.yesterday.none': 'Nothing was said.',
  'today.asked': { one: 'request', other: 'requests' },
  'today.answered': '{percent} answered',
  'today.received': { one: 'message came in', other: 'messages came in' },
  'today.sent': '{n} went out',
  'today.soon': 'to an answer, typically',
  'today.soon.hours': 'in your hours',
  'today.new': { one: 'new customer', other: 'new customers' },
} as const satisfies Record<string, Text>
learn(todayInEnglish)

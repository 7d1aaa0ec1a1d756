import { learn, type Text } from './en.ts'
import { modelsInEnglish } from './en-models.ts'

/** In English: whether all is well, what is not, and the figures behind it. Comes with its room. */
export const healthInEnglish = {
  ...modelsInEnglish,
  'health.title': 'Health',
  'health.lead': 'Whether Plumbline works as it should for this firm, and what to do when it does not.',
  'health.is.healthy': 'All is well',
  'health.is.degraded': 'It works, but something needs a look',
  'health.is.unhealthy': 'Something does not work',
  'health.checks': 'What was looked at',
  'health.check.database': 'Database',
  'health.check.google': 'Google',
  'health.check.queue': 'What waits',
  'health.check.memory': 'Memory',
  'health.check.disk': 'Disk',
  'health.found.database.answers': 'It answers, in {milliseconds} ms.',
  'health.found.database.busy': 'It does other work first, as during an import. Wait.',
  'health.found.database.dead': 'It does not answer. Ask whoever runs the server.',
  'health.found.google.not_set_up': 'Not needed: no Gmail account is connected.',
  'health.found.google.not_checked': 'Not looked at yet.',
  'health.found.google.reachable': 'It can be reached.',
  'health.found.google.unreachable': 'It cannot be reached. It is tried again by itself.',
  'health.found.google.consent_needed': 'A Gmail account needs your consent anew, under Sources.',
  'health.found.google.failing': 'A Gmail account cannot be read just now. It is tried again by itself.',
  'health.found.queue.moves': 'Nothing is stuck.',
  'health.found.queue.backed_up': 'Something waits, and nothing works on it. The alert says more.',
  'health.found.memory.enough': '{usedMb} MB of {thresholdMb} MB that the program may hold.',
  'health.found.memory.high': '{usedMb} MB, where {thresholdMb} MB are allowed.',
  'health.found.disk.enough': '{free} free.',
  'health.found.disk.low': '{free} free, which is little. Ask whoever runs the server to make room.',
  'health.found.disk.untold': 'How much room there is cannot be told here.',
  'health.found.other': 'Found: {code}',

  'alerts.title': 'What needs a look',
  'alerts.none': 'Nothing needs a look.',
  'alerts.past': 'What needed a look before',
  'alerts.past.none': 'Nothing has needed a look so far.',
  'alerts.since': 'since {from}',
  'alerts.over': '{from} to {to}',
  'alerts.severity.low': 'Low',
  'alerts.severity.medium': 'Medium',
  'alerts.severity.high': 'High',
  'alerts.severity.critical': 'Critical',
  'alerts.kind.performance':
    'Messages take long to process: {value} ms each, where {threshold} ms are allowed.',
  'alerts.kind.performance.next': 'Look whether the server has other work. If it stays, ask whoever runs it.',
  'alerts.kind.error_rate':
    '{value}% of messages and requests of five minutes failed, where {threshold}% are allowed.',
  'alerts.kind.error_rate.next': 'Look at the last imports: each says what failed.',
  'alerts.kind.memory': 'The program holds {value} MB of memory, where {threshold} MB are allowed.',
  'alerts.kind.memory.next':
    'If it does not fall once imports are done, have Plumbline started again. Nothing is lost by that.',
  'alerts.kind.timeout': '{value} requests or looks at sources took too long and were given up.',
  'alerts.kind.timeout.next': 'Look whether the server has too much to do, or a source is slow.',
  'alerts.kind.queue_backup': 'For {minutes} minutes something has been waiting, and nothing works on it.',
  'alerts.kind.queue_backup.next':
    'If an import is at work, wait for it. Otherwise have Plumbline started again.',
  'alerts.kind.disk_space': 'There are {value} MB left on the server’s disk, where {threshold} MB should be.',
  'alerts.kind.disk_space.next': 'Have room made: once the disk is full, nothing more can come in.',
  'alerts.kind.discovery_stalled': '{source} has not been asked for what is new for {value} minutes.',
  'alerts.kind.discovery_stalled.next':
    'Ask it by hand, under Sources. If that does nothing, have Plumbline started again.',
  'alerts.kind.discovery_slow': 'It took {value} s to ask {source} for what is new.',
  'alerts.kind.discovery_slow.next': 'Its server may be slow. What is new comes in, only later.',
  'alerts.kind.discovery_errors': '{value}% of the looks at {source} have failed in the last six hours.',
  'alerts.kind.discovery_errors.next': 'Under Sources it says why the last one failed.',
  'alerts.kind.discovery_failures': '{source} could not be read {value} times in a row.',
  'alerts.kind.discovery_failures.next':
    'Under Sources it says why. It is tried again by itself, and nothing is left out.',
  'alerts.kind.source_needs_person': '{source} does not take its password or consent any more.',
  'alerts.kind.source_needs_person.next': 'Set it anew, under Sources. Then it goes on where it was.',
  'alerts.kind.inconsistent': 'What is kept does not agree with itself in {value} places.',
  'alerts.kind.inconsistent.next':
    'Below it stands what was found; most of it can be repaired here, after you are shown what that does.',
  'alerts.kind.mirror_unreachable': 'Another system could not be reached for {value} minutes.',
  'alerts.kind.mirror_unreachable.next':
    'Look at its database server. It is tried again by itself, and nothing is left out.',
  'alerts.kind.mirror_stuck': 'Another system has not been in step for {value} minutes.',
  'alerts.kind.mirror_stuck.next':
    'Under Other systems it says what is lacking: a password, a right, or a column that is not there any more.',
  'alerts.kind.hook_off':
    'Webhooks were switched off, because nothing got through for three days or the other system is gone: {value}.',
  'alerts.kind.hook_off.next':
    'Look under Webhooks why. Once the other system answers, switch it on and have sent again what it missed.',
  'alerts.kind.model_cost':
    'Language models have cost {value} US dollars today; from {threshold} on you are told.',
  'alerts.kind.model_cost.next':
    'Below it stands what they were asked for. A lower budget stops them, and nothing else.',
  'alerts.kind.model_budget': 'The budget for language models is used up: {value} of {threshold} US dollars.',
  'alerts.kind.model_budget.next':
    'All goes on without them, by rules alone. They are asked again when the day or month is over, or the budget is raised.',
  'alerts.kind.model_failing':
    'Of {asked} questions to the language model within an hour, {value} came to nothing.',
  'alerts.kind.model_failing.next':
    'All goes on without it, by rules alone. Look whether its server answers, and whether its key and name are right.',
  'alerts.kind.suggestions_failing':
    'In the last minutes it failed {value} times that an answer was to be suggested.',
  'alerts.kind.suggestions_failing.next':
    'Answer those customers yourself; it is tried again. If it stays, report it with the server’s log.',
  'alerts.kind.suggestions_rejected':
    'Of the last {decided} suggested answers, {value} % were sent as they were or nearly so; it should be {threshold} %.',
  'alerts.kind.suggestions_rejected.next': 'Look under Insights, Replies, which of them are not wanted.',
  'alerts.kind.backup_failed': 'The last backup failed ({code}).',
  'alerts.kind.backup_failed.next':
    'Tell whoever looks after the server: “plumbline backup” says what is in the way. It is tried every ten minutes, and this is over with the next good one.',
  'alerts.kind.backup_overdue': 'No backup was made for {value} hours, where one is meant every {threshold}.',
  'alerts.kind.backup_overdue.next':
    'Tell whoever looks after the server: “plumbline backup” makes one, “plumbline doctor” says how the last one went.',
  'alerts.source.gone': 'A source that was taken away',
  'alerts.toSources': 'To the sources',
  'alerts.toMirrors': 'To the other systems',
  'alerts.toWebhooks': 'To the webhooks',
  'alerts.ended': 'It is over by itself.',
  'alerts.resolvedBy': '{name} has seen to it.',
  'alerts.lasts': 'It is still so.',
  'alerts.note': 'Note: {note}',
  'alerts.resolve': 'I have seen to it',
  'alerts.resolve.label': 'I have seen to it: {alert}',
  'alerts.resolve.title': 'Have you seen to it?',
  'alerts.resolve.lead':
    'It does not come again while the same lasts, unless it gets worse. Without this it goes away by itself once all is well.',
  'alerts.resolve.note': 'Note for your colleagues (optional)',
  'alerts.resolved': 'Noted',
  'alerts.mail': {
    one: '{n} person is mailed when something is grave.',
    other: '{n} people are mailed when something is grave.',
  },
  'alerts.mail.none': 'Nobody is mailed: no owner or manager has proved their e-mail address yet.',
  'alerts.mail.unset': 'Nobody is mailed: this installation sends no e-mail.',
  'alerts.mail.unproved': {
    one: '{n} more would be, once their address is proved.',
    other: '{n} more would be, once their addresses are proved.',
  },

  'figures.title': 'Figures',
  'figures.window': 'Of the last',
  'figures.hour': 'Hour',
  'figures.day': 'Day',
  'figures.messages': 'New messages',
  'figures.messages.now': '{n} a second now',
  'figures.time': 'Time for a message',
  'figures.time.most': '95% of its steps take at most {ms} ms',
  'figures.errors': 'What failed',
  'figures.errors.allowed': 'of messages and requests',
  'figures.waiting': 'What waits',
  'figures.waiting.detail':
    '{runs} imports or looks, {messages} messages to understand, {replies} replies to send',
  'figures.memory': 'Memory',
  'figures.memory.detail': '{resident} MB with database and all else',
  'figures.queries': 'Answers of the database',
  'figures.queries.most': '95% take at most {ms} ms',
  'figures.ms': '{n} ms',
  'figures.mb': '{n} MB',
  'figures.none': 'nothing yet',
  'figures.chart': '{title}: at most {most}; lately {last}',
  'figures.chart.none': '{title}: nothing in this time',
  'figures.sources': 'Sources, and how far behind each is',
  'figures.lag': 'Last asked',
  'figures.newest': 'Last new',
  'figures.look': 'A look takes',
  'figures.failures': 'Failed in a row',
  'figures.ago': '{span} ago',
  'figures.never': 'never',
  'figures.total': { one: '{n} message ever brought in', other: '{n} messages ever brought in' },
} as const satisfies Record<string, Text>

learn(healthInEnglish)

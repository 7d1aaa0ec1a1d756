import type { Alert, AlertType } from '../contract/monitoring.ts'

/** What is not well and what to do about it, in English; {name} is filled in from an alert's details. */
const WORDS: Record<AlertType, readonly [message: string, next: string]> = {
  performance: [
    'Messages take long to process: {value} ms each in the stage {stage}, where {threshold} ms are allowed.',
    'Look whether the machine has other work; if it stays, the log says what takes so long.',
  ],
  error_rate: [
    '{value} % of messages and requests in the last minutes failed, where {threshold} % are allowed.',
    'Look at the last imports: each says what failed. The server’s log has the rest.',
  ],
  memory: [
    'The program holds {value} MB of memory, where {threshold} MB are allowed.',
    'If it does not fall once imports are done, start Plumbline again and report it; nothing is lost by that.',
  ],
  timeout: [
    '{value} requests or looks at sources took too long in the last minutes, and were given up.',
    'Look whether the machine is overloaded, or a source’s server slow.',
  ],
  queue_backup: [
    'For {minutes} minutes {value} {what} have been waiting.',
    'If an import is at work, wait for it; otherwise start Plumbline again and report it.',
  ],
  disk_space: [
    'There are {value} MB left on the disk of the data folder, where {threshold} MB should be.',
    'Make room: once the disk is full, nothing more can be taken in.',
  ],
  discovery_stalled: [
    'A source has not been asked for what is new for {value} minutes.',
    'Ask it by hand, under Sources; if that does nothing, start Plumbline again.',
  ],
  discovery_slow: [
    'It took {value} s to ask a source for what is new, where {threshold} s are allowed.',
    'Look whether its server is slow; what is new comes in, only later.',
  ],
  discovery_errors: [
    '{value} % of the looks at a source have failed in the last six hours.',
    'The source says why the last one failed, under Sources.',
  ],
  discovery_failures: [
    'A source could not be read {value} times in a row.',
    'The source says why, under Sources; it is tried again by itself, and nothing is left out.',
  ],
  source_needs_person: [
    'A source waits for a person: it does not take the password or consent any more.',
    'Set it anew, under Sources; then it goes on where it was.',
  ],
  inconsistent: [
    'What is kept does not agree with itself in {value} places.',
    'Look under Health what was found; most of it can be repaired there, after it is shown what that does.',
  ],
  mirror_unreachable: [
    'For {value} minutes a mirror could not be reached.',
    'Look under Settings, Mirrors, and at its database server. It is tried again by itself, and nothing is left out.',
  ],
  mirror_stuck: [
    'For {value} minutes a mirror has not been brought into step ({code}).',
    'Look under Settings, Mirrors, what it lacks: a password, a right, or a column that is not there any more.',
  ],
  hook_off: [
    'Webhooks were switched off, because nothing got through for three days or the other system is gone: {value}.',
    'Look under Settings, Webhooks, why; once the other system answers, switch it on and have sent again what it missed.',
  ],
  model_cost: [
    'Language models have cost {value} US dollars today, where {threshold} are meant to be told of.',
    'Look under Health what they were asked for. A lesser budget stops them, and nothing else. It is over with the day (UTC).',
  ],
  model_budget: [
    'The budget for language models is used up for this {what}: {value} of {threshold} US dollars.',
    'All goes on without them, by rules alone. They are asked again with the next {what} (UTC), or once the budget is raised under Health.',
  ],
  model_failing: [
    'Of {asked} questions to the language model within an hour {value} came to nothing.',
    'All goes on without it, by rules alone. Look whether its server answers, and whether the key and the model’s name are right.',
  ],
  suggestions_failing: [
    'In the last minutes an answer could not be drafted {value} times.',
    'Answer those customers yourself; drafting is tried again. If it stays, report it with the server’s log.',
  ],
  suggestions_rejected: [
    'Of the last {decided} suggested answers {value} % were sent as they were or nearly so, where {threshold} % should be.',
    'Look under Insights, Replies, which kind is not wanted. ENABLE_SUGGESTIONS=false drafts none.',
  ],
  backup_failed: [
    'The last backup failed ({code}).',
    'Run "plumbline backup": it says what is in the way. It is over with the next good one, which is tried every ten minutes.',
  ],
  backup_overdue: [
    'No backup was made for {value} hours, where one is meant every {threshold}.',
    'Run "plumbline backup" and look whether it gets to its end; "plumbline doctor" and the server’s log say more.',
  ],
}

/** An alert's sentence, and what to do. */
export function wordsOf(type: AlertType, details: Alert['details']): Pick<Alert, 'message' | 'next'> {
  const [message, next] = WORDS[type]
  return {
    message: message.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole)),
    next,
  }
}

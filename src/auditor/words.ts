import type { FindingKind, RepairAction } from '../contract/auditor.ts'

type Words = readonly [action: RepairAction, message: string, next: string]

/** What each kind of finding is, how it is repaired, and what that does; in English. Screens have words of their own. */
const WORDS: Record<FindingKind, Words> = {
  table_unforced: [
    'force_row_level_security',
    'The database does not hold the rows of a table apart by firm.',
    'Row-level security is switched on, forced, and given its policy again.',
  ],
  orphan_row: [
    'remove_orphan',
    'A row names another that is not there.',
    'Where the row was made of the lost one it is removed; else bring back the database from a backup.',
  ],
  message_unthreaded: [
    'thread_again',
    'A message is in no conversation.',
    'Its people’s messages are threaded again.',
  ],
  decision_misplaced: [
    'thread_again',
    'A message is in a conversation that does not stand, or with other people or another time.',
    'Its people’s messages are threaded again.',
  ],
  conversation_miscounted: [
    'thread_again',
    'A conversation does not say of its messages what they are.',
    'Its messages are threaded again, which writes what it says anew.',
  ],
  conversation_overdue: [
    'lay_away',
    'A conversation has been silent for long enough and is not laid away.',
    'All that silence is to lay away is laid away.',
  ],
  source_miscounted: [
    'count_again',
    'A source has another number of messages than it says.',
    'Its messages are counted again.',
  ],
  run_miscounted: [
    'count_again',
    'An import does not add up to its ledger’s lines.',
    'Its lines are added up again. Where a line itself is uneven, import the archive again: nothing is doubled.',
  ],
  run_abandoned: [
    'queue_again',
    'Nobody works on an import that is under way.',
    'It is taken up again where it stopped.',
  ],
  runs_doubled: [
    'queue_again',
    'Two imports of the same are open.',
    'All but the newest end; what they were asked for, that one does.',
  ],
  attachment_unfiled: ['file_again', 'An attachment waits for a file that is here.', 'It gets the file.'],
  file_missing: [
    'fetch_again',
    'The bytes of a file are gone.',
    'A file that came with a mail is taken out of the mail again. Of an archive, import it again: nothing is doubled, and the attachment waits for its file until then.',
  ],
  file_changed: [
    'fetch_again',
    'The bytes of a file are not those that were stored.',
    'They are thrown away. A file that came with a mail is taken out of the mail again. Of an archive, import it again: nothing is doubled.',
  ],
  file_misdescribed: [
    'describe_again',
    'A file is said to be larger, smaller or of another type than it is.',
    'It is measured again.',
  ],
  media_unused: ['remove_unused', 'Nothing refers to a stored file.', 'The file is removed.'],
  file_unnamed: [
    'remove_unused',
    'A file lies in the folder of files that no row names.',
    'The file is removed.',
  ],
  point_unowned: [
    'link_again',
    'A number or address belongs to no customer.',
    'It is matched to a customer again, or gets one.',
  ],
  point_of_absorbed: [
    'follow_merge',
    'A number or address belongs to a customer who was merged into another.',
    'It goes to the customer who stands.',
  ],
  participants_incomplete: [
    'note_members_again',
    'Not everybody who takes part in an exchange is noted as such.',
    'They are noted again, as the exchange’s key names them.',
  ],
  customer_shown_wrong: [
    'show_again',
    'A customer is shown or sorted otherwise than what is known of them says.',
    'What they are shown as is worked out again.',
  ],
  name_tokens_differ: [
    'show_again',
    'A customer is not found by their name.',
    'The words that they are found by are made again.',
  ],
  address_misread: ['read_again', 'It is remembered wrongly how an address is read.', 'It is read again.'],
  merge_differs: [
    'follow_merge',
    'A customer stands, or went into another, otherwise than the diary of merges tells.',
    'It is made as the diary tells.',
  ],
  secret_unheld: ['forget_secret', 'Something sealed opens a source that is not there.', 'It is forgotten.'],
  source_unsealed: [
    'none',
    'What opens a source is not kept here.',
    'Set its password or consent anew, under Sources; then it goes on where it was.',
  ],
  reply_without_message: [
    'none',
    'A reply was sent and is not in its conversation.',
    'If its account is read here, it comes in with the next look; else look in the account whether it was sent.',
  ],
  reply_overdue: [
    'send_now',
    'A reply should have been sent more than an hour ago.',
    'It is sent now. If it stays, start Plumbline again and look at the account under Sources.',
  ],
  log_orphaned: [
    'forget_log',
    'A log tells of a message that is not there any more.',
    'The log forgets which message it was.',
  ],
  alert_missing: [
    'judge_now',
    'Something needs a person, and there is no alert of it.',
    'All is judged now, and the alert raised.',
  ],
  alert_unmailed: [
    'judge_now',
    'A grave alert was mailed to nobody.',
    'All is judged now, and the alert mailed.',
  ],
  source_in_future: [
    'ask_again',
    'A source is said to have been asked in the future, and would not be asked again.',
    'That is forgotten, and it is asked again.',
  ],
  row_in_future: [
    'none',
    'Something is dated in the future.',
    'Look whether the server’s clock is right. What a source itself dates so stays as it told it.',
  ],
  raw_item_unreadable: [
    'none',
    'What came in is not kept as it came, and cannot be read again.',
    'Import its archive again, or bring back the database from a backup. The messages made of it stay.',
  ],
  message_lost: [
    'parse_again',
    'Messages that came in are not here.',
    'What came in is read again, and its messages stored and threaded. They get new ids.',
  ],
  message_differs: [
    'parse_again',
    'A message is not as it came in.',
    'What came in is read again, and the message set to what it tells.',
  ],
  understanding_missing: [
    'understand_again',
    'A message was not understood within a day.',
    'It is understood now.',
  ],
  understanding_differs: [
    'understand_again',
    'What is kept of what a message says is not what the rules say of it.',
    'It is understood again.',
  ],
  decision_differs: [
    'thread_again',
    'A message is not where threading puts it.',
    'Its people’s messages are threaded again.',
  ],
  conversation_differs: [
    'thread_again',
    'A conversation does not stand as its messages say.',
    'Its messages are threaded and judged again.',
  ],
  ticket_disagrees: [
    'settle_again',
    'A ticket says of answers or waiting otherwise than its conversations.',
    'It is made to say what follows from them.',
  ],
  message_unindexed: [
    'index_again',
    'A message cannot be found by its words.',
    'The index of words is brought up to date.',
  ],
  cursor_ahead: [
    'rewind',
    'Somebody who reads what changed stands beyond the end of the log.',
    'They read it again from its beginning; what they do twice does no harm.',
  ],
  subscriber_stalled: [
    'none',
    'Somebody who reads what changed has got stuck.',
    'Look at the events that failed, under Health; if that does nothing, start Plumbline again.',
  ],
  notice_missing: [
    'tell_now',
    'Something stands of which nobody was told who may see it.',
    'Those who may see it and want to know are told.',
  ],
  hook_stalled: [
    'call_now',
    'Another system should have been called, and is not.',
    'It is called now. If it stays, start Plumbline again.',
  ],
  hook_unsealed: [
    'none',
    'What signs the calls to another system is not kept here.',
    'Make another secret for it, under Settings, Webhooks, and enter it there.',
  ],
  trail_broken: [
    'none',
    'An entry of the audit trail was changed or taken out.',
    'Nobody can repair that unseen. Compare with a backup, and with hashes that were noted down elsewhere.',
  ],
}

/** Orphans of these tables were made of the lost row, and can go. */
const REMOVABLE = [
  ...['thread_entry', 'attachment', 'attachment_file', 'understanding'],
  ...['participant', 'contact_name', 'customer_name_token'],
]

/** Words about a finding, and how it is repaired. */
export function wordsOf(
  kind: FindingKind,
  subject: { kind: string },
): { repair: RepairAction; message: string; next: string } {
  const [action, message, next] = WORDS[kind]
  const repair = kind === 'orphan_row' && !REMOVABLE.includes(subject.kind) ? 'none' : action
  return { repair, message, next }
}

import type { Text } from './en.ts'

/** In English: answering a conversation. */
export const repliesInEnglish = {
  'reply.label': 'Your reply',
  'reply.field': 'Reply',
  'reply.placeholder': 'Write a reply…',
  'reply.send': 'Send',
  'reply.send.keys': 'Send (Ctrl or ⌘ and Enter)',
  'reply.by.email': 'E-mail from {from} to {to} · {subject}',
  'reply.by.google-voice': 'Text from {from} to {to}, by Google Voice; blank lines are left out',
  'reply.parts': { one: '{n} part', other: '{n} parts' },
  'reply.onTheWay': 'Not sent yet',
  'reply.of': 'Reply by {who}',
  'reply.waiting': '{who}: is about to be sent',
  'reply.sending': '{who}: is being sent',
  'reply.again': 'Tried again in {span}.',
  'reply.failed': 'Not sent ({who}).',
  'reply.unsure':
    'The connection broke as this was sent ({who}), and nobody here knows whether it was. Look among what the account sent, then say.',
  'reply.undo': 'Take it back',
  'reply.retry': 'Send it after all',
  'reply.takeBack': 'Take it back',
  'reply.wasSent': 'It was sent',
  'reply.wasNot': 'It was not: send it',
  'reply.trouble.reply_overtaken': 'The customer has written again meanwhile: read that first.',
  'reply.trouble.recipient_refused': 'The mail server does not take mail for this address.',
  'reply.trouble.content_refused': 'The mail server does not take this mail.',
  'reply.trouble.source_not_asked': 'The account that it should go out from is not there any more.',
  'reply.trouble.source_unreachable': 'The account cannot be reached.',
  'reply.trouble.source_timeout': 'The account did not answer in time.',
  'reply.trouble.source_busy': 'The account asks to wait.',
  'reply.trouble.source_credentials_refused':
    'The account does not take the password, or what else opens it, or may not send.',
  'reply.trouble.source_gone': 'The account sends nothing.',
  'reply.trouble.source_unreadable': 'The account does not take this mail.',
  'reply.none.nobody_known': 'Nobody knows who the other side is: there is nowhere to reply to.',
  'reply.none.no_forwarded_text':
    'To reply here, have Google Voice forward texts to a Gmail account that is a source; until then reply in Google Voice.',
  'reply.none.group_text': 'Google Voice takes no replies to groups from here: reply in Google Voice.',
  'reply.none.agent_chat': 'A chat with an AI agent cannot be answered from here.',
  'reply.none.automatic_sender': 'A machine sent this; nobody would read a reply.',
  'reply.none.sender_forged':
    'This is not from whom it says it is from. Reach the customer by a number or address that you know.',
  'reply.none.own_address': 'This is the firm’s own address.',
  'reply.none.source_not_asked':
    'The account that this came by is paused, waits for a person, or was taken away: see Sources.',
  'reply.none.no_outgoing_server':
    'No server for outgoing mail is set for this mailbox: take it away under Sources and add it again with one; nothing is doubled.',
  'vouch.says': 'It says it is from {address}, and stands apart from what they wrote.',
  'vouch.do': 'It is them',
  'vouch.done': 'Mail from {address} goes to its owner from now on',
  'help.reply': 'Reply',
} satisfies Record<string, Text>

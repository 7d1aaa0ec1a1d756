import { learn, type Text } from './en.ts'
import { hooksInEnglish } from './en-hooks.ts'

/** In English: what other systems may tell the firm, and what they sign it with. Comes with its page. */
export const webhooksInEnglish = {
  ...hooksInEnglish,
  'webhooks.title': 'Webhooks',
  'webhooks.lead':
    'Other systems hear what changes here, and tell Plumbline what has happened there. Both ways are signed, so that nobody else can speak in their name.',
  'webhooks.conversation-complete': 'A conversation is complete',
  'webhooks.conversation-complete.for':
    'A chat system calls here when a conversation has come to its end. Plumbline reads it at once, ahead of its turn, and answers how urgent it is and what is wanted.',
  'webhooks.url': 'Address to call',
  'webhooks.set': 'Signed calls are taken. Secret made: {day}.',
  'webhooks.unset': 'No secret is set: every call is refused.',
  'webhooks.previous': 'Calls signed with the secret before it are taken until {when}.',
  'webhooks.make': 'Make a secret',
  'webhooks.make.lead': 'The other system signs its calls with it. It is shown to you once.',
  'webhooks.make.submit': 'Make it',
  'webhooks.replace': 'Make a new secret',
  'webhooks.previous.choice': 'The secret in use',
  'webhooks.previous.stays': 'It signs for 24 hours more',
  'webhooks.previous.stays.hint': 'Enough to change the other system without losing calls.',
  'webhooks.previous.ends': 'It ends at once',
  'webhooks.previous.ends.hint':
    'When somebody else may know it. Calls are refused until the other system has the new one.',
  'webhooks.secret': 'Signing secret',
  'webhooks.made': 'The new secret',
  'webhooks.made.lead': 'Copy it now: it is shown only this once.',
  'webhooks.made.previous':
    'Enter it in the other system by {when}. Until then calls signed with the one before are taken as well.',
  'webhooks.made.ended': 'The one before has ended: calls are refused until the other system has this one.',
  'webhooks.remove': 'Remove',
  'webhooks.remove.title': 'Remove the secret?',
  'webhooks.remove.lead':
    'Every call is refused from then on, also when it is signed with the secret before it. This cannot be undone.',
  'webhooks.removed': 'Removed: calls are refused now.',
  'webhooks.how': 'How calls are signed',
  'webhooks.how.lead':
    'For whoever sets up the other system. Calls are signed as {standard} says, for which most languages have a library. Three headers go with each:',
  'webhooks.how.id': 'An id of the call, the same when it is sent again. Each is taken once.',
  'webhooks.how.timestamp': 'When it was signed, in seconds since 1970; five minutes early or late at most.',
  'webhooks.how.signature':
    '“v1,” and the HMAC-SHA256, in base64, of the id, the timestamp and the body with full stops between them. The key is the base64 that follows “whsec_” in the secret.',
  'webhooks.how.again': 'A call that was answered with an error may be sent again, with the same id.',
  'webhooks.example': 'A signed call, for Node',
  'webhooks.example.hint':
    'Put in the secret, and the id of a conversation: in the inbox, it ends the address of the open one.',
  'webhooks.example.copy': 'Copy the example',
} as const satisfies Record<string, Text>

learn(webhooksInEnglish)

/**
 * The road a message takes, stage by stage; composes channels, intake, customers and inbox, and owns no table.
 */

export { type Clockwork, openClockwork } from './clockwork.ts'
export { beginGmailConsent, endGmailConsent, type Google } from './gmail-consent.ts'
export { keepWaitingParts } from './keep-parts.ts'
export { addressesOf, labelOf, lookAtSource, proposeAuthServers, secretOf } from './look-at-source.ts'
export { mailOf, pageOf, readOriginal, sourceOf } from './message-source.ts'
export { openPostmarkCalls, type PostmarkCalls } from './postmark-calls.ts'
export { readStored, receiveStored, type StoredItem } from './read-stored.ts'
export { openRefiner } from './refiner.ts'
export { copyFirm } from './rehearse.ts'
export { openRunner, type Runner } from './runner.ts'
export { openSender, type Sender } from './send/sender.ts'
export { openStages, type Stages } from './stages/stages.ts'
export { batches, threadAll } from './thread-all.ts'
export { checkRules } from './understand/check-rules.ts'
export { type Mind, openMind } from './understand/mind.ts'
export { tryRules } from './understand/try-rules.ts'
export { isPresent, type Present, readPresentBy } from './understand/understand-all.ts'
export { vouchForSender } from './vouch.ts'
export { credentialOf, type OpenWires, openWires } from './wires.ts'

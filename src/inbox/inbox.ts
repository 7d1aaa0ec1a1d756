/**
 * Messages, the conversations they belong to, and why. What was said is stored once (`recogniseMessages`,
 * `storeMessages`); which conversation it is in is derived by the stage `threadParticipants`, and can be
 * derived again at any time.
 */
export { awaitedAmong, awaitedFiles, awaitedParts, fileStored, type StoredFile } from './attachments.ts'
export { asks, closes, thanks } from './closing.ts'
export {
  compareMessages,
  correctMessages,
  type ItemReadAgain,
  type MessageDifference,
} from './compare-messages.ts'
export {
  eraseMessages,
  type FoundMessages,
  findMessagesOf,
  forgetFiles,
  forgetFilesOf,
  forgetOldFiles,
  type MessagesOf,
  messagesOfConversations,
  silentConversations,
} from './erase.ts'
export {
  awaitFiles,
  describeFiles,
  fileAgain,
  filesNamedAmong,
  forgetOrphansOfMessages,
  forgetUnusedFiles,
  type NamedFile,
  readNamedFiles,
  readUnfiled,
} from './files-again.ts'
export { lookForHazard } from './hazard.ts'
export { threadToAnswer } from './hold-together.ts'
export { countMedia, type MediaFolder, openMediaFolder, type SealedMedia } from './media-folder.ts'
export { analyseConversation } from './read/analysis.ts'
export { countConversations } from './read/counts.ts'
export { getConversation } from './read/detail.ts'
export { listFiles } from './read/files.ts'
export { type ConversationQuery, listConversations } from './read/list.ts'
export { findMedia, listMessages, type MessageQuery } from './read/messages.ts'
export { newestIn } from './read/newest.ts'
export { findPastMessages, type PastMessage, readPastMessages } from './read/past.ts'
export { conversationsInOrder, isPressing, listOnFire, onFire } from './read/today.ts'
export {
  type MessageFilters,
  mayBeNarrow,
  messageConditions,
  narrowedMessages,
  type SomeFilters,
} from './read/which.ts'
export { type IncomingMessage, recogniseMessages, type Sighting, saidIn } from './recognise.ts'
export { restConversations } from './rest.ts'
export {
  forgetSourceFiles,
  listSourceFiles,
  noteSourceFiles,
  type SourceFiles,
  unaskedFiles,
  unkeptPages,
} from './source-files.ts'
export { type MessageToStore, storeMessages } from './store-messages.ts'
export { threadAgain } from './thread/again.ts'
export {
  mergeConversations,
  setArchived,
  splitConversation,
  type ThreadChange,
  undoThreadChange,
} from './thread/changes.ts'
export { compareThreads, type Pair, type ThreadDifference } from './thread/compare.ts'
export { detailCodes, reasonCodes } from './thread/explain.ts'
export { threadForTheFirstTime } from './thread/first.ts'
export { addDifferences, compareRules, type RuleDifference } from './thread/preview.ts'
export type { ThreadRule } from './thread/rule.ts'
export { currentRule, readRule, writeRule } from './thread/rules.ts'
export { settleConversations, settleSent } from './thread/settle.ts'
export {
  lockThreads,
  type ParticipantsToThread,
  participantsToThread,
  threadParticipants,
} from './thread/stage.ts'
export {
  type MessageToUnderstand,
  messagesOfToUnderstand,
  messagesToRefine,
  messagesToUnderstand,
  type PresentVersion,
  readMessagesToUnderstand,
} from './to-understand.ts'

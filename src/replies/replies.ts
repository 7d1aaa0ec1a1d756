/** What people write to be sent: by which way, when, once, and what became of it. */

export {
  type Attempt,
  claimReply,
  type Ended,
  endAttempt,
  forgetReplies,
  listReplies,
  mailIdOf,
  nextAttemptAt,
  showReply,
} from './reply.ts'
export { isSandboxed } from './sandbox.ts'
export { addTemplate, changeTemplate, listTemplates, readTemplate, removeTemplate } from './template.ts'
export { forgetVoiceAddresses, keepVoiceAddresses, type SeenVoiceAddress } from './voice-address.ts'
export { findWay, type Way } from './way.ts'
export { retryReply, settleReply, type WrittenReply, withdrawReply, writeReply } from './write.ts'

/**
 * What messages say, kept: one result a message by the newest rules, and the firm's own rules. It knows messages by
 * their ids only; which of them need a result is `inbox`'s to tell, and how one is made is `understanding`'s.
 */
export { compareUnderstandings } from './compare.ts'
export { forgetUnderstandings } from './forget.ts'
export { readUnderstandings } from './read.ts'
export { refinementAsked } from './refinement.ts'
export { type HeldRules, readFirmRules, writeFirmRules } from './rules.ts'
export { type MessageUnderstood, writeUnderstandings } from './write.ts'

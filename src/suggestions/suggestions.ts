/** Answers drafted for a person to approve, edit or reject: one for each conversation that waits for a word. Nothing is ever sent unseen. */
export { breachOf } from './draft/guard.ts'

/**
 * Looks whether what is kept agrees with itself: derived rows with rows derived again, counts with what they count, files with
 * their rows. What does not is repaired by the verbs of the rooms whose tables they are, after a plan that says what will
 * be done. Checkpoints keep a firm's state in hashes, to compare with another.
 */
export { cancelCheck, readRun } from './check-run.ts'
export { findCheckpoint, listCheckpoints, removeCheckpoint } from './checkpoint/kept.ts'
export { keepCheckpoint } from './checkpoint/make.ts'
export { checks } from './checks.ts'
export { listFindings } from './findings.ts'
export { listChecks, reportAll, reportConsistency } from './reports.ts'
export { type Auditor, openAuditor } from './service.ts'
export { wordsOf } from './words.ts'

/**
 * Two who change the same field from the same base: found by what each had seen, resolved by the field's strategy, and listed,
 * so that nothing is lost in silence. Screens, keys and mirrors take this one road.
 */
export type { By } from './by.ts'
export { changeFrom, type Outcome } from './change.ts'
export { holdSubject, readFields, type Subject, writeFields } from './fields.ts'
export { forgetConflicts } from './forget.ts'
export { type Contradiction, mergeField, mergeFields } from './merge.ts'
export { noteConflicts, type ToNote } from './note.ts'
export { countOpenConflicts, listConflicts } from './read.ts'
export { listRules, rulesFor, setRules } from './rules.ts'
export { reopenConflict, settleConflict } from './settle.ts'
export { asSet, type Fields, same, sorted } from './value.ts'

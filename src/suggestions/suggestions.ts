/**
 * Answers drafted for a person to approve, edit or reject: one for each conversation that waits for a word. Nothing is ever sent
 * unseen, and no draft promises a time or a price, or advises in danger (`draft/guard.ts`).
 */
export { type AskModelIo, improveSuggestion, suggestionsToImprove } from './ask-model.ts'
export { countGood } from './calibration/record.ts'
export { readCalibration } from './calibration/show.ts'
export { countSuggestions } from './count.ts'
export { approveSuggestion, rejectSuggestion, undoRejection } from './decide.ts'
export { forgetSuggestions } from './forget.ts'
export { expireOvertaken, keepSuggestion } from './keep.ts'
export { draftAnswer, type Experience, loadExperience, suggestAsAsked } from './make.ts'
export { listSuggestions, pendingSuggestion } from './read.ts'
export { conversationsToSuggest, type ToSuggest } from './to-suggest.ts'

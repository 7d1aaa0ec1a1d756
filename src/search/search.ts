/**
 * One search over all that was said and everybody whom it was said with. The index of words is made by a stage (`updateIndex`) from
 * what other rooms keep, and can be made again at any time; `search` asks it.
 */
export { answerSample } from './evals/answer-sample.ts'
export { judgedAt, readJudged } from './evals/judged.ts'
export {
  type AnsweredQuery,
  belowFloors,
  relevanceFloors,
  relevanceOf,
} from './evals/relevance.ts'
export { relevanceTable, tuneTable } from './evals/relevance-table.ts'
export { type SearchInput, type SearchIo, search } from './find/search.ts'
export { forgetIndexed, forgetIndexedPerson } from './index/forget.ts'
export { messagesToIndex } from './index/messages.ts'
export { type IndexInput, tidyIndex, updateIndex } from './index/update.ts'
export { type Word, wordsIn } from './words/analyse.ts'
export { editsBetween } from './words/edits.ts'

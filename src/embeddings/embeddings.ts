/**
 * What messages mean, in the numbers of a model: a vector each, made by a stage, kept beside the model that made it, and derived anew at any
 * time. Which messages are alike follows from them, in whichever of the two languages they are.
 */
export { type Encoder, openEncoder } from './encoder/encoder.ts'
export { forgetVectors, type KeepInput, makeVectors } from './keep.ts'
export { type Meaning, openMeaning } from './meaning.ts'
export { type Codes, openCodes } from './near/codes.ts'
export {
  describeMessage,
  messageNotFound,
  type Near,
  type NearFilters,
  type NearInput,
  type NearIo,
  nearest,
  similarMessages,
} from './near/similar.ts'

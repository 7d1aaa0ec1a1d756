export { type Address, normalizeAddress, showAddress } from './address.ts'
export { normalizeAddresses } from './address-cache.ts'
export {
  followMerges,
  forgetOrphansOfCustomers,
  linkAgain,
  mergeAsTold,
  noteMembersAgain,
  readAddressesAgain,
} from './again.ts'
export { askOfAnswers } from './answered.ts'
export { addContactPoint, addCustomer, correctContactPoint, removeContactPoint } from './by-hand.ts'
export {
  compareAddresses,
  compareCustomers,
  compareMerges,
  compareParticipants,
  comparePoints,
  WRITTEN_MARK,
} from './compare.ts'
export { showCustomersAgain } from './customer.ts'
export { givenName, renameCustomer, setKind } from './edit.ts'
export { erasePerson, forgetAddresses, type KnownPerson, knownPerson } from './erase.ts'
export { type Evidence, evidenceCodes, likenessReasons, type MatchMethod } from './evidence.ts'
export { type FoundCustomer, findOrCreateCustomer } from './find-or-create.ts'
export { identify, type PartyToIdentify } from './identify.ts'
export { type Match, type MatchQuery, matchCustomer, sureFrom } from './match/match.ts'
export { mergeCustomers, undoMerge } from './merge.ts'
export { reassignContactPoint, undoReassignment } from './move.ts'
export { cleanName, foldName } from './name.ts'
export { partyKey, type WrittenParty } from './party.ts'
export { addProperty, correctProperty, removeProperty } from './property.ts'
export { type Answered, answerQuestion } from './question.ts'
export { getCustomer } from './read/detail.ts'
export { type CustomerQuery, listCustomers } from './read/list.ts'
export { customersOfParticipants, type PartyMember, type PartyView } from './read/party-view.ts'
export { listQuestions } from './read/questions.ts'
export type { CustomerKind } from './shown.ts'
export { standingCustomer } from './standing.ts'
export { claimedAddress, FORGED_KEYS, forgedParty, vouchedAmong, vouchFor } from './vouched.ts'

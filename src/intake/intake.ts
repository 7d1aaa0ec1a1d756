/**
 * Bringing messages in: sources, runs, the ledger that proves a run complete, and raw items as they came.
 */
export {
  anybodyErased,
  type Erasable,
  erasedPath,
  eraseItems,
  eraseSetAside,
  forgetOldTroubles,
  itemsWithoutMessages,
  markErased,
  wasErased,
} from './erased.ts'
export {
  addConversations,
  forgetTroubles,
  getLedger,
  type LedgerLine,
  listLedgerLines,
  listSetAside,
  pagesOfSource,
  pathsDone,
  readSetAside,
  readTroubles,
  type SetAsideWithBody,
  type Troubles,
  writeLedger,
  writeTroubles,
} from './ledger.ts'
export { pack, type RawItem, readRawItem, readRawItems, storeRawItems } from './raw-item.ts'
export {
  abandonedToQueue,
  cancelRun,
  claimRun,
  countOpenRuns,
  finishRun,
  getRun,
  LEASE_MS,
  listRuns,
  noCounts,
  pathsOfOpenRuns,
  type RunInput,
  type RunPhase,
  readCounts,
  renewLease,
  requeueInterrupted,
  resumeRun,
  type StartRun,
  startRun,
  updateRun,
  writeCounts,
} from './run.ts'
export { listSources, type Source, sourceFor } from './source.ts'

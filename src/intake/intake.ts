/**
 * Bringing messages in: sources, runs, the ledger that proves a run complete, and raw items as they came.
 */
export {
  endDoubled,
  forgetFutureLooks,
  type KeptItem,
  mayLackMessages,
  queueAbandoned,
  readKeptItems,
  recountRuns,
} from './again.ts'
export {
  type DeliveryEvent,
  forgetOldDeliveries,
  keepDeliveryEvents,
  listDeliveryEvents,
  nameDeliveries,
  PARTLY_REFUSED,
} from './delivery-event.ts'
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
export { beginIncident, endIncidents, hasIncident, listIncidents } from './incident.ts'
export { openLines, RAW_ITEMS, sealLines } from './item-line.ts'
export { type ItemColumns, type ItemSeal, openItemSeal, pack } from './item-seal.ts'
export {
  addConversations,
  forgetTroubles,
  getLedger,
  type LedgerLine,
  listLedgerLines,
  listSetAside,
  pagesOfSource,
  pathsDone,
  pathsDoneAmong,
  readSetAside,
  readTroubles,
  type SetAsideWithBody,
  type Troubles,
  writeLedger,
  writeTroubles,
} from './ledger.ts'
export {
  addSource,
  askByClock,
  askSource,
  findCrew,
  keepAddresses,
  keepCursor,
  keepGmail,
  type LiveSource,
  type LookFault,
  nextTryAt,
  noteFailure,
  noteLook,
  pauseSource,
  readLiveSource,
  removeSource,
  resumeSource,
  setSourceState,
  showSource,
  showSources,
  sourcePaused,
  sourcesToAsk,
  WAIT_MS_MAX,
} from './live-source.ts'
export { countMessages, recountMessages } from './message-count.ts'
export { itemsHere, type RawItem, storeRawItems } from './raw-item.ts'
export {
  pathsWithoutItem,
  rawItemsAt,
  readItemOf,
  readItemPlaces,
  readRawItems,
} from './read-items.ts'
export {
  type ArchiveInput,
  abandonedToQueue,
  addToTotal,
  cancelRun,
  claimRun,
  countOpenRuns,
  finishRun,
  getRun,
  LEASE_MS,
  listOpenRuns,
  listRuns,
  noCounts,
  pathsOfOpenRuns,
  type RunInput,
  type RunPhase,
  readCounts,
  renewLease,
  requeueInterrupted,
  resumeRun,
  runOfCalls,
  type StartRun,
  startRun,
  startSourceRun,
  updateRun,
  wasAskedAgain,
  writeCounts,
} from './run.ts'
export { countRawItems, sealRawItems } from './seal-items.ts'
export { listSources, type Source, sourceFor } from './source.ts'
export { newestItems, setAuthServers } from './source-settings.ts'
export { claimWatch, releaseWatch, WATCH_LEASE_MS } from './watch.ts'

/** Preloaded (`--import`), leaves out every sync of the embedded database, as PGlite does as it comes. */
import fs from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (!isMainThread) Object.assign(fs, { fdatasyncSync: () => undefined, fsyncSync: () => undefined })

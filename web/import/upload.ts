import { useSyncExternalStore } from 'react'
import { uploadShape } from '../../src/contract/runs.ts'
import { ApiError, parseJson, refusalOf } from '../api/client.ts'
import { startSync, uploadPath } from '../api/endpoints.ts'
import { tell, tellProblemLater } from '../parts/toasts.tsx'

/** Where the upload stands. It goes on while one looks at other rooms; leaving the page ends it. */
export type Upload =
  | { phase: 'idle' }
  | {
      phase: 'uploading'
      doneBytes: number
      allBytes: number
      bytesPerSecond: number
      secondsLeft: number | null
    }
  | { phase: 'starting' }
  | { phase: 'started'; syncId: string }
  | { phase: 'failed'; error: unknown }

/** What is to be brought in; it stays until its import has begun, whatever goes wrong before. */
export type Choice = { files: readonly File[]; dryRun: boolean }

const NOTHING: Choice = { files: [], dryRun: false }

let state: Upload = { phase: 'idle' }
let choice = NOTHING
/** The files that the server has, of which no import has begun: they are not sent again. */
let arrived: { files: Choice['files']; uploadId: string } | undefined
let request: XMLHttpRequest | undefined
const listeners = new Set<() => void>()

function become(next: Upload) {
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The upload of this page, as it moves. */
export const useUpload = (): Upload => useSyncExternalStore(subscribe, () => state)

export const useChoice = (): Choice => useSyncExternalStore(subscribe, () => choice)

export function choose(next: Choice) {
  choice = next
  for (const listener of listeners) listener()
}

/** Makes room for the next upload. */
export const forgetUpload = () => become({ phase: 'idle' })

/** Stops the upload under way; the server keeps nothing of it. */
export const stopUpload = () => request?.abort()

/** Uploads the chosen files and starts their import. Who looks at another room by then is told by `words`, which lead back. */
export async function uploadAndImport(words: Record<'begun' | 'notBegun' | 'goBack', string>): Promise<void> {
  const { files, dryRun } = choice
  const link = { to: '/import', label: words.goBack } as const
  const isSeen = () => listeners.size > 0
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  window.addEventListener('beforeunload', warn)
  try {
    if (arrived?.files !== files) {
      const uploadId = await send(files)
      if (uploadId === null) return become({ phase: 'idle' })
      arrived = { files, uploadId }
    }
    become({ phase: 'starting' })
    const run = await startSync({ uploadId: arrived.uploadId, dryRun })
    arrived = undefined
    choice = NOTHING
    become({ phase: 'started', syncId: run.syncId })
    if (!isSeen()) tell(words.begun, { link })
  } catch (error) {
    // An import that began unheard has read it by now; sent again, it adds nothing twice.
    if (error instanceof ApiError && error.code === 'upload_not_found') arrived = undefined
    become({ phase: 'failed', error })
    if (!isSeen()) tellProblemLater(words.notBegun, error, link)
  } finally {
    window.removeEventListener('beforeunload', warn)
  }
}

/** Sends the files as one form, as fetch cannot tell how far it has come. The upload's id; null when it was stopped. */
function send(files: readonly File[]): Promise<string | null> {
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  const allBytes = files.reduce((sum, file) => sum + file.size, 0)
  const startedMs = performance.now()
  become({ phase: 'uploading', doneBytes: 0, allBytes, bytesPerSecond: 0, secondsLeft: null })
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    request = xhr
    xhr.open('POST', uploadPath)
    xhr.setRequestHeader('accept', 'application/json')
    xhr.upload.addEventListener('progress', ({ loaded }) => {
      const seconds = (performance.now() - startedMs) / 1000
      const doneBytes = Math.min(loaded, allBytes)
      const bytesPerSecond = doneBytes / Math.max(seconds, 0.001)
      const secondsLeft = seconds < 1 ? null : (allBytes - doneBytes) / Math.max(bytesPerSecond, 1)
      become({ phase: 'uploading', doneBytes, allBytes, bytesPerSecond, secondsLeft })
    })
    xhr.addEventListener('load', () => {
      const json = parseJson(xhr.responseText)
      const answer = uploadShape.safeParse(json)
      if (xhr.status < 300 && answer.success) resolve(answer.data.uploadId)
      else reject(refusalOf(xhr.status, json))
    })
    xhr.addEventListener('error', () => reject(new ApiError(0, 'not_reached', '', '')))
    xhr.addEventListener('abort', () => resolve(null))
    xhr.send(form)
  })
}

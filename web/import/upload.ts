import { useSyncExternalStore } from 'react'
import { uploadShape } from '../../src/contract/runs.ts'
import { ApiError, parseJson, refusalOf } from '../api/client.ts'
import { startSync, uploadPath } from '../api/endpoints.ts'

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

let state: Upload = { phase: 'idle' }
let request: XMLHttpRequest | undefined
const listeners = new Set<() => void>()

function become(next: Upload) {
  state = next
  for (const listener of listeners) listener()
}

/** The upload of this page, as it moves. */
export const useUpload = (): Upload =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )

/** Makes room for the next upload. */
export const forgetUpload = () => become({ phase: 'idle' })

/** Stops the upload under way; the server keeps nothing of it. */
export const stopUpload = () => request?.abort()

/** Uploads the files and starts their import. */
export async function uploadAndImport(files: readonly File[], dryRun: boolean): Promise<void> {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  window.addEventListener('beforeunload', warn)
  try {
    const uploadId = await send(files)
    if (uploadId === null) return become({ phase: 'idle' })
    become({ phase: 'starting' })
    const run = await startSync({ uploadId, dryRun })
    become({ phase: 'started', syncId: run.syncId })
  } catch (error) {
    become({ phase: 'failed', error })
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

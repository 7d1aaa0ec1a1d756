import { Readable } from 'node:stream'
import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { idShape } from '../../contract/common.ts'
import { findMedia } from '../../inbox/inbox.ts'
import { byteRange } from '../byte-range.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

/** What a browser may show in place; all else is only saved. SVG is not among them: it can carry scripts. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|heic|heif|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/
const PDF = 'application/pdf'

/**
 * Whatever is opened by itself gets an origin of its own (`sandbox`) and can load nothing. A browser's own viewer of PDFs does not
 * start in a sandbox; it runs outside of our origin by itself, and a file is called so by its first bytes alone, so that nothing
 * else is ever read under these rules.
 */
const POLICY = "default-src 'none'; sandbox"
const PDF_POLICY =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export const mediaGet = endpoint({
  name: 'media-get',
  method: 'GET',
  path: '/api/media/:messageId/:position/:rank',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'The bytes of an attachment; a part of them with a Range header.',
  params: z.object({
    messageId: idShape,
    position: z.coerce.number().int().min(0).max(10_000),
    rank: z.coerce.number().int().min(0).max(10_000),
  }),
  bytes: true,
  timeoutMs: 60 * 60_000,
  handle: async ({ services: { store, media }, principal, params, request, reply }) => {
    const { tenantId } = principal
    const found = await store.read(tenantId, (db) => findMedia(db, params))
    const size = found === undefined ? undefined : await media.size(tenantId, found.sha256)
    if (found === undefined || size === undefined) throw notFound('file')
    const range = byteRange(request.headers.range, size)
    if (range === 'unsatisfiable') {
      reply.header('content-range', `bytes */${size}`)
      throw beyondTheEnd()
    }
    const isPdf = found.mediaType === PDF
    const shown = isPdf || SHOWN.test(found.mediaType)
    reply
      .type(shown ? found.mediaType : 'application/octet-stream')
      .header('content-disposition', disposition(shown ? 'inline' : 'attachment', found.fileName))
      .header('content-security-policy', isPdf ? PDF_POLICY : POLICY)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('etag', `"${found.sha256}"`)
      .header('accept-ranges', 'bytes')
    if (request.headers['if-none-match'] === `"${found.sha256}"`) return reply.code(304).send()
    if (range === undefined) {
      reply.header('content-length', size)
      return reply.send(request.method === 'HEAD' ? Readable.from([]) : media.open(tenantId, found.sha256))
    }
    reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
      .header('content-length', range.end - range.start + 1)
    return reply.send(
      request.method === 'HEAD' ? Readable.from([]) : media.open(tenantId, found.sha256, range),
    )
  },
})

function beyondTheEnd(): Refusal {
  return new Refusal(
    'bad_range',
    'The file has no such bytes.',
    'Ask for bytes before its end, which Content-Range tells.',
    { status: 416 },
  )
}

/** RFC 6266: a name for old readers and the true one. */
function disposition(kind: 'inline' | 'attachment', fileName: string): string {
  const plain = fileName.replace(/[^\w.() -]/g, '_').slice(0, 100)
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}

import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { faultOf } from '../base/fault.ts'
import type { Log } from '../base/log.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { RefusalBody } from '../contract/common.ts'

/** What every failed request answers: code, sentence, what to do. Nothing of a stack, a query or a path. */
export function refusalBody(refusal: Refusal): RefusalBody {
  const { code, message, next, about } = refusal
  return { error: { code, message, next, ...(about !== undefined && { about }) } }
}

/** Answers whatever was thrown. What is not ours to explain is logged under a number, which the answer names. */
export function answerError(
  log: Log,
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const refusal = asRefusal(error, request) ?? internal(log, error, request)
  if (refusal.status === 413) reply.header('connection', 'close') // what is still on its way is not read
  const page = request.routeOptions.config.refusalPage
  if (page !== undefined && request.headers.accept?.includes('text/html')) {
    void reply.code(303).header('location', `${page}?refused=${refusal.code}`).send()
    return
  }
  reply.removeHeader('etag').header('cache-control', 'no-store') // of bytes that failed to come, it would be kept in their place
  void reply.code(refusal.status).type('application/json; charset=utf-8').send(refusalBody(refusal))
}

/** What the visitor did wrong, or undefined when it was not the visitor. */
function asRefusal(error: FastifyError | Error, request: FastifyRequest): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0]
    const field = issue?.instancePath.slice(1).replaceAll('/', '.') ?? ''
    const place = PLACES[error.validationContext ?? 'body'] ?? 'body'
    const what = field === '' ? `The ${place}` : `“${field}” in the ${place}`
    return new Refusal(
      'bad_input',
      `${what} cannot be used: ${withoutStop(issue?.message ?? 'it has the wrong form')}.`,
      'Correct it and send it again; /api/docs tells what each endpoint takes.',
    )
  }
  if (error.name === 'AbortError') return new Refusal(...CUT_OFF) // nobody is there to read it
  const code = errorCode(error)
  const known = code === undefined ? undefined : KNOWN[code]
  if (known !== undefined) return new Refusal(...known)
  if (code !== undefined && MALFORMED_VALUE.test(code) && hasCursor(request))
    return new Refusal(...BAD_CURSOR)
  if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) {
    return new Refusal('bad_request', 'The request has the wrong form.', READ_THE_DOCS, {
      status: error.statusCode,
    })
  }
  return undefined
}

const PLACES: Record<string, string> = {
  body: 'body',
  querystring: 'query',
  params: 'address',
  headers: 'headers',
}
const READ_THE_DOCS = '/api/docs tells what each endpoint takes.'

type Known = [code: string, message: string, next: string, options: { status: number }]

const DATABASE_AWAY: Known = [
  'database_unreachable',
  'The database does not answer.',
  'Try again in a minute.',
  { status: 503 },
]
const BAD_TEXT: Known = [
  'bad_text',
  'A text has a character that cannot be stored.',
  'Take out NUL and other control characters.',
  { status: 400 },
]
const TOO_LARGE: Known = [
  'too_large',
  'The request is larger than this endpoint takes.',
  'Send less at once.',
  { status: 413 },
]
const DISK_FULL: Known = [
  'disk_full',
  'The disk of the server is full.',
  'Make room, then send it again.',
  { status: 507 },
]
const BAD_JSON: Known = [
  'bad_json',
  'The body is not JSON.',
  'Send JSON with content-type: application/json.',
  { status: 400 },
]

const CUT_OFF: Known = [
  'cut_off',
  'The connection ended before the request was whole.',
  'Send it again.',
  { status: 400 },
]
const BAD_CURSOR: Known = [
  'bad_cursor',
  'The page cursor is not one this list gave out.',
  'Ask for the first page again, without a cursor.',
  { status: 400 },
]
/** PostgreSQL's codes for a text that is no date, number or UUID: what a forged cursor comes to. */
const MALFORMED_VALUE = /^22(003|007|008|P02)$/

function hasCursor({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'cursor' in query
}

/** Codes of Fastify, its plugins, PostgreSQL (appendix A of its manual) and the operating system. */
const KNOWN: Record<string, Known> = {
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_REQ_FILE_TOO_LARGE: TOO_LARGE,
  FST_FILES_LIMIT: TOO_LARGE,
  FST_PARTS_LIMIT: TOO_LARGE,
  FST_FIELDS_LIMIT: TOO_LARGE,
  FST_ERR_CTP_INVALID_JSON_BODY: BAD_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: BAD_JSON,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'bad_media_type',
    'The body is of a kind that this endpoint does not take.',
    'Send JSON with content-type: application/json, or files as multipart/form-data where files are asked for.',
    { status: 415 },
  ],
  FST_INVALID_MULTIPART_CONTENT_TYPE: [
    'bad_media_type',
    'Files are asked for, and the body holds none.',
    'Send them as multipart/form-data.',
    { status: 415 },
  ],
  FST_MP_PREMATURE_CLOSE: CUT_OFF,
  ERR_STREAM_PREMATURE_CLOSE: CUT_OFF,
  ECONNRESET: CUT_OFF,
  FST_ERR_HANDLER_TIMEOUT: [
    'too_slow',
    'The answer took too long.',
    'Try again, or ask for less at once.',
    { status: 503 },
  ],
  FST_ERR_BAD_URL: ['bad_address', 'The address is malformed.', READ_THE_DOCS, { status: 400 }],
  '22021': BAD_TEXT, // character_not_in_repertoire
  '22P05': BAD_TEXT, // untranslatable_character
  '53100': DISK_FULL,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  '57P01': DATABASE_AWAY,
  '57P03': DATABASE_AWAY,
  '53300': DATABASE_AWAY,
  ECONNREFUSED: DATABASE_AWAY,
}

/** The technical cause goes to the log, without its message: that may quote what customers wrote. */
function internal(log: Log, error: Error, request: FastifyRequest): Refusal {
  const fault = randomBytes(5).toString('hex')
  log.error({ fault, route: request.routeOptions.url, ...faultOf(error) }, 'a request failed')
  log.trace({ fault, err: error })
  return new Refusal(
    'internal',
    'Something went wrong in Plumbline.',
    `Try again; if it stays, report it with the number ${fault}, under which the server’s log tells more.`,
    { status: 500 },
  )
}

function withoutStop(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')
}

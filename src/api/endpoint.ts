import type { WebSocket } from '@fastify/websocket'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Principal } from '../access/access.ts'
import type { NewEntry } from '../audit/audit.ts'
import type { Permission } from '../contract/permissions.ts'
import type { Tx } from '../store/store.ts'
import type { Services } from './services.ts'

/**
 * Who may call an endpoint: whoever has a permission in the firm that is asked for (the command line has all of them);
 * `member` is anybody of a firm, for what is about themselves; `nobody` needs no credentials; `operator` is only the
 * command line on the server itself, for a firm; `installation` the same, for none.
 */
export type Who = Permission | 'member' | 'nobody' | 'operator' | 'installation'

/** What an endpoint works with. `params`, `query` and `body` have passed their schemas. */
export type Call<W extends Who, P, Q, B> = {
  services: Services
  /** Who asks, and for which firm; null where no firm is asked for. */
  principal: W extends 'nobody' | 'installation' ? null : Principal
  params: P
  query: Q
  body: B
  request: FastifyRequest
  reply: FastifyReply
  /**
   * Changes the firm's data and tells its audit trail of it (`changes`), in one transaction. `tell` adds what only the
   * work knows.
   */
  write: <T>(work: (tx: Tx, tell: (more: Told) => void) => Promise<T>) => Promise<T>
}

/** A line that was opened. */
export type Line<W extends Who, Q> = Pick<
  Call<W, unknown, Q, unknown>,
  'services' | 'principal' | 'query' | 'request'
> & { socket: WebSocket }

/** What a change adds to its entry in the audit trail. */
export type Told = Partial<Pick<NewEntry, 'subject' | 'reason' | 'details' | 'change'>>

/** What is known of a call when its secret is about to be checked. */
type SecretCall<W extends Who, B> = Pick<Call<W, unknown, unknown, B>, 'services' | 'principal' | 'body'>

type Shape = z.ZodType | undefined
type Output<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type Answer<S extends Shape> = S extends z.ZodType ? z.input<S> : unknown

export type EndpointSpec<
  W extends Who,
  P extends Shape,
  Q extends Shape,
  B extends Shape,
  A extends Shape,
> = {
  /** As its file is called: `conversations-list`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for parameters. */
  path: `/api/${string}`
  who: W
  /** Heading in the manual. */
  tag: string
  /** One sentence: what it does or answers. */
  summary: string
  params?: P
  query?: Q
  body?: B
  /** Shape of the answer; absent where it has no body or is a file. */
  answer?: A
  /** Shape of an answer with a status of 500 or more, where that is not only a refusal. */
  failure?: z.ZodType
  /** Status of a good answer; 200, or 204 when `answer` is absent, unless said otherwise. */
  status?: number
  /**
   * What its call leaves in the firm's audit trail: `customer.renamed`, of the thing that `:id` names. Required of whatever
   * changes something.
   */
  changes?: { action: NewEntry['action']; subject?: string }
  /** The answer shows what customers said or who they are: whoever asks is noted in the audit trail. */
  showsPeople?: true
  /** The answer is bytes, which the handler sends itself. */
  bytes?: true
  /** A browser is led here by somebody else, and has nobody to show a refusal: it leads on to this page, with its code. */
  refusalPage?: `/${string}`
  /** The request is files, which the handler reads itself. */
  multipart?: true
  /** Its body is whatever bytes, no more than these, which the handler reads itself: `request.rawBody`. */
  bodyBytesMax?: number
  /** Refuses who may not call, before anything of the body is read. */
  admit?(call: { services: Services; request: FastifyRequest }): Promise<void>
  /** Its handler checks a signature over the body, so the bytes are kept: `request.rawBody`. */
  signed?: true
  /** May be tried only a few times a minute: it checks a secret. */
  checksSecret?: true
  /** The e-mail address whose password that is: it may be tried only a few times an hour, from wherever. */
  accountOf?(call: SecretCall<W, Output<B>>): Promise<string | undefined>
  /** Longest it may take, milliseconds; 30,000 unless said otherwise. */
  timeoutMs?: number
  handle(call: Call<W, Output<P>, Output<Q>, Output<B>>): Promise<Answer<A>>
  /** It opens a line (WebSocket, RFC 6455) for whoever asks for one; `handle` answers those who do not. */
  opens?(line: Line<W, Output<Q>>): void
}

/** An endpoint, whatever its shapes. */
export type Endpoint = Omit<
  EndpointSpec<Who, Shape, Shape, Shape, Shape>,
  'handle' | 'accountOf' | 'opens'
> & {
  opens?(line: Line<Who, unknown>): void
  accountOf?(call: SecretCall<Who, unknown>): Promise<string | undefined>
  handle(call: Call<Who, unknown, unknown, unknown>): Promise<unknown>
}

/** Declares an endpoint; the shapes type what the handler is given and must answer. */
export function endpoint<
  W extends Who,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(spec: EndpointSpec<W, P, Q, B, A>): Endpoint {
  return spec as unknown as Endpoint
}

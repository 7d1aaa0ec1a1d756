import { authenticationResults } from './authentication-results.ts'
import { readMailHeader } from './read-header.ts'

/** Fewer mails tell nothing. */
const MAILS_MIN = 10
/** A server that checks mails checks nearly all. */
const CHECKED_SHARE_MIN = 0.9
/** A server has one name, or a few; a name that few mails have was written by their senders. */
const NAME_SHARE_MIN = 0.2

/**
 * Under which names (authserv-id, RFC 8601, 2.5) a mailbox's server tells what it found about mails, learned from mails that it took
 * in: what `parseMail` takes as `authServer`. Empty when it tells nothing, so that no stranger's word stands in for its own; null
 * when there are too few mails to tell.
 */
export function learnAuthServers(mails: Iterable<Buffer>): string[] | null {
  const counts = new Map<string, number>()
  let taken = 0
  for (const mail of mails) {
    const { header } = readMailHeader(mail)
    if (!header.has('received')) continue
    taken++
    const field = header.first('authentication-results')
    const server = field === null ? undefined : authenticationResults(field)?.server
    if (server !== undefined) counts.set(server, (counts.get(server) ?? 0) + 1)
  }
  if (taken < MAILS_MIN) return null
  const names = [...counts].filter(([, count]) => count >= NAME_SHARE_MIN * taken)
  const checked = names.reduce((sum, [, count]) => sum + count, 0)
  return checked >= CHECKED_SHARE_MIN * taken ? names.map(([name]) => name) : []
}

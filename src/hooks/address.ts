import type { HostRule } from '../base/host-rule.ts'
import { Refusal } from '../base/refusal.ts'
import { addressBy, privateAddress, type Resolve, WireError } from '../channels/channels.ts'

/** Where calls may go, and for tests how names are looked up. */
export type Reach = { sourceHosts: HostRule; resolve?: Resolve | undefined }

/**
 * Where the host of a hook's URL is reached: an address for the connection itself, asked anew for each call, so that a name which
 * leads elsewhere later (DNS rebinding) leads nowhere. Throws `WireError` (`host_refused`, `unreachable`).
 */
export async function addressOfHook(url: URL, { sourceHosts, resolve }: Reach): Promise<string> {
  if (url.protocol === 'https:') return unbracketed(await addressBy(sourceHosts, resolve)(url.hostname))
  if (url.protocol !== 'http:' || sourceHosts === 'public')
    throw new WireError('host_refused', 'The server is not one that may be called from here in the clear.')
  return privateAddress(url.hostname, resolve)
}

/**
 * Reads a hook's URL as it is to be kept. Refuses with `hook_url_bad`, and with `hook_host_refused` and `hook_host_unknown` where
 * nothing can be called there.
 */
export async function checkedUrl(text: string, reach: Reach): Promise<string> {
  const url = URL.parse(text)
  const isPlain = url?.username === '' && url.password === ''
  if (url === null || !isPlain || !['https:', 'http:'].includes(url.protocol)) throw badUrl()
  url.hash = ''
  try {
    await addressOfHook(url, reach)
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    throw error.fault === 'host_refused' ? hostRefused(error) : hostUnknown(error)
  }
  return url.href
}

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

function badUrl(): Refusal {
  return new Refusal(
    'hook_url_bad',
    'That is no address that can be called.',
    'Give one that begins with https://, without a user name or password in it.',
  )
}

function hostRefused(cause: WireError): Refusal {
  return new Refusal(
    'hook_host_refused',
    'That server may not be called from here.',
    'Give an address that begins with https:// and that is reached over the internet; http:// is only for the own network.',
    { cause },
  )
}

function hostUnknown(cause: WireError): Refusal {
  return new Refusal(
    'hook_host_unknown',
    'The name of that server leads nowhere.',
    'Check how it is written, and try again.',
    { status: 424, cause },
  )
}

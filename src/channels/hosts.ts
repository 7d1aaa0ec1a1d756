import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { HostRule } from '../base/host-rule.ts'
import { WireError } from './wire.ts'

/**
 * Where a host whose name somebody chose is reached: an address for the connection itself, so that no second look at its name
 * can lead elsewhere (DNS rebinding). Throws `WireError` (`host_refused`) for one that may not be asked.
 */
export type AddressOf = (host: string) => Promise<string>

export function addressBy(rule: HostRule, resolve: Resolve = resolveAll): AddressOf {
  return rule === 'any' ? async (host) => host : (host) => publicAddress(host, resolve)
}

/**
 * Where a host of the own network is reached: for what goes there in the clear. Throws `WireError` (`host_refused`) for one that
 * everybody can reach.
 */
export async function privateAddress(host: string, resolve: Resolve = resolveAll): Promise<string> {
  const bare = bareHost(host)
  const found = isIP(bare) === 0 ? await resolveOrThrow(bare, resolve) : [bare]
  const address = found.find((one) => !isPublic(one))
  if (address === undefined) throw refused()
  return address
}

export type Resolve = (host: string) => Promise<readonly string[]>

/** As the system does, hosts file and all; IPv4 first, since a machine without IPv6 would get one address and no second. */
async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address)
}

async function publicAddress(host: string, resolve: Resolve): Promise<string> {
  const bare = bareHost(host)
  if (bare.includes('/')) throw refused() // a Unix socket
  if (bare.includes('%')) throw refused() // an address within a zone of this machine
  const found = isIP(bare) === 0 ? await resolveOrThrow(bare, resolve) : [bare]
  const address = found.find(isPublic)
  if (address === undefined) throw refused()
  return address
}

/** An IPv6 address stands in brackets in a URL. */
const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

async function resolveOrThrow(host: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host)
  } catch (cause) {
    throw new WireError('unreachable', 'The name of the server leads nowhere.', { cause })
  }
}

function refused(): WireError {
  return new WireError('host_refused', 'The server is not one that may be asked from here.')
}

/** Whether everybody can reach it: neither this machine nor a network around it, nor the address of a cloud's metadata. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !reserved.check(address, 'ipv4')
  return isIP(address) === 6 && global.check(address, 'ipv6') && !reserved.check(address, 'ipv6')
}

const reserved = new BlockList()
// iana.org/assignments/iana-ipv4-special-registry, all that is not globally reachable; multicast; and what is kept for later.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  reserved.addSubnet(net, bits, 'ipv4')
// Of iana.org/assignments/iana-ipv6-special-registry what lies within 2000::/3, and what carries an IPv4 address in it.
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  reserved.addSubnet(net, bits, 'ipv6')

const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

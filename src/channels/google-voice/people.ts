import type { WirePage } from './page-reader.ts'
import { addressKey, detached, personName } from './wire-values.ts'

/** Whom the pages of a Takeout name, over all of them. */
export class People {
  /** Addresses by name, as written, each address once; a name can have several. */
  readonly addressesByName = new Map<string, string[]>()
  /** The owner's own numbers as pages have them; an account may have had several in its time. */
  readonly ownAddresses = new Set<string>()

  /** Learns from one page. */
  add(page: WirePage): void {
    for (const { who } of page.records) {
      if (who) this.meet(who)
    }
    for (const person of page.participants ?? []) this.meet(person)
  }

  private meet({ address, name, mine }: WirePage['records'][number]['who'] & {}): void {
    if (address === '') return
    if (mine === true) {
      if (!this.ownAddresses.has(address)) this.ownAddresses.add(detached(address))
      return
    }
    const known = personName(name, address)
    if (known === null) return
    const addresses = this.addressesByName.get(known)
    if (!addresses) this.addressesByName.set(detached(known), [detached(address)])
    else if (!addresses.some((other) => addressKey(other) === addressKey(address)))
      addresses.push(detached(address))
  }
}

/**
 * Whether an address is one of the account's own. What stands after `+` does not matter; dots in the local part do
 * not matter where everybody knows it: at Gmail.
 */
export function ownAddresses(owner: readonly string[]): (address: string) => boolean {
  const own = new Set(owner.map(mailboxOf))
  return (address) => own.has(mailboxOf(address))
}

/** Where mail to the address ends up, as far as that is sure. */
function mailboxOf(address: string): string {
  const lower = address.trim().toLowerCase()
  const at = lower.lastIndexOf('@')
  if (at === -1) return lower
  const plus = lower.indexOf('+')
  const local = lower.slice(0, plus > 0 && plus < at ? plus : at)
  const domain = lower.slice(at + 1)
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${local}@${domain}`
  return `${local.replaceAll('.', '')}@gmail.com`
}

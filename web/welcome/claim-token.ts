const HELD = 'plumbline.claim'

/** Takes the one-time token of a claim link out of the address, so that it is in no history, and keeps it for this tab. */
export function holdClaimToken(): void {
  const { hash, pathname, search } = location
  const token = hash.startsWith('#claim=')
    ? decodeURIComponent(hash.slice('#claim='.length))
    : pathname === '/claim'
      ? new URLSearchParams(search).get('token')
      : null
  if (!token) return
  sessionStorage.setItem(HELD, token)
  history.replaceState(null, '', '/welcome')
}

/** The token of the claim link that led here, or null. */
export const heldClaimToken = (): string | null => sessionStorage.getItem(HELD)

/** Forgets the token, once it is used. */
export const dropClaimToken = (): void => sessionStorage.removeItem(HELD)

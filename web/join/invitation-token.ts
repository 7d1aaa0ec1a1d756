const HELD = 'plumbline.invitation'

/** Keeps the token of an invitation's link for this tab, so that a reload does not lose it. */
export const holdInvitationToken = (token: string): void => sessionStorage.setItem(HELD, token)

/** The token of the invitation that led here, or null. */
export const heldInvitationToken = (): string | null => sessionStorage.getItem(HELD)

/** Forgets the token, once it is used. */
export const dropInvitationToken = (): void => sessionStorage.removeItem(HELD)

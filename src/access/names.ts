/** How every API key begins, so that a leaked one is recognised. */
export const API_KEY_PREFIX = 'plumb_'

/** The header in which access tells better-auth where a visitor comes from; never taken from outside. */
export const VISITOR_ADDRESS = 'x-visitor-address'

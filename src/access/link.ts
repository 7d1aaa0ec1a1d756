/** A link that works once. Its token is behind the #, so that it never reaches a server's log. */
export type OneTimeLink = { token: string; url: string }

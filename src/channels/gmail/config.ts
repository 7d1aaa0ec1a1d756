/** How a Gmail account is read (Gmail API v1). Sizes are bytes, times milliseconds. */
export type GmailConfig = {
  /** Where the API is; for tests. */
  baseUrl?: string
  /** The most that a batch holds; a larger mail is a batch of its own. At most 500. */
  batchMails?: number
  batchBytes?: number
  /** A larger mail is set aside. */
  mailBytesMax?: number
  /** How many mails are fetched side by side. */
  parallel?: number
  /** What one request may take. */
  timeoutMs?: number
  /** How often one request is tried. */
  triesMax?: number
}

/** Where access tokens come from: see `gmailTokens`. */
export type GmailTokens = {
  /** One that is good for a while; `refused` is one that Gmail did not take, so another. Throws `WireError`. */
  accessToken(refused?: string): Promise<string>
}

const MB = 1024 * 1024

export function settingsOf(config: GmailConfig): Required<GmailConfig> {
  return {
    baseUrl: 'https://gmail.googleapis.com',
    batchMails: 50,
    batchBytes: 8 * MB,
    mailBytesMax: 25 * MB,
    parallel: 8,
    timeoutMs: 60_000,
    triesMax: 6,
    ...config,
  }
}

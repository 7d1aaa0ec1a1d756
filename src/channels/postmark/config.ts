/** A Postmark server ("Server API token") and how it is read. Sizes are bytes, times milliseconds. */
export type PostmarkConfig = {
  /** Where the API is; for tests. */
  baseUrl?: string
  /** Opens reading and sending: to be sealed. */
  serverToken: string
  /** The most that a batch holds; a larger mail is a batch of its own. */
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

const MB = 1024 * 1024

export function settingsOf(config: PostmarkConfig): Required<PostmarkConfig> {
  return {
    baseUrl: 'https://api.postmarkapp.com',
    batchMails: 50,
    batchBytes: 8 * MB,
    mailBytesMax: 50 * MB, // 35 MB of attachments, in base64
    parallel: 4,
    timeoutMs: 60_000,
    triesMax: 6,
    ...config,
  }
}

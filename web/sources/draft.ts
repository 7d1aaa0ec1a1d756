import type { ReactNode } from 'react'
import { addSourceBody } from '../../src/contract/sources.ts'
import type { TypedChannel } from './kinds.ts'

/** What is typed to add a source, of every kind, as it is typed. */
export type Draft = {
  user: string
  password: string
  host: string
  port: string
  secure: boolean
  authServers: string
  address: string
  serverToken: string
  messageStream: string
  crew: string
  databaseUrl: string
  table: string
}

export const usualPorts = { secure: '993', starttls: '143' } as const

export const emptyDraft: Draft = {
  user: '',
  password: '',
  host: '',
  port: usualPorts.secure,
  secure: true,
  authServers: '',
  address: '',
  serverToken: '',
  messageStream: 'outbound',
  crew: '',
  databaseUrl: '',
  table: '',
}

/** What the fields of a form are given. */
export type FieldsProps = {
  draft: Draft
  onChange: (changed: Partial<Draft>) => void
  /** The id of what is wrong with a field; undefined where nothing is. */
  wrongId: (name: keyof Draft) => string | undefined
  /** What is wrong with a field, to stand below it. */
  problem: (name: keyof Draft) => ReactNode
}

/** The source that a draft means; it may not be one yet. */
export function sourceOf(channel: TypedChannel, draft: Draft): unknown {
  const { user, password, host, port, secure, crew, databaseUrl, table } = draft
  if (channel === 'chat-history')
    return { channel, settings: { crew, table }, databaseUrl: databaseUrl.trim() }
  if (channel === 'postmark') {
    const { address, messageStream, serverToken } = draft
    return { channel, settings: { address: address.trim(), messageStream }, serverToken }
  }
  const authServers = draft.authServers.split(/[\s,;]+/).filter((name) => name !== '')
  const settings = { host, port: Number(port), secure, user, ...(authServers.length > 0 && { authServers }) }
  return { channel, settings, password }
}

/** Fields that can be wrong in more ways than being empty, which the browser tells of. */
const checked = ['host', 'port', 'authServers', 'address', 'messageStream', 'crew', 'databaseUrl'] as const
export type Wrong = { name: (typeof checked)[number] }

/** The first field that cannot be what it says; undefined where all can. */
export function wrongIn(source: unknown): Wrong | undefined {
  const { error } = addSourceBody.safeParse(source)
  const names = error?.issues.flatMap(({ path }) => path) ?? []
  const name = checked.find((one) => names.includes(one))
  return name && { name }
}

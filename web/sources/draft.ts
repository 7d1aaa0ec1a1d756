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
  smtpHost: string
  smtpPort: string
  address: string
  serverToken: string
  messageStream: string
  crew: string
  databaseUrl: string
  table: string
}

export const usualPorts = { secure: '993', starttls: '143' } as const

/** TLS from the first byte (RFC 8314); by any other port it begins in the clear and goes over to TLS. */
const usualOutgoingPort = '465'

export const emptyDraft: Draft = {
  user: '',
  password: '',
  host: '',
  port: usualPorts.secure,
  secure: true,
  authServers: '',
  smtpHost: '',
  smtpPort: usualOutgoingPort,
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
  const outgoing = draft.smtpHost.trim()
  const { smtpPort } = draft
  const smtp = { host: outgoing, port: Number(smtpPort), secure: smtpPort === usualOutgoingPort }
  const settings = {
    ...{ host, port: Number(port), secure, user },
    ...(authServers.length > 0 && { authServers }),
    ...(outgoing !== '' && { smtp }),
  }
  return { channel, settings, password }
}

/** Fields that can be wrong in more ways than being empty, which the browser tells of. */
const checked = [
  'host',
  'port',
  'smtpHost',
  'smtpPort',
  'authServers',
  'address',
  'messageStream',
  'crew',
  'databaseUrl',
] as const
export type Wrong = { name: (typeof checked)[number] }

/** The first field that cannot be what it says; undefined where all can. */
export function wrongIn(source: unknown): Wrong | undefined {
  const { error } = addSourceBody.safeParse(source)
  const names = error?.issues.flatMap(({ path }) => nameOf(path)) ?? []
  const name = checked.find((one) => names.includes(one))
  return name && { name }
}

/** The field that a part of a source is typed in. */
function nameOf(path: readonly PropertyKey[]): PropertyKey[] {
  const [, group, name] = path
  if (group !== 'smtp') return [...path]
  return [name === 'port' ? 'smtpPort' : 'smtpHost']
}

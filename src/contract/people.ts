import { z } from 'zod'
import { codeShape, linkTokenShape } from './access.ts'
import { idShape, instantShape, pageOf } from './common.ts'
import { roleShape } from './permissions.ts'

/** Somebody who works for the firm. */
export const memberShape = z.object({
  personId: idShape,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean().describe('Whether the address was proved to be theirs'),
  role: roleShape,
  since: instantShape,
  lastSeenAt: instantShape.nullable().describe('To the day; null when they are signed in nowhere'),
  secondFactor: z.boolean().describe('Whether they show a code of an authenticator app at signing in'),
})
export type Member = z.infer<typeof memberShape>
export const memberPage = pageOf(memberShape)

export const setRoleBody = z.object({ role: roleShape })

/** Somebody who was asked to join the firm, and has not yet. */
export const invitationShape = z.object({
  id: idShape,
  email: z.string(),
  role: roleShape,
  madeBy: z.string().describe('Name of who asked'),
  madeAt: instantShape,
  expiresAt: instantShape,
})
export const invitationPage = pageOf(invitationShape)
export const inviteBody = z.object({ email: z.email().max(320), role: roleShape })
export const madeInvitationShape = invitationShape.extend({
  url: z
    .string()
    .nullable()
    .describe('Works once, for a week; its token is behind the #. null when it was mailed'),
  mailed: z.boolean().describe('Whether the link was sent to the address; if not, hand it over'),
})

export const invitationTokenBody = z.object({ token: linkTokenShape })
/** What an invitation says to whom it reaches. */
export const openInvitationShape = z.object({
  firmName: z.string(),
  madeBy: z.string(),
  role: roleShape,
  email: z.string(),
  known: z.boolean().describe('Whether the address can sign in here already: then its password is asked for'),
})
export const acceptInvitationBody = invitationTokenBody.extend({
  name: z.string().trim().min(1).max(120).optional().describe('Needed from who is new here'),
  password: z.string().min(1).max(200).describe('A new one of 10 characters or more, or the one there is'),
  code: codeShape.optional().describe('Of the authenticator app, from who has one in use here'),
})

/** The token of a link that went to one’s address. */
export const emailProofBody = z.object({ token: linkTokenShape })

/** A device on which one is signed in. */
export const sessionShape = z.object({
  id: idShape,
  openedAt: instantShape,
  lastSeenAt: instantShape.describe('To the day'),
  expiresAt: instantShape,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  current: z.boolean().describe('The one that asks'),
})
export const sessionPage = pageOf(sessionShape)

export const setPasswordBody = z.object({
  current: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The one there is; not needed within an hour of signing in by a link'),
  password: z.string().min(10).max(200),
})

export const beginSecondFactorBody = z.object({
  password: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Not needed within an hour of signing in by a link'),
})

/** What an authenticator app is told, once. */
export const begunSecondFactorShape = z.object({
  secret: z.string().describe('Base 32, to be typed in'),
  uri: z.string().describe('otpauth://, for a QR code'),
})
export const confirmSecondFactorBody = z.object({ code: codeShape })
export const confirmedSecondFactorShape = z.object({
  recoveryCodes: z.array(z.string()).describe('For when the app is lost, each works once; shown this once'),
})
export const endSecondFactorBody = z.object({ password: z.string().min(1).max(200) })

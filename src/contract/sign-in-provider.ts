import { z } from 'zod'
import { instantShape } from './common.ts'
import { roles } from './permissions.ts'

const domainShape = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z\d-]{1,63}(\.[a-z\d-]{1,63})+$/, 'it is not a domain such as harbor.example')

/** An OpenID provider by which the firm's people sign in. */
export const signInProviderShape = z.object({
  issuer: z.url().max(500).describe('The provider, as it calls itself: https://accounts.google.com'),
  clientId: z.string().trim().min(1).max(500).describe('What the provider calls Plumbline'),
  emailDomains: z.array(domainShape).min(1).max(50).describe('Whose addresses the provider may vouch for'),
  newcomerRole: z
    .enum(roles)
    .exclude(['owner'])
    .nullable()
    .describe('What somebody becomes who is new; null lets in only who works for the firm or is invited'),
})
export const setSignInProviderBody = signInProviderShape.extend({
  clientSecret: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe('Not needed while issuer and client stay as they are; shown to nobody'),
})
export type SetSignInProvider = z.input<typeof setSignInProviderBody>
export const keptSignInProviderShape = z.object({
  provider: signInProviderShape.extend({ changedAt: instantShape }).nullable().describe('null: none is set'),
  redirectUrl: z.string().describe('Where the provider sends browsers back to: it must know this address'),
})
export type KeptSignInProvider = z.infer<typeof keptSignInProviderShape>

/** Whose provider is meant, said in one of two ways. */
export const oidcStartBody = z
  .object({
    firm: z.string().min(1).max(100).optional().describe('Its id or short name'),
    email: z
      .email()
      .max(320)
      .optional()
      .describe('An address of a domain that one firm’s provider vouches for'),
  })
  .refine(({ firm, email }) => (firm === undefined) !== (email === undefined), 'give a firm or an email')
export const oidcStartShape = z.object({ url: z.string().describe('Where to send the browser') })
/** What the provider sends back along with the browser (RFC 6749 §4.1.2, RFC 9207). */
export const oidcCallbackQuery = z.object({
  state: z.string().max(200),
  code: z.string().max(4_000).optional(),
  iss: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
})

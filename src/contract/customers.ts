import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape, paramsShape } from './common.ts'

const evidenceShape = z.array(
  z.object({
    what: z.string(),
    detail: z.string().describe('In English'),
    detailCode: z.string().nullable().describe('What detail says, to be said in another language'),
    detailParams: paramsShape.describe('What is filled in'),
  }),
)

export const contactPointShape = z.object({
  id: idShape,
  kind: z.enum(['phone', 'short_code', 'email', 'other', 'name']),
  value: z.string(),
  method: z
    .string()
    .nullable()
    .describe(
      'How it was matched: new, exact, alternate_phone, email, property, fuzzy_name, answered, person',
    ),
  confidence: z.number().min(0).max(1).nullable(),
  evidence: evidenceShape,
  isUsed: z
    .boolean()
    .describe(
      'Whether messages came by it: it can be given to another customer then, but not corrected or taken away',
    ),
  names: z
    .array(z.object({ name: z.string(), firstAt: instantShape, lastAt: instantShape }))
    .describe('Names the source gave for it, newest first'),
})

export const customerKinds = ['unknown', 'residential', 'business'] as const

export const customerShape = z.object({
  id: idShape,
  name: z.string().nullable(),
  kind: z.enum(customerKinds),
  contactPoints: z.array(z.object({ id: idShape, kind: z.string(), value: z.string() })),
  mergedInto: idShape.nullable(),
  version: z.number().int(),
})
export type Customer = z.infer<typeof customerShape>
export const customerPage = pageOf(customerShape)
export type CustomerPage = z.infer<typeof customerPage>
export const customerListQuery = pageQueryShape.extend({ text: z.string().trim().min(1).max(200).optional() })

/** A place where a customer wants work done. */
export const propertyShape = z.object({
  id: idShape,
  address: z.string(),
  accessNote: z
    .string()
    .nullable()
    .describe('How one gets in, in the firm’s own words: a gate code, where the key is, the dog'),
})
export type Property = z.infer<typeof propertyShape>

export const customerDetailShape = customerShape.extend({
  contactPoints: z.array(contactPointShape),
  properties: z.array(propertyShape),
  merges: z.array(
    z.object({
      id: idShape,
      absorbedId: idShape,
      absorbedName: z.string().nullable(),
      mergedBy: z.string(),
      mergedAt: instantShape,
      undoneAt: instantShape.nullable(),
    }),
  ),
  moves: z
    .array(
      z.object({
        id: idShape,
        contactPointId: idShape,
        value: z.string(),
        fromCustomerId: idShape.nullable(),
        toCustomerId: idShape,
        movedBy: z.string(),
        movedAt: instantShape,
        undoneAt: instantShape.nullable(),
      }),
    )
    .describe('Addresses given to or taken from this customer, newest first'),
  questions: z.array(z.lazy(() => questionShape)),
})
export type CustomerDetail = z.infer<typeof customerDetailShape>

/** A doubtful match that waits for a person. */
export const questionShape = z.object({
  id: idShape,
  contactPoint: z.object({
    id: idShape,
    kind: z.string(),
    value: z.string(),
    customerId: idShape.nullable(),
    name: z.string().nullable(),
  }),
  candidate: z.object({ id: idShape, name: z.string().nullable() }),
  method: z.string(),
  confidence: z.number().min(0).max(1),
  evidence: evidenceShape,
  askedAt: instantShape,
})
export type Question = z.infer<typeof questionShape>
export const questionPage = pageOf(questionShape)
export const answerQuestionBody = z.object({ answer: z.enum(['same', 'different']) })
/** By what an answer can be undone, if it changed anything. */
export const answeredQuestionShape = z.object({ mergeId: idShape.nullable(), moveId: idShape.nullable() })

export const mergeCustomersBody = z.object({ absorbedId: idShape })
/** Why a person is erased. */
export const eraseCustomerBody = z.object({
  reason: z.string().trim().min(1).max(300).optional().describe('Kept in the audit trail: name nobody in it'),
})
/** What was forgotten. */
export const erasedCustomerShape = z.object({
  messages: z.number().int(),
  conversations: z.number().int(),
  rawItems: z.number().int().describe('Pages as they came'),
  files: z.number().int().describe('Pictures, recordings and cards'),
})

export const customerMergeShape = z.object({ mergeId: idShape, keptId: idShape, absorbedId: idShape })
export const customerUnmergeShape = customerMergeShape.omit({ mergeId: true })
/** To whom an address is given; null makes a new customer. */
export const reassignContactPointBody = z.object({
  customerId: idShape.nullable().describe('null: a new customer, called as the address is'),
  seenCustomerId: idShape
    .nullable()
    .optional()
    .describe('Whose the address was when it was looked at; refused when it is somebody else’s by now'),
})
/** By what that can be undone, and who has the address now. */
export const reassignedShape = z.object({ moveId: idShape, customerId: idShape })
const seenIs =
  'What was seen: what others have written since is a conflict, resolved by the field’s strategy. Without it the change holds'
export const setCustomerKindBody = z.object({
  kind: z.enum(customerKinds),
  seen: z.enum(customerKinds).optional().describe(seenIs),
})
export const renameCustomerBody = z.object({
  name: z.string().trim().min(1).max(200),
  seen: z.string().max(200).nullable().optional().describe(seenIs),
})
export const changedCustomerShape = customerDetailShape.extend({
  waiting: z
    .number()
    .int()
    .describe('Fields that somebody else changed meanwhile: a person decides, in GET /api/conflicts'),
})

const writtenAddressShape = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .describe(
    'A telephone number, as people of the firm’s country write it or with its country code; or an e-mail address',
  )
export const contactPointBody = z.object({ address: writtenAddressShape })
/** What was added, and the customer as they are with it. */
export const addedContactPointShape = z.object({
  contactPointId: idShape,
  isNew: z.boolean().describe('false: it was theirs before'),
  customer: customerDetailShape,
})

const accessNoteShape = z.string().trim().max(500).nullable().optional()
export const propertyBody = z.object({
  address: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe('Street and house number, and the flat and town where there are'),
  accessNote: accessNoteShape.describe('How one gets in; left out, it stays as it is'),
})
export const addedPropertyShape = z.object({
  propertyId: idShape,
  isNew: z.boolean().describe('false: it was theirs before'),
  customer: customerDetailShape,
})

/** Somebody of whom nothing came in yet. */
export const addCustomerBody = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(customerKinds).default('unknown'),
  contactPoints: z.array(writtenAddressShape).max(10).default([]),
  property: propertyBody.optional(),
})

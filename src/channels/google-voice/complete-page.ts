import type { ParsedAttachment, ParsedMessage } from '../message.ts'
import type { PagePlaces } from './locate-media.ts'
import { pathInTree } from './media-names.ts'
import type { ParsedPage } from './page.ts'
import type { TakeoutSurvey } from './survey.ts'

/**
 * The page with what only the whole archive tells: the other side of a page on which only the owner speaks,
 * the sender of messages that have lost theirs, and the place of each attachment. The page itself is left as it is.
 */
export function completePage(page: ParsedPage, survey: TakeoutSurvey): ParsedPage {
  const places = survey.placesByPage.get(page.path)
  return {
    ...page,
    messages: page.messages.map((message) => ({
      ...withPeer(message, page.path, survey),
      attachments: placed(message, places),
    })),
  }
}

function withPeer(message: ParsedMessage, path: string, survey: TakeoutSurvey): ParsedMessage {
  if (message.group) return message
  const peer = message.peer ?? peerByName(message.peerName, survey) ?? numberInFileName(message, path)
  if (message.direction !== 'in' || message.sender !== null) return { ...message, peer }
  return { ...message, peer, sender: peer, senderName: message.peerName }
}

/** The number of a name that has only one; of several, none is guessed. */
function peerByName(name: string | null, survey: TakeoutSurvey): string | null {
  const [address, ...others] = (name !== null && survey.addressesByName.get(name)) || []
  return others.length === 0 ? (address ?? null) : null
}

/** `+15125550142 - Text - …`: of a person without a name, the file's name has the number. */
function numberInFileName({ peerName }: ParsedMessage, path: string): string | null {
  if (peerName !== null) return null
  return /^(\+*\d{3,15})[ _]-[ _]/.exec(pathInTree(path).name)?.[1] ?? null
}

function placed(message: ParsedMessage, places: PagePlaces | undefined): ParsedAttachment[] {
  const here = places?.[message.position]
  return message.attachments.map((attachment, ordinal) => ({
    ...attachment,
    place: here?.[ordinal] ?? attachment.place,
  }))
}

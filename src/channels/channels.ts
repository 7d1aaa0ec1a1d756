/** The door of this room: wires, what they carry, and how to read it. Nothing here knows our tables. */
export { messagesOfAny } from './any-item.ts'
export type { Archive, ArchiveFile, ArchiveItem, ArchiveLimits, WalkOptions } from './archive/archive.ts'
export { defaultLimits } from './archive/archive.ts'
export { openArchive } from './archive/open-archive.ts'
export { type CaptureTriggerSql, captureTriggerSql } from './chat-history/capture-trigger.ts'
export {
  type ChatHistory,
  type ChatHistoryConfig,
  openChatHistory,
  type RowCount,
} from './chat-history/chat-history.ts'
export { chatHistoryParserVersion, parseChatItem } from './chat-history/chat-item.ts'
export { readableUrl, SocketTo } from './chat-history/connection.ts'
export { chatHistoryBehind } from './chat-history/cursor.ts'
export type { ChatTableDescription } from './chat-history/describe.ts'
export { wireErrorOf } from './chat-history/faults.ts'
export { chatThread, sessionAddress } from './chat-history/session-address.ts'
export type { GmailConfig, GmailTokens } from './gmail/config.ts'
export { openGmail } from './gmail/gmail.ts'
export { type ConsentListener, listenForConsent } from './gmail/listen-for-consent.ts'
export {
  type ConsentProofs,
  consentProofs,
  type GmailGrant,
  type GoogleClient,
  type GoogleEndpoints,
  gmailConsentUrl,
  gmailTokens,
  redeemGmailConsent,
  revokeGmail,
} from './gmail/oauth.ts'
export { findGmail, sendGmail } from './gmail/send-gmail.ts'
export { completePage } from './google-voice/complete-page.ts'
export { contactsOf, type WireContact } from './google-voice/contacts.ts'
export { countRecords } from './google-voice/count-records.ts'
export { earlierParts } from './google-voice/earlier-parts.ts'
export type { MediaTotals } from './google-voice/locate-media.ts'
export { sameText } from './google-voice/mail/same-text.ts'
export {
  type ParsedVoiceMail,
  parseVoiceMail,
  readVoiceMail,
  type VoiceMail,
  type VoiceOptions,
  voiceMailParserVersion,
} from './google-voice/mail/voice-mail.ts'
export { type VoiceReply, voiceReplyText } from './google-voice/mail/voice-reply.ts'
export { calledAfter, isCalledAfter } from './google-voice/media-names.ts'
export { type ParsedPage, parsePage, takeoutParserVersion } from './google-voice/page.ts'
export { readPages, type TakeoutItem, type TakeoutPage } from './google-voice/read-pages.ts'
export {
  type EarlierFile,
  type SurveyProgress,
  surveyTakeout,
  type TakeoutSurvey,
} from './google-voice/survey.ts'
export { type AddressOf, addressBy, privateAddress, type Resolve } from './hosts.ts'
export { retryAfterMs } from './http/backoff.ts'
export type { ImapConfig } from './imap/config.ts'
export { fileSent, findSent } from './imap/file-sent.ts'
export { openImap } from './imap/imap.ts'
export { newestHeaders } from './imap/newest-headers.ts'
export { learnAuthServers } from './mail/auth-servers.ts'
export { isAutomatic, isOfMachine } from './mail/automatic.ts'
export { composeMail, type MailToSend } from './mail/compose-mail.ts'
export { describeMail, type MailDescription } from './mail/describe-mail.ts'
export { mailMessage, mailParserVersion, type ParsedMail, parseMail } from './mail/mail.ts'
export { type PartContent, partOf, partsOf } from './mail/mail-attachments.ts'
export { messageId } from './mail/message-id.ts'
export { MAIL_BYTES_MAX, type MailOptions, type OpenMail, openMail } from './mail/open-mail.ts'
export { makeReplyId, readReplyId } from './mail/reply-id.ts'
export { type MailPage, mailPage } from './mail/shown/mail-page.ts'
export { mediaType } from './media-type.ts'
export type {
  AttachmentKind,
  AttachmentPlace,
  DeliveryReport,
  MessageKind,
  ParsedAttachment,
  ParsedMessage,
} from './message.ts'
export { messageKinds } from './message.ts'
export type { PostmarkConfig } from './postmark/config.ts'
export { openPostmark } from './postmark/postmark.ts'
export { type PostmarkCall, readPostmarkCall } from './postmark/read-call.ts'
export {
  findPostmark,
  type PostmarkEmail,
  type PostmarkRefusal,
  type PostmarkSent,
  retryPostmark,
  sendPostmark,
} from './postmark/send-postmark.ts'
export { mailOfPostmark, postmarkToMail } from './postmark/to-mail.ts'
export { parseSandboxItem, SANDBOX_LABEL, sandboxItem, sandboxParserVersion } from './sandbox/sandbox-item.ts'
export { type SetAside, type SetAsideCode, SetAsideError } from './set-aside.ts'
export { checkSmtp, type SmtpConfig, type SmtpSent, sendSmtp } from './smtp/smtp.ts'
export {
  type Cursor,
  type ReceiveOptions,
  type Wire,
  type WireBatch,
  WireError,
  type WireFault,
  type WireIncident,
  type WireItem,
} from './wire.ts'

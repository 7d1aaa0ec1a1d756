/** A mail to be sent: plain text. Ids are without angle brackets. */
export type MailToSend = {
  from: { name: string; address: string }
  to: readonly string[]
  subject: string
  text: string
  id: string
  /** Message-IDs that it answers, the direct one last. */
  answers: readonly string[]
  at: Date
}

/** The mail's bytes (RFC 5322), with lines that end in CRLF. Nothing in it can begin a field of its own. */
export async function composeMail(mail: MailToSend): Promise<Buffer> {
  const { createTransport } = await import('nodemailer')
  const bracketed = mail.answers.map((id) => `<${id}>`)
  const { message } = await createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  }).sendMail({
    from: mail.from,
    to: mail.to.map((address) => ({ name: '', address })),
    subject: mail.subject,
    text: mail.text,
    date: mail.at,
    messageId: `<${mail.id}>`,
    ...(bracketed.length === 0 ? {} : { references: bracketed, inReplyTo: bracketed.at(-1) }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  if (!Buffer.isBuffer(message)) throw new Error('A composed mail is bytes.')
  return message
}

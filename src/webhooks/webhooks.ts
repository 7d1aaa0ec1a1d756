export { isWebhookPassword, setWebhookPassword, WEBHOOK_USER } from './password.ts'
export { signedHeaders } from './signature.ts'
export {
  forgetSigningSecrets,
  makeSigningSecret,
  readSigningTimes,
  revealSigningSecrets,
  type SigningTimes,
} from './signing-secrets.ts'
export { type SignedCall, takeWebhook } from './take.ts'
export {
  listWebhookSecrets,
  removeWebhookSecret,
  setWebhookSecret,
  type WebhookSecret,
} from './webhook-secret.ts'

export { isWebhookPassword, setWebhookPassword, WEBHOOK_USER } from './password.ts'
export { type SignedCall, takeWebhook } from './take.ts'
export {
  listWebhookSecrets,
  removeWebhookSecret,
  setWebhookSecret,
  type WebhookSecret,
} from './webhook-secret.ts'

/** Language models of the firm's choice: asked within a time and a budget, and never needed. */

export { type Answer, type Ask, type Model, type ModelIo, openModel } from './ask.ts'
export { forgetMessages } from './forget.ts'
export { type ModelProvider, type ModelSettings, modelProviders } from './provider.ts'
